import { buffer } from 'node:stream/consumers'
import { ADDRESS_LIFE_MS } from '#contract/files/files.limits.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { toInstant } from '../platform/clock/clock.ts'
import type { Reader } from '../platform/db/database.ts'
import { type Fail, fail as refuse } from '../platform/dispatch/refusal.ts'
import type { ProfileViewer } from '../platform/dispatch/viewer.ts'
import type { FileStorage } from '../platform/files/file-storage.ts'
import type { OpenedFile } from '../platform/http/files-routes.ts'
import { mediaTypeOf } from '../platform/media/media-type.ts'
import type { Platform } from '../platform/platform.ts'
import { readAddress, signAddress } from './address-key.ts'
import { type FileRow, findFile } from './files.store.ts'

/** Whether a profile may read a file of a kind. */
export type ReadsFile = (reader: Reader, viewerId: string, fileId: string) => Promise<boolean>

export interface DownloadParts extends Pick<Platform, 'clock' | 'db' | 'secret'> {
  storage: FileStorage
  /** The address of the host of files. */
  originOf: () => string
  /** The active profiles of those sessions that are live now, by session. */
  liveProfiles: (sessionIds: readonly string[]) => Promise<ReadonlyMap<string, string | null>>
  /** By kind; a kind without one is read by its owner alone. */
  readers: ReadonlyMap<string, ReadsFile>
}

/** So many first bytes tell what a film is. */
const MEDIA_START_BYTES = 4_096

export type Downloads = ReturnType<typeof createDownloads>

/** Files on their way out: a signed address begins it, session and right are looked at for every request. */
export function createDownloads({ clock, db, secret, storage, originOf, liveProfiles, readers }: DownloadParts) {
  let key: Promise<Buffer> | null = null
  const signingKey = () => {
    key ??= secret('files.address')
    return key
  }

  /** A whole file that this profile may read; null for every other one. */
  const accessFile = async (reader: Reader, viewerId: string, id: string): Promise<FileRow | null> => {
    const file = await findFile(reader, id)
    if (file === null || file.state !== 'kept') return null
    const reads = readers.get(file.kind) ?? (async () => file.owner_id === viewerId)
    return (await reads(reader, viewerId, id)) ? file : null
  }

  return {
    async address(
      reader: Reader,
      { sessionId, profileId }: ProfileViewer,
      id: string,
      fail: Fail<'file.unknown'>,
    ): Promise<OutputOf<Operations['files.address']>> {
      if ((await accessFile(reader, profileId, id)) === null) fail('file.unknown')
      const expiresAt = clock.now() + ADDRESS_LIFE_MS
      const told = signAddress(await signingKey(), id, { sessionId, profileId, expiresAt })
      return { url: `${originOf()}/file/${id}?key=${told}`, expiresAt: toInstant(expiresAt) }
    },

    /** What an address leads to now; every failure is the same answer. */
    async open(id: string, told: string): Promise<OpenedFile> {
      const made = readAddress(await signingKey(), id, told)
      if (made === null || made.expiresAt <= clock.now()) return refuse('file.unknown')
      const { sessionId, profileId } = made
      if ((await liveProfiles([sessionId])).get(sessionId) !== profileId) return refuse('file.unknown')
      const file = (await accessFile(db, profileId, id)) ?? refuse('file.unknown')
      return {
        name: file.name,
        bytes: file.bytes,
        tag: file.sha256.toString('base64url'),
        mediaType: async () => {
          const end = Math.min(file.bytes, MEDIA_START_BYTES) - 1
          return mediaTypeOf(await buffer((await storage.read(id, 0, end)) ?? refuse('file.unknown')))
        },
        read: async (start, end) => (await storage.read(id, start, end)) ?? refuse('file.unknown'),
      }
    },
  }
}
