import type { Reader } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { type AccountRow, findAccount, profilesOf } from './accounts.store.ts'
import { type Address, isEmail } from './address.ts'

/** What another domain knows of who pays for SMS to somebody, by all his profiles. */
export interface SmsQuota {
  /** Whether somebody pays, and none of those who do has an SMS left. */
  isFull(profileIds: readonly string[]): Promise<boolean>
  /** Counts an SMS that was sent. */
  count(profileIds: readonly string[]): Promise<void>
}

export type SmsSpending = ReturnType<typeof createSmsSpending>

/**
 * SMS to people, as they count in the quotas of their organisations (ORG-19). A quota keeps nobody out: the code of a
 * sign-in goes to every number in the same way, whoever owns it, and counts once it was entered, so that no stranger spends
 * what is not his. Refused is only what somebody asks for who is signed in already.
 */
export function createSmsSpending({ db, log }: Pick<Platform, 'db' | 'log'>, quotas: readonly SmsQuota[]) {
  const profileIdsOf = async (reader: Reader, accountId: string) =>
    (await profilesOf(reader, accountId)).map(({ id }) => id)

  /** A message that has left is not undone because it could not be counted. */
  const count = async (accountId: string): Promise<void> => {
    try {
      const profileIds = await profileIdsOf(db, accountId)
      for (const quota of quotas) await quota.count(profileIds)
    } catch (error) {
      log.warn({ error }, 'sms.notCounted')
    }
  }

  return {
    count,

    /** A code by SMS was entered at the sign-in. */
    async entered(address: Address): Promise<void> {
      const account = isEmail(address) ? null : await findAccount(db, address)
      if (account !== null) await count(account.id)
    },

    /** Sends something to somebody who is signed in, if his organisations have an SMS left for him. */
    async within<T>(
      { id, phone }: Pick<AccountRow, 'id' | 'phone'>,
      fail: Fail<'signin.smsQuotaReached'>,
      send: () => Promise<T>,
    ): Promise<T> {
      if (phone === null) return send()
      const profileIds = await profileIdsOf(db, id)
      for (const quota of quotas) {
        if (await quota.isFull(profileIds)) fail('signin.smsQuotaReached', { changedBy: 'operator' })
      }
      const sent = await send()
      await count(id)
      return sent
    },
  }
}
