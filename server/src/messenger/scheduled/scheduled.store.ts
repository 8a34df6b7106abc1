import { sql } from 'kysely'
import type { Mention } from '#contract/messenger/mention.ts'
import type { Scheduled } from '#contract/messenger/scheduled.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** Which message of whom. */
export interface ScheduledPlace {
  profileId: string
  chatId: string
  id: string
}

/** A message that waits, with whose it is. */
export interface Waiting extends Scheduled {
  profileId: string
}

interface Row {
  profile_id: string
  chat_id: string
  id: string
  version: number
  text: string
  mentions: unknown
  reply_to_seq: number | null
  send_at: Date
  failure: string | null
}

/** What somebody has put off, by its time. */
export async function scheduledOf(reader: Reader, profileId: string): Promise<Scheduled[]> {
  const rows = await reader
    .selectFrom('messenger.scheduled')
    .selectAll()
    .where('profile_id', '=', profileId)
    .orderBy('send_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => {
    const { profileId: _own, ...scheduled } = waitingOf(row)
    return scheduled
  })
}

/** One of them, held until the transaction ends; undefined where there is none. */
export async function lockScheduled(tx: Tx, place: ScheduledPlace): Promise<Waiting | undefined> {
  const row = await tx
    .selectFrom('messenger.scheduled')
    .selectAll()
    .where('profile_id', '=', place.profileId)
    .where('chat_id', '=', place.chatId)
    .where('id', '=', place.id)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? undefined : waitingOf(row)
}

/** How many messages somebody has put off. */
export async function countScheduled(reader: Reader, profileId: string): Promise<number> {
  const row = await reader
    .selectFrom('messenger.scheduled')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('profile_id', '=', profileId)
    .executeTakeFirstOrThrow()
  return row.count
}

/** What of a message that waits can be changed. */
export type Put = Pick<Scheduled, 'text' | 'mentions'> & { sendAt: Date }

/** Puts a message off; false when one of this id is put off already. */
export async function insertScheduled(
  tx: Tx,
  { profileId, chatId, id }: ScheduledPlace,
  { text, mentions, sendAt, replyToSeq }: Put & { replyToSeq: number | null },
): Promise<boolean> {
  const result = await tx
    .insertInto('messenger.scheduled')
    .values({
      profile_id: profileId,
      chat_id: chatId,
      id,
      text,
      mentions: mentionsValue(mentions),
      reply_to_seq: replyToSeq,
      send_at: sendAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Changes one that the caller holds; it waits for its time again. Returns its new version. */
export async function updateScheduled(tx: Tx, place: ScheduledPlace, { text, mentions, sendAt }: Put): Promise<number> {
  const row = await tx
    .updateTable('messenger.scheduled')
    .set((eb) => ({
      text,
      mentions: mentionsValue(mentions),
      send_at: sendAt,
      failure: null,
      version: eb('version', '+', 1),
    }))
    .where('profile_id', '=', place.profileId)
    .where('chat_id', '=', place.chatId)
    .where('id', '=', place.id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return row.version
}

/** Takes one away; false when it was not there. */
export async function deleteScheduled(tx: Tx, place: ScheduledPlace): Promise<boolean> {
  const result = await tx
    .deleteFrom('messenger.scheduled')
    .where('profile_id', '=', place.profileId)
    .where('chat_id', '=', place.chatId)
    .where('id', '=', place.id)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Those whose time has come, the one that has waited longest first. */
export async function dueScheduled(reader: Reader, now: Date, limit: number): Promise<Waiting[]> {
  const rows = await reader
    .selectFrom('messenger.scheduled')
    .selectAll()
    .where('failure', 'is', null)
    .where('send_at', '<=', now)
    .orderBy('send_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(waitingOf)
}

/** Notes why one could not be sent, or that it waits longer, unless its author has changed it meanwhile. */
export async function keepBack(
  tx: Tx,
  { profileId, chatId, id, version }: Waiting,
  { failure, sendAt }: { failure: string | null; sendAt: Date },
): Promise<boolean> {
  const result = await tx
    .updateTable('messenger.scheduled')
    .set({ failure, send_at: sendAt })
    .where('profile_id', '=', profileId)
    .where('chat_id', '=', chatId)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** What one has put off the other has from now on. */
export async function moveScheduled(tx: Tx, { from, to }: { from: string; to: string }): Promise<void> {
  await sql`update messenger.scheduled set profile_id = ${to}::uuid where profile_id = ${from}::uuid`.execute(tx)
}

/** Deletes what these profiles have put off; returns how much that was. */
export async function eraseScheduled(tx: Tx, profileIds: readonly string[]): Promise<number> {
  const result = await tx
    .deleteFrom('messenger.scheduled')
    .where('profile_id', 'in', [...profileIds])
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

function mentionsValue(mentions: readonly Mention[]): string | null {
  return mentions.length === 0 ? null : JSON.stringify(mentions)
}

function waitingOf(row: Row): Waiting {
  return {
    profileId: row.profile_id,
    id: row.id,
    chatId: row.chat_id,
    version: row.version,
    text: row.text,
    mentions: (row.mentions ?? []) as Mention[],
    replyToSeq: row.reply_to_seq,
    sendAt: toInstant(row.send_at),
    failure: row.failure,
  }
}
