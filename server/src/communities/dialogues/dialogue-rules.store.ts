import { sql } from 'kysely'
import type { DialogueMode, DialogueRules } from '#contract/communities/dialogue-rules.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { STAFF_ROLES } from '../memberships/memberships.store.ts'

/** What holds in an organisation that has chosen nothing (reading A-55). */
export const DEFAULT_MODES = { under14: 'guardians', from14: 'secondAdult' } as const satisfies Record<
  string,
  DialogueMode
>

/** The rules of an organisation; version 0 while it has chosen nothing. */
export async function readRules(reader: Reader, communityId: string): Promise<DialogueRules> {
  const row = await reader
    .selectFrom('communities.dialogue_rules')
    .select(['version', 'under_14', 'from_14'])
    .where('community_id', '=', communityId)
    .executeTakeFirst()
  const adults = await reader
    .selectFrom('communities.second_adult')
    .select('profile_id')
    .where('community_id', '=', communityId)
    .orderBy('position')
    .execute()
  return {
    communityId,
    version: row?.version ?? 0,
    under14: (row?.under_14 ?? DEFAULT_MODES.under14) as DialogueMode,
    from14: (row?.from_14 ?? DEFAULT_MODES.from14) as DialogueMode,
    secondAdultIds: adults.map((adult) => adult.profile_id),
  }
}

/** Writes the rules when they still are at `rules.version`; the new version, or null when somebody was faster. */
export async function writeRules(tx: Tx, rules: DialogueRules, by: { profileId: string; now: number }) {
  const { communityId, version } = rules
  const written = await sql<{ version: number }>`
    insert into communities.dialogue_rules (community_id, version, under_14, from_14, changed_by, changed_at)
    select ${communityId}::uuid, 1, ${rules.under14}::text, ${rules.from14}::text, ${by.profileId}::uuid, ${new Date(by.now)}::timestamptz
    where ${version}::integer = 0
      or exists (select from communities.dialogue_rules r where r.community_id = ${communityId}::uuid)
    on conflict (community_id) do update set version = dialogue_rules.version + 1, under_14 = excluded.under_14,
      from_14 = excluded.from_14, changed_by = excluded.changed_by, changed_at = excluded.changed_at
    where dialogue_rules.version = ${version}
    returning version`.execute(tx)
  const row = written.rows[0]
  if (row === undefined) return null
  await tx.deleteFrom('communities.second_adult').where('community_id', '=', communityId).execute()
  if (rules.secondAdultIds.length > 0) {
    await tx
      .insertInto('communities.second_adult')
      .values(
        rules.secondAdultIds.map((profileId, position) => ({
          community_id: communityId,
          profile_id: profileId,
          position,
        })),
      )
      .execute()
  }
  return row.version
}

/** Those of these people who hold a role of the staff in a community. */
export async function staffAmong(reader: Reader, communityId: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await reader
    .selectFrom('communities.member_role')
    .select('profile_id')
    .distinct()
    .where('community_id', '=', communityId)
    .where('profile_id', 'in', [...ids])
    .where('role', 'in', [...STAFF_ROLES])
    .execute()
  return new Set(rows.map((row) => row.profile_id))
}
