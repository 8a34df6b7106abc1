import type { NameParts } from '#contract/identity/names.ts'
import { RENAMES_PER_MONTH } from '#contract/identity/profiles.limits.ts'
import type { OwnProfile, ProfileCard } from '#contract/identity/profiles.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { LimitRule } from '../../platform/limits/limits.ts'
import type { Platform } from '../../platform/platform.ts'
import { cleanNames } from './person-name.ts'
import { holdProfiles, readOwn, writeNames } from './profiles.store.ts'

const RENAME_RULE: LimitRule = { name: 'profile.rename', points: RENAMES_PER_MONTH, durationMs: 30 * 86_400_000 }

/** Tells the domains to the right that a profile has other names now. */
export type RenamedHook = (tx: Tx, card: ProfileCard) => Promise<void>

export type OwnProfileService = ReturnType<typeof createOwnProfileService>

/** What a person changes of his own profile. */
export function createOwnProfileService(platform: Platform, renamed: readonly RenamedHook[]) {
  return {
    /** Changes the own names. The same names again change nothing and count nowhere. */
    async rename(
      tx: Tx,
      profileId: string,
      input: NameParts,
      fail: Fail<'profile.nameInvalid' | 'profile.renamedOften'>,
    ): Promise<OwnProfile> {
      const names = cleanNames(input, (field) => fail('profile.nameInvalid', { field }))
      await holdProfiles(tx, [profileId], 'change')
      const before = await readOwn(tx, profileId)
      const isSame = before.surname === names.surname && before.name === names.name
      if (isSame && before.patronymic === names.patronymic) return before
      const wait = await platform.limits.take(RENAME_RULE, profileId)
      if (wait > 0) fail('profile.renamedOften', { retryAfterSeconds: Math.ceil(wait / 1000) })
      const card = await writeNames(tx, { id: platform.newId(), profileId, names, now: platform.clock.now() })
      platform.emitter.ephemeral(tx, 'profile', profileId, 'profile.changed', { card })
      for (const hook of renamed) await hook(tx, card)
      return { ...before, ...names, version: card.version }
    },
  }
}
