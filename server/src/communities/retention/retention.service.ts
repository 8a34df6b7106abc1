import type { Retention } from '#contract/communities/retention.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { recordAct } from '../../platform/audit/record.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { checkManagesRules } from '../dialogues/rules-access.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { readRetention, writeRetention } from './retention.store.ts'

/** Called in the transaction in which an organisation has changed its rule. */
export type RetentionChangedHook = (tx: Tx, rule: Pick<Retention, 'communityId' | 'months'>) => Promise<void>

interface Parts extends Pick<Platform, 'clock'> {
  memberships: Pick<Memberships, 'accessMembership'>
  retentionChanged: readonly RetentionChangedHook[]
}

export type RetentionService = ReturnType<typeof createRetention>

/** How long messages of deleted accounts stay, as the administrators of an organisation see and change it (IDN-24). */
export function createRetention({ clock, memberships, retentionChanged }: Parts) {
  return {
    async get(
      reader: Reader,
      viewerId: string,
      communityId: string,
      fail: Fail<ErrorsOf<Operations['retention.get']>>,
    ): Promise<Retention> {
      await checkManagesRules(memberships, reader, { viewerId, communityId }, fail)
      return readRetention(reader, communityId)
    },

    async set(
      tx: Tx,
      viewerId: string,
      input: InputOf<Operations['retention.set']>,
      fail: Fail<ErrorsOf<Operations['retention.set']>>,
    ): Promise<Retention> {
      await checkManagesRules(memberships, tx, { viewerId, communityId: input.communityId }, fail)
      const before = await readRetention(tx, input.communityId)
      const version = await writeRetention(tx, input, { profileId: viewerId, now: clock.now() })
      if (version === null) return fail('retention.versionConflict')
      recordAct(tx, {
        act: 'retention.changed',
        communityId: input.communityId,
        by: { profileId: viewerId },
        before: { months: before.months ?? 'ever' },
        after: { months: input.months ?? 'ever' },
      })
      for (const hook of retentionChanged) await hook(tx, input)
      return { ...input, version }
    },
  }
}
