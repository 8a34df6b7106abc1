import { sql } from 'kysely'
import { DELEGATED_ROLES } from '#contract/communities/communities.abilities.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** Who decides on applications of the organisation of `w`: on all (`unit_id` null), or as a lead on pupils and parents of one unit. */
const DECIDERS = sql`(
  select r.community_id, r.profile_id, null::uuid as unit_id from communities.member_role r
  join communities.community_role cr on cr.community_id = r.community_id and cr.role = r.role
  where r.community_id = w.community_id and 'applications.decide' = any(cr.grants)
  union select g.community_id, r.profile_id, r.unit_id from communities.delegation g
  join communities.member_role r on r.community_id = g.community_id and r.role = 'lead'
  join communities.unit u on u.id = r.unit_id and not u.system and not u.archived
  where g.community_id = w.community_id and g.leads)`

export interface Due {
  community_id: string
  profile_id: string
  time_zone: string
  sent_at: Date | null
}

/**
 * Those who decide, show an address on their cards and have not declined letters, for whom some application waits that
 * has come after the last letter and before `before`. Whoever works in a suspended organisation decides nothing now.
 */
export async function dueDigests(reader: Reader, before: Date): Promise<Due[]> {
  const result = await sql<Due>`
    with waiting as materialized (
      select distinct community_id from communities.application where state = 'pending' and submitted_at <= ${before})
    select distinct d.community_id, d.profile_id, c.time_zone, q.sent_at from waiting w cross join lateral ${DECIDERS} d
    join communities.community c on c.id = d.community_id
    join communities.member m on m.community_id = d.community_id and m.profile_id = d.profile_id and not m.leaving
    join communities.details e on e.profile_id = d.profile_id and e.email <> ''
    left join communities.queue_digest q on q.community_id = d.community_id and q.profile_id = d.profile_id
    where coalesce(q.letters, true)
      and not exists (select from communities.suspension s where s.community_id = c.id and s.resumed_at is null)
      and exists (select from communities.application a where a.community_id = d.community_id and a.state = 'pending'
        and (d.unit_id is null or a.unit_id = d.unit_id and a.role = any(${[...DELEGATED_ROLES]}))
        and a.submitted_at > coalesce(q.sent_at, '-infinity') and a.submitted_at <= ${before})
    order by d.community_id, d.profile_id`.execute(reader)
  return result.rows
}

type Whose = Pick<Due, 'community_id' | 'profile_id'>

/** Notes that a letter goes; false when another one does already, or letters were declined meanwhile. */
export async function noteSent(tx: Tx, { community_id, profile_id, sent_at }: Due, now: Date): Promise<boolean> {
  const result = await sql`
    insert into communities.queue_digest (community_id, profile_id, sent_at)
    values (${community_id}, ${profile_id}, ${now})
    on conflict (community_id, profile_id) do update set sent_at = excluded.sent_at
    where queue_digest.letters and queue_digest.sent_at is not distinct from ${sent_at}
    returning profile_id`.execute(tx)
  return result.rows.length > 0
}

/** The letter has not gone, so the next round looks anew. */
export async function forgetSent(tx: Tx, { community_id, profile_id }: Whose): Promise<void> {
  await tx
    .updateTable('communities.queue_digest')
    .set({ sent_at: null })
    .where('community_id', '=', community_id)
    .where('profile_id', '=', profile_id)
    .execute()
}

/** Whoever has never said anything gets letters. */
export async function wantsLetters(reader: Reader, { community_id, profile_id }: Whose): Promise<boolean> {
  const row = await reader
    .selectFrom('communities.queue_digest')
    .select('letters')
    .where('community_id', '=', community_id)
    .where('profile_id', '=', profile_id)
    .executeTakeFirst()
  return row?.letters ?? true
}

export async function setLetters(tx: Tx, { community_id, profile_id }: Whose, letters: boolean): Promise<void> {
  await tx
    .insertInto('communities.queue_digest')
    .values({ community_id, profile_id, letters })
    .onConflict((conflict) => conflict.columns(['community_id', 'profile_id']).doUpdateSet({ letters }))
    .execute()
}
