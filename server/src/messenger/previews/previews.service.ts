import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import { speakingRight, speaksIn } from '#contract/messenger/channels.abilities.ts'
import type { Message } from '#contract/messenger/chats.ts'
import type { LinkPreview } from '#contract/messenger/link-preview.ts'
import { linksOf } from '#contract/messenger/links.ts'
import { LINK_ADDRESS_MAX, LINK_PICTURE_SIDE } from '#contract/messenger/previews.limits.ts'
import type { Operations } from '#contract/operations.ts'
import type { Files } from '../../files/index.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { type Fail, Refusal } from '../../platform/dispatch/refusal.ts'
import type { LookAtPage } from '../../platform/egress/egress.ts'
import type { LimitRule } from '../../platform/limits/limits.ts'
import { PictureRefused } from '../../platform/pictures/picture-maker.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import type { LeftDoors } from '../doors.ts'
import { accessMessages, type MessageDoor } from '../messages/access-messages.ts'
import { doTellChanged } from '../messages/erasing.ts'
import { cardTexts } from './card-texts.ts'
import { doForgetPreview } from './forget-preview.ts'
import type { PreviewRule } from './preview-rule.ts'
import * as store from './previews.store.ts'

const JOB = 'messenger.preview'
const ERASURE = 'linkPreview'
/** So long the card of an address counts for its chat without another look. */
const KEPT_MS = 24 * 3_600_000
/** After so long nobody waits for a card any more. */
const LATE_MS = 10 * 60_000
/** Addresses that had nothing, of which so many are remembered. */
const EMPTY_MAX = 2_000
/** A smaller picture is there to count readers. */
const PICTURE_SIDE_MIN = 32
const AT_ONCE = 4

/** So many addresses somebody makes the server ask. */
const BY_SENDER: LimitRule = { name: 'previews.sender', points: 60, durationMs: 3_600_000 }

interface Parts
  extends MessageDoor,
    Pick<Platform, 'db' | 'transaction' | 'clock' | 'config' | 'erasures' | 'jobs' | 'limits' | 'log'> {
  doors: Pick<LeftDoors, 'accessMembership'>
  changes: ChatChanges
  files: Pick<Files, 'read' | 'make' | 'makePreviews' | 'use' | 'erase' | 'eraseAgain'>
  hasPreviews: PreviewRule
  /** Null where the operator has not switched cards of links on. */
  lookAtPage: LookAtPage | null
}

/** What the ledger holds of a card that was taken away. */
interface RemovedCard {
  chatId: string
  seq: number
  /** The key of the author of the message, which no other message has. */
  id: string
  actorId: string
}

/** What a card is made of before it belongs to a message. */
type Found = Omit<LinkPreview, 'pictureId'> & { picture: Buffer | null }

export type Previews = ReturnType<typeof createPreviews>

/** Cards of links: what a page says of itself, under the message that leads to it. */
export function createPreviews(parts: Parts) {
  const { db, transaction, clock, files, jobs, log } = parts
  const { lookAtPage } = parts
  const { messages } = parts.stores
  const empty = new Map<string, number>()
  const working = new Map<string, Promise<unknown>>()

  /** The message, if it has a link and may have a card of it now. */
  const readyIn = async (reader: Reader, chatId: string, seq: number) => {
    const [message] = await messages.messagesBySeq(reader, chatId, [seq], 0)
    const address = message === undefined ? null : addressOf(message)
    if (message === undefined || address === null || isOwn(address, parts.config.publicUrl)) return null
    return (await parts.hasPreviews(reader, chatId)) ? { message, address } : null
  }

  /** Our own copy, small and encoded here; null when the bytes are no picture that anybody looks at. */
  const pictureOf = async (bytes: Uint8Array): Promise<Buffer | null> => {
    try {
      const { made, width, height } = await files.makePreviews(Buffer.from(bytes), [LINK_PICTURE_SIDE])
      return Math.min(width, height) < PICTURE_SIDE_MIN ? null : made[0]!
    } catch (error) {
      if (error instanceof PictureRefused || error instanceof Refusal) return null
      throw error
    }
  }

  /** What the chat knows of the address since a day at most; its picture is copied, so that each message has its own. */
  const foundIn = async (chatId: string, address: string): Promise<Found | null> => {
    const known = await store.recentPreview(db, chatId, address, clock.now() - KEPT_MS)
    if (known === null) return null
    const { pictureId, ...texts } = known
    return { ...texts, picture: pictureId === null ? null : await files.read(db, pictureId) }
  }

  const lookAt = async (look: LookAtPage, { chatId, senderId }: Message, address: string): Promise<Found | null> => {
    const key = keyOf(chatId, address)
    if ((empty.get(key) ?? 0) > clock.now()) return null
    if ((await parts.limits.take(BY_SENDER, senderId)) > 0) return null
    const answer = await look(address)
    const texts = 'refused' in answer ? null : cardTexts(answer.page)
    if ('refused' in answer || texts === null) {
      empty.delete(key)
      if (empty.size >= EMPTY_MAX) empty.delete(empty.keys().next().value!)
      empty.set(key, clock.now() + KEPT_MS)
      return null
    }
    const { picture } = answer.page
    return { address, ...texts, picture: picture === null ? null : await pictureOf(picture) }
  }

  const keep = async (owner: Parameters<Files['make']>[0], picture: Buffer): Promise<string | null> => {
    try {
      return await files.make(owner, 'preview', picture)
    } catch (error) {
      // Whoever has no room left has cards without pictures.
      if (error instanceof Refusal) return null
      throw error
    }
  }

  const doAttach = async (tx: Tx, message: Message, texts: Omit<LinkPreview, 'pictureId'>, fileId: string | null) => {
    const { chatId, seq } = message
    await parts.stores.log.lockHeads(tx, [chatId])
    const ready = await readyIn(tx, chatId, seq)
    // Erased, edited, or forbidden meanwhile: the picture is for nothing and goes by itself.
    if (ready === null || ready.message.id !== message.id || ready.address !== texts.address) return
    if (fileId !== null) await files.use(tx, [fileId])
    const now = clock.now()
    const changed = await store.setPreview(tx, message, { ...texts, pictureId: fileId })
    await store.insertLink(tx, { chatId, seq, address: texts.address, fileId, version: changed.version, now })
    await doTellChanged(parts, tx, changed, 'previewed', { profileId: null, now })
  }

  /** Whoever sends the same at the same moment waits for the first and finds what he has found. */
  const inTurn = async (key: string, work: () => Promise<void>): Promise<void> => {
    while (working.has(key)) await working.get(key)
    const turn = work()
    working.set(
      key,
      turn.catch(() => undefined).finally(() => working.delete(key)),
    )
    return turn
  }

  const give = async (look: LookAtPage, message: Message, address: string): Promise<void> => {
    const { chatId } = message
    const found = (await foundIn(chatId, address)) ?? (await lookAt(look, message, address))
    if (found === null) return
    const { picture, ...texts } = found
    const communityId = (await parts.stores.chats.readChats(db, [chatId])).get(chatId)?.community_id ?? null
    const fileId = picture === null ? null : await keep({ ownerId: message.senderId, communityId }, picture)
    await transaction((tx) => doAttach(tx, message, texts, fileId))
  }

  const handle = async (look: LookAtPage, { chatId, seq }: { chatId: string; seq: number }): Promise<void> => {
    const ready = await readyIn(db, chatId, seq)
    if (ready === null || clock.now() - Date.parse(ready.message.at) > LATE_MS) return
    const { message, address } = ready
    await inTurn(keyOf(chatId, address), () => give(look, message, address))
  }

  const doRemove = async (tx: Tx, message: Message, profileId: string, now: number, erase: Files['erase']) => {
    await doForgetPreview(tx, message, erase)
    const changed = await store.setPreview(tx, message, null)
    await doTellChanged(parts, tx, changed, 'unpreviewed', { profileId, now })
  }

  parts.erasures.declare<RemovedCard>(ERASURE, async (tx, { chatId, seq, id, actorId }) => {
    await parts.stores.log.lockHeads(tx, [chatId])
    const [message] = await messages.messagesBySeq(tx, chatId, [seq], 0)
    // A restored chat gives numbers anew: another message may stand under this one.
    if (message?.id !== id || message.preview === undefined) return
    await doRemove(tx, message, actorId, clock.now(), files.eraseAgain)
  })

  if (lookAtPage !== null) {
    // A card is a courtesy: what fails is not tried again, and nothing waits for it.
    jobs.declare<{ chatId: string; seq: number }>({
      name: JOB,
      retries: 0,
      together: AT_ONCE,
      handle: (payload) => handle(lookAtPage, payload),
    })
  }

  return {
    /** A message is committed: whether its link has a card is looked at soon. */
    onPosted(message: Message): void {
      const { chatId, seq } = message
      if (lookAtPage === null || addressOf(message) === null) return
      transaction((tx) => jobs.enqueue(tx, JOB, { chatId, seq })).catch((error: unknown) =>
        log.warn({ error }, 'messenger.previewNotAsked'),
      )
    },

    /** Takes a card away; what has none stays as it is and takes no number. */
    async remove(
      tx: Tx,
      viewerId: string,
      { chatId, seq }: InputOf<Operations['previews.remove']>,
      fail: Fail<ErrorsOf<Operations['previews.remove']>>,
    ): Promise<void> {
      const { row, seen, viewer } = await accessMessages(parts, tx, viewerId, chatId, [seq], fail)
      const message = seen[0]!
      const isPost = row.kind === 'channel'
      if (isPost) {
        const membership = await parts.doors.accessMembership(tx, viewerId, row.community_id!)
        if (!speaksIn(membership, row.channel_class)) {
          fail('community.notAllowed', { right: speakingRight(row.channel_class) })
        }
      } else if (message.senderId !== viewerId) fail('message.notOwn')
      if (message.preview === undefined) return
      const actorId = isPost ? message.senderId : viewerId
      await doRemove(tx, message, actorId, viewer.now, files.erase)
      await parts.erasures.record(tx, ERASURE, { chatId, seq, id: message.id, actorId } satisfies RemovedCard)
    },

    /** The picture of a card as WebP, for whoever reads the message now; null for everybody else. */
    async openPicture(viewerId: string, id: string, size: number): Promise<Buffer | null> {
      const place = size === LINK_PICTURE_SIDE ? await store.holderOf(db, id) : null
      const chat = place === null ? null : await parts.accessChat(db, viewerId, place.chatId)
      if (place === null || chat === null) return null
      const [message] = await messages.messagesBySeq(db, place.chatId, [place.seq], chat.start_seq ?? 0)
      return message?.preview?.pictureId === id ? files.read(db, id) : null
    },
  }
}

const keyOf = (chatId: string, address: string) => `${chatId} ${address}`

/** The first link of a message that may have a card and has none: words of people that stay, and no questions. */
function addressOf({ text, preview, erased, expiresAt, poll, version }: Message): string | null {
  // A card that was taken away does not come back, nor does one come to what was changed.
  if (preview !== undefined || erased !== null || expiresAt !== null || poll !== null || version > 1) return null
  const address = text.includes('://') ? linksOf(text)[0]?.address : undefined
  return address === undefined || address.length > LINK_ADDRESS_MAX ? null : address
}

/** Whether an address is one of this installation, which has nothing to say of itself to itself. */
function isOwn(address: string, publicUrl: string): boolean {
  const host = URL.parse(address)?.hostname
  const own = URL.parse(publicUrl)?.hostname
  return host === undefined || (own !== undefined && (host === own || host.endsWith(`.${own}`)))
}
