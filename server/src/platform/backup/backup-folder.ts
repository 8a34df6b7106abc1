import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { syncFolder, writeWhole } from '../durable-files.ts'
import type { Erasure } from '../erasures/erasures.store.ts'
import { BackupError } from './backup-error.ts'
import { bytesOf } from './pack.ts'
import { seal, unseal } from './sealed-stream.ts'

/** What is known of one base backup; kept sealed beside it. */
export interface BaseManifest {
  /** Name of its folder, which begins with the time. */
  name: string
  /** Milliseconds since 1970; the backup is the state of the database at `finishedAt`. */
  startedAt: number
  finishedAt: number
  /** First segment of the write-ahead log that its recovery needs. */
  firstSegment: string
  /** Text of the file `backup_label`, from which PostgreSQL learns where its recovery begins. */
  label: string
  /** Major version of the PostgreSQL that made it. */
  postgres: string
  /** The superuser's password, which belongs to the data. */
  password: string
  /** Sealed bytes of the pack. */
  bytes: number
}

const MANIFEST = 'manifest.sealed'
const PACK = 'files.sealed'
const SEALED = '.sealed'
/** Names of segments, of histories of timelines and of the last, half-filled segment of a timeline. */
const WAL_FILE = /^([0-9A-F]{24}(\.partial)?|[0-9A-F]{8}\.history)$/
const SEGMENT = /^[0-9A-F]{24}$/

/**
 * The backups of one installation:
 *
 *     base/<time>-<chance>/   files.sealed, manifest.sealed
 *     wal/<segment>.sealed
 *     erasures/<time>-<chance>.sealed
 */
export class BackupFolder {
  readonly #root: string
  readonly #key: Buffer

  constructor(root: string, key: Buffer) {
    this.#root = path.resolve(root)
    this.#key = key
  }

  get root(): string {
    return this.#root
  }

  /** Writes a base backup; it is there as a whole or not at all. */
  async writeBase(
    name: string,
    files: AsyncIterable<Buffer>,
    manifest: () => Promise<Omit<BaseManifest, 'name' | 'bytes'>>,
  ): Promise<BaseManifest> {
    const unfinished = this.#path('base', `${name}.part`)
    await mkdir(unfinished, { recursive: true, mode: 0o700 })
    const bytes = await writeWhole(path.join(unfinished, PACK), seal(files, this.#key, `base/${name}/${PACK}`))
    const whole: BaseManifest = { ...(await manifest()), name, bytes }
    const text = oneChunk(Buffer.from(JSON.stringify(whole)))
    await writeWhole(path.join(unfinished, MANIFEST), seal(text, this.#key, `base/${name}/${MANIFEST}`))
    await rename(unfinished, this.#path('base', name))
    await syncFolder(this.#path('base'))
    return whole
  }

  /** Base backups that were finished, the oldest first; a manifest that cannot be read is told by its name. */
  async bases(): Promise<{ name: string; read: () => Promise<BaseManifest> }[]> {
    const names = await namesIn(this.#path('base'))
    return names
      .filter((name) => !name.endsWith('.part'))
      .map((name) => ({ name, read: () => this.#readManifest(name) }))
  }

  readPack(name: string): AsyncIterable<Buffer> {
    return unseal(bytesOf(this.#path('base', name, PACK)), this.#key, `base/${name}/${PACK}`)
  }

  /** Deletes a base backup; one that is half deleted is none. */
  async removeBase(name: string): Promise<void> {
    const leaving = this.#path('base', `${name}.part`)
    await rename(this.#path('base', name), leaving)
    await rm(leaving, { recursive: true })
  }

  /** Takes a file of the write-ahead log in. */
  async writeWal(name: string, source: string): Promise<number> {
    return writeWhole(this.#path('wal', `${name}${SEALED}`), seal(bytesOf(source), this.#key, `wal/${name}`))
  }

  readWal(name: string): AsyncIterable<Buffer> {
    return unseal(bytesOf(this.#path('wal', `${name}${SEALED}`)), this.#key, `wal/${name}`)
  }

  /** Names of all files of the write-ahead log, in their order. */
  async walFiles(): Promise<string[]> {
    const names = await namesIn(this.#path('wal'))
    return names.filter((name) => name.endsWith(SEALED)).map((name) => name.slice(0, -SEALED.length))
  }

  async removeWal(name: string): Promise<void> {
    await rm(this.#path('wal', `${name}${SEALED}`))
  }

  /** Takes entries of the ledger of erasures in. */
  async writeErasures(entries: readonly Erasure[]): Promise<void> {
    const name = baseName(Date.now())
    const text = oneChunk(Buffer.from(JSON.stringify(entries)))
    await writeWhole(this.#path('erasures', `${name}${SEALED}`), seal(text, this.#key, `erasures/${name}`))
  }

  /** All entries of the ledger of erasures, the oldest first. */
  async readErasures(): Promise<Erasure[]> {
    const all: Erasure[] = []
    for (const name of await this.erasureFiles()) {
      const file = this.#path('erasures', `${name}${SEALED}`)
      all.push(...(JSON.parse(await textOf(unseal(bytesOf(file), this.#key, `erasures/${name}`))) as Erasure[]))
    }
    return all
  }

  /** Names of the files of the ledger, which begin with the time at which they were written. */
  async erasureFiles(): Promise<string[]> {
    const names = await namesIn(this.#path('erasures'))
    return names.filter((name) => name.endsWith(SEALED)).map((name) => name.slice(0, -SEALED.length))
  }

  async removeErasures(name: string): Promise<void> {
    await rm(this.#path('erasures', `${name}${SEALED}`))
  }

  async #readManifest(name: string): Promise<BaseManifest> {
    const file = this.#path('base', name, MANIFEST)
    const text = await textOf(unseal(bytesOf(file), this.#key, `base/${name}/${MANIFEST}`))
    return JSON.parse(text) as BaseManifest
  }

  #path(...parts: string[]): string {
    return path.join(this.#root, ...parts)
  }
}

/** A name for a base backup that begins at a moment. */
export function baseName(startedAt: number): string {
  return `${new Date(startedAt).toISOString().replaceAll(/[-:.]/g, '')}-${randomBytes(3).toString('hex')}`
}

type Moment = [number, number, number, number, number, number, number]

/** When a base backup began, in milliseconds since 1970, from its name. */
export function startOf(name: string): number {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-/.exec(name) ?? []
  const [year, month, day, hour, minute, second, ms] = parts.map(Number) as Moment
  return Date.UTC(year, month - 1, day, hour, minute, second, ms)
}

/** Whether a file in the spool is one that belongs into the archive. */
export function isWalFile(name: string): boolean {
  return WAL_FILE.test(name)
}

export function isSegment(name: string): boolean {
  return SEGMENT.test(name)
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort()
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return []
    throw new BackupError(`The folder of the backups cannot be read: ${message}.`)
  }
}

async function textOf(source: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of source) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

async function* oneChunk(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}
