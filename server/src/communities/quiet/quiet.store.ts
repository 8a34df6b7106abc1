import { sql } from 'kysely'
import type { QuietRules, QuietWish } from '#contract/communities/quiet.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { STAFF_ROLES } from '../memberships/memberships.store.ts'
import type { Kind, Rules } from './quiet-times.ts'

/** The rules of an organisation; version 0 and the usual ones while it has chosen nothing. */
export async function readQuietRules(reader: Reader, communityId: string, usual: Rules): Promise<QuietRules> {
  const row = await reader
    .selectFrom('communities.quiet_rules')
    .select(['version', 'rules'])
    .where('community_id', '=', communityId)
    .executeTakeFirst()
  return { communityId, version: row?.version ?? 0, ...((row?.rules as Rules | undefined) ?? usual) }
}

/** Writes rules when they still are at `version`; the new version, or null when somebody was faster. */
export async function writeQuietRules(
  tx: Tx,
  { communityId, version, ...rules }: QuietRules,
  by: { profileId: string; now: number },
): Promise<number | null> {
  const written = await sql<{ version: number }>`
    insert into communities.quiet_rules (community_id, version, rules, changed_by, changed_at)
    select ${communityId}::uuid, 1, ${JSON.stringify(rules)}::jsonb, ${by.profileId}::uuid, ${new Date(by.now)}::timestamptz
    where ${version}::integer = 0
      or exists (select from communities.quiet_rules r where r.community_id = ${communityId}::uuid)
    on conflict (community_id) do update set version = quiet_rules.version + 1, rules = excluded.rules,
      changed_by = excluded.changed_by, changed_at = excluded.changed_at
    where quiet_rules.version = ${version}
    returning version`.execute(tx)
  return written.rows[0]?.version ?? null
}

/** What somebody wishes himself; null while he has said nothing. */
export async function readWish(reader: Reader, profileId: string): Promise<QuietWish | null> {
  const row = await reader
    .selectFrom('communities.quiet_wish')
    .select(['version', 'follows', 'from_time', 'to_time', 'rest_days', 'time_zone'])
    .where('profile_id', '=', profileId)
    .executeTakeFirst()
  return row === undefined ? null : wishOf(row)
}

interface WishRow {
  version: number
  follows: boolean
  from_time: string | null
  to_time: string | null
  rest_days: number[]
  time_zone: string
}

function wishOf({ version, follows, from_time, to_time, rest_days, time_zone }: WishRow): QuietWish {
  const hours = from_time === null || to_time === null ? null : { from: from_time, to: to_time }
  return { version, follows, hours, restDays: rest_days, timeZone: time_zone }
}

/** Writes a wish when it still is at `wish.version`; the new version, or null when another device was faster. */
export async function writeWish(tx: Tx, profileId: string, wish: QuietWish, now: number): Promise<number | null> {
  const { version, follows, hours, restDays, timeZone } = wish
  const written = await sql<{ version: number }>`
    insert into communities.quiet_wish (profile_id, version, follows, from_time, to_time, rest_days, time_zone, changed_at)
    select ${profileId}::uuid, 1, ${follows}::boolean, ${hours?.from ?? null}::text, ${hours?.to ?? null}::text,
      ${restDays}::integer[], ${timeZone}::text, ${new Date(now)}::timestamptz
    where ${version}::integer = 0
      or exists (select from communities.quiet_wish w where w.profile_id = ${profileId}::uuid)
    on conflict (profile_id) do update set version = quiet_wish.version + 1, follows = excluded.follows,
      from_time = excluded.from_time, to_time = excluded.to_time, rest_days = excluded.rest_days,
      time_zone = excluded.time_zone, changed_at = excluded.changed_at
    where quiet_wish.version = ${version}
    returning version`.execute(tx)
  return written.rows[0]?.version ?? null
}

/** What somebody is in one organisation, and the rules there. */
export interface Standing {
  communityId: string
  name: string
  timeZone: string
  kinds: Kind[]
  rules: Rules
}

/** What somebody is in each of his organisations, in the order of their names. */
export async function standingsInQuiet(reader: Reader, profileId: string, usual: Rules): Promise<Standing[]> {
  const result = await sql<Omit<Standing, 'rules'> & { rules: Rules | null }>`
    select c.id as "communityId", c.short_name as name, c.time_zone as "timeZone", array_agg(distinct ${kindOf}) as kinds, q.rules
    from communities.member_role r
    join communities.community c on c.id = r.community_id
    left join communities.quiet_rules q on q.community_id = c.id
    where r.profile_id = ${profileId}::uuid
    group by c.id, q.rules order by c.short_name, c.id`.execute(reader)
  return result.rows.map((row) => ({ ...row, rules: row.rules ?? usual }))
}

const kindOf = sql`case when r.role = any(${[...STAFF_ROLES]}) then 'staff' when r.role = 'pupil' then 'pupil' else 'family' end`

/** People who are alike in all that their quiet times ask, and how many they are. */
export interface Alike {
  kinds: Kind[]
  wish: QuietWish | null
  people: number
}

/** People of a chat by what they are in its organisation and what they wish; whoever is nothing there has no kinds. */
export async function alikeIn(reader: Reader, communityId: string, profileIds: readonly string[]): Promise<Alike[]> {
  const result = await sql<Omit<Alike, 'wish'> & Partial<WishRow>>`
    with person as (
      select p.id, array(
        select distinct ${kindOf} from communities.member_role r
        where r.community_id = ${communityId}::uuid and r.profile_id = p.id order by 1) as kinds
      from unnest(${[...profileIds]}::uuid[]) as p (id))
    select person.kinds, w.follows, w.from_time, w.to_time, w.rest_days, w.time_zone, count(*)::integer as people,
      case when w.profile_id is not null then 0 end as version
    from person left join communities.quiet_wish w on w.profile_id = person.id
    group by person.kinds, w.follows, w.from_time, w.to_time, w.rest_days, w.time_zone, (w.profile_id is not null)`.execute(
    reader,
  )
  return result.rows.map(({ kinds, people, ...row }) => ({
    kinds,
    people,
    wish: row.version == null ? null : wishOf(row as WishRow),
  }))
}

/** The clock of an organisation. */
export async function zoneOf(reader: Reader, communityId: string): Promise<string> {
  const row = await reader
    .selectFrom('communities.community')
    .select('time_zone')
    .where('id', '=', communityId)
    .executeTakeFirstOrThrow()
  return row.time_zone
}
