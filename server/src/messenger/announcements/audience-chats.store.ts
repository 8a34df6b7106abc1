import type { UnitAudience } from '#contract/communities/unit-audiences.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { ChatRow } from '../chats/chat-views.ts'

interface Of {
  unitId: string
  audience: UnitAudience
}

/** The chat for announcements to an audience of a unit; null while there is none. */
export async function audienceChat(reader: Reader, { unitId, audience }: Of): Promise<ChatRow | null> {
  const row = await reader
    .selectFrom('messenger.chat')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('unit_audience', '=', audience)
    .executeTakeFirst()
  return row ?? null
}

/** Makes a chat one for announcements, in which those write who lead it; the caller holds its unit. */
export async function setAudience(tx: Tx, chatId: string, audience: UnitAudience): Promise<ChatRow> {
  return tx
    .updateTable('messenger.chat')
    .set({ unit_audience: audience, permissions: JSON.stringify({ write: 'administrators' }) })
    .where('id', '=', chatId)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Who is in a chat, and whether because he leads its unit. */
export async function peopleInside(
  reader: Reader,
  chatId: string,
): Promise<{ profile_id: string; leads_unit: boolean }[]> {
  return reader
    .selectFrom('messenger.chat_member')
    .select(['profile_id', 'leads_unit'])
    .where('chat_id', '=', chatId)
    .where('left_seq', 'is', null)
    .where('role', '<>', 'observer')
    .execute()
}
