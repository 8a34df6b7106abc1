import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'

export interface RequestRow {
  profile_id: string
  asked_at: Date
  token: string
  declined_at: Date | null
}

/** What somebody has asked of a chat, and whether he was declined. */
export async function requestOf(reader: Reader, chatId: string, profileId: string): Promise<RequestRow | null> {
  const row = await reader
    .selectFrom('messenger.join_request')
    .select(['profile_id', 'asked_at', 'token', 'declined_at'])
    .where('chat_id', '=', chatId)
    .where('profile_id', '=', profileId)
    .executeTakeFirst()
  return row ?? null
}

/** Who waits, those who have asked longest ago first. */
export async function waitingRequests(reader: Reader, chatId: string, limit: number): Promise<RequestRow[]> {
  return reader
    .selectFrom('messenger.join_request')
    .select(['profile_id', 'asked_at', 'token', 'declined_at'])
    .where('chat_id', '=', chatId)
    .where('declined_at', 'is', null)
    .orderBy('asked_at')
    .orderBy('profile_id')
    .limit(limit)
    .execute()
}

/** Somebody asks by a link; what he has asked before by another one is over. */
export async function putRequest(
  tx: Tx,
  request: { chatId: string; profileId: string; token: string; at: Date },
): Promise<void> {
  const { chatId: chat_id, profileId: profile_id, token, at: asked_at } = request
  await tx
    .insertInto('messenger.join_request')
    .values({ chat_id, profile_id, token, asked_at })
    .onConflict((conflict) =>
      conflict.columns(['chat_id', 'profile_id']).doUpdateSet({ token, asked_at, declined_at: null }),
    )
    .execute()
}

export async function declineRequest(tx: Tx, chatId: string, profileId: string, at: Date): Promise<void> {
  await tx
    .updateTable('messenger.join_request')
    .set({ declined_at: at })
    .where('chat_id', '=', chatId)
    .where('profile_id', '=', profileId)
    .execute()
}

/** Forgets what these people have asked of a chat. */
export async function deleteRequests(tx: Tx, chatId: string, profileIds: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('messenger.join_request')
    .where('chat_id', '=', chatId)
    .where('profile_id', 'in', [...profileIds])
    .execute()
}

/**
 * Counts anew how many wait in a chat, for those who decide, and moves the version of what its readers are told; the caller
 * holds the head.
 *
 * @returns those who decide
 */
export async function recount(tx: Tx, chatId: string): Promise<string[]> {
  await sql`update messenger.chat set join_requests = (
      select count(*)::integer from messenger.join_request r where r.chat_id = ${chatId}::uuid and r.declined_at is null)
    where id = ${chatId}::uuid`.execute(tx)
  await tx
    .updateTable('messenger.chat_head')
    .set((eb) => ({ refusal_version: eb('refusal_version', '+', 1) }))
    .where('chat_id', '=', chatId)
    .execute()
  const rows = await tx
    .selectFrom('messenger.chat_member')
    .select('profile_id')
    .where('chat_id', '=', chatId)
    .where('left_seq', 'is', null)
    .where('role', 'in', ['owner', 'administrator'])
    .execute()
  return rows.map((row) => row.profile_id)
}

/** Chats in which somebody waits or was declined. */
export async function chatsAskedBy(reader: Reader, profileIds: readonly string[]): Promise<string[]> {
  const rows = await reader
    .selectFrom('messenger.join_request')
    .select('chat_id')
    .distinct()
    .where('profile_id', 'in', [...profileIds])
    .orderBy('chat_id')
    .execute()
  return rows.map((row) => row.chat_id)
}
