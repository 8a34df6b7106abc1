import { sql } from 'kysely'
import type { OrderFormat } from '#contract/communities/orders.limits.ts'
import type { OrderScan, OwnOrder } from '#contract/communities/orders.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** To what a scan belongs. */
export type OrderOf = { requestId: string } | { ticketId: string }

export interface ScanRow {
  file_id: string
  request_id: string | null
  ticket_id: string | null
  format: OrderFormat
  letter: boolean
  name: string
  bytes: number
  phone: string
  attached_at: Date
}

const columnOf = (of: OrderOf) => ('requestId' in of ? 'request_id' : 'ticket_id')
const idOf = (of: OrderOf) => ('requestId' in of ? of.requestId : of.ticketId)

export async function insertScan(tx: Tx, row: ScanRow): Promise<void> {
  await tx.insertInto('communities.order_scan').values(row).execute()
}

/** Scans of one request or ticket, the newest first. */
export async function scansOf(reader: Reader, of: OrderOf): Promise<ScanRow[]> {
  const rows = await reader
    .selectFrom('communities.order_scan')
    .selectAll()
    .where(columnOf(of), '=', idOf(of))
    .orderBy('attached_at', 'desc')
    .orderBy('file_id', 'desc')
    .execute()
  return rows as ScanRow[]
}

/** Scans of many requests or tickets, by what they belong to, the newest first. */
export async function scansOfMany(
  reader: Reader,
  kind: 'request_id' | 'ticket_id',
  ids: readonly string[],
): Promise<Map<string, ScanRow[]>> {
  const result = await sql<ScanRow>`select * from communities.order_scan
    where ${sql.ref(kind)} = any(${[...ids]}::uuid[]) order by attached_at desc, file_id desc`.execute(reader)
  return Map.groupBy(result.rows, (row) => row[kind]!)
}

export async function scanOfFile(reader: Reader, fileId: string): Promise<ScanRow | null> {
  const row = await reader
    .selectFrom('communities.order_scan')
    .selectAll()
    .where('file_id', '=', fileId)
    .executeTakeFirst()
  return (row as ScanRow | undefined) ?? null
}

/** Forgets the scans of a request or ticket, but for the letter with which it has come; returns their files. */
export async function deleteScans(tx: Tx, of: OrderOf): Promise<string[]> {
  const rows = await tx
    .deleteFrom('communities.order_scan')
    .where(columnOf(of), '=', idOf(of))
    .where('letter', '=', false)
    .returning('file_id')
    .execute()
  return rows.map((row) => row.file_id)
}

/** Writes down the phone that an operator has read in a scan. */
export async function savePhone(tx: Tx, fileId: string, phone: string): Promise<void> {
  await tx.updateTable('communities.order_scan').set({ phone }).where('file_id', '=', fileId).execute()
}

export function scanView(row: ScanRow): OrderScan {
  const { file_id: fileId, format, letter, name, bytes, phone, attached_at } = row
  return { fileId, format, letter, name, bytes, phone, attachedAt: toInstant(attached_at) }
}

/** What the applicant reads of a scan. */
export function ownView({ name, bytes, attached_at }: ScanRow): OwnOrder {
  return { name, bytes, attachedAt: toInstant(attached_at) }
}

/** What the applicant reads of his order; null while there is none. */
export async function ownOrder(reader: Reader, of: OrderOf): Promise<OwnOrder | null> {
  const [scan] = await scansOf(reader, of)
  return scan === undefined ? null : ownView(scan)
}
