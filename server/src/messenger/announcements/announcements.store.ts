import { sql } from 'kysely'
import type { UnitAudience } from '#contract/communities/unit-audiences.ts'
import type { Confirm } from '#contract/messenger/announcement.ts'
import type { AnnouncementPlace } from '#contract/messenger/announcements.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

export interface AnnouncementRow {
  id: string
  community_id: string
  author_id: string
  text: string
  important: boolean
  confirm_answers: Confirm['answers'] | null
  confirm_who: Confirm['who'] | null
  due_at: Date | null
  remind_at: Date | null
  reminded_at: Date | null
  reminding: boolean
  version: number
  made_at: Date
  edited_at: Date | null
  withdrawn_at: Date | null
  withdrawn_by: string | null
}

export interface TargetRow {
  announcement_id: string
  n: number
  message_id: string
  chat_id: string | null
  unit_id: string | null
  unit_audience: UnitAudience | null
  seq: number | null
  due: boolean
  refused: string | null
  kept: boolean
}

/** A place of an announcement, and whether what stands there was erased. */
export type SeenTargetRow = TargetRow & { erased: boolean }

export interface NewAnnouncement {
  id: string
  communityId: string
  authorId: string
  text: string
  important: boolean
  confirm: (Confirm & { remindAt: number | null }) | null
  places: readonly (AnnouncementPlace & { messageId: string })[]
  now: number
}

/** Keeps an announcement that waits for all its places; false when its id is taken. */
export async function insertAnnouncement(tx: Tx, made: NewAnnouncement): Promise<boolean> {
  const { id, communityId, authorId, text, important, confirm, places, now } = made
  const row = await tx
    .insertInto('messenger.announcement')
    .values({
      id,
      community_id: communityId,
      author_id: authorId,
      text,
      important,
      confirm_answers: confirm?.answers ?? null,
      confirm_who: confirm?.who ?? null,
      due_at: dateOf(confirm?.dueAt ?? null),
      remind_at: dateOf(confirm?.remindAt ?? null),
      made_at: new Date(now),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (row === undefined) return false
  await tx
    .insertInto('messenger.announcement_target')
    .values(
      places.map((place, n) => ({
        announcement_id: id,
        n,
        message_id: place.messageId,
        chat_id: place.kind === 'chat' ? place.chatId : null,
        unit_id: place.kind === 'unit' ? place.unitId : null,
        unit_audience: place.kind === 'unit' ? place.audience : null,
      })),
    )
    .execute()
  return true
}

function dateOf(at: string | number | null): Date | null {
  return at === null ? null : new Date(at)
}

/** An announcement, wherever it was made; null when there is none. */
export async function readAnnouncementById(reader: Reader, id: string): Promise<AnnouncementRow | null> {
  const result = await sql<AnnouncementRow>`select * from messenger.announcement where id = ${id}::uuid`.execute(reader)
  return result.rows[0] ?? null
}

/** An announcement of a community; null when there is none. */
export async function readAnnouncement(
  reader: Reader,
  communityId: string,
  id: string,
): Promise<AnnouncementRow | null> {
  const row = await readAnnouncementById(reader, id)
  return row?.community_id === communityId ? row : null
}

/**
 * Holds an announcement until the transaction ends: whoever brings it to a place and whoever changes it come one after the
 * other. Null when there is none.
 */
export async function holdAnnouncement(tx: Tx, id: string): Promise<AnnouncementRow | null> {
  const result = await sql<AnnouncementRow>`select * from messenger.announcement where id = ${id}::uuid
    for no key update`.execute(tx)
  return result.rows[0] ?? null
}

/** Announcements of a community below a place of the list, the newest first; only those of one author unless he is null. */
export async function pageAnnouncements(
  reader: Reader,
  { communityId, authorId }: { communityId: string; authorId: string | null },
  before: { at: Date; id: string } | null,
  limit: number,
): Promise<AnnouncementRow[]> {
  const own = authorId === null ? sql`` : sql`and author_id = ${authorId}::uuid`
  const below = before === null ? sql`` : sql`and (made_at, id) < (${before.at}, ${before.id}::uuid)`
  const result = await sql<AnnouncementRow>`
    select * from messenger.announcement where community_id = ${communityId}::uuid ${own} ${below}
    order by made_at desc, id desc limit ${limit}`.execute(reader)
  return result.rows
}

/** The places of announcements in their order. */
export async function targetsOf(reader: Reader, ids: readonly string[]): Promise<SeenTargetRow[]> {
  if (ids.length === 0) return []
  const result = await sql<SeenTargetRow>`
    select t.*, t.seq is not null and (m.seq is null or m.erased_at is not null) as erased from messenger.announcement_target t
    left join messenger.message m on m.chat_id = t.chat_id and m.seq = t.seq
    where t.announcement_id = any(${[...ids]}::uuid[]) order by t.announcement_id, t.n`.execute(reader)
  return result.rows
}

/** One place, by an announcement that the caller holds. */
export async function readTarget(reader: Reader, id: string, n: number): Promise<TargetRow | null> {
  const result = await sql<TargetRow>`
    select * from messenger.announcement_target where announcement_id = ${id}::uuid and n = ${n}`.execute(reader)
  return result.rows[0] ?? null
}

/** Places to which something of an announcement is still to be brought. */
export async function dueTargets(reader: Reader, limit: number): Promise<{ id: string; n: number }[]> {
  const rows = await reader
    .selectFrom('messenger.announcement_target')
    .select(['announcement_id', 'n'])
    .where('due', '=', true)
    .orderBy('announcement_id')
    .orderBy('n')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ id: row.announcement_id, n: row.n }))
}

/** What came of bringing an announcement to a place. */
export interface Brought {
  version: number
  /** Where it stands since now. */
  at?: { chatId: string; seq: number }
  refused?: string
  kept?: boolean
}

/** Nothing more is to be done in a place until the announcement changes. */
export async function setBrought(
  tx: Tx,
  { announcement_id: id, n }: Pick<TargetRow, 'announcement_id' | 'n'>,
  { version, at, refused, kept }: Brought,
): Promise<void> {
  await tx
    .updateTable('messenger.announcement_target')
    .set({
      due: false,
      version,
      ...(at === undefined ? {} : { chat_id: at.chatId, seq: at.seq }),
      ...(refused === undefined ? {} : { refused }),
      ...(kept === undefined ? {} : { kept }),
    })
    .where('announcement_id', '=', id)
    .where('n', '=', n)
    .execute()
}

/** Something is to be brought to every place that has not refused it; the caller holds the announcement. */
async function setDue(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('messenger.announcement_target')
    .set({ due: true })
    .where('announcement_id', '=', id)
    .where('refused', 'is', null)
    .execute()
}

/** Gives an announcement another text; returns its new version. */
export async function setText(tx: Tx, id: string, text: string, now: number): Promise<number> {
  const { version } = await tx
    .updateTable('messenger.announcement')
    .set((eb) => ({ text, edited_at: new Date(now), version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  await setDue(tx, id)
  return version
}

/** Takes an announcement back; its text is gone with that. */
export async function setWithdrawn(tx: Tx, id: string, by: string, now: number): Promise<void> {
  await tx
    .updateTable('messenger.announcement')
    .set((eb) => ({ text: '', withdrawn_at: new Date(now), withdrawn_by: by, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
  await setDue(tx, id)
}

/** Empties what deleted accounts have announced; in chats it stays for as long as their organisations keep it. */
export async function emptyTexts(tx: Tx, authorIds: readonly string[]): Promise<number> {
  const result = await tx
    .updateTable('messenger.announcement')
    .set({ text: '' })
    .where('author_id', 'in', [...authorIds])
    .where('text', '<>', '')
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** What one has announced is the other’s from now on. */
export async function moveAnnouncements(tx: Tx, { from, to }: { from: string; to: string }): Promise<void> {
  await tx.updateTable('messenger.announcement').set({ author_id: to }).where('author_id', '=', from).execute()
}

/** Own announcements that hold a text still, for the file that somebody downloads. */
export async function ownAnnouncements(
  reader: Reader,
  authorIds: readonly string[],
): Promise<{ id: string; text: string; madeAt: Date; editedAt: Date | null }[]> {
  const rows = await reader
    .selectFrom('messenger.announcement')
    .select(['id', 'text', 'made_at as madeAt', 'edited_at as editedAt'])
    .where('author_id', 'in', [...authorIds])
    .where('text', '<>', '')
    .orderBy('made_at')
    .orderBy('id')
    .execute()
  return rows
}
