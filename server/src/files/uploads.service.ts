import { Readable } from 'node:stream'
import { BYTES_OF_KIND, type FileKind, UPLOAD_LIFE_MS } from '#contract/files/files.limits.ts'
import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { toInstant } from '../platform/clock/clock.ts'
import { sameBytes } from '../platform/clock/random.ts'
import type { Tx } from '../platform/db/database.ts'
import type { Fail } from '../platform/dispatch/refusal.ts'
import { Refusal, fail as refuse } from '../platform/dispatch/refusal.ts'
import { type FileStorage, TooManyBytes } from '../platform/files/file-storage.ts'
import type { Platform } from '../platform/platform.ts'
import { claimWriting, endWriting, type FileRow, findFile, insertFile, keepFile, markErased } from './files.store.ts'
import { checkQuota, type Owner, type Quotas } from './quotas.ts'
import { readUpload, signUpload } from './upload-key.ts'

/** A request may take a minute to come; its turn to write ends later than that. */
const WRITING_MS = 90_000
const STORAGE_RETRY_SECONDS = 60

export interface UploadParts extends Pick<Platform, 'clock' | 'newId' | 'transaction' | 'db' | 'secret'> {
  storage: FileStorage
  quotas: Quotas
}

/** What is to come: who declares it, and what he says of it. */
export type Declared = Owner & { id: string; kind: string; name: string; bytes: number; sha256: Buffer }

export type Uploads = ReturnType<typeof createUploads>

/** Files on their way: declared, sent in pieces, whole and checked (P11). */
export function createUploads(parts: UploadParts) {
  const { clock, newId, transaction, db, storage, quotas } = parts
  const now = () => new Date(clock.now())
  const uploadSecret = () => parts.secret('files.upload')

  /** Makes a file whose bytes have all come a kept one, if they are the declared ones; they are gone otherwise. */
  const finish = async (file: FileRow): Promise<void> => {
    const hash = await storage.hash(file.id, file.bytes)
    if (hash !== null && sameBytes(hash, file.sha256)) {
      await transaction((tx) => keepFile(tx, file.id, new Date(clock.now() + UPLOAD_LIFE_MS)))
      return
    }
    await transaction((tx) => markErased(tx, [file.id]))
    refuse('file.corrupt')
  }

  const own = async (ownerId: string, id: string): Promise<FileRow> => {
    const file = await findFile(db, id)
    return file === null || file.owner_id !== ownerId ? refuse('file.unknown') : file
  }

  /** Writes a piece in the turn of one writer, and ends the turn however it goes. */
  const writeInTurn = async (file: FileRow, writerId: string, piece: AsyncIterable<Buffer>) => {
    const { id } = file
    let received = file.received
    let failure: Error | null = null
    try {
      const written = await storage.write(id, received, file.bytes - received, piece)
      received = written.received
      failure = written.failure
    } catch (error) {
      throw fullDisk(error) ?? error
    } finally {
      const isNoted = await transaction((tx) => endWriting(tx, id, writerId, received))
      // It was erased meanwhile: what was just written must not outlive it.
      if (!isNoted && (await findFile(db, id)) === null) await storage.remove(id)
    }
    return { received, failure }
  }

  /** Takes a declared file in; the same one again is no other. Returns its row. */
  const declare = async (
    tx: Tx,
    file: Declared,
    fail: Fail<'file.unknown' | 'file.quotaReached'>,
  ): Promise<{ received: number; expires_at: Date | null }> => {
    const { id, ownerId, communityId, kind, name, bytes, sha256 } = file
    const known = await findFile(tx, id)
    if (known !== null) {
      const isSame = known.owner_id === ownerId && known.kind === kind && known.bytes === bytes
      return isSame && sameBytes(known.sha256, sha256) ? known : fail('file.unknown')
    }
    await checkQuota(tx, quotas, file, bytes, fail)
    const row = {
      id,
      kind,
      owner_id: ownerId,
      community_id: communityId,
      name,
      bytes,
      sha256,
      created_at: now(),
      expires_at: new Date(clock.now() + UPLOAD_LIFE_MS),
    }
    return (await insertFile(tx, row)) ? { ...row, received: 0 } : fail('file.unknown')
  }

  return {
    declare,

    async begin(
      tx: Tx,
      ownerId: string,
      input: InputOf<Operations['files.begin']>,
      fail: Fail<ErrorsOf<Operations['files.begin']>>,
    ): Promise<OutputOf<Operations['files.begin']>> {
      const { id, kind, bytes } = input
      const bytesMax = BYTES_OF_KIND[kind as FileKind]
      if (bytes > bytesMax) fail('file.tooLarge', { bytesMax })
      const sha256 = Buffer.from(input.sha256, 'hex')
      const file = { id, ownerId, communityId: null, kind, name: input.name, bytes, sha256 }
      const { received, expires_at } = await declare(tx, file, fail)
      const expiresAt = toInstant(expires_at ?? clock.now())
      return { address: `/files/${id}`, received, expiresAt }
    },

    /** Like `begin` for whoever has no profile: the address itself says that he may send this one file. */
    async declareByKey(
      file: Declared,
      fail: Fail<'file.unknown' | 'file.quotaReached'>,
    ): Promise<OutputOf<Operations['files.begin']>> {
      const { received, expires_at } = await transaction((tx) => declare(tx, file, fail))
      const key = signUpload(await uploadSecret(), file.id, file.ownerId)
      return { address: `/files/${file.id}?key=${key}`, received, expiresAt: toInstant(expires_at ?? clock.now()) }
    },

    /** For whom such an address was made; null for one that was not made here. */
    uploaderOf: async (id: string, key: string): Promise<string | null> => readUpload(await uploadSecret(), id, key),

    /** How far an own file has come, and how far it has to. */
    async state(ownerId: string, id: string): Promise<{ received: number; bytes: number }> {
      const file = await own(ownerId, id)
      // Whoever sent the last byte and was told nothing asks here, perhaps of a server that has been started anew.
      if (file.state === 'open' && file.received === file.bytes) await finish(file)
      return file
    },

    /**
     * Takes a piece of an own file and returns how far it has come. What came of a piece that was cut is kept.
     *
     * @throws Refusal `file.…`, `service.storageFull`
     */
    async receive(
      ownerId: string,
      id: string,
      offset: number,
      piece: AsyncIterable<Buffer>,
      length: number | null,
    ): Promise<number> {
      await own(ownerId, id)
      const writerId = newId()
      const turn = { id, ownerId, writerId, now: now(), until: new Date(clock.now() + WRITING_MS) }
      const file = await transaction((tx) => claimWriting(tx, turn))
      if (file === null) return refuse('file.busy')
      const isTooMuch = length !== null && offset + length > file.bytes
      if (file.received !== offset || isTooMuch) {
        await transaction((tx) => endWriting(tx, id, writerId, file.received))
        if (file.received !== offset) refuse('file.offsetWrong', { offset: file.received })
        return refuse('file.tooLarge', { bytesMax: file.bytes })
      }
      const { received, failure } = await writeInTurn(file, writerId, piece)
      if (failure instanceof TooManyBytes) return refuse('file.tooLarge', { bytesMax: file.bytes })
      if (failure !== null) throw asRefusal(failure)
      if (received === file.bytes) await finish(file)
      return received
    },

    /** Keeps bytes that the server itself has made; they stay when `use` follows soon. Returns the id of the file. */
    async make(owner: Owner, kind: string, bytes: Buffer, sha256: Buffer, name: string): Promise<string> {
      const file = { ...owner, id: newId(), kind, name, bytes: bytes.length, sha256 }
      await transaction((tx) => declare(tx, file, refuse))
      const writerId = newId()
      const turn = { ...file, writerId, now: now(), until: new Date(clock.now() + WRITING_MS) }
      const row = await transaction((tx) => claimWriting(tx, turn))
      if (row === null) return refuse('file.unknown')
      const { failure } = await writeInTurn(row, writerId, Readable.from([bytes]))
      if (failure !== null) throw asRefusal(failure)
      await finish(row)
      return file.id
    },
  }
}

/** A full disk is told as what it is. What the disk did not refuse was cut by whoever sent it, and he hears nothing of it. */
function asRefusal(failure: Error): Error {
  const full = fullDisk(failure)
  if (full !== null) return full
  return (failure as NodeJS.ErrnoException).syscall === 'write'
    ? failure
    : new Refusal('request.malformed', { why: 'the connection' })
}

/** Whether there was no room, which may be told as late as when everything is written out. */
function fullDisk(failure: unknown): Refusal | null {
  const { code } = failure as NodeJS.ErrnoException
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return null
  return new Refusal('service.storageFull', undefined, STORAGE_RETRY_SECONDS)
}
