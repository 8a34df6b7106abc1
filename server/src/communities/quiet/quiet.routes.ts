import { type Binding, bind } from '../../platform/dispatch/bind.ts'
import type { QuietService } from './quiet.service.ts'
import type { QuietRulesService } from './quiet-rules.service.ts'
import type { UrgentService } from './urgent.service.ts'

export interface QuietTimes {
  quiet: QuietService
  quietRules: QuietRulesService
  urgent: UrgentService
}

/** Binds the operations of quiet times. */
export function quietBindings({ quiet, quietRules, urgent }: QuietTimes): Binding[] {
  return [
    bind('quietRules.get', ({ db, viewer, input, fail }) =>
      quietRules.get(db, viewer.profileId, input.communityId, fail),
    ),
    bind('quietRules.set', ({ tx, viewer, input, fail }) => quietRules.set(tx, viewer.profileId, input, fail)),
    bind('urgent.list', ({ db, viewer, input, fail }) => urgent.list(db, viewer.profileId, input.communityId, fail)),
    bind('quiet.get', ({ db, viewer }) => quiet.get(db, viewer.profileId)),
    bind('quiet.set', ({ tx, viewer, input, fail }) => quiet.set(tx, viewer.profileId, input, fail)),
  ]
}
