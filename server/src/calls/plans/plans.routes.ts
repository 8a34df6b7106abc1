import { type Binding, bind } from '../../platform/dispatch/bind.ts'
import type { PlansService } from './plans.service.ts'

/** Binds what is done with planned calls. */
export function planBindings(plans: PlansService): Binding[] {
  return [
    bind('plannedCalls.coming', ({ db, viewer }) => plans.coming(db, viewer.profileId)),
    bind('plannedCalls.list', ({ db, viewer, input, fail }) => plans.list(db, viewer.profileId, input, fail)),
    bind('plannedCalls.add', async ({ tx, viewer, input, fail }) => ({
      planned: await plans.add(tx, viewer.profileId, input, fail),
    })),
    bind('plannedCalls.change', async ({ tx, viewer, input, fail }) => ({
      planned: await plans.change(tx, viewer.profileId, input, fail),
    })),
    bind('plannedCalls.setCancelled', async ({ tx, viewer, input, fail }) => ({
      planned: await plans.setCancelled(tx, viewer.profileId, input, fail),
    })),
    bind('plannedCalls.start', async ({ tx, viewer, input, fail }) => ({
      call: await plans.start(tx, viewer.profileId, input, fail),
    })),
  ]
}
