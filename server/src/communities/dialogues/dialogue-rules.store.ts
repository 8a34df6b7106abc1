import { sql } from 'kysely'
import {
  type DialogueMode,
  type DialogueRules,
  PREVIEW_PLACES,
  type PreviewPlaces,
} from '#contract/communities/dialogue-rules.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { STAFF_ROLES } from '../memberships/memberships.store.ts'

/** What holds in an organisation that has chosen nothing (reading A-55). */
export const DEFAULT_MODES = { under14: 'guardians', from14: 'secondAdult' } as const satisfies Record<
  string,
  DialogueMode
>

/** Links have cards where no pupil reads, as long as an organisation has chosen nothing. */
const DEFAULT_PREVIEWS: PreviewPlaces = 'withoutPupils'

/** The rules of an organisation; version 0 while it has chosen nothing. */
export async function readRules(reader: Reader, communityId: string): Promise<DialogueRules> {
  const row = await reader
    .selectFrom('communities.dialogue_rules')
    .select([
      'version',
      'under_14',
      'from_14',
      'guests_with_pupils',
      'own_call_pictures',
      'vanish_with_pupils',
      'link_previews',
    ])
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
    guestsWithPupils: row?.guests_with_pupils ?? false,
    vanishWithPupils: row?.vanish_with_pupils ?? true,
    ownCallPictures: row?.own_call_pictures ?? false,
    linkPreviews: (row?.link_previews ?? DEFAULT_PREVIEWS) as PreviewPlaces,
    secondAdultIds: adults.map((adult) => adult.profile_id),
  }
}

/** Writes the rules when they still are at `rules.version`; the new version, or null when somebody was faster. */
export async function writeRules(tx: Tx, rules: DialogueRules, by: { profileId: string; now: number }) {
  const { communityId, version } = rules
  const written = await sql<{ version: number }>`
    insert into communities.dialogue_rules (community_id, version, under_14, from_14, guests_with_pupils, own_call_pictures,
      vanish_with_pupils, link_previews, changed_by, changed_at)
    select ${communityId}::uuid, 1, ${rules.under14}::text, ${rules.from14}::text, ${rules.guestsWithPupils}::boolean,
      ${rules.ownCallPictures}::boolean, ${rules.vanishWithPupils}::boolean, ${rules.linkPreviews}::text, ${by.profileId}::uuid, ${new Date(by.now)}::timestamptz
    where ${version}::integer = 0
      or exists (select from communities.dialogue_rules r where r.community_id = ${communityId}::uuid)
    on conflict (community_id) do update set version = dialogue_rules.version + 1, under_14 = excluded.under_14,
      from_14 = excluded.from_14, guests_with_pupils = excluded.guests_with_pupils, own_call_pictures = excluded.own_call_pictures,
      vanish_with_pupils = excluded.vanish_with_pupils, link_previews = excluded.link_previews,
      changed_by = excluded.changed_by, changed_at = excluded.changed_at
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

/** What an organisation has decided of calls; what it has not chosen is no. */
export async function callRules(reader: Reader, communityId: string) {
  const row = await reader
    .selectFrom('communities.dialogue_rules')
    .select(['guests_with_pupils', 'own_call_pictures'])
    .where('community_id', '=', communityId)
    .executeTakeFirst()
  return { guestsWithPupils: row?.guests_with_pupils ?? false, ownPictures: row?.own_call_pictures ?? false }
}

/**
 * Whether messages may not vanish where pupils read: by the rule of the organisation of a chat; of one that belongs to none by
 * the rule of an organisation of which one of these people is a pupil.
 */
export async function forbidsVanishing(
  reader: Reader,
  communityId: string | null,
  profileIds: readonly string[],
): Promise<boolean> {
  const result = await sql<{ forbids: boolean }>`select exists (
    select from communities.dialogue_rules r where not r.vanish_with_pupils
      and (r.community_id = ${communityId}::uuid or (${communityId}::uuid is null and exists (
        select from communities.member_role m where m.community_id = r.community_id and m.role = 'pupil'
          and m.profile_id = any(${[...profileIds]}::uuid[]))))) as forbids`.execute(reader)
  return result.rows[0]!.forbids
}

/**
 * Where links have cards: by the rule of the organisation of a chat; of one that belongs to none by the strictest rule of the
 * organisations in which these people are.
 */
export async function previewsAmong(
  reader: Reader,
  communityId: string | null,
  profileIds: readonly string[],
): Promise<PreviewPlaces> {
  const result = await sql<{ places: PreviewPlaces }>`
    select distinct coalesce(r.link_previews, ${DEFAULT_PREVIEWS}) as places from (
      select ${communityId}::uuid as id where ${communityId}::uuid is not null
      union select m.community_id from communities.member_role m
        where ${communityId}::uuid is null and m.profile_id = any(${[...profileIds]}::uuid[])) c
    left join communities.dialogue_rules r on r.community_id = c.id`.execute(reader)
  const found = new Set(result.rows.map((row) => row.places))
  return PREVIEW_PLACES.find((places) => found.has(places)) ?? DEFAULT_PREVIEWS
}
