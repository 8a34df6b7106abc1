import { FILE_BYTES_MAX } from '#contract/files/files.limits.ts'
import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import { PREVIEW_SIZES } from '#contract/messenger/attachments.limits.ts'
import { speaksIn } from '#contract/messenger/channels.abilities.ts'
import { writeRefusal } from '#contract/messenger/chats.abilities.ts'
import type { Operations } from '#contract/operations.ts'
import type { Files, OwnFile } from '../../files/index.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { chatView, mineView, type ReaderRow } from '../chats/chat-views.ts'
import type { LeftDoors } from '../doors.ts'
import type { MessengerStores } from '../stores.ts'
import { cleanName } from './clean-name.ts'
import { createFilmWork } from './films.ts'
import type { Holding } from './holding.ts'
import { type MadeOfFile, NOTHING_MADE } from './made.ts'
import { heldAmong, holdersOf, unusedMedia } from './media.store.ts'
import { attachmentView, type Media } from './media.ts'
import { createPhotoWork, OPAQUE_PHOTO } from './photos.ts'
import { SNIFFED_BYTES, sniffMedia } from './sniff-media.ts'

interface Parts extends Pick<Platform, 'clock' | 'db' | 'transaction' | 'jobs'> {
  files: Files
  doors: Pick<LeftDoors, 'accessMembership'>
  stores: MessengerStores
  holding: Pick<Holding, 'isReadByPupils'>
  accessChat: (reader: Reader, viewerId: string, chatId: string) => Promise<ReaderRow | null>
}

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type Output<Id extends keyof Operations> = OutputOf<Operations[Id]>

/** What files are declared as; a chat's own rule says who reads them. */
const KIND = 'attachment'
const FORGET_JOB = 'messenger.forget-media'
/** Longer than a file lives that nothing uses. */
const UNUSED_MS = 2 * 24 * 3_600_000
const STEP = 200
const HOLDERS_AT_ONCE = 50
const [SMALL, LARGE] = PREVIEW_SIZES

export type Attachments = ReturnType<typeof createAttachments>

/** Files of messages on their way in, and who may load them (MSG-02). */
export function createAttachments(parts: Parts) {
  const { clock, db, transaction, jobs, files, doors, stores, accessChat } = parts
  const workOnPhoto = createPhotoWork({ db, files })
  const workOn = createFilmWork({ files })

  /** The chat, for whoever may write there. */
  const accessWriting = async (
    reader: Reader,
    viewerId: string,
    chatId: string,
    fail: Fail<ErrorsOf<Operations['attachments.begin']> & ErrorsOf<Operations['attachments.complete']>>,
  ): Promise<ReaderRow> => {
    const chat = (await accessChat(reader, viewerId, chatId)) ?? fail('chat.unknown')
    if (chat.kind === 'channel') {
      const membership = await doors.accessMembership(reader, viewerId, chat.community_id!)
      if (speaksIn(membership, chat.channel_class)) return chat
    }
    const refusal = writeRefusal(chatView(chat), mineView(chat))
    if (refusal !== null) fail(refusal)
    return chat
  }

  /** What a whole file is, and what was made of it. */
  const examine = async (
    file: OwnFile,
    ownerId: string,
    recorded: 'voice' | 'round' | null,
    fail: Fail<'file.unknown' | 'voice.tooLong' | 'round.tooLong' | 'media.unavailable'>,
  ): Promise<MadeOfFile> => {
    const start = (await files.readStart(file, SNIFFED_BYTES)) ?? fail('file.unknown')
    const { kind, photo } = sniffMedia(start)
    if (photo === 'readable') return (await workOnPhoto(file, ownerId)) ?? fail('file.unknown')
    if (photo === 'telling') return OPAQUE_PHOTO
    const isMedia = kind === 'audio' || kind === 'video'
    if (recorded !== null && isMedia) return workOn[recorded]({ file, ownerId, start }, kind, fail)
    return kind === 'video' ? workOn.film({ file, ownerId, start }) : { ...NOTHING_MADE, kind }
  }

  /** Whether a profile reads one of the messages that hold a file, now. */
  const reads = async (reader: Reader, viewerId: string, fileId: string): Promise<boolean> => {
    for (let after = null; ; ) {
      const holders = await holdersOf(reader, fileId, after, HOLDERS_AT_ONCE)
      for (const { chatId, seq } of holders) {
        const chat = await accessChat(reader, viewerId, chatId)
        if (chat === null) continue
        const [message] = await stores.messages.messagesBySeq(reader, chatId, [seq], chat.start_seq ?? 0)
        if (message?.attachments.some(({ id }) => id === fileId) === true) return true
      }
      if (holders.length < HOLDERS_AT_ONCE) return false
      after = holders.at(-1)!
    }
  }
  files.readers.set(KIND, reads)

  jobs.declare({
    name: FORGET_JOB,
    retries: 3,
    cron: '50 * * * *',
    async handle() {
      for (;;) {
        const unused = await unusedMedia(db, new Date(clock.now() - UNUSED_MS), STEP)
        if (unused.length > 0) await transaction((tx) => doForget(tx, unused))
        if (unused.length < STEP) return
      }
    },
  })
  const doForget = async (tx: Tx, fileIds: readonly string[]) =>
    files.erase(tx, await stores.attachments.forgetMedia(tx, fileIds))

  return {
    /** Declares a file for a message of a chat; it counts in the quota of its sender and of the chat's organisation. */
    async begin(
      tx: Tx,
      viewerId: string,
      input: Input<'attachments.begin'>,
      fail: Fail<ErrorsOf<Operations['attachments.begin']>>,
    ): Promise<Output<'attachments.begin'>> {
      const { id, bytes } = input
      if (bytes > FILE_BYTES_MAX) fail('file.tooLarge', { bytesMax: FILE_BYTES_MAX })
      const chat = await accessWriting(tx, viewerId, input.chatId, fail)
      const owner = { ownerId: viewerId, communityId: chat.community_id }
      const sha256 = Buffer.from(input.sha256, 'hex')
      const file = { ...owner, id, kind: KIND, name: cleanName(input.name), bytes, sha256 }
      const { received, expires_at } = await files.declare(tx, file, fail)
      return { address: `/files/${id}`, received, expiresAt: toInstant(expires_at ?? clock.now()) }
    },

    /** Makes a whole file ready for a message of its chat. */
    async complete(
      viewerId: string,
      { chatId, id, voice = false, round = false }: Input<'attachments.complete'>,
      fail: Fail<ErrorsOf<Operations['attachments.complete']>>,
    ): Promise<Output<'attachments.complete'>> {
      const chat = await accessWriting(db, viewerId, chatId, fail)
      const file = (await files.findOwn(db, { id, ownerId: viewerId, kind: KIND })) ?? fail('file.unknown')
      const [known] = await stores.attachments.readMedia(db, [id])
      if (known !== undefined) return known.chat_id === chatId ? attachmentView(known) : fail('file.unknown')
      if (file.community_id !== chat.community_id) fail('file.unknown')
      const { cleanBytes, cleanName, ...found } = await examine(
        file,
        viewerId,
        voice ? 'voice' : round ? 'round' : null,
        fail,
      )
      const about = { chat_id: chatId, name: file.name, created_at: new Date(clock.now()) }
      const media: Media = { ...about, ...found, file_id: id, bytes: file.bytes }
      const { clean_id } = media
      if (media.tells_place && clean_id === null && (await parts.holding.isReadByPupils(db, chat))) {
        await transaction((tx) => files.erase(tx, [id]))
        fail('attachment.placeStays')
      }
      return transaction(async (tx) => {
        await stores.attachments.insertMedia(tx, [media])
        const [made] = await stores.attachments.readMedia(tx, [id])
        // Of two that were made at the same moment one counts; what was made for the other is forgotten like everything unused.
        if (clean_id !== null && made?.clean_id === clean_id) {
          const clean = {
            ...media,
            name: cleanName ?? media.name,
            file_id: clean_id,
            bytes: cleanBytes,
            tells_place: false,
            clean_id: null,
          }
          await stores.attachments.insertMedia(tx, [clean])
        }
        return attachmentView(made!)
      })
    },

    /** Whether voice messages and round ones can be made here. */
    async able(): Promise<Output<'attachments.able'>> {
      const isThere = await files.media.isThere()
      return { voice: isThere, round: isThere }
    },

    /** The bytes of a preview of a photo, if this profile reads a message that holds the photo. */
    async openPreview(viewerId: string, id: string, size: number): Promise<Buffer | null> {
      const [media] = await stores.attachments.readMedia(db, [id])
      const previewId = size === SMALL ? media?.small_id : size === LARGE ? media?.large_id : null
      if (previewId === null || previewId === undefined || !(await reads(db, viewerId, id))) return null
      return files.read(db, previewId)
    },

    heldAmong,
  }
}
