import { type FileHandle, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A file that has no name any more: whatever happens to the process, nothing of it stays. */
export async function openNameless(): Promise<AsyncDisposable & { handle: FileHandle }> {
  const place = join(tmpdir(), `parta-media-${crypto.randomUUID()}`)
  const handle = await open(place, 'wx+', 0o600)
  await rm(place)
  return { handle, [Symbol.asyncDispose]: () => handle.close() }
}

/** Everything that was written into an open file. */
export async function readAll(handle: FileHandle): Promise<Buffer> {
  const { size } = await handle.stat()
  const bytes = Buffer.alloc(size)
  await handle.read(bytes, 0, size, 0)
  return bytes
}
