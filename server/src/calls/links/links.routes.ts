import { type Binding, bind } from '../../platform/dispatch/bind.ts'
import type { CallLinksService } from './links.service.ts'

/** Binds what is done with links of calls. */
export function callLinkBindings(links: CallLinksService): Binding[] {
  return [
    bind('callLinks.get', ({ db, viewer, input, fail }) => links.get(db, viewer.profileId, input, fail)),
    bind('callLinks.setAccess', ({ tx, viewer, input, fail }) => links.setAccess(tx, viewer.profileId, input, fail)),
    bind('callLinks.renew', ({ tx, viewer, input, fail }) => links.renew(tx, viewer.profileId, input, fail)),
    bind('callLinks.open', ({ tx, viewer, input, fail }) => links.open(tx, viewer.profileId, input, fail)),
  ]
}
