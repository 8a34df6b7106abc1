import { sql } from 'kysely'
import type { Hall } from '#contract/calls/halls.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** Halls as they stand in the database: `endsAt` may have passed. */
export interface KeptHalls {
  version: number
  free: boolean
  openSince: Date | null
  endsAt: Date | null
  halls: { id: string; name: string; aloneSince: Date | null }[]
}

/** Halls of a call; null when it has none. */
export async function readHalls(reader: Reader, callId: string): Promise<KeptHalls | null> {
  const row = await reader.selectFrom('calls.halls').selectAll().where('call_id', '=', callId).executeTakeFirst()
  if (row === undefined) return null
  const halls = await reader
    .selectFrom('calls.hall')
    .select(['id', 'name', 'alone_since'])
    .where('call_id', '=', callId)
    .orderBy('place')
    .execute()
  return {
    version: row.version,
    free: row.free,
    openSince: row.open_since,
    endsAt: row.ends_at,
    halls: halls.map(({ id, name, alone_since }) => ({ id, name, aloneSince: alone_since })),
  }
}

/** Where somebody belongs, and since when. */
export interface Belonging {
  profileId: string
  /** Null of whoever has come back into the call itself. */
  hallId: string | null
  movedAt: Date
}

/** Where those belong who were ever moved in a call, whoever was moved first before the others. */
export async function readBelongings(reader: Reader, callId: string): Promise<Belonging[]> {
  const result = await sql<Belonging>`select profile_id as "profileId", hall_id as "hallId", moved_at as "movedAt"
    from calls.person where call_id = ${callId}::uuid and moved_at is not null order by moved_at, profile_id`.execute(
    reader,
  )
  return result.rows
}

/** The hall of one person; null when he belongs into none. */
export async function hallOf(reader: Reader, callId: string, profileId: string): Promise<string | null> {
  const row = await reader
    .selectFrom('calls.person')
    .select('hall_id')
    .where('call_id', '=', callId)
    .where('profile_id', '=', profileId)
    .executeTakeFirst()
  return row?.hall_id ?? null
}

/** Whether one of these halls is another call's. */
export async function isForeign(reader: Reader, callId: string, ids: readonly string[]): Promise<boolean> {
  const row = await reader
    .selectFrom('calls.hall')
    .select('id')
    .where('id', 'in', [...ids])
    .where('call_id', '!=', callId)
    .executeTakeFirst()
  return row !== undefined
}

/** Puts the halls of a call in place of those that it had; whoever belonged into one that is gone belongs into none. The caller holds the call. */
export async function setHalls(
  tx: Tx,
  callId: string,
  { free, halls }: { free: boolean; halls: readonly Pick<Hall, 'id' | 'name'>[] },
): Promise<void> {
  await sql`insert into calls.halls as h (call_id, free) values (${callId}::uuid, ${free})
    on conflict (call_id) do update set free = ${free}, version = h.version + 1`.execute(tx)
  const ids = halls.map(({ id }) => id)
  await tx.deleteFrom('calls.hall').where('call_id', '=', callId).where('id', 'not in', ids).execute()
  await sql`insert into calls.hall (id, call_id, place, name)
    select id, ${callId}::uuid, place, name
    from unnest(${ids}::uuid[], ${halls.map(({ name }) => name)}::text[]) with ordinality h (id, name, place)
    on conflict (id) do update set place = excluded.place, name = excluded.name`.execute(tx)
}

/** Notes another arrangement of the same halls. The caller holds the call. */
export async function bumpVersion(tx: Tx, callId: string): Promise<void> {
  await tx
    .updateTable('calls.halls')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('call_id', '=', callId)
    .execute()
}

/** Says of everybody into which hall he belongs; who is not named belongs into none. Who stays where he is was not moved. */
export async function setBelongings(
  tx: Tx,
  callId: string,
  belongings: readonly { profileId: string; hallId: string }[],
  now: Date,
): Promise<void> {
  const profileIds = belongings.map(({ profileId }) => profileId)
  await sql`update calls.person set hall_id = null, moved_at = ${now}
    where call_id = ${callId}::uuid and hall_id is not null and profile_id <> all(${profileIds}::uuid[])`.execute(tx)
  await sql`insert into calls.person as p (call_id, profile_id, hall_id, moved_at)
    select ${callId}::uuid, profile_id, hall_id, ${now}
    from unnest(${profileIds}::uuid[], ${belongings.map(({ hallId }) => hallId)}::uuid[]) b (profile_id, hall_id)
    on conflict (call_id, profile_id) do update set hall_id = excluded.hall_id, moved_at = ${now}
      where p.hall_id is distinct from excluded.hall_id`.execute(tx)
}

/** Moves one person; null is the call itself. */
export async function setBelonging(
  tx: Tx,
  { callId, profileId, hallId, now }: { callId: string; profileId: string; hallId: string | null; now: Date },
): Promise<void> {
  await sql`insert into calls.person as p (call_id, profile_id, hall_id, moved_at)
    values (${callId}::uuid, ${profileId}::uuid, ${hallId}::uuid, ${now})
    on conflict (call_id, profile_id) do update set hall_id = ${hallId}::uuid, moved_at = ${now}
      where p.hall_id is distinct from ${hallId}::uuid`.execute(tx)
}

/** Opens the halls of a call until a time, or closes them at one. The caller holds the call. */
export async function setOpen(
  tx: Tx,
  callId: string,
  { openSince, endsAt }: { openSince: Date; endsAt: Date | null },
): Promise<void> {
  await tx
    .updateTable('calls.halls')
    .set((eb) => ({ open_since: openSince, ends_at: endsAt, version: eb('version', '+', 1) }))
    .where('call_id', '=', callId)
    .execute()
}

/** Notes whether an adult and a pupil are alone in a hall now; since when they are. */
export async function noteAlone(tx: Tx, hallId: string, alone: boolean, now: Date): Promise<Date | null> {
  const result = await sql<{ since: Date | null }>`update calls.hall
    set alone_since = case when ${alone} then coalesce(alone_since, ${now}::timestamptz) end
    where id = ${hallId}::uuid returning alone_since as since`.execute(tx)
  return result.rows[0]?.since ?? null
}

/** Halls of other calls of a chat, the newest call first, with how many people belonged into them. */
export async function earlierHalls(
  reader: Reader,
  chatId: string,
  callId: string,
  limit: number,
): Promise<{ callId: string; startedAt: Date; names: string[]; people: number }[]> {
  const result = await sql<{ callId: string; startedAt: Date; names: string[]; people: number }>`
    select c.id as "callId", c.started_at as "startedAt",
      (select array_agg(h.name order by h.place) from calls.hall h where h.call_id = c.id) as "names",
      (select count(*)::integer from calls.person p where p.call_id = c.id and p.hall_id is not null) as "people"
    from calls.call c
    where c.chat_id = ${chatId}::uuid and c.id <> ${callId}::uuid and exists (select from calls.hall h where h.call_id = c.id)
    order by c.started_at desc, c.id limit ${limit}`.execute(reader)
  return result.rows
}

/** Everybody who belongs into a hall of a call is moved now: it has just been opened. */
export async function noteMoved(tx: Tx, callId: string, now: Date): Promise<void> {
  await tx
    .updateTable('calls.person')
    .set({ moved_at: now })
    .where('call_id', '=', callId)
    .where('hall_id', 'is not', null)
    .execute()
}
