import { sql } from 'kysely'
import type { MemberReason } from '#contract/connector/composition.ts'
import type { FactChatKind } from '#contract/connector/connector.limits.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { HeldMember, HeldPlace, Place } from './plan.ts'

/** The unit of a class, and what the source has called it last. */
export interface KnownUnit {
  unitId: string
  name: string
}

/** Which class of the source is which unit. */
export async function unitsOf(reader: Reader, communityId: string): Promise<Map<string, KnownUnit>> {
  const rows = await reader
    .selectFrom('connector.unit')
    .select(['source_id', 'unit_id', 'name'])
    .where('community_id', '=', communityId)
    .execute()
  return new Map(rows.map((row) => [row.source_id, { unitId: row.unit_id, name: row.name }]))
}

/** Keeps which classes of the source are which units, by their ids there. */
export async function putUnits(tx: Tx, communityId: string, units: ReadonlyMap<string, KnownUnit>): Promise<void> {
  await sql`insert into connector.unit (community_id, source_id, unit_id, name)
    select ${communityId}::uuid, w.source_id, w.unit_id, w.name
    from unnest(${[...units.keys()]}::text[], ${[...units.values()].map(({ unitId }) => unitId)}::uuid[],
      ${[...units.values()].map(({ name }) => name)}::text[]) as w (source_id, unit_id, name)
    on conflict (community_id, source_id) do update set name = excluded.name`.execute(tx)
}

/** A chat of the register with its chat here. */
export interface KnownChat {
  sourceId: string
  chatId: string
  kind: FactChatKind
  title: string
  closed: boolean
}

export async function chatsOf(reader: Reader, communityId: string): Promise<Map<string, KnownChat>> {
  const result = await sql<KnownChat>`
    select source_id as "sourceId", chat_id as "chatId", kind, title, closed from connector.chat
    where community_id = ${communityId}::uuid`.execute(reader)
  return new Map(result.rows.map((row) => [row.sourceId, row]))
}

/** Chats of an organisation after this one, by their id in the register. */
export async function pageChats(
  reader: Reader,
  communityId: string,
  after: string | null,
  limit: number,
): Promise<KnownChat[]> {
  const result = await sql<KnownChat>`
    select source_id as "sourceId", chat_id as "chatId", kind, title, closed from connector.chat
    where community_id = ${communityId}::uuid ${after === null ? sql`` : sql`and source_id > ${after}`}
    order by source_id limit ${limit}`.execute(reader)
  return result.rows
}

export async function insertChats(tx: Tx, communityId: string, chats: readonly KnownChat[]): Promise<void> {
  await sql`insert into connector.chat (chat_id, community_id, source_id, kind, title, closed)
    select chat_id, ${communityId}::uuid, source_id, kind, title, closed
    from unnest(${chats.map(({ chatId }) => chatId)}::uuid[], ${chats.map(({ sourceId }) => sourceId)}::text[],
      ${chats.map(({ kind }) => kind)}::text[], ${chats.map(({ title }) => title)}::text[],
      ${chats.map(({ closed }) => closed)}::boolean[]) as w (chat_id, source_id, kind, title, closed)`.execute(tx)
}

export async function updateChat(tx: Tx, chatId: string, change: { title?: string; closed?: boolean }): Promise<void> {
  await tx.updateTable('connector.chat').set(change).where('chat_id', '=', chatId).execute()
}

/** Forgets a chat that is erased, with why anybody was in it. */
export async function forgetChat(tx: Tx, chatId: string): Promise<void> {
  await tx.deleteFrom('connector.chat').where('chat_id', '=', chatId).execute()
}

interface MemberRow {
  chat_id: string
  profile_id: string
  by_facts: boolean
  by_hand: 'added' | 'removed' | null
  role: 'administrator' | 'member'
  reasons: MemberReason[]
}

/** What is kept of the people of these chats, by chat. */
export async function membersOf(reader: Reader, chatIds: readonly string[]): Promise<Map<string, HeldMember[]>> {
  const found = new Map<string, HeldMember[]>(chatIds.map((id) => [id, []]))
  if (chatIds.length === 0) return found
  const result = await sql<MemberRow>`
    select chat_id, profile_id, by_facts, by_hand, role, reasons from connector.member
    where chat_id = any(${[...chatIds]}::uuid[])`.execute(reader)
  for (const row of result.rows) {
    const { profile_id: profileId, by_facts: byFacts, by_hand: byHand, role, reasons } = row
    found.get(row.chat_id)!.push({ profileId, byFacts, byHand, role, reasons })
  }
  return found
}

/** What is kept of somebody, with the chat in which it is. */
export interface MemberOfChat extends HeldMember {
  chatId: string
}

/** Writes what is kept of people of chats; of whoever is there neither by facts nor by hand nothing is. */
export async function putMembers(tx: Tx, members: readonly MemberOfChat[], now: Date): Promise<void> {
  const kept = members.filter(({ byFacts, byHand }) => byFacts || byHand !== null)
  const gone = members.filter(({ byFacts, byHand }) => !byFacts && byHand === null)
  await deleteMembers(tx, gone)
  if (kept.length === 0) return
  const rows = JSON.stringify(
    kept.map(({ chatId, profileId, byFacts, byHand, role, reasons }) => ({
      chat_id: chatId,
      profile_id: profileId,
      by_facts: byFacts,
      by_hand: byHand,
      role,
      reasons,
    })),
  )
  await sql`insert into connector.member (chat_id, profile_id, by_facts, by_hand, role, reasons, since)
    select r.chat_id, r.profile_id, r.by_facts, r.by_hand, r.role, r.reasons, ${now}
    from jsonb_to_recordset(${rows}::jsonb)
      as r (chat_id uuid, profile_id uuid, by_facts boolean, by_hand text, role text, reasons text[])
    on conflict (chat_id, profile_id) do update set by_facts = excluded.by_facts, by_hand = excluded.by_hand,
      role = excluded.role, reasons = excluded.reasons`.execute(tx)
}

async function deleteMembers(tx: Tx, members: readonly Pick<MemberOfChat, 'chatId' | 'profileId'>[]): Promise<void> {
  if (members.length === 0) return
  await sql`delete from connector.member m using unnest(${members.map(({ chatId }) => chatId)}::uuid[],
      ${members.map(({ profileId }) => profileId)}::uuid[]) as w (chat_id, profile_id)
    where m.chat_id = w.chat_id and m.profile_id = w.profile_id`.execute(tx)
}

/**
 * Notes what somebody has done by hand in a chat that was made of facts: whoever was put there by facts and comes back is there
 * by facts again. Nothing happens in every other chat.
 */
export async function noteByHand(
  tx: Tx,
  moved: { chatId: string; profileIds: readonly string[]; by: string; joined: boolean; now: Date },
): Promise<void> {
  const ids = sql`any(${[...moved.profileIds]}::uuid[])`
  if (!moved.joined) {
    await sql`delete from connector.member where chat_id = ${moved.chatId}::uuid and profile_id = ${ids} and not by_facts
      and by_hand = 'added'`.execute(tx)
    await sql`update connector.member set by_hand = 'removed', hand_id = ${moved.by}::uuid
      where chat_id = ${moved.chatId}::uuid and profile_id = ${ids}`.execute(tx)
    return
  }
  await sql`insert into connector.member (chat_id, profile_id, by_facts, by_hand, role, reasons, hand_id, since)
    select c.chat_id, p.id, false, 'added', 'member', '{}', ${moved.by}::uuid, ${moved.now}
    from connector.chat c cross join unnest(${[...moved.profileIds]}::uuid[]) as p (id)
    where c.chat_id = ${moved.chatId}::uuid
    on conflict (chat_id, profile_id) do update set hand_id = excluded.hand_id, role = excluded.role,
      by_hand = case when connector.member.by_facts then null else 'added' end`.execute(tx)
}

interface PlaceRow {
  profile_id: string
  role: Place['role']
  unit_id: string
  child_person_id: string | null
  removed_by_hand: boolean
}

export async function placesOf(reader: Reader, communityId: string): Promise<HeldPlace[]> {
  const result = await sql<PlaceRow>`
    select profile_id, role, unit_id, child_person_id, removed_by_hand from connector.place
    where community_id = ${communityId}::uuid`.execute(reader)
  return result.rows.map((row) => ({
    profileId: row.profile_id,
    role: row.role,
    unitId: row.unit_id,
    childPersonId: row.child_person_id,
    removedByHand: row.removed_by_hand,
  }))
}

const placesGiven = (places: readonly Place[]) => sql`unnest(${places.map(({ profileId }) => profileId)}::uuid[],
  ${places.map(({ role }) => role)}::text[], ${places.map(({ unitId }) => unitId)}::uuid[],
  ${places.map(({ childPersonId }) => childPersonId)}::uuid[]) as w (profile_id, role, unit_id, child_id)`

/** Keeps of people that they have roles by facts, or that these were taken from them by hand. */
export async function putPlaces(
  tx: Tx,
  communityId: string,
  places: readonly Place[],
  { removedByHand, now }: { removedByHand: boolean; now: Date },
): Promise<void> {
  if (places.length === 0) return
  await sql`insert into connector.place (community_id, profile_id, role, unit_id, child_person_id, removed_by_hand, since)
    select ${communityId}::uuid, w.profile_id, w.role, w.unit_id, w.child_id, ${removedByHand}, ${now} from ${placesGiven(places)}
    on conflict on constraint place__place do update set removed_by_hand = excluded.removed_by_hand`.execute(tx)
}

export async function deletePlaces(tx: Tx, communityId: string, places: readonly Place[]): Promise<void> {
  if (places.length === 0) return
  await sql`delete from connector.place p using ${placesGiven(places)}
    where p.community_id = ${communityId}::uuid and p.profile_id = w.profile_id and p.role = w.role and p.unit_id = w.unit_id
      and p.child_person_id is not distinct from w.child_id`.execute(tx)
}

/** What was taken from somebody of the source by hand is taken from whichever profile he is. */
export async function moveHandRows(tx: Tx, communityId: string, from: string, to: string): Promise<void> {
  await sql`update connector.place p set profile_id = ${to}::uuid
    where community_id = ${communityId}::uuid and profile_id = ${from}::uuid and removed_by_hand and not exists (
      select from connector.place o where o.community_id = p.community_id and o.profile_id = ${to}::uuid and o.role = p.role
        and o.unit_id = p.unit_id and o.child_person_id is not distinct from p.child_person_id)`.execute(tx)
  await sql`update connector.member m set profile_id = ${to}::uuid, by_facts = false
    from connector.chat c where c.chat_id = m.chat_id and c.community_id = ${communityId}::uuid
      and m.profile_id = ${from}::uuid and m.by_hand = 'removed' and not exists (
      select from connector.member o where o.chat_id = m.chat_id and o.profile_id = ${to}::uuid)`.execute(tx)
}
