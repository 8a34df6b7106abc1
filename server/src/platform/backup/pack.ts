import { createReadStream } from 'node:fs'
import { chown, lstat, mkdir, open, readdir, readlink, symlink } from 'node:fs/promises'
import path from 'node:path'
import { ByteReader } from './sealed-stream.ts'

const HEADER_BYTES_MAX = 64 * 1024
const READ_BYTES = 256 * 1024

interface FolderEntry {
  t: 'folder'
  /** Relative, with `/`. */
  path: string
}

interface LinkEntry {
  t: 'link'
  path: string
  to: string
}

interface FileEntry {
  t: 'file'
  path: string
}

/** One thing of a pack; the content of a file follows its entry. */
export type PackEntry = FolderEntry | LinkEntry | FileEntry

/**
 * Writes files and folders into one stream. Files may grow, shrink and go while they are read, as those of a running
 * database do: what is there is written, what has gone is left out.
 */
export async function* packFiles(root: string, entries: AsyncIterable<PackEntry>): AsyncGenerator<Buffer> {
  for await (const entry of entries) {
    if (entry.t !== 'file') {
      yield headerOf(entry)
      continue
    }
    const handle = await open(path.join(root, entry.path)).catch(ignoreMissing)
    if (handle === null) continue
    yield headerOf(entry)
    for await (const chunk of handle.createReadStream({ highWaterMark: READ_BYTES })) {
      yield lengthOf((chunk as Buffer).length)
      yield chunk as Buffer
    }
    yield lengthOf(0)
  }
}

/** Everything under a folder, folders before what is in them, without what `skip` names. */
export async function* walk(
  root: string,
  skip: (path: string, isFolder: boolean) => boolean,
  under = '',
): AsyncGenerator<PackEntry> {
  const names = await readdir(path.join(root, under)).catch(ignoreMissing)
  for (const name of (names ?? []).sort()) {
    const relative = under === '' ? name : `${under}/${name}`
    const found = await lstat(path.join(root, relative)).catch(ignoreMissing)
    if (found === null || skip(relative, found.isDirectory())) continue
    if (found.isDirectory()) {
      yield { t: 'folder', path: relative }
      yield* walk(root, skip, relative)
    } else if (found.isSymbolicLink())
      yield { t: 'link', path: relative, to: await readlink(path.join(root, relative)) }
    else if (found.isFile()) yield { t: 'file', path: relative }
  }
}

/**
 * Writes the content of a pack under a folder that exists, for the account that will own it. Nothing waits for the disk:
 * a PostgreSQL that recovers makes its whole directory durable first.
 *
 * @returns how many files and bytes there were
 * @throws Error when the pack names a place outside of the folder, or ends too early
 */
export async function unpackFiles(
  root: string,
  source: AsyncIterable<Buffer>,
  account: { uid: number; gid: number } | undefined,
): Promise<{ files: number; bytes: number }> {
  const reader = new ByteReader(source)
  const sum = { files: 0, bytes: 0 }
  for (;;) {
    const length = (await reader.take(4))?.readUInt32BE()
    if (length === undefined) return sum
    if (length > HEADER_BYTES_MAX) throw new Error('The pack has an entry that is too long.')
    const entry = JSON.parse((await exactly(reader, length)).toString()) as PackEntry
    const target = inside(root, entry.path)
    if (entry.t === 'folder') await mkdir(target, { recursive: true, mode: 0o700 })
    else if (entry.t === 'link') await symlink(entry.to, target)
    else {
      sum.files += 1
      sum.bytes += await unpackFile(target, reader, account)
      continue
    }
    if (account !== undefined && entry.t === 'folder') await chown(target, account.uid, account.gid)
  }
}

async function unpackFile(
  target: string,
  reader: ByteReader,
  account: { uid: number; gid: number } | undefined,
): Promise<number> {
  await using handle = await open(target, 'wx', 0o600)
  let bytes = 0
  for (;;) {
    const length = (await exactly(reader, 4)).readUInt32BE()
    if (length === 0) break
    await handle.appendFile(await exactly(reader, length))
    bytes += length
  }
  if (account !== undefined) await handle.chown(account.uid, account.gid)
  return bytes
}

async function exactly(reader: ByteReader, count: number): Promise<Buffer> {
  const bytes = await reader.take(count)
  if (bytes === null) throw new Error('The pack ends too early.')
  return bytes
}

function inside(root: string, relative: string): string {
  const target = path.resolve(root, relative)
  if (!target.startsWith(`${path.resolve(root)}${path.sep}`)) throw new Error(`The pack names ${relative}.`)
  return target
}

function headerOf(entry: PackEntry): Buffer {
  const text = Buffer.from(JSON.stringify(entry))
  return Buffer.concat([lengthOf(text.length), text])
}

function lengthOf(count: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(count)
  return bytes
}

function ignoreMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}

/** The bytes of a file. */
export function bytesOf(file: string): AsyncIterable<Buffer> {
  return createReadStream(file, { highWaterMark: READ_BYTES }) as AsyncIterable<Buffer>
}
