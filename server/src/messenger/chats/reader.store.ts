import { type RawBuilder, sql } from 'kysely'
import { UNREAD_COUNT_MAX, UNREAD_MENTIONS_MAX } from '#contract/messenger/messenger.limits.ts'
import type { Reader } from '../../platform/db/database.ts'
import { readTexts, type Text } from '../../platform/db/texts.ts'
import type { FactsRow, PlaceRow, ReaderRow } from './chat-views.ts'
import { readable } from './readable.store.ts'

/** Which channels somebody reads: `everyone` or `staff` of a community. */
export interface ChannelClass {
  communityId: string
  class: 'everyone' | 'staff'
}

/** Of whom the rule of a channel speaks, with the hidden channels of pages, which stand in no list. */
export interface OpenedClass {
  communityId: string
  class: ChannelClass['class'] | 'page'
}

/** Somebody with the channels that he reads. */
export interface ReaderWithClasses {
  profileId: string
  classes: readonly ChannelClass[]
}

interface Which {
  /** Only these chats. */
  ids?: readonly string[]
  /** Only chats whose last activity lies before this place of the list. */
  before?: { at: Date; id: string }
  limit?: number
}

/**
 * What a reader has of each chat of `readable`, a statement that may name the reader as `who` does. Where nothing was ever said,
 * messages are not looked for: of the chats that many come into at once nearly all are so.
 */
function rowsFor(readableChats: RawBuilder<unknown>, who: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    with readable as (${readableChats})
    select c.id, c.kind, c.title, c.picture_id, c.community_id, c.unit_id, c.unit_audience, c.channel_class, c.direct_low, c.direct_high,
      c.permissions, c.slow_mode_ms, c.pins, c.reactions, c.members_count,
      c.supervision, c.observer_ids, c.archived, c.deleted_at, c.version, c.created_at, h.last_seq, h.last_ordinal, c.join_requests, h.refusal_version, h.write_refusal as head_refusal,
      m.role, m.facts_version, m.write_refusal as own_refusal, m.paced_at, m.start_seq,
      r.seq as read_seq, r.version as read_version, r.hidden_seq, r.muted, ${who} as reader_id,
      (select count(*)::integer from (
        select 1 from messenger.message u
        where h.last_ordinal > 0 and u.chat_id = c.id and u.ordinal > coalesce(r.ordinal, 0) and u.seq > coalesce(m.start_seq, 0)
          and u.sender_id <> ${who} and u.erased_at is null
        limit ${UNREAD_COUNT_MAX}) counted) as unread,
      array(
        select u.seq from messenger.message u
        where h.last_ordinal > 0 and u.chat_id = c.id and u.seq > coalesce(m.start_seq, 0) and u.ordinal > coalesce(r.ordinal, 0)
          and u.sender_id <> ${who} and ${names(sql`(${who})::text`)}
        order by u.ordinal limit ${UNREAD_MENTIONS_MAX}) as mentions,
      last.message as last_message, last.at as last_at, top.positions as read_top
    from readable c
    join messenger.chat_head h on h.chat_id = c.id
    left join messenger.chat_member m on m.chat_id = c.id and m.profile_id = ${who} and m.left_seq is null
    left join messenger.read_position r on r.chat_id = c.id and r.profile_id = ${who}
    left join lateral (
      select to_json(x) as message, x.sent_at as at from messenger.message x
      where h.last_ordinal > 0 and x.chat_id = c.id and x.seq > coalesce(m.start_seq, 0)
      order by x.seq desc limit 1) last on true
    left join lateral (
      select jsonb_agg(p) as positions from (
        select y.profile_id, y.shown_seq as seq from messenger.read_position y where y.chat_id = c.id and y.shown_seq > 0
        order by y.shown_seq desc, y.profile_id limit 2) p) top on true`
}

/**
 * The chats that a profile may read now, with its facts: those with an open interval that are not deleted, and the channels
 * whose rule covers it. This, `accessChatsOf`, `accessFacts`, `accessMemberPlaces` and `readable` are the only doors to a chat for a
 * reader. Newest activity first.
 */
export async function accessChats(
  reader: Reader,
  profileId: string,
  classes: readonly OpenedClass[],
  which: Which = {},
): Promise<ReaderRow[]> {
  const result = await sql<ReaderRow>`${rowsFor(readable(profileId, classes, which.ids), sql`${profileId}::uuid`)}
    where true ${
      which.before === undefined
        ? sql``
        : sql`and (coalesce(last.at, c.created_at), c.id) < (${which.before.at}, ${which.before.id}::uuid)`
    }
    order by coalesce(last.at, c.created_at) desc, c.id desc
    ${which.limit === undefined ? sql`` : sql`limit ${which.limit}`}`.execute(reader)
  return result.rows
}

/** A person and a chat of his. */
export interface ReaderOfChat {
  profileId: string
  chatId: string
}

/** A chat as one of several readers has it. */
export interface RowOfReader extends ReaderRow {
  reader_id: string
}

/**
 * Chats as several readers have them, each as `accessChats` says, in the order in which they are given; what somebody may not
 * read is left out. Whoever calls knows that the rules of the channels among them cover those who ask.
 */
export async function accessChatsOf(reader: Reader, asked: readonly ReaderOfChat[]): Promise<RowOfReader[]> {
  if (asked.length === 0) return []
  const given = sql`
    select c.*, p.n, p.profile_id as asked_by
    from unnest(${asked.map(({ chatId }) => chatId)}::uuid[], ${asked.map(({ profileId }) => profileId)}::uuid[])
      with ordinality as p (chat_id, profile_id, n)
    join messenger.chat c on c.id = p.chat_id and c.deleted_at is null
    where c.kind = 'channel' or exists (select from messenger.chat_member o
      where o.chat_id = p.chat_id and o.profile_id = p.profile_id and o.left_seq is null)`
  const result = await sql<RowOfReader>`${rowsFor(given, sql`c.asked_by`)} order by c.n`.execute(reader)
  return result.rows
}

/** Where members stand, each in one chat; whoever is none is left out, though he may read it as a channel. */
export async function accessMemberPlaces<R extends ReaderOfChat>(
  reader: Reader,
  asked: readonly R[],
): Promise<Map<R, PlaceRow>> {
  const result = await sql<PlaceRow & { n: number }>`
    select p.n, c.id, c.kind, h.last_seq, h.write_refusal as head_refusal, m.write_refusal as own_refusal, m.start_seq,
      r.seq as read_seq
    from unnest(${asked.map((_, n) => n)}::integer[], ${asked.map(({ chatId }) => chatId)}::uuid[],
      ${asked.map(({ profileId }) => profileId)}::uuid[]) as p (n, chat_id, profile_id)
    join messenger.chat_member m on m.chat_id = p.chat_id and m.profile_id = p.profile_id and m.left_seq is null
    join messenger.chat c on c.id = p.chat_id and c.deleted_at is null
    join messenger.chat_head h on h.chat_id = p.chat_id
    left join messenger.read_position r on r.chat_id = p.chat_id and r.profile_id = p.profile_id`.execute(reader)
  return new Map(result.rows.map(({ n, ...place }) => [asked[n]!, place]))
}

/** Facts of a reader with the ordinal up to which he has read. */
export interface HeldFacts extends FactsRow {
  read_ordinal: number | null
}

type FactsTexts = readonly [
  n: string,
  id: string,
  isChannel: string,
  ...numbers: readonly [lastSeq: string, lastOrdinal: string, refusalVersion: string],
  headRefusal: Text,
  role: Text,
  factsVersion: Text,
  ownRefusal: Text,
  pacedMs: Text,
  startSeq: Text,
  readSeq: Text,
  readOrdinal: Text,
  readVersion: Text,
  hiddenSeq: Text,
  joinRequests: Text,
  muted: Text,
]

/**
 * What several people are in the chats that each of them may read now, in the order in which they are given. It is what
 * `accessChats` says, without what the chats hold.
 */
export async function accessFacts(reader: Reader, readers: readonly ReaderWithClasses[]): Promise<HeldFacts[][]> {
  const rules = readers.flatMap(({ classes }, n) => classes.map((item) => ({ n, ...item })))
  const rows = await readTexts<FactsTexts>(
    reader,
    sql`
    select p.n, m.chat_id, false, h.last_seq, h.last_ordinal, h.refusal_version, h.write_refusal, m.role,
      m.facts_version, m.write_refusal, (extract(epoch from m.paced_at) * 1000)::bigint, m.start_seq, r.seq, r.ordinal, r.version,
      r.hidden_seq, c.join_requests, r.muted::integer
    from unnest(${readers.map((_, n) => n)}::integer[], ${readers.map(({ profileId }) => profileId)}::uuid[])
      as p (n, profile_id)
    join messenger.chat_member m on m.profile_id = p.profile_id and m.left_seq is null
    join messenger.chat c on c.id = m.chat_id and c.deleted_at is null
    join messenger.chat_head h on h.chat_id = m.chat_id
    left join messenger.read_position r on r.chat_id = m.chat_id and r.profile_id = m.profile_id
    union all
    select rule.n, c.id, true, h.last_seq, h.last_ordinal, h.refusal_version, h.write_refusal, null,
      null, null, null, null, r.seq, r.ordinal, r.version, r.hidden_seq, null, r.muted::integer
    from unnest(${rules.map(({ n }) => n)}::integer[], ${rules.map(({ n }) => readers[n]!.profileId)}::uuid[],
      ${rules.map((rule) => rule.communityId)}::uuid[], ${rules.map((rule) => rule.class)}::text[])
      as rule (n, profile_id, community_id, class)
    join messenger.chat c
      on c.community_id = rule.community_id and c.channel_class = rule.class and c.kind = 'channel'
    join messenger.chat_head h on h.chat_id = c.id
    left join messenger.read_position r on r.chat_id = c.id and r.profile_id = rule.profile_id`,
  )
  const found: HeldFacts[][] = readers.map(() => [])
  for (const row of rows) found[Number(row[0])]!.push(factsOf(row))
  return found
}

function factsOf(row: FactsTexts): HeldFacts {
  const [, id, isChannel, lastSeq, lastOrdinal, refusalVersion, headRefusal, role, factsVersion, ...own] = row
  const [ownRefusal, pacedMs, ...read] = own
  const [startSeq, readSeq, readOrdinal, readVersion, hiddenSeq, joinRequests, muted] = read.map((text) =>
    text === null ? null : Number(text),
  )
  return {
    id,
    kind: isChannel === 't' ? 'channel' : null,
    last_seq: Number(lastSeq),
    last_ordinal: Number(lastOrdinal),
    refusal_version: Number(refusalVersion),
    head_refusal: headRefusal,
    role,
    facts_version: factsVersion === null ? null : Number(factsVersion),
    own_refusal: ownRefusal,
    paced_at: pacedMs === null ? null : new Date(Number(pacedMs)),
    start_seq: startSeq!,
    read_seq: readSeq!,
    read_ordinal: readOrdinal!,
    read_version: readVersion!,
    hidden_seq: hiddenSeq!,
    join_requests: joinRequests ?? 0,
    muted: muted === 1,
  }
}

/** From where somebody has to count what he has not read. */
export interface UnreadFrom {
  profileId: string
  chatId: string
  afterOrdinal: number
  startSeq: number
}

/** Messages of others above a place, at most 999, for each of those asked. */
export async function countUnread(reader: Reader, asked: readonly UnreadFrom[]): Promise<number[]> {
  if (asked.length === 0) return []
  const result = await sql<{ n: number; unread: number }>`
    select p.n, counted.unread
    from unnest(${asked.map((_, n) => n)}::integer[], ${asked.map(({ chatId }) => chatId)}::uuid[],
      ${asked.map(({ profileId }) => profileId)}::uuid[], ${asked.map(({ afterOrdinal }) => afterOrdinal)}::bigint[],
      ${asked.map(({ startSeq }) => startSeq)}::bigint[]) as p (n, chat_id, profile_id, after_ordinal, start_seq)
    cross join lateral (
      select count(*)::integer as unread from (
        select 1 from messenger.message u
        where u.chat_id = p.chat_id and u.ordinal > p.after_ordinal and u.seq > p.start_seq
          and u.sender_id <> p.profile_id and u.erased_at is null
        limit ${UNREAD_COUNT_MAX}) each_one) counted`.execute(reader)
  const found = asked.map(() => 0)
  for (const { n, unread } of result.rows) found[n] = unread
  return found
}

/** Numbers of the messages of others above a place that name whoever asks, ascending, at most a hundred, for each of those asked. */
export async function readMentions(reader: Reader, asked: readonly UnreadFrom[]): Promise<number[][]> {
  if (asked.length === 0) return []
  const result = await sql<{ n: number; seq: number }>`
    select p.n, naming.seq
    from unnest(${asked.map((_, n) => n)}::integer[], ${asked.map(({ chatId }) => chatId)}::uuid[],
      ${asked.map(({ profileId }) => profileId)}::uuid[], ${asked.map(({ afterOrdinal }) => afterOrdinal)}::bigint[],
      ${asked.map(({ startSeq }) => startSeq)}::bigint[]) as p (n, chat_id, profile_id, after_ordinal, start_seq)
    cross join lateral (
      select u.seq from messenger.message u
      where u.chat_id = p.chat_id and u.ordinal > p.after_ordinal and u.seq > p.start_seq
        and u.sender_id <> p.profile_id and ${names(sql`p.profile_id::text`)}
      order by u.ordinal limit ${UNREAD_MENTIONS_MAX}) naming
    order by p.n, naming.seq`.execute(reader)
  const found: number[][] = asked.map(() => [])
  for (const { n, seq } of result.rows) found[n]!.push(seq)
  return found
}

/** Whether the message `u` names everybody or somebody; erased ones name nobody. */
function names(profileId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`u.mentions is not null and (u.mentions @> '[{"profileId": null}]'
    or u.mentions @> jsonb_build_array(jsonb_build_object('profileId', ${profileId})))`
}

/** From where on a log is heard: it is visible above `start_seq`, and stood at `last_seq` in that very moment. */
export interface ChatStart {
  start_seq: number
  last_seq: number
}

/** What sockets of these profiles hear, by profile and chat. */
export async function accessChatStarts(
  reader: Reader,
  readers: readonly ReaderWithClasses[],
): Promise<Map<string, Map<string, ChatStart>>> {
  const rules = readers.flatMap(({ profileId, classes }) => classes.map((item) => ({ profileId, ...item })))
  const result = await sql<ChatStart & { profile_id: string; id: string }>`
    select heard.*, h.last_seq from (
      select m.profile_id, m.chat_id as id, m.start_seq from messenger.chat_member m
      join messenger.chat c on c.id = m.chat_id and c.deleted_at is null
      where m.profile_id = any(${readers.map(({ profileId }) => profileId)}::uuid[]) and m.left_seq is null
      union all
      select rule.profile_id, c.id, 0 from messenger.chat c
      join unnest(${rules.map((rule) => rule.profileId)}::uuid[], ${rules.map((rule) => rule.communityId)}::uuid[],
        ${rules.map((rule) => rule.class)}::text[]) as rule (profile_id, community_id, class)
        on c.community_id = rule.community_id and c.channel_class = rule.class
      where c.kind = 'channel') heard
    join messenger.chat_head h on h.chat_id = heard.id`.execute(reader)
  const found = new Map<string, Map<string, ChatStart>>()
  for (const { profile_id, id, ...start } of result.rows) {
    const starts = found.get(profile_id) ?? new Map<string, ChatStart>()
    starts.set(id, start)
    found.set(profile_id, starts)
  }
  return found
}

/** Which of these people share an open chat with the reader. */
export async function peopleOfSharedChats(
  reader: Reader,
  profileId: string,
  others: readonly string[],
): Promise<string[]> {
  const result = await sql<{ profile_id: string }>`
    select distinct theirs.profile_id from messenger.chat_member mine
    join messenger.chat c on c.id = mine.chat_id and c.deleted_at is null
    join messenger.chat_member theirs on theirs.chat_id = mine.chat_id
    where mine.profile_id = ${profileId} and mine.left_seq is null and theirs.profile_id = any(${[...others]}::uuid[])`.execute(
    reader,
  )
  return result.rows.map((row) => row.profile_id)
}
