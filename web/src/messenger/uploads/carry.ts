import type { Attachment } from '#contract/messenger/attachment.ts'
import { beginAttachment, completeAttachment } from '#contract/messenger/attachments.ts'
import { ApiFailure, NetworkFailure } from '#web/kit/api/api-failure.ts'
import type { Engine } from '#web/kit/sync/engine.ts'
import { sendPieces } from '#web/kit/upload/resumable.ts'
import { sha256Of } from '#web/kit/upload/sha256.ts'
import type { UploadItem } from './upload-queue.ts'

/** What happens to a file on its way; `waiting` is for the network. */
export type Step = 'checking' | 'sending' | 'waiting' | 'finishing'

/** Between two tries while the browser believes that there is a network. */
const AGAIN_MS = 4_000
const SPEED_EVERY_MS = 1_000
/** Of the last second; the rest is of those before it. */
const SPEED_WEIGHT = 0.4

interface Parts {
  engine: Engine
  item: Pick<UploadItem, 'id' | 'chatId' | 'name' | 'bytes' | 'sha256'>
  file: Blob
  /** It was spoken or filmed into the chat. */
  recorded?: 'voice' | 'round'
  signal: AbortSignal
  onChange: (change: Partial<UploadItem>) => void
}

/**
 * Brings a file to the server and has it made ready, however often the network goes and comes back meanwhile.
 *
 * @throws ApiFailure when the server refuses it, the reason of the signal, or the browser's error when it cannot be read
 */
export async function carry(parts: Parts): Promise<Attachment> {
  const { item, file, signal, onChange } = parts
  onChange({ state: 'checking', done: 0 })
  const sha256 = await sha256Of(file, (done) => onChange({ done }), signal)
  // The file that was chosen again has the name and the size of the other one; this one is a new upload, if it differs.
  if (item.sha256 !== null && item.sha256 !== sha256) throw new OtherFile()
  onChange({ sha256 })
  for (;;) {
    try {
      return await carryOnce(parts, sha256)
    } catch (error) {
      if (signal.aborted || !isPassing(error)) throw error
      onChange({ state: 'waiting', speed: null })
      await network(signal)
    }
  }
}

/** A file was chosen again that is not the one of which a part has come. */
export class OtherFile extends Error {}

async function carryOnce(
  { engine, item, file, recorded, signal, onChange }: Parts,
  sha256: string,
): Promise<Attachment> {
  const { id, chatId, name, bytes } = item
  const { address, received } = await engine.call(beginAttachment, { chatId, id, name, bytes, sha256 })
  signal.throwIfAborted()
  onChange({ state: 'sending', done: received })
  if (received < bytes) {
    const speedOf = speedometer(received)
    const onSent = (done: number) => onChange({ done, ...speedOf(done) })
    await sendPieces(file, { address, retryMs: [], onSent, signal })
  }
  onChange({ state: 'finishing', done: bytes, speed: null })
  const attachment = await engine.call(completeAttachment, {
    chatId,
    id,
    ...(recorded === undefined ? {} : { [recorded]: true }),
  })
  signal.throwIfAborted()
  return attachment
}

/** Whether it may go on by itself: nobody was reached, the server is busy, or somebody else writes to it still. */
function isPassing(error: unknown): boolean {
  if (error instanceof NetworkFailure) return true
  return error instanceof ApiFailure && (error.status >= 500 || error.status === 429 || error.code === 'file.busy')
}

/** Resolves when it is worth trying again. */
function network(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer)
      removeEventListener('online', end)
      signal.removeEventListener('abort', end)
      if (signal.aborted) reject(signal.reason)
      else resolve()
    }
    const timer = setTimeout(end, AGAIN_MS)
    addEventListener('online', end)
    signal.addEventListener('abort', end)
  })
}

/** Bytes a second, steadied, from how far a file has come. */
function speedometer(from: number): (done: number) => { speed: number } | undefined {
  let last = { done: from, at: performance.now() }
  let steady: number | null = null
  return (done) => {
    const at = performance.now()
    if (at - last.at < SPEED_EVERY_MS) return undefined
    const now = ((done - last.done) * 1_000) / (at - last.at)
    steady = steady === null ? now : steady * (1 - SPEED_WEIGHT) + now * SPEED_WEIGHT
    last = { done, at }
    return { speed: steady }
  }
}
