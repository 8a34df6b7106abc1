import type { InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { newKey } from '#web/kit/api/api.ts'
import { sendPieces } from '#web/kit/upload/resumable.ts'
import { sha256Of } from '#web/kit/upload/sha256.ts'

/** Pauses before a piece is sent again. */
const RETRY_MS = [0, 1_000, 3_000, 5_000, 10_000]
const NAME_MAX = 200

/** How a scan is declared and what is done with it once it is whole. */
export interface OrderDoor {
  begin(
    declared: Omit<InputOf<Operations['orders.begin']>, 'secret'>,
    signal: AbortSignal,
  ): Promise<{ address: string }>
  attach(id: string, signal: AbortSignal): Promise<unknown>
}

/**
 * Sends the scan of an order, piece by piece, and has it attached; returns its id.
 *
 * @throws ApiFailure, NetworkFailure, or the reason of the signal
 */
export async function sendOrder(
  file: File,
  door: OrderDoor,
  { onShare, signal }: { onShare: (share: number) => void; signal: AbortSignal },
): Promise<string> {
  const id = newKey()
  const sha256 = await sha256Of(file, () => undefined, signal)
  const { address } = await door.begin({ id, name: file.name.slice(0, NAME_MAX), bytes: file.size, sha256 }, signal)
  const onSent = (sent: number, total: number) => onShare(total === 0 ? 0 : sent / total)
  await sendPieces(file, { address, retryMs: RETRY_MS, onSent, signal })
  await door.attach(id, signal)
  return id
}
