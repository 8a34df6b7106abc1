import { type RawBuilder, sql } from 'kysely'
import type { ChildLabel } from '#contract/communities/families.ts'
import type { Confirm } from '#contract/messenger/announcement.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { MessageJson } from '../chats/chat-views.ts'
import { readable } from '../chats/readable.store.ts'
import type { ChannelClass } from '../chats/reader.store.ts'
import type { OwnChild } from '../doors.ts'

/**
 * Posts of one channel are taken by their numbers and shown by their times, which clocks of several processes may put into
 * another order for a moment: so many more are taken than are shown.
 */
const MORE_POSTS = 20

/** Whose feed it is. */
export interface FeedReader {
  profileId: string
  classes: readonly ChannelClass[]
  labels: readonly ChildLabel[]
  children: readonly OwnChild[]
}

/** A place in a feed. */
export interface FeedKey {
  waits: boolean
  at: Date
  id: string
}

/** What waits at a moment, in milliseconds; all pages go by the same one. */
export interface Waits {
  since: number
  /** So long something without an end waits, in milliseconds. */
  waitsMs: number
}

export interface FeedPage extends Waits {
  /** Only what concerns the child with this label. */
  labelId: string | null
  before: FeedKey | null
  limit: number
  now: number
}

export interface FeedRow {
  id: string
  at: Date
  waits: boolean
  community_id: string
  announcement_id: string | null
  withdrawn: boolean
  confirm_who: Confirm['who'] | null
  asked_ids: string[]
  label_ids: string[]
  places: { chatId: string; seq: number }[]
  message: MessageJson
}

/**
 * What is announced and posted in the chats that a parent reads because of his children, each announcement once: what waits for
 * him first, then the newest. Deleted messages are left out, and those that he has deleted for himself; a withdrawn announcement
 * is not.
 */
export async function pageFeed(reader: Reader, of: FeedReader, page: FeedPage): Promise<FeedRow[]> {
  const { labelId, before, limit } = page
  const key =
    before === null
      ? sql``
      : sql`and (item.waits, item.at, item.id) < (${before.waits}, ${before.at}, ${before.id}::uuid)`
  const result = await sql<FeedRow>`
    with label as (${labelsOf(of)}), child as (${childrenOf(of)}), mine as materialized (${chatsOf(of)}),
    place as materialized (${placesOf(of)}), announced as (${announcedTo(of, page)}), posted as (${postsFor(of, page)})
    select item.*, shown.message, shown.places, shown.label_ids from (
      select item.* from (select * from announced union all select * from posted) item
      where (${labelId}::uuid is null or ${labelId}::uuid = any(item.item_labels)) ${key}
      order by item.waits desc, item.at desc, item.id desc limit ${limit}) item
    cross join lateral (
      select (array_agg(to_json(x) order by p.stands desc, x.version desc, p.n))[1] as message,
        jsonb_agg(jsonb_build_object('chatId', p.chat_id, 'seq', p.seq) order by p.n) as places, item.item_labels as label_ids
      from (select n, chat_id, seq, stands from place where announcement_id = item.announcement_id and (stands or item.withdrawn)
        union all select 0, item.chat_id, item.seq, true where item.announcement_id is null) p
      join messenger.message x on x.chat_id = p.chat_id and x.seq = p.seq) shown
    order by item.waits desc, item.at desc, item.id desc`.execute(reader)
  return result.rows
}

/** Announcements that wait for a parent, the newest first. */
export async function waitingFor(reader: Reader, of: FeedReader, waits: Waits & { limit: number }): Promise<string[]> {
  const result = await sql<{ id: string }>`
    with label as (${labelsOf(of)}), child as (${childrenOf(of)}), mine as materialized (${chatsOf(of)}),
    place as materialized (${placesOf(of)})
    select item.id from (${announcedTo(of, waits)}) item where item.waits
    order by item.at desc, item.id desc limit ${waits.limit}`.execute(reader)
  return result.rows.map(({ id }) => id)
}

function labelsOf({ labels }: FeedReader): RawBuilder<unknown> {
  const rows = labels.map(({ communityId, id, unitIds }) => ({ community_id: communityId, id, unit_ids: unitIds }))
  return sql`select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as l (community_id uuid, id uuid, unit_ids uuid[])`
}

function childrenOf({ children }: FeedReader): RawBuilder<unknown> {
  const rows = children.map(({ communityId, childId, unitIds, guardianIds }) => ({
    community_id: communityId,
    child_id: childId,
    unit_ids: unitIds,
    guardian_ids: guardianIds,
  }))
  return sql`select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as l (community_id uuid, child_id uuid, unit_ids uuid[], guardian_ids uuid[])`
}

/** Chats of his children; what belongs to no unit concerns every child of the organisation. */
function chatsOf({ profileId, classes }: FeedReader): RawBuilder<unknown> {
  return sql`
    select c.id, c.kind, c.community_id, coalesce(m.start_seq, 0) as start_seq, about.label_ids
    from (${readable(profileId, classes)}) c
    left join messenger.chat_member m on m.chat_id = c.id and m.profile_id = ${profileId} and m.left_seq is null
    cross join lateral (select array_agg(l.id order by l.id) as label_ids from label l
      where l.community_id = c.community_id and (c.unit_id is null or c.unit_id = any(l.unit_ids))) about
    where about.label_ids is not null and c.kind in ('group', 'channel') and m.role is distinct from 'observer'
      and c.channel_class is distinct from 'staff' and coalesce(c.unit_audience, 'guardians') = 'guardians'`
}

/** Where announcements stand there, or have stood. */
function placesOf({ profileId }: FeedReader): RawBuilder<unknown> {
  return sql`
    select t.announcement_id, t.n, t.chat_id, t.seq, mine.label_ids, x.erased_at is null as stands
    from mine join messenger.announcement_target t on t.chat_id = mine.id and t.seq > mine.start_seq
    join messenger.message x on x.chat_id = t.chat_id and x.seq = t.seq
    where not exists (${hiddenBy(profileId, sql`t.chat_id`, sql`t.seq`)})`
}

function announcedTo({ profileId }: FeedReader, { since, waitsMs }: Waits): RawBuilder<unknown> {
  return sql`
    select a.id, a.made_at as at,
      coalesce(asked.waits, false) and coalesce(a.due_at, a.made_at + ${waitsMs} * interval '1 millisecond') > ${new Date(since)}
        as waits,
      a.community_id, a.id as announcement_id, a.withdrawn_at is not null as withdrawn, a.confirm_who,
      coalesce(asked.ids, '{}') as asked_ids, told.item_labels, null::uuid as chat_id, null::bigint as seq
    from messenger.announcement a
    join (
      select p.announcement_id, bool_or(p.stands) as stands, array_agg(distinct l order by l) as item_labels
      from place p join messenger.announcement b on b.id = p.announcement_id cross join unnest(p.label_ids) l
      where p.stands or b.withdrawn_at is not null
      group by p.announcement_id) told on told.announcement_id = a.id
    left join lateral (
      select array_agg(child.child_id) as ids, bool_or(not exists (
        select from messenger.announcement_answer w where w.announcement_id = a.id and w.child_id = child.child_id
          and w.adult_id = any(case a.confirm_who when 'one' then child.guardian_ids else array[${profileId}::uuid] end))) as waits
      from child where a.confirm_who is not null and a.withdrawn_at is null and child.community_id = a.community_id
        and exists (${reaching(sql`a.id`)})) asked on true`
}

/** Places by which an announcement reaches a child, as `familyPlaces` and the families that are asked know them. */
function reaching(announcementId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select from messenger.announcement_target t left join messenger.chat c on c.id = t.chat_id
    where t.announcement_id = ${announcementId} and t.refused is null
      and (t.unit_audience = 'guardians' or (t.unit_id is null and (c.kind = 'group' or c.channel_class = 'everyone')))
      and (c.kind = 'channel' or coalesce(t.unit_id, c.unit_id) = any(child.unit_ids)
        or (t.unit_id is null and c.unit_id is null and exists (
          select from messenger.chat_member m where m.chat_id = c.id and m.left_seq is null and m.role <> 'observer'
            and m.profile_id = any(child.child_id || child.guardian_ids))))`
}

function postsFor({ profileId }: FeedReader, { before, limit, now }: FeedPage): RawBuilder<unknown> {
  const key =
    before === null ? sql`` : sql`and (false, m.sent_at, m.id) < (${before.waits}, ${before.at}, ${before.id}::uuid)`
  return sql`
    select x.id, x.sent_at as at, false as waits, mine.community_id, null::uuid as announcement_id, false as withdrawn,
      null as confirm_who, '{}'::uuid[] as asked_ids, mine.label_ids as item_labels, mine.id as chat_id, x.seq
    from mine cross join lateral (
      select m.id, m.seq, m.sent_at from messenger.message m
      where m.chat_id = mine.id and m.announcement is null and m.erased_at is null
        and (m.expires_at is null or m.expires_at > ${new Date(now)})
        and not exists (${hiddenBy(profileId, sql`m.chat_id`, sql`m.seq`)}) ${key}
      order by m.seq desc limit ${limit + MORE_POSTS}) x
    where mine.kind = 'channel'`
}

/** Whether somebody has deleted a message for himself. */
function hiddenBy(profileId: string, chatId: RawBuilder<unknown>, seq: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select from messenger.mark h where h.profile_id = ${profileId}::uuid and h.mark = 'hidden'
    and h.chat_id = ${chatId} and h.seq = ${seq}`
}
