import type { Identity } from '../../identity/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import { type ScanRow, savePhone } from './orders.store.ts'

/** Writes down the phone that an operator has read in an order, if it is that of the form (ORG-02). */
export async function doCompare(
  tx: Tx,
  { normalizePhone }: Pick<Identity, 'normalizePhone'>,
  { scan, formPhone, orderPhone }: { scan: ScanRow; formPhone: string; orderPhone: string },
  fail: Fail<'request.orderPhoneMissing' | 'request.orderPhoneDiffers'>,
): Promise<void> {
  const read = normalizePhone(orderPhone) ?? fail('request.orderPhoneMissing')
  if (read !== formPhone) fail('request.orderPhoneDiffers')
  await savePhone(tx, scan.file_id, read)
}
