import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { ChatRow } from './chat-views.ts'
import { DIALOGUE_PROFILES_MAX } from './dialogue-rule.ts'

export interface NewMember {
  profileId: string
  role: 'owner' | 'administrator' | 'member' | 'observer'
  /** Whether he leads because he leads the unit of the chat; he does not when it is left out. */
  leadsUnit?: boolean
}

/** A chat with how many ask to come in. */
export interface CountedChat extends ChatRow {
  join_requests: number
}

/** Profiles with an open interval, without observers, the longest-standing first, at most `limit`. */
export async function openMembers(reader: Reader, chatId: string, limit: number): Promise<string[]> {
  const rows = await reader
    .selectFrom('messenger.chat_member')
    .select('profile_id')
    .where('chat_id', '=', chatId)
    .where('left_seq', 'is', null)
    .where('role', '<>', 'observer')
    .orderBy('joined_seq')
    .orderBy('profile_id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.profile_id)
}

/** Somebody who comes into a chat: his interval begins at `joinedSeq`, and what he sees after `startSeq`. */
export interface NewInterval extends NewMember {
  chatId: string
  joinedSeq: number
  startSeq: number
  ordinal: number
}

/**
 * Opens intervals. Somebody who was a member before gets a new one; the closed one moves to the history. What is visible begins
 * after `startSeq`; whoever had read beyond that goes on reading where he was.
 */
export async function openIntervals(tx: Tx, opened: readonly NewInterval[], now: number): Promise<void> {
  const at = new Date(now)
  const given = sql`unnest(${opened.map(({ chatId }) => chatId)}::uuid[], ${opened.map(({ profileId }) => profileId)}::uuid[],
    ${opened.map(({ role }) => role)}::text[], ${opened.map(({ leadsUnit }) => leadsUnit === true)}::boolean[],
    ${opened.map(({ joinedSeq }) => joinedSeq)}::bigint[], ${opened.map(({ startSeq }) => startSeq)}::bigint[],
    ${opened.map(({ ordinal }) => ordinal)}::bigint[])
    as w (chat_id, profile_id, role, leads_unit, joined_seq, start_seq, ordinal)`
  await sql`insert into messenger.chat_interval (chat_id, profile_id, start_seq, joined_seq, left_seq)
    select m.chat_id, m.profile_id, m.start_seq, m.joined_seq, m.left_seq from messenger.chat_member m
    join ${given} on w.chat_id = m.chat_id and w.profile_id = m.profile_id
    where m.left_seq is not null`.execute(tx)
  await sql`insert into messenger.chat_member as m
      (chat_id, profile_id, role, leads_unit, write_refusal, start_seq, joined_seq, joined_at)
    select chat_id, profile_id, role, leads_unit, case when role = 'observer' then 'chat.observing' end, start_seq, joined_seq, ${at}
    from ${given} order by chat_id, profile_id
    on conflict (chat_id, profile_id) do update set role = excluded.role, leads_unit = excluded.leads_unit,
      start_seq = excluded.start_seq, joined_seq = excluded.joined_seq, joined_at = excluded.joined_at, left_seq = null,
      removed = false, write_refusal = excluded.write_refusal, facts_version = m.facts_version + 1`.execute(tx)
  await sql`insert into messenger.read_position (chat_id, profile_id, seq, ordinal, at)
    select chat_id, profile_id, joined_seq, ordinal, ${at} from ${given} order by chat_id, profile_id
    on conflict do nothing`.execute(tx)
  if (opened.every(({ startSeq }) => startSeq === 0)) return
  await sql`update messenger.read_position r set seq = w.joined_seq, ordinal = w.ordinal, shown_seq = 0, held_until = null,
      version = r.version + 1
    from ${given} where r.chat_id = w.chat_id and r.profile_id = w.profile_id and r.seq < w.start_seq`.execute(tx)
}

/**
 * Closes open intervals of members, or of observers, at `leftSeq`; the right to write falls in the same transaction.
 * Returns who was inside as what.
 */
export async function closeIntervals(
  tx: Tx,
  chatId: string,
  profileIds: readonly string[],
  leftSeq: number,
  who: 'members' | 'observers',
): Promise<{ profile_id: string; role: string }[]> {
  const rows = await tx
    .updateTable('messenger.chat_member')
    .set((eb) => ({ left_seq: leftSeq, facts_version: eb('facts_version', '+', 1) }))
    .where('chat_id', '=', chatId)
    .where('profile_id', 'in', [...profileIds])
    .where('left_seq', 'is', null)
    .where('role', who === 'members' ? '<>' : '=', 'observer')
    .returning(['profile_id', 'role'])
    .execute()
  return rows
}

/** Adds to the counts of members and to the versions of chats whose heads are held; returns the new rows. */
export async function changeMembersCounts(tx: Tx, by: ReadonlyMap<string, number>): Promise<Map<string, CountedChat>> {
  const result = await sql<CountedChat>`
    update messenger.chat c set members_count = c.members_count + w.more, version = c.version + 1
    from unnest(${[...by.keys()]}::uuid[], ${[...by.values()]}::integer[]) as w (id, more)
    where c.id = w.id returning c.*`.execute(tx)
  return new Map(result.rows.map((row) => [row.id, row]))
}

/**
 * Sets or lifts the refusal that holds for everybody in a chat and moves the policy's version; with `anew` also when the
 * refusal is the same, so that rights that were checked before are checked again.
 *
 * @returns whether anything changed
 */
export async function setHeadRefusal(tx: Tx, chatId: string, refusal: string | null, anew = false): Promise<boolean> {
  const result =
    await sql`update messenger.chat_head set write_refusal = ${refusal}, policy_version = policy_version + 1,
      refusal_version = refusal_version + 1
    where chat_id = ${chatId} and (${anew}::boolean or write_refusal is distinct from ${refusal})`.execute(tx)
  return (result.numAffectedRows ?? 0n) > 0n
}

/**
 * Sets or lifts what single members may not do; observers keep theirs. The version of the facts moves with it, so that
 * rights that were checked before are checked again.
 *
 * @returns whose refusal is another one now
 */
export async function setOwnRefusals(
  tx: Tx,
  chatId: string,
  refusals: ReadonlyMap<string, string | null>,
): Promise<string[]> {
  const result = await sql<{ profile_id: string }>`
    update messenger.chat_member m set write_refusal = w.refusal, facts_version = m.facts_version + 1
    from unnest(${[...refusals.keys()]}::uuid[], ${[...refusals.values()]}::text[]) as w (profile_id, refusal)
    where m.chat_id = ${chatId}::uuid and m.profile_id = w.profile_id and m.left_seq is null and m.role <> 'observer'
      and m.write_refusal is distinct from w.refusal
    returning m.profile_id`.execute(tx)
  return result.rows.map((row) => row.profile_id).sort()
}

/**
 * Those of these chats in which something may have to follow from who is inside: in which so few are that they may be a dialogue,
 * or in which something stands that holds for dialogues alone.
 */
export async function chatsToRule(reader: Reader, chatIds: readonly string[]): Promise<string[]> {
  const result = await sql<{ id: string }>`
    select c.id from messenger.chat c join messenger.chat_head h on h.chat_id = c.id
    where c.id = any(${[...chatIds]}::uuid[]) and (
      c.members_count between 2 and ${DIALOGUE_PROFILES_MAX} or c.supervision is not null or cardinality(c.observer_ids) > 0
      or h.write_refusal is distinct from case when c.archived then 'chat.archived' end
      or exists (select from messenger.chat_member m where m.chat_id = c.id and m.left_seq is null and m.role <> 'observer'
        and m.write_refusal is not null))
    order by c.id`.execute(reader)
  return result.rows.map((row) => row.id)
}

export interface MemberPage {
  profile_id: string
  role: string
  joined_at: Date
  rank: number
  joined_seq: number
}

/** Open members, those who lead first and observers last, then in the order in which they joined; paged by key. */
export async function pageMembers(
  reader: Reader,
  chatId: string,
  after: { rank: number; joinedSeq: number; id: string } | null,
  limit: number,
): Promise<MemberPage[]> {
  const beyond =
    after === null
      ? sql``
      : sql`and (n.rank, m.joined_seq, m.profile_id) > (${after.rank}, ${after.joinedSeq}, ${after.id}::uuid)`
  const result = await sql<MemberPage>`
    select m.profile_id, m.role, m.joined_at, n.rank, m.joined_seq from messenger.chat_member m
    cross join lateral (select case m.role when 'owner' then 0 when 'administrator' then 1 when 'observer' then 3 else 2 end as rank) n
    where m.chat_id = ${chatId} and m.left_seq is null ${beyond}
    order by n.rank, m.joined_seq, m.profile_id limit ${limit}`.execute(reader)
  return result.rows
}

/** Roles of those among these people who are members now. */
export async function membersAmong(
  reader: Reader,
  chatId: string,
  profileIds: readonly string[],
): Promise<Map<string, string>> {
  if (profileIds.length === 0) return new Map()
  const rows = await reader
    .selectFrom('messenger.chat_member')
    .select(['profile_id', 'role'])
    .where('chat_id', '=', chatId)
    .where('profile_id', 'in', [...profileIds])
    .where('left_seq', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.profile_id, row.role]))
}

/** Makes an open member something else. */
export async function setRole(
  tx: Tx,
  chatId: string,
  profileId: string,
  role: 'owner' | 'administrator' | 'member',
): Promise<void> {
  await sql`update messenger.chat_member set role = ${role}, facts_version = facts_version + 1
    where chat_id = ${chatId}::uuid and profile_id = ${profileId}::uuid and left_seq is null`.execute(tx)
}

/** Notes when an open member has written in a chat that is slow. */
export async function setPacedAt(tx: Tx, chatId: string, profileId: string, at: Date): Promise<void> {
  await sql`update messenger.chat_member set paced_at = ${at}, facts_version = facts_version + 1
    where chat_id = ${chatId}::uuid and profile_id = ${profileId}::uuid and left_seq is null`.execute(tx)
}

/** Whether somebody leads a chat because he leads its unit. */
export async function leadsUnit(reader: Reader, chatId: string, profileId: string): Promise<boolean> {
  const row = await reader
    .selectFrom('messenger.chat_member')
    .select('leads_unit')
    .where('chat_id', '=', chatId)
    .where('profile_id', '=', profileId)
    .where('left_seq', 'is', null)
    .executeTakeFirst()
  return row?.leads_unit === true
}

/** The last number that some observer of a chat does not see; 0 when nobody observes it. */
export async function observedAfter(reader: Reader, chatId: string): Promise<number> {
  const row = await reader
    .selectFrom('messenger.chat_member')
    .select((eb) => eb.fn.max('start_seq').as('seq'))
    .where('chat_id', '=', chatId)
    .where('left_seq', 'is', null)
    .where('role', '=', 'observer')
    .executeTakeFirst()
  return row?.seq ?? 0
}

/** Makes the longest-serving administrator, or else member, the owner; returns him, or null when nobody is left. */
export async function passOwnership(tx: Tx, chatId: string): Promise<string | null> {
  const next = await tx
    .selectFrom('messenger.chat_member')
    .select('profile_id')
    .where('chat_id', '=', chatId)
    .where('left_seq', 'is', null)
    .where('role', '<>', 'observer')
    .orderBy((eb) => eb.case().when('role', '=', 'administrator').then(0).else(1).end())
    .orderBy('joined_seq')
    .orderBy('profile_id')
    .executeTakeFirst()
  if (next === undefined) return null
  await tx
    .updateTable('messenger.chat_member')
    .set((eb) => ({ role: 'owner', facts_version: eb('facts_version', '+', 1) }))
    .where('chat_id', '=', chatId)
    .where('profile_id', '=', next.profile_id)
    .execute()
  return next.profile_id
}

/** Writes the number at which people left, known once their event has been appended, and whether they were removed. */
export async function setLeftSeq(
  tx: Tx,
  chatId: string,
  profileIds: readonly string[],
  leftSeq: number,
  removed: boolean,
): Promise<void> {
  await tx
    .updateTable('messenger.chat_member')
    .set({ left_seq: leftSeq, removed })
    .where('chat_id', '=', chatId)
    .where('profile_id', 'in', [...profileIds])
    .execute()
}
