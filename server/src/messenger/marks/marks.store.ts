import { sql } from 'kysely'
import type { Mark, Marks } from '#contract/messenger/marks.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

interface Marked {
  profileId: string
  chatId: string
  mark: Mark
}

/** Marks messages; those that are marked already stay as they are. Returns the numbers that were not. */
export async function addMarks(tx: Tx, of: Marked, seqs: readonly number[], now: number): Promise<number[]> {
  const rows = await tx
    .insertInto('messenger.mark')
    .values(
      seqs.map((seq) => ({
        profile_id: of.profileId,
        chat_id: of.chatId,
        seq,
        mark: of.mark,
        marked_at: new Date(now),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('seq')
    .execute()
  return rows.map(({ seq }) => seq).sort((one, other) => one - other)
}

/** Takes marks back. Returns the numbers that were marked. */
export async function dropMarks(tx: Tx, of: Marked, seqs: readonly number[]): Promise<number[]> {
  const rows = await tx
    .deleteFrom('messenger.mark')
    .where('profile_id', '=', of.profileId)
    .where('chat_id', '=', of.chatId)
    .where('mark', '=', of.mark)
    .where('seq', 'in', [...seqs])
    .returning('seq')
    .execute()
  return rows.map(({ seq }) => seq).sort((one, other) => one - other)
}

/** How many messages somebody has marked so. */
export async function countMarks(reader: Reader, profileId: string, mark: Mark): Promise<number> {
  const row = await reader
    .selectFrom('messenger.mark')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('profile_id', '=', profileId)
    .where('mark', '=', mark)
    .executeTakeFirstOrThrow()
  return row.count
}

/** Everything that these people have marked, by person; whoever has marked nothing is left out. */
export async function marksOf(reader: Reader, profileIds: readonly string[]): Promise<Map<string, Marks>> {
  if (profileIds.length === 0) return new Map()
  const rows = await reader
    .selectFrom('messenger.mark')
    .select(['profile_id', 'chat_id', 'mark', 'seq'])
    .where('profile_id', 'in', [...profileIds])
    .orderBy('profile_id')
    .orderBy('chat_id')
    .orderBy('seq')
    .execute()
  const found = new Map<string, Marks>()
  for (const { profile_id, chat_id, mark, seq } of rows) {
    const marks = found.get(profile_id) ?? { important: {}, hidden: {} }
    found.set(profile_id, marks)
    const chats = marks[mark as Mark]
    chats[chat_id] = [...(chats[chat_id] ?? []), seq]
  }
  return found
}

export interface ImportantRow {
  chat_id: string
  seq: number
  marked_at: Date
}

/** Important messages of a person before a place of the list, the last marked first. */
export async function pageImportant(
  reader: Reader,
  profileId: string,
  before: { at: Date; chatId: string; seq: number } | null,
  limit: number,
): Promise<ImportantRow[]> {
  const beyond =
    before === null
      ? sql``
      : sql`and (marked_at, chat_id, seq) < (${before.at}, ${before.chatId}::uuid, ${before.seq}::bigint)`
  const result = await sql<ImportantRow>`
    select chat_id, seq, marked_at from messenger.mark
    where profile_id = ${profileId}::uuid and mark = 'important' ${beyond}
    order by marked_at desc, chat_id desc, seq desc limit ${limit}`.execute(reader)
  return result.rows
}

/** What one has marked is marked by the other from now on. */
export async function moveMarks(tx: Tx, { from, to }: { from: string; to: string }): Promise<void> {
  await sql`insert into messenger.mark (profile_id, chat_id, seq, mark, marked_at)
    select ${to}::uuid, chat_id, seq, mark, marked_at from messenger.mark where profile_id = ${from}::uuid
    on conflict do nothing`.execute(tx)
  await tx.deleteFrom('messenger.mark').where('profile_id', '=', from).execute()
}

/** Deletes what these profiles have marked; returns how much that was. */
export async function eraseMarks(tx: Tx, profileIds: readonly string[]): Promise<number> {
  const result = await tx
    .deleteFrom('messenger.mark')
    .where('profile_id', 'in', [...profileIds])
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}
