import type { FileKind } from '#contract/files/files.limits.ts'
import { begin, discard } from '#contract/files/files.ts'
import { api, newKey } from '../api/api.ts'
import { sendPieces } from './resumable.ts'
import { sha256Of } from './sha256.ts'

/** Pauses before a piece is sent again. */
const RETRY_MS = [0, 1_000, 3_000, 5_000, 10_000]

export interface UploadOptions {
  kind: FileKind
  name: string
  /** How much is there, from 0 to 1. */
  onShare: (share: number) => void
  signal: AbortSignal
}

/**
 * Sends a file, piece by piece, and goes on after a cut; returns its id.
 *
 * @throws ApiFailure, NetworkFailure, or the reason of the signal
 */
export async function uploadFile(file: Blob, { kind, name, onShare, signal }: UploadOptions): Promise<string> {
  const id = newKey()
  const sha256 = await sha256Of(file, () => undefined, signal)
  const { address } = await api.call(begin, { id, kind, name, bytes: file.size, sha256 }, { signal })
  try {
    const onSent = (sent: number, total: number) => onShare(total === 0 ? 0 : sent / total)
    await sendPieces(file, { address, retryMs: RETRY_MS, onSent, signal })
  } catch (error) {
    // What is not whole is forgotten in a day anyway; this makes room at once.
    void api.call(discard, { id }).catch(() => undefined)
    throw error
  }
  return id
}
