import { sql } from 'kysely'
import type { NameParts } from '#contract/identity/names.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** Whom the order of a ticket names as the administrator; null while none was sent. */
export async function readSuccessor(reader: Reader, ticketId: string): Promise<NameParts | null> {
  const row = await reader
    .selectFrom('communities.ticket_successor')
    .select(['surname', 'name', 'patronymic'])
    .where('ticket_id', '=', ticketId)
    .executeTakeFirst()
  return row ?? null
}

/** The same of many tickets, by ticket; those without one are left out. */
export async function readSuccessors(reader: Reader, ticketIds: readonly string[]): Promise<Map<string, NameParts>> {
  const result = await sql<NameParts & { ticketId: string }>`
    select ticket_id as "ticketId", surname, name, patronymic from communities.ticket_successor
    where ticket_id = any(${[...ticketIds]}::uuid[])`.execute(reader)
  return new Map(result.rows.map(({ ticketId, ...names }) => [ticketId, names]))
}

export async function saveSuccessor(tx: Tx, ticketId: string, names: NameParts): Promise<void> {
  const { surname, name, patronymic } = names
  await tx
    .insertInto('communities.ticket_successor')
    .values({ ticket_id: ticketId, surname, name, patronymic })
    .onConflict((conflict) => conflict.column('ticket_id').doUpdateSet({ surname, name, patronymic }))
    .execute()
}
