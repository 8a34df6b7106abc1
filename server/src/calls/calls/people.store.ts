import { sql } from 'kysely'
import type { Admission } from '#contract/calls/calls.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** What is known of somebody in a call. */
export interface OwnStanding {
  administrator: boolean
  admission: Admission | null
  /** Has had a place in it. */
  wasIn: boolean
}

interface Who {
  callId: string
  profileId: string
}

export async function readStanding(reader: Reader, { callId, profileId }: Who): Promise<OwnStanding> {
  const result = await sql<OwnStanding>`
    select coalesce(p.administrator, false) as "administrator", p.admission,
      exists (select from calls.stay s where s.call_id = ${callId}::uuid and s.profile_id = ${profileId}::uuid) as "wasIn"
    from (values (1)) v left join calls.person p on p.call_id = ${callId}::uuid and p.profile_id = ${profileId}::uuid`.execute(
    reader,
  )
  return result.rows[0]!
}

/** Notes that somebody waits at the door, or still does; whether he has just come there. */
export async function ask(tx: Tx, { callId, profileId }: Who, now: Date, seenSince: Date): Promise<boolean> {
  const result = await sql<{ asked: boolean }>`
    insert into calls.person as p (call_id, profile_id, admission, asked_at, seen_at)
    values (${callId}::uuid, ${profileId}::uuid, 'waiting', ${now}, ${now})
    on conflict (call_id, profile_id) do update set admission = 'waiting', seen_at = ${now},
      asked_at = case when p.admission = 'waiting' and p.seen_at > ${seenSince} then p.asked_at else ${now} end
    returning asked_at = ${now} as asked`.execute(tx)
  return result.rows[0]!.asked
}

/** Who waits at the door of a call, of those seen since a time, the first one first. */
export async function listWaiting(
  reader: Reader,
  callId: string,
  seenSince: Date,
  limit: number,
): Promise<{ profileId: string; since: Date }[]> {
  const result = await sql<{ profileId: string; since: Date }>`
    select profile_id as "profileId", asked_at as "since" from calls.person
    where call_id = ${callId}::uuid and admission = 'waiting' and seen_at > ${seenSince}
    order by asked_at, profile_id limit ${limit}`.execute(reader)
  return result.rows
}

export async function countWaiting(reader: Reader, callId: string, seenSince: Date): Promise<number> {
  const result = await sql<{ waiting: number }>`select count(*)::integer as waiting from calls.person
    where call_id = ${callId}::uuid and admission = 'waiting' and seen_at > ${seenSince}`.execute(reader)
  return result.rows[0]!.waiting
}

/** Turns those away who wait; who that was. The caller holds the call. */
export async function reject(tx: Tx, callId: string, profileIds: readonly string[]): Promise<string[]> {
  const rows = await tx
    .updateTable('calls.person')
    .set({ admission: 'rejected' })
    .where('call_id', '=', callId)
    .where('profile_id', 'in', [...profileIds])
    .where('admission', '=', 'waiting')
    .returning('profile_id')
    .execute()
  return rows.map((row) => row.profile_id)
}

/** Lets people in, or keeps them out for good; those for whom it is another decision than before. The caller holds the call. */
export async function decide(
  tx: Tx,
  callId: string,
  profileIds: readonly string[],
  admission: 'admitted' | 'removed',
): Promise<string[]> {
  const result = await sql<{ profileId: string }>`
    insert into calls.person as p (call_id, profile_id, admission)
    select ${callId}::uuid, id, ${admission} from unnest(${[...profileIds]}::uuid[]) id
    on conflict (call_id, profile_id) do update set admission = ${admission}
      where p.admission is distinct from ${admission}
    returning profile_id as "profileId"`.execute(tx)
  return result.rows.map(({ profileId }) => profileId)
}

export async function setAdministrator(tx: Tx, { callId, profileId }: Who, administrator: boolean): Promise<void> {
  await sql`insert into calls.person (call_id, profile_id, administrator, untold)
    values (${callId}::uuid, ${profileId}::uuid, ${administrator}, true)
    on conflict (call_id, profile_id) do update set administrator = ${administrator}, untold = true`.execute(tx)
}

/** Those who were made administrators of a call. */
export async function administratorsOf(reader: Reader, callId: string): Promise<string[]> {
  const rows = await reader
    .selectFrom('calls.person')
    .select('profile_id')
    .where('call_id', '=', callId)
    .where('administrator', '=', true)
    .execute()
  return rows.map((row) => row.profile_id)
}

/** Ends every stay of somebody in a call at once. */
export async function endStays(tx: Tx, { callId, profileId }: Who, now: Date): Promise<void> {
  await sql`update calls.stay set left_at = greatest(seen_at, ${now}), seen_at = greatest(seen_at, ${now}), untold = true
    where call_id = ${callId}::uuid and profile_id = ${profileId}::uuid and left_at is null`.execute(tx)
}

/** Erases what was decided of these profiles; how many. */
export async function erasePeople(tx: Tx, profileIds: readonly string[]): Promise<number> {
  const result = await tx
    .deleteFrom('calls.person')
    .where('profile_id', 'in', [...profileIds])
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** What was decided of a profile holds for another one of the same person; where both are known, the stricter decision. */
export async function movePeople(tx: Tx, { from, to }: { from: string; to: string }): Promise<void> {
  await sql`insert into calls.person as p
      (call_id, profile_id, administrator, admission, asked_at, seen_at, hall_id, moved_at, hand_at, floor,
       may_microphone, may_camera, may_screen, untold)
    select call_id, ${to}::uuid, administrator, admission, asked_at, seen_at, hall_id, moved_at, hand_at, floor,
      may_microphone, may_camera, may_screen, true from calls.person where profile_id = ${from}::uuid
    on conflict (call_id, profile_id) do update set administrator = p.administrator or excluded.administrator,
      admission = case when excluded.admission in ('removed', 'rejected') then excluded.admission
        else coalesce(p.admission, excluded.admission) end,
      asked_at = coalesce(p.asked_at, excluded.asked_at), seen_at = coalesce(p.seen_at, excluded.seen_at),
      hall_id = coalesce(p.hall_id, excluded.hall_id), moved_at = coalesce(p.moved_at, excluded.moved_at),
      hand_at = coalesce(p.hand_at, excluded.hand_at), floor = p.floor or excluded.floor,
      may_microphone = least(p.may_microphone, excluded.may_microphone), may_camera = least(p.may_camera, excluded.may_camera),
      may_screen = least(p.may_screen, excluded.may_screen), untold = true`.execute(tx)
  await tx.deleteFrom('calls.person').where('profile_id', '=', from).execute()
}
