import { type Binding, bind } from '../platform/dispatch/bind.ts'
import type { ToldAbsences } from './absences/told-absences.service.ts'
import type { FactsService } from './facts/facts.service.ts'
import type { Intake } from './facts/intake.service.ts'
import type { Integrations } from './grants/integrations.service.ts'
import type { LinksService } from './links/links.service.ts'

interface Services {
  facts: FactsService
  intake: Intake
  integrations: Integrations
  links: LinksService
  absences: ToldAbsences
}

/** Binds what systems tell and ask, and what administrators decide about them. */
export function connectorBindings({ facts, intake, integrations, links, absences }: Services): Binding[] {
  return [
    bind('connector.facts.put', ({ tx, viewer, input, fail }) => facts.put(tx, viewer, input, fail)),
    bind('connector.organisations.list', ({ db, viewer, input }) => intake.organisations(db, viewer, input)),
    bind('connector.state.get', ({ db, viewer, input, fail }) => intake.state(db, viewer, input, fail)),
    bind('connector.chats.list', ({ db, viewer, input, fail }) => intake.chats(db, viewer, input, fail)),
    bind('connector.links.make', ({ tx, viewer, input, fail }) => links.make(tx, viewer, input, fail)),
    bind('connector.links.undo', ({ tx, viewer, input, fail }) => links.undo(tx, viewer, input, fail)),
    bind('connector.links.list', ({ db, viewer, input, fail }) => links.list(db, viewer, input, fail)),
    bind('connector.absences.list', ({ db, viewer, input, fail }) => absences.list(db, viewer, input, fail)),
    bind('integrations.get', ({ db, viewer, input, fail }) =>
      integrations.get(db, viewer.profileId, input.communityId, fail),
    ),
    bind('integrations.set', ({ tx, viewer, input, fail }) => integrations.set(tx, viewer.profileId, input, fail)),
    bind('integrations.letRemovals', ({ tx, viewer, input, fail }) =>
      integrations.letRemovals(tx, viewer.profileId, input, fail),
    ),
  ]
}
