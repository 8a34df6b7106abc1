import { DetailedError, Upload } from 'tus-js-client'
import { type FileKind, UPLOAD_PIECE_BYTES } from '#contract/files/files.limits.ts'
import { begin, discard } from '#contract/files/files.ts'
import { api, newKey } from '../api/api.ts'
import { ApiFailure, NetworkFailure, readProblem } from '../api/api-failure.ts'

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
 * Sends a file that fits into memory, piece by piece, and goes on after a cut; returns its id.
 *
 * @throws ApiFailure, NetworkFailure, or the reason of the signal
 */
export async function uploadFile(file: Blob, { kind, name, onShare, signal }: UploadOptions): Promise<string> {
  const id = newKey()
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  const sha256 = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const { address } = await api.call(begin, { id, kind, name, bytes: file.size, sha256 }, { signal })
  try {
    await send(file, address, onShare, signal)
  } catch (error) {
    // What is not whole is forgotten in a day anyway; this makes room at once.
    void api.call(discard, { id }).catch(() => undefined)
    throw error
  }
  return id
}

function send(file: Blob, address: string, onShare: (share: number) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const upload = new Upload(file, {
      uploadUrl: address,
      chunkSize: UPLOAD_PIECE_BYTES,
      retryDelays: RETRY_MS,
      storeFingerprintForResuming: false,
      onProgress: (sent, total) => onShare(total === null || total === 0 ? 0 : sent / total),
      onError: (error) => reject(failureOf(error)),
      onSuccess: () => resolve(),
    })
    const stop = () => {
      void upload.abort().catch(() => undefined)
      reject(signal.reason)
    }
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop, { once: true })
    upload.start()
  })
}

function failureOf(error: Error): Error {
  const text = error instanceof DetailedError ? (error.originalResponse?.getBody() ?? '') : ''
  try {
    const problem = readProblem(JSON.parse(text))
    return problem === null ? new NetworkFailure(null, error) : new ApiFailure(problem)
  } catch {
    return new NetworkFailure(null, error)
  }
}
