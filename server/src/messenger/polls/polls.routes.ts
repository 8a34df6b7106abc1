import { type Binding, bind } from '../../platform/dispatch/bind.ts'
import type { PollsService } from './polls.service.ts'

/** Binds the operations of polls. */
export function pollBindings(polls: PollsService): Binding[] {
  return [
    bind('polls.create', async ({ tx, viewer, input, fail }) => ({
      message: await polls.create(tx, viewer.profileId, input, fail),
    })),
    bind('polls.vote', ({ tx, viewer, input, fail }) => polls.vote(tx, viewer.profileId, input, fail)),
    bind('polls.own', ({ db, viewer, input, fail }) => polls.own(db, viewer.profileId, input, fail)),
    bind('polls.voters', ({ db, viewer, input, fail }) => polls.voters(db, viewer.profileId, input, fail)),
    bind('polls.end', async ({ tx, viewer, input, fail }) => {
      await polls.end(tx, viewer.profileId, input, fail)
      return {}
    }),
  ]
}
