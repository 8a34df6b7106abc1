import { type Binding, bind, bindOwn } from '../../platform/dispatch/bind.ts'
import type { CallGuestsService } from './guests.service.ts'

/** Binds what guests of calls do; who they are is told by a cookie of their own. */
export function callGuestBindings(guests: CallGuestsService): Binding[] {
  return [
    bind('callGuests.look', ({ db, origin, viewer, input, fail }) =>
      guests.look(db, { ...origin, signedIn: viewer !== null }, input, fail),
    ),
    bind('callGuests.knock', async ({ tx, origin, input, cookies, fail }) => {
      await guests.knock(tx, origin, input, cookies, fail)
      return {}
    }),
    bindOwn('callGuests.enter', ({ origin, input, fail }) => guests.enter(origin, input, fail)),
    bind('callGuests.beat', ({ tx, origin, input, fail }) => guests.beat(tx, origin, input, fail)),
    bind('callGuests.setHand', async ({ tx, origin, input, fail }) => {
      await guests.setHand(tx, origin, input, fail)
      return {}
    }),
    bind('callGuests.leave', async ({ tx, origin, input, fail }) => {
      await guests.leave(tx, origin, input, fail)
      return {}
    }),
  ]
}
