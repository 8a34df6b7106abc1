import { type Binding, bind } from '../../platform/dispatch/bind.ts'
import type { HallsService } from './halls.service.ts'

/** Binds the operations of session halls. */
export function hallBindings(halls: HallsService): Binding[] {
  return [
    bind('calls.halls', ({ db, viewer, input, fail }) => halls.read(db, viewer.profileId, input, fail)),
    bind('calls.arrangeHalls', ({ tx, viewer, input, fail }) => halls.arrange(tx, viewer.profileId, input, fail)),
    bind('calls.shareOut', ({ tx, viewer, input, fail }) => halls.shareOut(tx, viewer.profileId, input, fail)),
    bind('calls.earlierHalls', ({ db, viewer, input, fail }) => halls.earlier(db, viewer.profileId, input, fail)),
    bind('calls.reuseHalls', ({ tx, viewer, input, fail }) => halls.reuse(tx, viewer.profileId, input, fail)),
    bind('calls.openHalls', ({ tx, viewer, input, fail }) => halls.open(tx, viewer.profileId, input, fail)),
    bind('calls.closeHalls', ({ tx, viewer, input, fail }) => halls.close(tx, viewer.profileId, input, fail)),
    bind('calls.goToHall', async ({ tx, viewer, input, fail }) => {
      await halls.go(tx, viewer.profileId, input, fail)
      return {}
    }),
    bind('calls.tell', async ({ tx, viewer, input, fail }) => {
      await halls.tell(tx, viewer.profileId, input, fail)
      return {}
    }),
  ]
}
