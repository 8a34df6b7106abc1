import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import type { Reader, Tx } from '../platform/db/database.ts'
import { type Binding, bind } from '../platform/dispatch/bind.ts'
import type { FileStorage } from '../platform/files/file-storage.ts'
import type { FilePages } from '../platform/http/files-routes.ts'
import { createMediaMaker, type MediaMaker } from '../platform/media/media-maker.ts'
import { createPictureMaker, type PictureMaker } from '../platform/pictures/picture-maker.ts'
import type { Platform } from '../platform/platform.ts'
import { createDownloads, type DownloadParts, type ReadsFile } from './downloads.service.ts'
import { createFileErasing, type FileErasing } from './erasing.ts'
import {
  communitiesUsing,
  type FileRow,
  findFile,
  markUsed,
  moveFiles,
  ownedBy,
  usedByCommunities,
} from './files.store.ts'
import type { Owner, Quotas } from './quotas.ts'
import { createSquares, type MakeSquares } from './squares.service.ts'
import { createUploads } from './uploads.service.ts'

export type { FilesOfOthers } from './erasing.ts'

const MEBIBYTE = 1_048_576

/** The door of files for the domains to its right. Reads here check no access but the owner that they are told. */
export interface Files extends FileErasing {
  readonly bindings: Binding[]
  /** The part that speaks HTTP by itself. */
  readonly pages: FilePages
  /** A file on its way: what a person declares goes through the operation; this is for domains that know a community. */
  readonly declare: ReturnType<typeof createUploads>['declare']
  /** The same for whoever has no profile. */
  readonly declareByKey: ReturnType<typeof createUploads>['declareByKey']
  readonly makeSquares: MakeSquares
  /** The bytes of a whole own file of a kind, kept in memory; null when there is no such file. */
  readOwn(reader: Reader, file: { id: string; ownerId: string; kind: string }): Promise<Buffer | null>
  /** The bytes of a whole file; null when it is gone. Whoever calls has checked that they may be read. */
  read(reader: Reader, id: string): Promise<Buffer | null>
  /** Keeps bytes that the server has made; they are deleted in a day when `use` does not follow. */
  make(owner: Owner, kind: string, bytes: Buffer, name?: string): Promise<string>
  /** A whole file, open for a program that reads it by itself; null when it is gone. Whoever asks closes it. */
  lend(file: OwnFile): Promise<FileHandle | null>
  /** Looks at films and sounds, outside of the server. */
  readonly media: MediaMaker
  /** Makes pictures smaller, outside of the server. */
  readonly makePreviews: PictureMaker['previews']
  readonly makeSticker: PictureMaker['sticker']
  /**
   * Files stay from now on.
   *
   * @throws Error when one of them is gone
   */
  use(tx: Tx, ids: readonly string[]): Promise<void>
  /** Like `use` for whole files of one profile; false, and then the transaction has to fail, when one of them is gone or not its own. */
  takeOwn(tx: Tx, ownerId: string, ids: readonly string[]): Promise<boolean>
  /** A whole own file of a kind, without its bytes; null when there is no such file. */
  findOwn(reader: Reader, file: { id: string; ownerId: string; kind: string }): Promise<OwnFile | null>
  /** The first bytes of a whole file; null when it is gone. */
  readStart(file: OwnFile, bytes: number): Promise<Buffer | null>
  /** Gives the files of a profile to another one of the same person. */
  readonly moveOwner: typeof moveFiles
  readonly ownedBy: typeof ownedBy
  readonly usedByCommunities: typeof usedByCommunities
  readonly communitiesUsing: typeof communitiesUsing
  /** By kind, who may read files of others. */
  readonly readers: Map<string, ReadsFile>
}

export type OwnFile = Pick<FileRow, 'id' | 'community_id' | 'name' | 'bytes'>

export function createFiles(
  platform: Platform,
  outside: Pick<DownloadParts, 'originOf' | 'liveProfiles'> & {
    storage: FileStorage
    /** Bytes that the files of a community may have together. */
    communityQuota: Quotas['community']
  },
): Files {
  const { storage } = outside
  const quotas = { person: platform.config.filesPersonMegabytes * MEBIBYTE, community: outside.communityQuota }
  const readers = new Map<string, ReadsFile>()
  const uploads = createUploads({ ...platform, storage, quotas })
  const downloads = createDownloads({ ...platform, ...outside, readers })
  const erasing = createFileErasing({ ...platform, storage })
  const read: Files['read'] = async (reader, id) => {
    const file = await findFile(reader, id)
    if (file === null || file.state !== 'kept') return null
    const stream = await storage.read(id, 0, file.bytes - 1)
    return stream === null ? null : Buffer.concat(await stream.toArray())
  }
  const findOwn: Files['findOwn'] = async (reader, { id, ownerId, kind }) => {
    const file = await findFile(reader, id)
    return file?.state === 'kept' && file.owner_id === ownerId && file.kind === kind ? file : null
  }
  const readOwn: Files['readOwn'] = async (reader, own) =>
    (await findOwn(reader, own)) === null ? null : read(reader, own.id)
  const make: Files['make'] = (owner, kind, bytes, name = '') =>
    uploads.make(owner, kind, bytes, createHash('sha256').update(bytes).digest(), name)
  const maker = createPictureMaker(platform.clock)
  return {
    bindings: [
      bind('files.begin', ({ tx, viewer, input, fail }) => uploads.begin(tx, viewer.profileId, input, fail)),
      bind('files.discard', async ({ tx, viewer, input }) => {
        const file = await findFile(tx, input.id)
        if (file !== null && file.owner_id === viewer.profileId && file.expires_at !== null) {
          await erasing.erase(tx, [input.id])
        }
        return {}
      }),
      bind('files.address', ({ db, viewer, input, fail }) => downloads.address(db, viewer, input.id, fail)),
    ],
    pages: { state: uploads.state, receive: uploads.receive, uploaderOf: uploads.uploaderOf, open: downloads.open },
    declare: uploads.declare,
    declareByKey: uploads.declareByKey,
    makeSquares: createSquares({ ...platform, ...erasing, maker, readOwn, make }),
    makePreviews: maker.previews,
    makeSticker: maker.sticker,
    media: createMediaMaker({ clock: platform.clock, folder: platform.config.mediaTools }),
    lend: (file) => storage.lend(file.id),
    readOwn,
    findOwn,
    async readStart(file, bytes) {
      const stream = await storage.read(file.id, 0, Math.min(bytes, file.bytes) - 1)
      return stream === null ? null : Buffer.concat(await stream.toArray())
    },
    read,
    make,
    takeOwn: async (tx, ownerId, ids) => (await markUsed(tx, ids, ownerId)) === ids.length,
    async use(tx, ids) {
      if ((await markUsed(tx, ids, null)) !== ids.length) throw new Error('A file is gone before it was used')
    },
    moveOwner: moveFiles,
    ...erasing,
    ownedBy,
    usedByCommunities,
    communitiesUsing,
    readers,
  }
}
