import type { Membership } from '#contract/communities/communities.ts'
import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import { speakingRight, speaksIn } from '#contract/messenger/channels.abilities.ts'
import { MESSAGE_TEXT_MAX } from '#contract/messenger/messenger.limits.ts'
import { wordsOf } from '#contract/messenger/publication-parts.ts'
import {
  PUBLICATION_TEXT_MAX,
  PUBLICATION_TITLE_MAX,
  type WrittenKind,
} from '#contract/messenger/publications.limits.ts'
import type { Operations } from '#contract/operations.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { shownName } from '../../platform/text/shown-text.ts'
import type { Holding } from '../attachments/holding.ts'
import type { AttachedSending } from '../attachments/sending.service.ts'
import { insertPost } from '../channels/channels.store.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import type { ReaderRow } from '../chats/chat-views.ts'
import type { LeftDoors } from '../doors.ts'
import type { ChangesService } from '../messages/changes.service.ts'
import { checkCaption } from '../messages/check-text.ts'
import type { MessengerStores } from '../stores.ts'
import * as store from './publications.store.ts'

interface Parts extends Pick<Platform, 'clock' | 'newId'> {
  doors: Pick<LeftDoors, 'accessMembership' | 'cards'>
  stores: Pick<MessengerStores, 'log'>
  changes: Pick<ChatChanges, 'doTellPosted'>
  edits: Pick<ChangesService, 'doEdit' | 'doErase'>
  attached: Pick<AttachedSending, 'doTake' | 'doHold'>
  holding: Holding
  accessChat: (reader: Reader, viewerId: string, chatId: string) => Promise<ReaderRow | null>
}

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type Output<Id extends keyof Operations> = OutputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>
type FailPublisher = Fail<'community.unknown' | 'community.notAllowed'>

/** The page of an organisation, as one of its members has it. */
interface Page {
  chat: ReaderRow
  membership: Membership
}

const LIST_LIMIT = 20

export type PublicationsService = ReturnType<typeof createPublications>

/** What stands on the pages of organisations: messages of a hidden channel, each of a kind (ORG-15, decision 0051). */
export function createPublications(parts: Parts) {
  const { clock, doors, changes, holding } = parts
  const { log } = parts.stores

  /** The page for a member of its organisation; to everybody else there is neither. */
  const accessPage = async (
    reader: Reader,
    viewerId: string,
    communityId: string,
    fail: Fail<'community.unknown'>,
  ): Promise<Page> => {
    const membership = (await doors.accessMembership(reader, viewerId, communityId)) ?? fail('community.unknown')
    const known = (await store.pageChatOf(reader, communityId)) ?? fail('community.unknown')
    const chat = (await parts.accessChat(reader, viewerId, known.id)) ?? fail('community.unknown')
    return { chat, membership }
  }

  const commonOf = async (tx: Tx, communityId: string): Promise<string> => {
    const common = await store.commonChannelOf(tx, communityId)
    if (common === null) throw new Error('A community has no channel of everybody')
    return common.id
  }

  /** The page for whoever publishes there, under its head, and under that of the channel into which something is mirrored. */
  const accessPublishing = async (
    tx: Tx,
    viewerId: string,
    { communityId, mirrors = false }: { communityId: string; mirrors?: boolean },
    fail: FailPublisher,
  ): Promise<Page> => {
    const before = await accessPage(tx, viewerId, communityId, fail)
    await log.lockHeads(tx, [before.chat.id, ...(mirrors ? [await commonOf(tx, communityId)] : [])])
    const page = await accessPage(tx, viewerId, communityId, fail)
    checkSpeaks(page.membership, 'page', fail)
    return page
  }

  const accessPublication = async (
    tx: Tx,
    { chat }: Page,
    seq: number,
    fail: Fail<'publication.unknown'>,
  ): Promise<store.PublicationRow> => (await store.publicationBySeq(tx, chat.id, seq)) ?? fail('publication.unknown')

  /** Forwards a publication into the channel that everybody reads, whose head is held, with its origin; its files live on there too. */
  const doMirror = async (
    tx: Tx,
    viewerId: string,
    { chat, membership }: Page,
    { message }: Pick<store.PublicationRow, 'message'>,
    fail: Fail<'community.notAllowed' | 'attachment.placeStays'>,
  ): Promise<void> => {
    checkSpeaks(membership, 'everyone', fail)
    const { communityId, name } = membership
    const target = await parts.accessChat(tx, viewerId, await commonOf(tx, communityId))
    if (target === null) throw new Error('A member does not read the channel of everybody')
    const fileIds = message.attachments.map(({ id }) => id)
    const held = await holding.choose(tx, target, fileIds, fail)
    if (held === null) throw new Error('A file of a publication that stands is not there')
    const origin = { kind: 'channel', communityId, community: name, channel: chat.title, staffOnly: false } as const
    const mirror = await insertPost(tx, {
      chatId: target.id,
      id: parts.newId(),
      communityId,
      authorId: viewerId,
      text: beginningOf(message.text),
      attachments: held.map(({ attachment }) => attachment),
      poll: null,
      announcement: null,
      sticker: null,
      origin,
      now: clock.now(),
    })
    if (held.length > 0) await holding.hold(tx, mirror, held)
    await store.setMirror(tx, message, mirror)
    changes.doTellPosted(tx, mirror)
  }

  return {
    async list(
      db: Reader,
      viewerId: string,
      input: Input<'publications.list'>,
      fail: FailOf<'publications.list'>,
    ): Promise<Output<'publications.list'>> {
      const before = decodeCursor(input.cursor, ['count'])
      const limit = input.limit ?? LIST_LIMIT
      const { chat, membership } = await accessPage(db, viewerId, input.communityId, fail)
      const asked = { chatId: chat.id, kind: input.kind ?? null }
      const rows = await store.pagePublications(db, asked, (before?.[0] as number | undefined) ?? null, limit + 1)
      const shown = rows.slice(0, limit)
      // To its readers a publication is the organisation's and nobody else's, as a post of a channel is (CHN-02).
      const publishes = speaksIn(membership, 'page')
      const authors = publishes ? new Set(shown.map(({ authorId }) => authorId)) : []
      return {
        chatId: chat.id,
        publications: shown.map((each) => ({ ...each, authorId: publishes ? each.authorId : null })),
        cards: await doors.cards(db, [...authors]),
        next: rows.length > limit ? encodeCursor([shown.at(-1)!.message.seq]) : null,
      }
    },

    async publish(
      tx: Tx,
      viewerId: string,
      input: Input<'publications.publish'>,
      fail: FailOf<'publications.publish'>,
    ): Promise<Output<'publications.publish'>> {
      const { communityId, kind, attachments: fileIds = [], mirror = false } = input
      const text = checkWords(input, { kind, hasFiles: fileIds.length > 0 }, fail)
      const page = await accessPublishing(tx, viewerId, { communityId, mirrors: mirror }, fail)
      const held = await parts.attached.doTake(tx, page.chat, viewerId, fileIds, fail)
      const message = await insertPost(tx, {
        chatId: page.chat.id,
        id: parts.newId(),
        communityId,
        authorId: viewerId,
        text,
        attachments: held.map(({ attachment }) => attachment),
        poll: null,
        announcement: null,
        sticker: null,
        now: clock.now(),
      })
      await parts.attached.doHold(tx, message, held)
      await store.insertPublication(tx, { ...message, kind })
      changes.doTellPosted(tx, message)
      if (mirror) await doMirror(tx, viewerId, page, { message }, fail)
      return { seq: message.seq }
    },

    /** A page is kept, so there is no day after which a publication stays as it was; the same words take no number. */
    async edit(
      tx: Tx,
      viewerId: string,
      input: Input<'publications.edit'>,
      fail: FailOf<'publications.edit'>,
    ): Promise<Output<'publications.edit'>> {
      const page = await accessPublishing(tx, viewerId, input, fail)
      const { message, kind } = await accessPublication(tx, page, input.seq, fail)
      if (kind === 'poll') return fail('poll.notEdited')
      const text = checkWords(input, { kind, hasFiles: message.attachments.length > 0 }, fail)
      if (message.version !== input.version) fail('message.versionConflict')
      if (message.text === text) return { version: message.version }
      const acting = { profileId: input.communityId, now: clock.now() }
      return { version: await parts.edits.doEdit(tx, message, { text, mentions: [] }, acting) }
    },

    async erase(
      tx: Tx,
      viewerId: string,
      { communityId, seq }: Input<'publications.erase'>,
      fail: FailOf<'publications.erase'>,
    ): Promise<Output<'publications.erase'>> {
      const page = await accessPublishing(tx, viewerId, { communityId }, fail)
      const { message } = await accessPublication(tx, page, seq, fail)
      await parts.edits.doErase(tx, [message], { profileId: communityId, now: clock.now() })
      return {}
    },

    async mirror(
      tx: Tx,
      viewerId: string,
      { communityId, seq }: Input<'publications.mirror'>,
      fail: FailOf<'publications.mirror'>,
    ): Promise<Output<'publications.mirror'>> {
      const page = await accessPublishing(tx, viewerId, { communityId, mirrors: true }, fail)
      const publication = await accessPublication(tx, page, seq, fail)
      // A copy would gather votes of its own, and the vote here would not count there.
      if (publication.kind === 'poll') fail('poll.notForwarded')
      checkSpeaks(page.membership, 'everyone', fail)
      if (!publication.mirrored) await doMirror(tx, viewerId, page, publication, fail)
      return {}
    },
  }
}

function checkSpeaks(
  membership: Membership,
  channelClass: 'everyone' | 'page',
  fail: Fail<'community.notAllowed'>,
): void {
  if (!speaksIn(membership, channelClass)) fail('community.notAllowed', { right: speakingRight(channelClass) })
}

/** The title and the text as they are kept; what is to be read needs a text, a report may be pictures alone. */
function checkWords(
  input: { title: string; text: string },
  { kind, hasFiles }: { kind: WrittenKind; hasFiles: boolean },
  fail: Fail<'publication.titleInvalid' | 'message.empty' | 'message.tooLong'>,
): string {
  const title = shownName(input.title)
  if (title === null || [...title].length > PUBLICATION_TITLE_MAX) {
    return fail('publication.titleInvalid', { lengthMax: PUBLICATION_TITLE_MAX })
  }
  const text = checkCaption(input.text, fail, PUBLICATION_TEXT_MAX[kind])
  if (text === '' && !(kind === 'report' && hasFiles)) fail('message.empty')
  return wordsOf({ title, text })
}

/** As much of long words as a message of a chat holds, up to the end of a word. */
function beginningOf(words: string): string {
  const letters = [...words]
  if (letters.length <= MESSAGE_TEXT_MAX) return words
  const cut = letters.slice(0, MESSAGE_TEXT_MAX - 2).join('')
  const end = cut.search(/\s\S*$/)
  return `${cut.slice(0, end < 0 ? cut.length : end).trimEnd()} …`
}
