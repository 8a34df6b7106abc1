import { type Binding, bind } from '../../platform/dispatch/bind.ts'
import type { RolloverService } from './rollover.service.ts'

/** Binds what takes the units of an organisation into the next school year (P-12). */
export function rolloverBindings(rollover: RolloverService): Binding[] {
  return [
    bind('rollover.open', ({ db, viewer, input, fail }) =>
      rollover.open(db, viewer.profileId, input.communityId, fail),
    ),
    bind('rollover.get', ({ db, viewer, input, fail }) => rollover.get(db, viewer.profileId, input.rolloverId, fail)),
    bind('rollover.plan', ({ tx, viewer, input, fail }) => rollover.plan(tx, viewer.profileId, input, fail)),
    bind('rollover.choose', ({ tx, viewer, input, fail }) => rollover.choose(tx, viewer.profileId, input, fail)),
    bind('rollover.apply', ({ tx, viewer, input, fail }) => rollover.apply(tx, viewer.profileId, input, fail)),
    bind('rollover.cancel', ({ tx, viewer, input, fail }) =>
      rollover.cancel(tx, viewer.profileId, input.rolloverId, fail),
    ),
    bind('rollover.undo', ({ tx, viewer, input, fail }) => rollover.undo(tx, viewer.profileId, input.rolloverId, fail)),
  ]
}
