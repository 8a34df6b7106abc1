import { sql } from 'kysely'
import type { Answer } from '#contract/messenger/announcements.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

export interface AnswerRow {
  announcement_id: string
  child_id: string
  adult_id: string
  answer: Answer
  comment: string
  answered_at: Date
}

/** What was answered to announcements, the first answer first. */
export async function readAnswers(reader: Reader, ids: readonly string[]): Promise<AnswerRow[]> {
  if (ids.length === 0) return []
  const result = await sql<AnswerRow>`
    select * from messenger.announcement_answer where announcement_id = any(${[...ids]}::uuid[])
    order by answered_at, child_id, adult_id`.execute(reader)
  return result.rows
}

/** Answers of one adult for several children, in place of earlier ones. */
export async function putAnswers(
  tx: Tx,
  { id, adultId, childIds }: { id: string; adultId: string; childIds: readonly string[] },
  given: { answer: Answer; comment: string; now: number },
): Promise<void> {
  const said = { answer: given.answer, comment: given.comment, answered_at: new Date(given.now) }
  await tx
    .insertInto('messenger.announcement_answer')
    .values(childIds.map((childId) => ({ announcement_id: id, child_id: childId, adult_id: adultId, ...said })))
    .onConflict((conflict) => conflict.columns(['announcement_id', 'child_id', 'adult_id']).doUpdateSet(said))
    .execute()
}

/** Takes answers of one adult back. */
export async function dropAnswers(
  tx: Tx,
  { id, adultId, childIds }: { id: string; adultId: string; childIds: readonly string[] },
): Promise<void> {
  await tx
    .deleteFrom('messenger.announcement_answer')
    .where('announcement_id', '=', id)
    .where('adult_id', '=', adultId)
    .where('child_id', 'in', [...childIds])
    .execute()
}

/** Where an announcement has been put, as far as families read it there. */
export interface PlaceRow {
  unitId: string | null
  /** Of a group that is no unit’s. */
  chatId: string | null
  everyone: boolean
}

/** Places of an announcement in which families are: parents of a unit, groups, and the channel for everybody. */
export async function familyPlaces(reader: Reader, id: string): Promise<PlaceRow[]> {
  const result = await sql<PlaceRow>`
    select coalesce(t.unit_id, c.unit_id) as "unitId",
      case when t.unit_id is null and c.kind = 'group' and c.unit_id is null then c.id end as "chatId",
      coalesce(c.kind = 'channel', false) as everyone
    from messenger.announcement_target t left join messenger.chat c on c.id = t.chat_id
    where t.announcement_id = ${id}::uuid and t.refused is null
      and (t.unit_audience = 'guardians' or (t.unit_id is null and (c.kind = 'group' or c.channel_class = 'everyone')))`.execute(
    reader,
  )
  return result.rows
}

/** Everybody who is in one of these chats, without observers. */
export async function peopleOfChats(reader: Reader, chatIds: readonly string[]): Promise<string[]> {
  if (chatIds.length === 0) return []
  const result = await sql<{ profile_id: string }>`
    select distinct profile_id from messenger.chat_member
    where chat_id = any(${[...chatIds]}::uuid[]) and left_seq is null and role <> 'observer'`.execute(reader)
  return result.rows.map((row) => row.profile_id)
}

/** Where each of these people reads an announcement; whoever reads it nowhere is left out. */
export async function placesFor(
  reader: Reader,
  id: string,
  adultIds: readonly string[],
): Promise<{ adultId: string; chatId: string; seq: number }[]> {
  const result = await sql<{ adultId: string; chatId: string; seq: number }>`
    select a.id as "adultId", place.chat_id as "chatId", place.seq from unnest(${[...adultIds]}::uuid[]) as a (id)
    cross join lateral (
      select t.chat_id, t.seq from messenger.announcement_target t join messenger.chat c on c.id = t.chat_id
      left join messenger.chat_member m on m.chat_id = c.id and m.profile_id = a.id and m.left_seq is null
      where t.announcement_id = ${id}::uuid and t.seq is not null and c.deleted_at is null
        and (m.start_seq < t.seq or c.channel_class = 'everyone')
      order by m.profile_id is null, t.n limit 1) place`.execute(reader)
  return result.rows
}

/** Has families reminded since now by the rounds; the caller holds the announcement. */
export async function setReminded(tx: Tx, id: string, now: number): Promise<void> {
  await tx
    .updateTable('messenger.announcement')
    .set({ reminded_at: new Date(now), reminding: true, remind_at: null })
    .where('id', '=', id)
    .execute()
}

/** Moves the reminder that comes by itself, or calls it off. */
export async function setRemindAt(tx: Tx, id: string, at: number | null): Promise<void> {
  await tx
    .updateTable('messenger.announcement')
    .set({ remind_at: at === null ? null : new Date(at) })
    .where('id', '=', id)
    .execute()
}

/** Everybody has been told of the reminder. */
export async function endReminding(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('messenger.announcement').set({ reminding: false }).where('id', '=', id).execute()
}

/** Announcements whose families are to be reminded by themselves, or are being reminded. */
export async function dueReminders(reader: Reader, now: number, limit: number): Promise<string[]> {
  const result = await sql<{ id: string }>`
    (select id from messenger.announcement where remind_at <= ${new Date(now)} order by remind_at limit ${limit})
    union (select id from messenger.announcement where reminding order by id limit ${limit})`.execute(reader)
  return result.rows.map((row) => row.id)
}

/** Those of these people whom this reminder has not reached yet. */
export async function unreminded(
  reader: Reader,
  id: string,
  remindedAt: Date,
  adultIds: readonly string[],
): Promise<string[]> {
  const result = await sql<{ id: string }>`
    select a.id from unnest(${[...adultIds]}::uuid[]) as a (id) where not exists (
      select from messenger.announcement_reminder r
      where r.announcement_id = ${id}::uuid and r.adult_id = a.id and r.reminded_at >= ${remindedAt})
    order by a.id`.execute(reader)
  return result.rows.map((row) => row.id)
}

/** Notes whom a reminder has reached. */
export async function noteReminded(tx: Tx, id: string, adultIds: readonly string[], remindedAt: Date): Promise<void> {
  await tx
    .insertInto('messenger.announcement_reminder')
    .values(adultIds.map((adultId) => ({ announcement_id: id, adult_id: adultId, reminded_at: remindedAt })))
    .onConflict((conflict) =>
      conflict.columns(['announcement_id', 'adult_id']).doUpdateSet({ reminded_at: remindedAt }),
    )
    .execute()
}

/** Erases what these people have answered, what was answered for them, and when they were reminded. */
export async function eraseAnswers(tx: Tx, profileIds: readonly string[]): Promise<number> {
  const ids = sql`${[...profileIds]}::uuid[]`
  const answers = await sql`delete from messenger.announcement_answer
    where adult_id = any(${ids}) or child_id = any(${ids})`.execute(tx)
  const reminders = await sql`delete from messenger.announcement_reminder where adult_id = any(${ids})`.execute(tx)
  return Number(answers.numAffectedRows ?? 0) + Number(reminders.numAffectedRows ?? 0)
}

/** What one has answered, or what was answered for him, is the other’s; of two answers the other’s stays. */
export async function moveAnswers(tx: Tx, { from, to }: { from: string; to: string }): Promise<void> {
  await sql`insert into messenger.announcement_answer
    select announcement_id, case child_id when ${from}::uuid then ${to}::uuid else child_id end,
      case adult_id when ${from}::uuid then ${to}::uuid else adult_id end, answer, comment, answered_at
    from messenger.announcement_answer where adult_id = ${from}::uuid or child_id = ${from}::uuid
    on conflict do nothing`.execute(tx)
  await eraseAnswers(tx, [from])
}

/** Own answers, for the file that somebody downloads. */
export async function ownAnswers(reader: Reader, profileIds: readonly string[]): Promise<object[]> {
  const rows = await reader
    .selectFrom('messenger.announcement_answer')
    .select(['announcement_id as announcementId', 'child_id as childId', 'answer', 'comment', 'answered_at as at'])
    .where('adult_id', 'in', [...profileIds])
    .orderBy('answered_at')
    .orderBy('child_id')
    .execute()
  return rows
}
