import { type Binding, bind } from '../../platform/dispatch/bind.ts'
import type { ScheduledService } from './scheduled.service.ts'

/** Binds the operations of messages that wait for their time. */
export function scheduledBindings(scheduled: ScheduledService): Binding[] {
  return [
    bind('scheduled.add', ({ tx, viewer, input, fail }) => scheduled.add(tx, viewer.profileId, input, fail)),
    bind('scheduled.change', ({ tx, viewer, input, fail }) => scheduled.change(tx, viewer.profileId, input, fail)),
    bind('scheduled.send', ({ tx, viewer, input, fail }) => scheduled.send(tx, viewer.profileId, input, fail)),
    bind('scheduled.remove', ({ tx, viewer, input }) => scheduled.remove(tx, viewer.profileId, input)),
    bind('scheduled.list', ({ db, viewer }) => scheduled.list(db, viewer.profileId)),
  ]
}
