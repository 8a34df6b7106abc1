import { type Binding, bind } from '../../platform/dispatch/bind.ts'
import type { PublicationsService } from './publications.service.ts'

/** Binds the operations of the pages of organisations. */
export function publicationBindings(publications: PublicationsService): Binding[] {
  return [
    bind('publications.list', ({ db, viewer, input, fail }) => publications.list(db, viewer.profileId, input, fail)),
    bind('publications.publish', ({ tx, viewer, input, fail }) =>
      publications.publish(tx, viewer.profileId, input, fail),
    ),
    bind('publications.edit', ({ tx, viewer, input, fail }) => publications.edit(tx, viewer.profileId, input, fail)),
    bind('publications.erase', ({ tx, viewer, input, fail }) => publications.erase(tx, viewer.profileId, input, fail)),
    bind('publications.mirror', ({ tx, viewer, input, fail }) =>
      publications.mirror(tx, viewer.profileId, input, fail),
    ),
  ]
}
