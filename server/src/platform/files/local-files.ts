import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, mkdir, open, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { isUuid } from '#contract/kit/uuid.ts'
import { syncFolder } from '../durable-files.ts'
import { type FileStorage, TooManyBytes } from './file-storage.ts'

/**
 * Files in a folder of this machine, each under its id in one of 256 folders. A name is made of nothing but the id, so
 * nothing that a person types becomes part of a path.
 */
export function createLocalFiles(root: string): FileStorage {
  return {
    async write(id, offset, room, piece) {
      const file = placeOf(root, id)
      const folder = path.dirname(file)
      const made = await mkdir(folder, { recursive: true, mode: 0o700 })
      await using handle = await open(file, constants.O_RDWR | constants.O_CREAT, 0o600)
      const written = await take(handle, offset, room, piece)
      await handle.sync()
      // A new name has to be on the disk too, and so have the folders that were made for it.
      if (offset === 0) await syncFolder(folder)
      if (made !== undefined) await syncFolder(root)
      return written
    },
    async hash(id, bytes) {
      const file = placeOf(root, id)
      const found = await stat(file).catch(absent)
      if (found === null || found.size !== bytes) return null
      await using handle = await open(file, 'r')
      const hash = createHash('sha256')
      for await (const chunk of handle.createReadStream({ autoClose: false })) hash.update(chunk as Buffer)
      return hash.digest()
    },
    async read(id, start, end) {
      const handle = await open(placeOf(root, id), 'r').catch(absent)
      if (handle === null) return null
      if ((await handle.stat()).size > end) return handle.createReadStream({ start, end })
      // Whoever was promised these bytes would wait for them.
      await handle.close()
      return null
    },
    lend: (id) => open(placeOf(root, id), 'r').catch(absent),
    async remove(id) {
      const file = placeOf(root, id)
      await rm(file, { force: true })
      await syncFolder(path.dirname(file)).catch(absent)
    },
  }
}

/** @throws Error for what is no id: it would be a place outside of the folder */
function placeOf(root: string, id: string): string {
  if (!isUuid(id)) throw new Error('A file is named by an id')
  return path.join(root, id.slice(-2), id)
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}

async function take(handle: FileHandle, offset: number, room: number, piece: AsyncIterable<Buffer>) {
  let received = offset
  try {
    for await (const chunk of piece) {
      if (received + chunk.length > offset + room) throw new TooManyBytes()
      for (let done = 0; done < chunk.length; ) {
        const { bytesWritten } = await handle.write(chunk, done, chunk.length - done, received + done)
        done += bytesWritten
      }
      received += chunk.length
    }
    return { received, failure: null }
  } catch (error) {
    return { received, failure: error as Error }
  }
}
