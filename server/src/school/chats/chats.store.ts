import { sql } from 'kysely'
import type { FactChatKind, MemberTab } from '#contract/connector/connector.limits.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

export interface ChatRow {
  id: string
  version: number
  changed_at: Date
}

/** What was written about these chats; those that are there by themselves may have nothing. */
export async function chatRows(reader: Reader, organisationId: string): Promise<Map<string, ChatRow>> {
  const rows = await reader
    .selectFrom('school.chat')
    .select(['id', 'version', 'changed_at'])
    .where('organisation_id', '=', organisationId)
    .where('removed_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** Whether the id was ever that of a chat, of whatever organisation. */
export async function isChatThere(reader: Reader, id: string): Promise<boolean> {
  const row = await reader.selectFrom('school.chat').select('id').where('id', '=', id).executeTakeFirst()
  return row !== undefined
}

export interface ChatToWrite {
  id: string
  kind: FactChatKind
  title: string | null
  unitId: string | null
  members: readonly { personId: string; tab: MemberTab }[]
  excluded: readonly string[]
}

/** Writes what was decided about a chat, in the place of what was decided before. */
export async function writeChat(tx: Tx, organisationId: string, chat: ChatToWrite, now: Date): Promise<void> {
  const { id, kind, title, unitId } = chat
  await tx
    .insertInto('school.chat')
    .values({ organisation_id: organisationId, id, kind, title, unit_id: unitId, changed_at: now })
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'id']).doUpdateSet({
        title,
        changed_at: now,
        version: sql`school.chat.version + 1`,
      }),
    )
    .execute()
  await tx
    .deleteFrom('school.chat_choice')
    .where('organisation_id', '=', organisationId)
    .where('chat_id', '=', id)
    .execute()
  const choices = [
    ...chat.members.map(({ personId, tab }) => ({ person_id: personId, tab })),
    ...chat.excluded.map((personId) => ({ person_id: personId, tab: null })),
  ]
  if (choices.length === 0) return
  await tx
    .insertInto('school.chat_choice')
    .values(choices.map((choice) => ({ ...choice, organisation_id: organisationId, chat_id: id })))
    .execute()
}

export async function removeChat(tx: Tx, organisationId: string, id: string, now: Date): Promise<void> {
  await tx
    .updateTable('school.chat')
    .set({ removed_at: now })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .execute()
}

/** Who of the organisation has linked his account. */
export async function linkedPeople(reader: Reader, organisationId: string): Promise<Set<string>> {
  const rows = await reader
    .selectFrom('school.link')
    .select('person_id')
    .where('organisation_id', '=', organisationId)
    .execute()
  return new Set(rows.map((row) => row.person_id))
}
