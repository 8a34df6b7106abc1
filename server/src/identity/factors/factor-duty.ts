import { isAdministration, type Operation } from '#contract/kit/operation.ts'
import type { Reader } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/dispatch/refusal.ts'
import type { Viewer } from '../../platform/dispatch/viewer.ts'
import type { Platform } from '../../platform/platform.ts'
import { hasPasskey } from '../passkeys/passkeys.store.ts'
import { accountSince } from '../signin/accounts.store.ts'
import { hasTotp } from './totp.store.ts'

const DAY_MS = 86_400_000

export interface FactorDutyParts {
  /** Since when a profile administrates some community; null when it does not. */
  administratorSince: (reader: Reader, profileId: string) => Promise<Date | null>
  /** Whether this is an installation at which factors are obligatory. */
  obligatory: boolean
}

/**
 * A second factor is not optional for those who hold power over others: an operator, and an administrator of a
 * community, gets `factor.required` for every operation of that office after a time of grace, until an app is connected.
 * He can sign in, connect one, and do what everybody may.
 */
export function createFactorDuty(
  { db, clock, config }: Pick<Platform, 'db' | 'clock' | 'config'>,
  { administratorSince, obligatory }: FactorDutyParts,
): (viewer: Viewer | null, operation: Operation) => Promise<void> {
  const graceEnd = async (viewer: Viewer, operation: Operation): Promise<number | null> => {
    if (operation.gate === 'operator') {
      return (await accountSince(db, viewer.accountId)).getTime() + config.operatorFactorDays * DAY_MS
    }
    const since = viewer.profileId === null ? null : await administratorSince(db, viewer.profileId)
    return since === null ? null : since.getTime() + config.administratorFactorDays * DAY_MS
  }
  const hasStrong = async (accountId: string) => (await hasTotp(db, accountId)) || hasPasskey(db, accountId)
  return async (viewer, operation) => {
    if (!obligatory || viewer === null) return
    if (operation.gate !== 'operator' && !isAdministration(operation)) return
    const end = await graceEnd(viewer, operation)
    if (end === null || clock.now() < end || (await hasStrong(viewer.accountId))) return
    throw new Refusal('factor.required')
  }
}
