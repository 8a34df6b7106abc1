import { DetailedError, Upload } from 'tus-js-client'
import { UPLOAD_PIECE_BYTES } from '#contract/files/files.limits.ts'
import { ApiFailure, NetworkFailure, readProblem } from '../api/api-failure.ts'

/** How the pieces of one file are sent. */
export interface Sending {
  /** Where the bytes of the declared file go. */
  address: string
  /** Pauses before a piece is sent again; none: whoever calls begins anew. */
  retryMs: number[]
  onSent: (bytes: number, total: number) => void
  signal: AbortSignal
}

/**
 * Sends a declared file by tus, from where the server has it on.
 *
 * @throws ApiFailure, NetworkFailure, or the reason of the signal
 */
export function sendPieces(file: Blob, { address, retryMs, onSent, signal }: Sending): Promise<void> {
  return new Promise((resolve, reject) => {
    const upload = new Upload(file, {
      uploadUrl: address,
      chunkSize: UPLOAD_PIECE_BYTES,
      retryDelays: retryMs,
      storeFingerprintForResuming: false,
      onProgress: (sent, total) => onSent(sent, total ?? file.size),
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
