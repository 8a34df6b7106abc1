import type { PrivacyLimit } from '#contract/communities/privacy.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { recordAct } from '../../platform/audit/record.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { checkManagesRules } from '../dialogues/rules-access.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { readLimit, writeLimit } from './privacy-limit.store.ts'

interface Parts extends Pick<Platform, 'clock'> {
  memberships: Pick<Memberships, 'accessMembership'>
}

export type PrivacyLimitService = ReturnType<typeof createPrivacyLimit>

/** How wide pupils may open themselves, as the administrators of their organisation see and change it (ACC-07). */
export function createPrivacyLimit({ clock, memberships }: Parts) {
  return {
    async get(
      reader: Reader,
      viewerId: string,
      communityId: string,
      fail: Fail<ErrorsOf<Operations['privacyLimit.get']>>,
    ): Promise<PrivacyLimit> {
      await checkManagesRules(memberships, reader, { viewerId, communityId }, fail)
      return readLimit(reader, communityId)
    },

    async set(
      tx: Tx,
      viewerId: string,
      input: InputOf<Operations['privacyLimit.set']>,
      fail: Fail<ErrorsOf<Operations['privacyLimit.set']>>,
    ): Promise<PrivacyLimit> {
      await checkManagesRules(memberships, tx, { viewerId, communityId: input.communityId }, fail)
      const { communityId, widest } = input
      const before = await readLimit(tx, communityId)
      const version = await writeLimit(tx, input, { profileId: viewerId, now: clock.now() })
      if (version === null) return fail('privacyLimit.versionConflict')
      recordAct(tx, {
        act: 'privacyLimit.changed',
        communityId,
        by: { profileId: viewerId },
        before: { widest: before.widest },
        after: { widest },
      })
      return { ...input, version }
    },
  }
}
