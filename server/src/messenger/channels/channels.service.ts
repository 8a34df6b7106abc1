import { communityAbilities } from '#contract/communities/communities.abilities.ts'
import type { Membership } from '#contract/communities/communities.ts'
import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import { DEFAULT_PERMISSIONS } from '#contract/messenger/chat-permissions.ts'
import type { Message } from '#contract/messenger/chats.ts'
import { editRefusal } from '#contract/messenger/messages.abilities.ts'
import { REACTIONS } from '#contract/messenger/messenger.limits.ts'
import type { Operations } from '#contract/operations.ts'
import { recordAct } from '../../platform/audit/record.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { AttachedSending } from '../attachments/sending.service.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import { type ChatRow, chatView, type ReaderRow } from '../chats/chat-views.ts'
import type { ChannelClass } from '../chats/reader.store.ts'
import type { LeftDoors } from '../doors.ts'
import type { ChangesService } from '../messages/changes.service.ts'
import { checkCaption, checkText } from '../messages/check-text.ts'
import type { MessengerStores } from '../stores.ts'
import * as store from './channels.store.ts'

interface Parts extends Pick<Platform, 'clock' | 'newId'> {
  doors: LeftDoors
  stores: MessengerStores
  changes: Pick<ChatChanges, 'append' | 'doTellPosted'>
  edits: Pick<ChangesService, 'doEdit' | 'doErase'>
  attached: Pick<AttachedSending, 'doTake' | 'doHold'>
  accessChat: (reader: Reader, viewerId: string, chatId: string) => Promise<ReaderRow | null>
}

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type Output<Id extends keyof Operations> = OutputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>

const POSTS_LIMIT = 20

/** The right to speak in a channel is its organisation's; whoever holds it there uses it in its name. */
const OF_THE_ORGANISATION = {
  mine: { role: 'administrator', writeRefusal: null },
  chat: { kind: 'channel', supervision: null, permissions: DEFAULT_PERMISSIONS.channel },
} as const

export type ChannelsService = ReturnType<typeof createChannels>

/** What organisations write in their channels (CHN). To its readers a post is the organisation's and nobody else's. */
export function createChannels(parts: Parts) {
  const { clock, doors, changes } = parts
  const { log, messages } = parts.stores

  /** Whose channel it is, when the viewer may write there; to whoever does not read it, it does not exist. */
  const accessChannel = async (
    reader: Reader,
    viewerId: string,
    chatId: string,
    fail: Fail<'chat.unknown' | 'community.notAllowed'>,
  ): Promise<ChannelClass & { row: ReaderRow }> => {
    const row = await parts.accessChat(reader, viewerId, chatId)
    if (row?.kind !== 'channel' || row.channel_class === 'page') return fail('chat.unknown')
    const channel = classOf(row)
    const membership = await doors.accessMembership(reader, viewerId, channel.communityId)
    checkWrites(membership ?? fail('chat.unknown'), fail)
    return { ...channel, row }
  }

  const accessPosts = async (
    tx: Tx,
    viewerId: string,
    { chatId, seqs }: { chatId: string; seqs: readonly number[] },
    fail: Fail<'chat.unknown' | 'community.notAllowed' | 'message.unknown'>,
  ): Promise<{ communityId: string; posts: Message[] }> => {
    await log.lockHeads(tx, [chatId])
    const { communityId } = await accessChannel(tx, viewerId, chatId, fail)
    const posts = await messages.messagesBySeq(tx, chatId, seqs, 0)
    if (posts.length < seqs.length) fail('message.unknown')
    return { communityId, posts }
  }

  return {
    async list(
      db: Reader,
      viewerId: string,
      { communityId }: Input<'channels.list'>,
      fail: FailOf<'channels.list'>,
    ): Promise<Output<'channels.list'>> {
      checkWrites((await doors.accessMembership(db, viewerId, communityId)) ?? fail('community.unknown'), fail)
      const rows = await store.channelsWithLastPost(db, communityId)
      const channels = rows.map(async (row) => ({
        chat: chatView(row),
        audience: (await doors.audienceOf(db, classOf(row))).length,
        lastPostAt: row.last_post_at === null ? null : toInstant(row.last_post_at),
      }))
      return { channels: await Promise.all(channels) }
    },

    async posts(
      db: Reader,
      viewerId: string,
      input: Input<'channels.posts'>,
      fail: FailOf<'channels.posts'>,
    ): Promise<Output<'channels.posts'>> {
      const before = decodeCursor(input.cursor, ['count'])
      const limit = input.limit ?? POSTS_LIMIT
      const channel = await accessChannel(db, viewerId, input.chatId, fail)
      const rows = await store.pagePosts(db, input.chatId, (before?.[0] as number | undefined) ?? null, limit + 1)
      const shown = rows.slice(0, limit)
      const ascending = shown.map(({ message }) => message.seq).reverse()
      const audience = await doors.audienceOf(db, channel)
      const counts = (await store.countReaders(db, input.chatId, ascending, audience)).reverse()
      const authors = new Set(shown.map(({ authorId }) => authorId))
      return {
        posts: shown.map((post, index) => ({ ...post, read: counts[index]! })),
        cards: await doors.cards(db, [...authors]),
        next: rows.length > limit ? encodeCursor([shown.at(-1)!.message.seq]) : null,
      }
    },

    async reach(
      db: Reader,
      viewerId: string,
      { chatId, seq }: Input<'channels.reach'>,
      fail: FailOf<'channels.reach'>,
    ): Promise<Output<'channels.reach'>> {
      const channel = await accessChannel(db, viewerId, chatId, fail)
      const [post] = await messages.messagesBySeq(db, chatId, [seq], 0)
      if (post === undefined) fail('message.unknown')
      const read = await store.readersOf(db, chatId, seq)
      return doors.reachByUnit(db, channel, { since: new Date(post.at), read })
    },

    async post(
      tx: Tx,
      viewerId: string,
      input: Input<'channels.post'>,
      fail: FailOf<'channels.post'>,
    ): Promise<Output<'channels.post'>> {
      const { chatId, attachments: fileIds = [] } = input
      const text = fileIds.length === 0 ? checkText(input.text, fail) : checkCaption(input.text, fail)
      await log.lockHeads(tx, [chatId])
      const { communityId, row } = await accessChannel(tx, viewerId, chatId, fail)
      const held = fileIds.length === 0 ? [] : await parts.attached.doTake(tx, row, viewerId, fileIds, fail)
      const message = await store.insertPost(tx, {
        chatId,
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
      if (held.length > 0) await parts.attached.doHold(tx, message, held)
      changes.doTellPosted(tx, message)
      return { seq: message.seq }
    },

    async edit(
      tx: Tx,
      viewerId: string,
      input: Input<'channels.edit'>,
      fail: FailOf<'channels.edit'>,
    ): Promise<Output<'channels.edit'>> {
      const text = checkCaption(input.text, fail)
      const { communityId, posts } = await accessPosts(tx, viewerId, { ...input, seqs: [input.seq] }, fail)
      const post = posts[0]!
      const now = clock.now()
      const refusal = editRefusal(post, OF_THE_ORGANISATION, { profileId: communityId, now })
      if (refusal === 'message.erased' || refusal === 'message.dayOver' || refusal === 'announcement.wholeOnly') {
        fail(refusal)
      }
      // Whatever else stands in a channel is nobody's to change.
      if (refusal !== null) fail('message.unknown')
      if (text === '' && post.attachments.length === 0) fail('message.empty')
      if (post.version !== input.version) fail('message.versionConflict')
      if (post.text === text) return { version: post.version }
      return { version: await parts.edits.doEdit(tx, post, { text, mentions: [] }, { profileId: communityId, now }) }
    },

    async erase(
      tx: Tx,
      viewerId: string,
      input: Input<'channels.erase'>,
      fail: FailOf<'channels.erase'>,
    ): Promise<void> {
      const { communityId, posts } = await accessPosts(tx, viewerId, input, fail)
      if (posts.some(({ announcement, erased }) => announcement !== null && erased === null)) {
        fail('announcement.wholeOnly')
      }
      await parts.edits.doErase(tx, posts, { profileId: communityId, now: clock.now() })
    },

    /** What is so already takes no number. Reactions that were given stay, and whoever gave them may take them back. */
    async chooseReactions(
      tx: Tx,
      viewerId: string,
      { chatId, reactions }: Input<'channels.chooseReactions'>,
      fail: FailOf<'channels.chooseReactions'>,
    ): Promise<Output<'channels.chooseReactions'>> {
      await log.lockHeads(tx, [chatId])
      const { communityId, row } = await accessChannel(tx, viewerId, chatId, fail)
      // In the order in which they are offered, so that the same choice is the same.
      const chosen = REACTIONS.filter((each) => reactions.includes(each))
      const next = chosen.length === REACTIONS.length ? null : chosen
      const before = chatView(row)
      if (JSON.stringify(before.reactions) === JSON.stringify(next)) return { chat: before }
      const chat = chatView(await store.setReactions(tx, chatId, next))
      await changes.append(tx, chatId, 'chat.changed', { chat, actorId: null, what: 'reactionsChosen' })
      recordAct(tx, {
        act: 'channel.reactionsChosen',
        communityId,
        by: { profileId: viewerId },
        objects: [{ kind: 'channel', id: chatId }],
        before: { count: before.reactions?.length ?? REACTIONS.length },
        after: { count: chosen.length },
      })
      return { chat }
    },
  }
}

function classOf(row: Pick<ChatRow, 'community_id' | 'channel_class'>): ChannelClass {
  return { communityId: row.community_id!, class: row.channel_class as ChannelClass['class'] }
}

function checkWrites(membership: Membership, fail: Fail<'community.notAllowed'>): void {
  if (!communityAbilities(membership).writeInChannels) fail('community.notAllowed', { right: 'channels.post' })
}
