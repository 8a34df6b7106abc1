import { type Binding, bind, bindOwn } from '../../platform/dispatch/bind.ts'
import type { ApplauseService } from './applause.service.ts'
import type { AttentionService } from './attention.service.ts'
import type { CallsService } from './calls.service.ts'
import type { DoorService } from './door.service.ts'
import type { HandsService } from './hands.service.ts'
import type { PermissionsService } from './permissions.service.ts'
import type { TrialService } from './trial.service.ts'

export interface CallServices {
  calls: CallsService
  door: DoorService
  hands: HandsService
  permissions: PermissionsService
  attention: AttentionService
  applause: ApplauseService
  trial: TrialService
}

/** Binds the operations of calls. */
export function callBindings({ calls, door, hands, permissions, attention, applause, trial }: CallServices): Binding[] {
  return [
    bind('calls.start', async ({ tx, viewer, input, fail }) => ({
      call: await calls.start(tx, viewer.profileId, input, fail),
    })),
    bind('calls.running', ({ db, viewer, input, fail }) => calls.running(db, viewer.profileId, input, fail)),
    bind('calls.people', ({ db, viewer, input, fail }) => calls.people(db, viewer.profileId, input, fail)),
    bindOwn('calls.join', ({ viewer, input, fail }) => calls.join(viewer.profileId, input, fail)),
    bind('calls.beat', async ({ tx, viewer, input, fail }) => {
      await calls.beat(tx, viewer.profileId, input, fail)
      return {}
    }),
    bind('calls.leave', async ({ tx, viewer, input, fail }) => {
      await calls.leave(tx, viewer.profileId, input, fail)
      return {}
    }),
    bind('calls.configure', async ({ tx, viewer, input, fail }) => ({
      call: await door.configure(tx, viewer.profileId, input, fail),
    })),
    bind('calls.waiting', ({ db, viewer, input, fail }) => door.waiting(db, viewer.profileId, input, fail)),
    bind('calls.decide', async ({ tx, viewer, input, fail }) => {
      await door.decide(tx, viewer.profileId, input, fail)
      return {}
    }),
    bind('calls.remove', async ({ tx, viewer, input, fail }) => {
      await door.remove(tx, viewer.profileId, input, fail)
      return {}
    }),
    bind('calls.setAdministrator', async ({ tx, viewer, input, fail }) => {
      await door.setAdministrator(tx, viewer.profileId, input, fail)
      return {}
    }),
    bind('calls.setHand', async ({ tx, viewer, input, fail }) => {
      await hands.setHand(tx, viewer.profileId, input, fail)
      return {}
    }),
    bind('calls.lowerHands', async ({ tx, viewer, input, fail }) => {
      await hands.lowerHands(tx, viewer.profileId, input, fail)
      return {}
    }),
    bind('calls.setFloor', async ({ tx, viewer, input, fail }) => {
      await hands.setFloor(tx, viewer.profileId, input, fail)
      return {}
    }),
    bind('calls.setRules', async ({ tx, viewer, input, fail }) => ({
      call: await permissions.setRules(tx, viewer.profileId, input, fail),
    })),
    bind('calls.setPermissions', async ({ tx, viewer, input, fail }) => {
      await permissions.setPermissions(tx, viewer.profileId, input, fail)
      return {}
    }),
    bindOwn('calls.mute', async ({ viewer, input, fail }) => {
      await permissions.mute(viewer.profileId, input, fail)
      return {}
    }),
    bind('calls.ask', async ({ tx, viewer, input, fail }) => {
      await permissions.ask(tx, viewer.profileId, input, fail)
      return {}
    }),
    bindOwn('calls.nudge', async ({ viewer, input, fail }) => {
      await attention.nudge(viewer.profileId, input, fail)
      return {}
    }),
    bindOwn('calls.react', async ({ viewer, input, fail }) => {
      await applause.react(viewer.profileId, input, fail)
      return {}
    }),
    bindOwn('calls.tryMedia', ({ viewer, input, fail }) => trial.open(viewer.profileId, input, fail)),
    bind('calls.end', async ({ tx, viewer, input, fail }) => ({
      call: await calls.end(tx, viewer.profileId, input, fail),
    })),
  ]
}
