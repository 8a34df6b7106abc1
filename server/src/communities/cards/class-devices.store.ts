import type { Reader, Tx } from '../../platform/db/database.ts'

export interface DeviceRow {
  id: string
  unit_id: string
  name: string
  token_hash: Buffer
  added_at: Date
  used_at: Date | null
  expires_at: Date
}

const DEVICE = ['id', 'unit_id', 'name', 'token_hash', 'added_at', 'used_at', 'expires_at'] as const

/** Devices of a unit that work, the first one first. */
export async function devicesOf(reader: Reader, unitId: string, now: Date): Promise<DeviceRow[]> {
  return await reader
    .selectFrom('communities.class_device')
    .select(DEVICE)
    .where('unit_id', '=', unitId)
    .where('removed_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('added_at')
    .orderBy('id')
    .execute()
}

/** The device with this token, while it works and its class is there. */
export async function deviceByToken(
  reader: Reader,
  tokenHash: Buffer,
  now: Date,
): Promise<(DeviceRow & { unit_name: string }) | null> {
  const row = await reader
    .selectFrom('communities.class_device as d')
    .innerJoin('communities.unit as u', 'u.id', 'd.unit_id')
    .select(['d.id', 'd.unit_id', 'd.name', 'd.token_hash', 'd.added_at', 'd.used_at', 'd.expires_at'])
    .select('u.name as unit_name')
    .where('d.token_hash', '=', tokenHash)
    .where('d.removed_at', 'is', null)
    .where('d.expires_at', '>', now)
    .where('u.archived', '=', false)
    .executeTakeFirst()
  return row ?? null
}

/** Holds a unit as it is until the transaction ends; false when it is archived. */
export async function holdUnit(tx: Tx, unitId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('communities.unit')
    .select('archived')
    .where('id', '=', unitId)
    .forShare()
    .executeTakeFirstOrThrow()
  return !row.archived
}

/** Notes the use of a device under its lock; false when it works no more. */
export async function touchDevice(tx: Tx, id: string, now: Date): Promise<boolean> {
  const row = await tx
    .updateTable('communities.class_device')
    .set({ used_at: now })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export interface NewDevice {
  id: string
  unitId: string
  tokenHash: Buffer
  name: string
  by: string
  now: number
  expiresAt: number
}

export async function insertDevice(tx: Tx, device: NewDevice): Promise<void> {
  await tx
    .insertInto('communities.class_device')
    .values({
      id: device.id,
      unit_id: device.unitId,
      token_hash: device.tokenHash,
      name: device.name,
      added_by: device.by,
      added_at: new Date(device.now),
      expires_at: new Date(device.expiresAt),
    })
    .execute()
}

/** Takes devices away, one of a unit, all of it, or the one with a token; returns their ids. */
export async function removeDevices(
  tx: Tx,
  which: { unitId?: string; id?: string; tokenHash?: Buffer },
  now: number,
): Promise<string[]> {
  let query = tx
    .updateTable('communities.class_device')
    .set({ removed_at: new Date(now) })
    .where('removed_at', 'is', null)
  if (which.unitId !== undefined) query = query.where('unit_id', '=', which.unitId)
  if (which.id !== undefined) query = query.where('id', '=', which.id)
  if (which.tokenHash !== undefined) query = query.where('token_hash', '=', which.tokenHash)
  const rows = await query.returning('id').execute()
  return rows.map((row) => row.id)
}
