import { sql } from 'kysely'
import type { OwnPermissions } from '#contract/calls/people.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** What is known of somebody in a call beside whether he is let in. */
export interface PersonState {
  administrator: boolean
  handAt: Date | null
  floor: boolean
  permissions: OwnPermissions
}

interface Who {
  callId: string
  profileId: string
}

/** What is known of these people in a call; of whom nothing is, there is no entry. */
export async function readPeople(
  reader: Reader,
  callId: string,
  profileIds: readonly string[],
): Promise<ReadonlyMap<string, PersonState>> {
  const rows = await reader
    .selectFrom('calls.person')
    .select(['profile_id', 'administrator', 'hand_at', 'floor', 'may_microphone', 'may_camera', 'may_screen'])
    .where('call_id', '=', callId)
    .where('profile_id', 'in', [...profileIds])
    .execute()
  return new Map(
    rows.map((row) => {
      const permissions = { microphone: row.may_microphone, camera: row.may_camera, screen: row.may_screen }
      const { administrator, hand_at: handAt, floor } = row
      return [row.profile_id, { administrator, handAt, floor, permissions }]
    }),
  )
}

/** Whether somebody has a place in a call, of those seen since a time. */
export async function isInside(reader: Reader, { callId, profileId }: Who, seenSince: Date): Promise<boolean> {
  const row = await reader
    .selectFrom('calls.stay')
    .select('session_id')
    .where('call_id', '=', callId)
    .where('profile_id', '=', profileId)
    .where('left_at', 'is', null)
    .where('seen_at', '>', seenSince)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Raises a hand; one that is up keeps its time. */
export async function raise(tx: Tx, { callId, profileId }: Who, now: Date): Promise<void> {
  await sql`insert into calls.person as p (call_id, profile_id, hand_at, untold)
    values (${callId}::uuid, ${profileId}::uuid, ${now}, true)
    on conflict (call_id, profile_id) do update set hand_at = ${now}, untold = true where p.hand_at is null`.execute(tx)
}

/** Lowers the hand of somebody, or of everybody: null. */
export async function lower(tx: Tx, callId: string, profileId: string | null): Promise<void> {
  await sql`update calls.person set hand_at = null, untold = true
    where call_id = ${callId}::uuid and hand_at is not null
      and (${profileId}::uuid is null or profile_id = ${profileId}::uuid)`.execute(tx)
}

/** Gives somebody the floor, which lowers his hand, or takes it back. */
export async function setFloor(tx: Tx, { callId, profileId }: Who, floor: boolean): Promise<void> {
  await sql`insert into calls.person as p (call_id, profile_id, floor, untold)
    values (${callId}::uuid, ${profileId}::uuid, ${floor}, true)
    on conflict (call_id, profile_id) do update set floor = ${floor}, untold = true,
      hand_at = case when ${floor} then null else p.hand_at end
      where p.floor <> ${floor} or (${floor} and p.hand_at is not null)`.execute(tx)
}

/** Takes hand and floor from whoever was not seen in a call since a time: he has left for good, whether or not he comes back later. */
export async function forgetGone(tx: Tx, callId: string, seenSince: Date): Promise<void> {
  await sql`update calls.person p set hand_at = null, floor = false, untold = true
    where p.call_id = ${callId}::uuid and (p.hand_at is not null or p.floor)
      and not exists (select from calls.stay s
        where s.call_id = p.call_id and s.profile_id = p.profile_id and s.seen_at > ${seenSince})`.execute(tx)
}
