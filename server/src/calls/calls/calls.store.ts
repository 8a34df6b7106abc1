import { type Selectable, sql } from 'kysely'
import type { Call, CallStay } from '#contract/calls/calls.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { CallsCallRow } from '../../platform/db/rows.ts'
import { forgetOfEnded } from '../guests/guests.store.ts'

export type CallRow = Pick<
  Selectable<CallsCallRow>,
  | 'id'
  | 'chat_id'
  | 'version'
  | 'waiting_room'
  | 'locked'
  | 'microphones'
  | 'cameras'
  | 'screens'
  | 'reactions'
  | 'started_by'
  | 'started_at'
  | 'ended_at'
  | 'ended_by'
>

export function callView(row: CallRow): Call {
  return {
    id: row.id,
    chatId: row.chat_id,
    version: row.version,
    waitingRoom: row.waiting_room,
    locked: row.locked,
    microphones: row.microphones,
    cameras: row.cameras,
    screens: row.screens,
    reactions: row.reactions,
    startedBy: row.started_by,
    startedAt: toInstant(row.started_at),
    endedAt: row.ended_at === null ? null : toInstant(row.ended_at),
    endedBy: row.ended_by,
  }
}

/** Looked at longer ago than any other: the rounds come to it next. */
const DUE = new Date(0)

/** Begins a call unless its id is taken or another one runs in its chat; whether it has begun. */
export async function insertCall(
  tx: Tx,
  call: { id: string; chatId: string; startedBy: string; now: Date } & Pick<
    Call,
    'microphones' | 'cameras' | 'screens'
  >,
): Promise<boolean> {
  const result =
    await sql`insert into calls.call (id, chat_id, started_by, microphones, cameras, screens, started_at, looked_at)
    values (${call.id}::uuid, ${call.chatId}::uuid, ${call.startedBy}::uuid, ${call.microphones}, ${call.cameras},
      ${call.screens}, ${call.now}, ${call.now})
    on conflict do nothing`.execute(tx)
  return result.numAffectedRows === 1n
}

/** The call that runs in a chat. */
export async function runningCall(reader: Reader, chatId: string): Promise<Call | null> {
  const row = await reader
    .selectFrom('calls.call')
    .selectAll()
    .where('chat_id', '=', chatId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row === undefined ? null : callView(row)
}

/** A call of this chat. */
export async function callOf(reader: Reader, chatId: string, callId: string): Promise<Call | null> {
  const row = await reader
    .selectFrom('calls.call')
    .selectAll()
    .where('id', '=', callId)
    .where('chat_id', '=', chatId)
    .executeTakeFirst()
  return row === undefined ? null : callView(row)
}

/** A call, whichever chat it is of. */
export async function readCall(reader: Reader, callId: string): Promise<Call | null> {
  const row = await reader.selectFrom('calls.call').selectAll().where('id', '=', callId).executeTakeFirst()
  return row === undefined ? null : callView(row)
}

/** A call of this chat, held until the transaction ends: places are counted one after the other. */
export async function lockCall(tx: Tx, chatId: string, callId: string): Promise<Call | null> {
  const row = await tx
    .selectFrom('calls.call')
    .selectAll()
    .where('id', '=', callId)
    .where('chat_id', '=', chatId)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? null : callView(row)
}

/** Ends a call that runs and every stay in it; the caller holds it. */
export async function endCall(tx: Tx, callId: string, { by, at }: { by: string | null; at: Date }): Promise<Call> {
  await tx
    .updateTable('calls.stay')
    .set({ left_at: at, seen_at: at })
    .where('call_id', '=', callId)
    .where('left_at', 'is', null)
    .execute()
  await forgetOfEnded(tx, callId)
  // That it has ended is all that is told of it from now on.
  await sql`update calls.stay set untold = false where call_id = ${callId}::uuid and untold`.execute(tx)
  await sql`update calls.person set untold = false where call_id = ${callId}::uuid and untold`.execute(tx)
  const row = await tx
    .updateTable('calls.call')
    .set((eb) => ({ ended_at: at, ended_by: by, looked_at: DUE, version: eb('version', '+', 1) }))
    .where('id', '=', callId)
    .returningAll()
    .executeTakeFirstOrThrow()
  return callView(row)
}

/** Opens or closes the door of a call; the caller holds it. */
export async function setDoor(
  tx: Tx,
  callId: string,
  { waitingRoom, locked }: { waitingRoom: boolean; locked: boolean },
): Promise<Call> {
  const row = await tx
    .updateTable('calls.call')
    .set((eb) => ({ waiting_room: waitingRoom, locked, alone_since: null, version: eb('version', '+', 1) }))
    .where('id', '=', callId)
    .returningAll()
    .executeTakeFirstOrThrow()
  return callView(row)
}

/** Says what people of a call may switch on and show themselves; the caller holds it. */
export async function setRules(
  tx: Tx,
  callId: string,
  rules: Pick<Call, 'microphones' | 'cameras' | 'screens' | 'reactions'>,
): Promise<Call> {
  const row = await tx
    .updateTable('calls.call')
    .set((eb) => ({ ...rules, version: eb('version', '+', 1) }))
    .where('id', '=', callId)
    .returningAll()
    .executeTakeFirstOrThrow()
  return callView(row)
}

/** Has a call looked at next. */
export async function setDue(tx: Tx, callId: string): Promise<void> {
  await tx.updateTable('calls.call').set({ looked_at: DUE }).where('id', '=', callId).execute()
}

/** Notes whether an adult and a pupil are alone behind a closed door now; since when they are, null when they are not. */
export async function noteAlone(tx: Tx, callId: string, alone: boolean, now: Date): Promise<Date | null> {
  const result = await sql<{ since: Date | null }>`update calls.call
    set alone_since = case when ${alone} then coalesce(alone_since, ${now}::timestamptz) end
    where id = ${callId}::uuid returning alone_since as since`.execute(tx)
  return result.rows[0]?.since ?? null
}

/** Stays that are open, of those seen since a time, the first one first. */
export async function openStays(reader: Reader, callId: string, seenSince: Date): Promise<CallStay[]> {
  const rows = await reader
    .selectFrom('calls.stay')
    .select(['session_id', 'profile_id', 'joined_at'])
    .where('call_id', '=', callId)
    .where('left_at', 'is', null)
    .where('seen_at', '>', seenSince)
    .orderBy('joined_at')
    .orderBy('session_id')
    .execute()
  return rows.map((row) => ({
    sessionId: row.session_id,
    profileId: row.profile_id,
    joinedAt: toInstant(row.joined_at),
  }))
}

/** How many are in a call, of those seen since a time. */
export async function countOpen(reader: Reader, callId: string, seenSince: Date): Promise<number> {
  const result = await sql<{ people: number }>`select count(*)::integer as people from calls.stay
    where call_id = ${callId}::uuid and left_at is null and seen_at > ${seenSince}`.execute(reader)
  return result.rows[0]!.people
}

/** Whose stay a session is, and whether it is open. */
export async function readStay(
  reader: Reader,
  sessionId: string,
): Promise<{ callId: string; profileId: string; seenAt: Date; open: boolean } | null> {
  const row = await reader
    .selectFrom('calls.stay')
    .select(['call_id', 'profile_id', 'seen_at', 'left_at'])
    .where('session_id', '=', sessionId)
    .executeTakeFirst()
  if (row === undefined) return null
  return { callId: row.call_id, profileId: row.profile_id, seenAt: row.seen_at, open: row.left_at === null }
}

/** Begins a stay; the caller holds its call. */
export async function insertStay(
  tx: Tx,
  stay: { sessionId: string; callId: string; profileId: string; now: Date },
): Promise<void> {
  await sql`insert into calls.stay (session_id, call_id, profile_id, is_guest, joined_at, seen_at)
    values (${stay.sessionId}::uuid, ${stay.callId}::uuid, ${stay.profileId}::uuid,
      exists (select from calls.guest g where g.id = ${stay.profileId}::uuid and g.call_id = ${stay.callId}::uuid),
      ${stay.now}, ${stay.now})`.execute(tx)
}

/** Notes that somebody is still in a call; false when this stay of his is not open, or was not seen since a time. */
export async function beat(
  tx: Tx,
  stay: { sessionId: string; callId: string; profileId: string; now: Date; seenSince: Date },
): Promise<boolean> {
  const result = await sql`update calls.stay set seen_at = greatest(seen_at, ${stay.now})
    where session_id = ${stay.sessionId}::uuid and call_id = ${stay.callId}::uuid and profile_id = ${stay.profileId}::uuid
      and left_at is null and seen_at > ${stay.seenSince}`.execute(tx)
  return result.numAffectedRows === 1n
}

/**
 * Ends a stay of somebody who leaves; one that is over stays as it is. Whoever was not seen since a time has left at his last
 * word, also when nobody has looked since.
 */
export async function leave(
  tx: Tx,
  stay: { sessionId: string; callId: string; profileId: string; now: Date; seenSince: Date },
): Promise<void> {
  await sql`update calls.stay set
      left_at = case when seen_at > ${stay.seenSince} then greatest(seen_at, ${stay.now}) else seen_at end,
      seen_at = case when seen_at > ${stay.seenSince} then greatest(seen_at, ${stay.now}) else seen_at end, untold = true
    where session_id = ${stay.sessionId}::uuid and call_id = ${stay.callId}::uuid and profile_id = ${stay.profileId}::uuid
      and left_at is null`.execute(tx)
}

/** Ends the stays of a call of those who were not seen since a time, each at the time of his last word. */
export async function endGone(tx: Tx, callId: string, seenSince: Date): Promise<void> {
  await sql`update calls.stay set left_at = seen_at, untold = true
    where call_id = ${callId}::uuid and left_at is null and seen_at <= ${seenSince}`.execute(tx)
}

/** When somebody was in a call last; its beginning when nobody ever was. */
export async function lastSeen(reader: Reader, callId: string): Promise<Date> {
  const result = await sql<{ at: Date }>`select coalesce(max(s.seen_at), max(c.started_at)) as at
    from calls.call c left join calls.stay s on s.call_id = c.id where c.id = ${callId}::uuid`.execute(reader)
  return result.rows[0]!.at
}

/** Calls that run, or whose room does not know yet that they have ended, if nobody has looked at them since a time. */
export async function dueCalls(
  reader: Reader,
  lookedBefore: Date,
  limit: number,
): Promise<{ id: string; chatId: string }[]> {
  const rows = await reader
    .selectFrom('calls.call')
    .select(['id', 'chat_id'])
    .where('room_gone', '=', false)
    .where('looked_at', '<=', lookedBefore)
    .orderBy('looked_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ id: row.id, chatId: row.chat_id }))
}

/** Takes a call for a look; false when another process has it, or has just had it. */
export async function takeForLook(tx: Tx, callId: string, lookedBefore: Date, now: Date): Promise<boolean> {
  const result = await sql`update calls.call set looked_at = ${now} where id = (
    select id from calls.call where id = ${callId}::uuid and looked_at <= ${lookedBefore} for update skip locked)`.execute(
    tx,
  )
  return result.numAffectedRows === 1n
}

/** Notes that the room of a call that has ended is gone. */
export async function setRoomGone(tx: Tx, callId: string): Promise<void> {
  await tx
    .updateTable('calls.call')
    .set({ room_gone: true })
    .where('id', '=', callId)
    .where('ended_at', 'is not', null)
    .execute()
}

/** Erases the calls of a chat that is erased. */
export async function eraseCalls(tx: Tx, chatId: string): Promise<void> {
  await tx.deleteFrom('calls.call').where('chat_id', '=', chatId).execute()
}

/** Erases stays of these profiles; how many. */
export async function eraseStays(tx: Tx, profileIds: readonly string[], limit: number): Promise<number> {
  const result = await sql`delete from calls.stay where session_id in (
    select session_id from calls.stay where profile_id = any(${[...profileIds]}::uuid[]) limit ${limit})`.execute(tx)
  return Number(result.numAffectedRows ?? 0n)
}

/** Stays of a profile become another one's of the same person. */
export async function moveStays(tx: Tx, { from, to }: { from: string; to: string }): Promise<void> {
  await tx.updateTable('calls.stay').set({ profile_id: to }).where('profile_id', '=', from).execute()
}

/** Own stays after a session, for the file of own data. */
export async function pageStays(
  reader: Reader,
  profileId: string,
  after: string | null,
  limit: number,
): Promise<{ sessionId: string; chatId: string; joinedAt: Date; leftAt: Date | null }[]> {
  const result = await sql<{ sessionId: string; chatId: string; joinedAt: Date; leftAt: Date | null }>`
    select s.session_id as "sessionId", c.chat_id as "chatId", s.joined_at as "joinedAt", s.left_at as "leftAt"
    from calls.stay s join calls.call c on c.id = s.call_id
    where s.profile_id = ${profileId}::uuid and (${after}::uuid is null or s.session_id > ${after}::uuid)
    order by s.session_id limit ${limit}`.execute(reader)
  return result.rows
}
