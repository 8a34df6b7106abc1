import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import { speaksIn } from '#contract/messenger/channels.abilities.ts'
import { writeRefusal } from '#contract/messenger/chats.abilities.ts'
import type { Message } from '#contract/messenger/chats.ts'
import { endRefusal, hasEnded, seesVoters, voteRefusal } from '#contract/messenger/polls.abilities.ts'
import type { OwnVote } from '#contract/messenger/polls.ts'
import type { Operations } from '#contract/operations.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { type Fail, Refusal } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { insertPost } from '../channels/channels.store.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import { chatView, mineView, type PlaceRow, type ReaderRow } from '../chats/chat-views.ts'
import { keepPace } from '../delivery/pace.ts'
import type { LeftDoors } from '../doors.ts'
import { accessMessages, type MessageDoor } from '../messages/access-messages.ts'
import { insertPublication } from '../publications/publications.store.ts'
import { type Asked, checkChoice, checkEnd, readPollInput } from './check-poll.ts'
import * as store from './polls.store.ts'
import { openCounts, sealCounts } from './sealed-counts.ts'
import { isPoll, type PollMessage, type PollTelling, pollsKey } from './telling.ts'

interface Parts extends MessageDoor, Pick<Platform, 'emitter' | 'random' | 'keyOutside'> {
  doors: Pick<LeftDoors, 'accessMembership' | 'cards'>
  changes: Pick<ChatChanges, 'doTellPosted' | 'doTellMine'>
  accessPlace: (reader: Reader, viewerId: string, chatId: string) => Promise<PlaceRow | null>
  telling: PollTelling
}

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type Output<Id extends keyof Operations> = OutputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>

const LIST_LIMIT = 100

export type PollsService = ReturnType<typeof createPolls>

/** Polls and mini-tests (POL). Who has chosen what in an anonymous one is written down nowhere (decision 0032). */
export function createPolls(parts: Parts) {
  const { clock, doors, changes, emitter, random, telling } = parts
  const { log, messages } = parts.stores

  /** Whether the viewer writes in a channel in the name of its organisation (CHN-03). */
  const speaks = async (tx: Tx, viewerId: string, channel: ReaderRow): Promise<boolean> =>
    speaksIn(await doors.accessMembership(tx, viewerId, channel.community_id!), channel.channel_class)

  /** Refuses what the viewer may not ask in this chat, or not so. */
  const checkAsks = async (
    tx: Tx,
    viewerId: string,
    row: ReaderRow,
    { poll }: Asked,
    fail: FailOf<'polls.create'>,
  ): Promise<void> => {
    if (row.kind !== 'channel') {
      const refusal = writeRefusal(chatView(row), mineView(row))
      if (refusal !== null) fail(refusal)
    } else if (!(await speaks(tx, viewerId, row))) fail('message.channelReadOnly')
    else if (!poll.anonymous) fail('poll.channelAnonymous')
    checkEnd(poll, clock.now(), fail)
    await keepPace(parts, tx, row, viewerId, fail)
  }

  const doInsert = async (tx: Tx, viewerId: string, row: ReaderRow, key: string, asked: Asked): Promise<Message> => {
    const { question, poll, right } = asked
    const now = clock.now()
    const carried = { attachments: [], poll, announcement: null, sticker: null }
    const words = { chatId: row.id, id: key, text: question, ...carried, now }
    const message =
      row.kind === 'channel'
        ? await insertPost(tx, { ...words, communityId: row.community_id!, authorId: viewerId })
        : await messages.insertMessage(tx, {
            ...words,
            senderId: viewerId,
            mentions: [],
            replyToSeq: null,
            origin: null,
            lifetimeMs: null,
          })
    if (row.channel_class === 'page') await insertPublication(tx, { ...message, kind: 'poll' })
    const nothing = { voters: 0, counts: poll.options.map(() => 0) }
    const sealed = poll.anonymous ? sealCounts(await pollsKey(parts), message, nothing, random) : null
    const endsAt = poll.endsAt === null ? null : Date.parse(poll.endsAt)
    await store.insertPoll(tx, message, { endsAt, right, sealed, now })
    changes.doTellPosted(tx, message)
    return message
  }

  /** A poll that the viewer reads. */
  const accessPoll = async (
    db: Reader,
    viewerId: string,
    { chatId, seq }: { chatId: string; seq: number },
    fail: Fail<'chat.unknown' | 'message.unknown' | 'poll.unknown'>,
  ): Promise<PollMessage> => {
    const place = (await parts.accessPlace(db, viewerId, chatId)) ?? fail('chat.unknown')
    const [message] = await messages.messagesBySeq(db, chatId, [seq], place.start_seq ?? 0)
    if (message === undefined) return fail('message.unknown')
    return isPoll(message) ? message : fail('poll.unknown')
  }

  const readOwn = (reader: Reader, message: PollMessage, profileId: string): Promise<store.Vote | null> =>
    message.poll.anonymous ? store.readVoter(reader, message, profileId) : store.readVote(reader, message, profileId)

  const ownView = (
    message: PollMessage,
    vote: store.Vote | null,
    viewerId: string,
    right: number[] | null,
  ): OwnVote => {
    const isTold = vote !== null || message.senderId === viewerId || message.poll.state.ended !== null
    return { voted: vote !== null, choice: vote?.choice ?? null, right: isTold ? right : null }
  }

  /** Puts one more vote into the counts of an anonymous poll, and notes apart that its voter has voted. */
  const doVoteUnseen = async (
    tx: Tx,
    message: PollMessage,
    voter: { profileId: string; key: string },
    { sealed, choice }: { sealed: Buffer; choice: readonly number[] },
  ): Promise<void> => {
    const key = await pollsKey(parts)
    const before = openCounts(key, message, sealed, message.poll.options.length)
    const counts = before.counts.map((count, option) => (choice.includes(option) ? count + 1 : count))
    const after = sealCounts(key, message, { voters: before.voters + 1, counts }, random)
    await store.putVoter(tx, message, { ...voter, sealed: after })
  }

  return {
    /** Asks a question; a repeat under the same key finds it. */
    async create(
      tx: Tx,
      viewerId: string,
      input: Input<'polls.create'>,
      fail: FailOf<'polls.create'>,
    ): Promise<Message> {
      const asked = readPollInput(input, fail)
      const { chatId, key } = input
      await log.lockHeads(tx, [chatId])
      const row = (await parts.accessChat(tx, viewerId, chatId)) ?? fail('chat.unknown')
      const senderId = row.kind === 'channel' ? row.community_id! : viewerId
      const [known] = await messages.sentSeqs(tx, { chatId, senderId, ids: [key] })
      if (known !== undefined) return repeatOf(tx, row, asked, known)
      await checkAsks(tx, viewerId, row, asked, fail)
      return doInsert(tx, viewerId, row, key, asked)
    },

    /** Votes. The same key again answers the same, also when it could not be voted any more. */
    async vote(tx: Tx, viewerId: string, input: Input<'polls.vote'>, fail: FailOf<'polls.vote'>): Promise<OwnVote> {
      const { chatId, seq, key } = input
      const { place, seen, viewer, observedAfter } = await accessMessages(parts, tx, viewerId, chatId, [seq], fail)
      const message = checkPoll(seen[0]!, fail)
      const known = await readOwn(tx, message, viewerId)
      const hidden = await store.readPoll(tx, message)
      if (known?.key === key) return ownView(message, known, viewerId, hidden.right)
      const refusal = voteRefusal(message, place.mine, { ...viewer, voted: known !== null })
      if (refusal !== null) fail(refusal)
      if (seq <= observedAfter) fail('message.unobserved')
      const choice = checkChoice(message.poll, input.choice, fail)
      if (message.poll.anonymous) {
        await doVoteUnseen(tx, message, { profileId: viewerId, key }, { sealed: hidden.sealed!, choice })
      } else await store.putVote(tx, message, viewerId, { key, choice, now: viewer.now })
      await telling.doTellSoon(tx, message, hidden, viewer.now)
      emitter.ephemeral(tx, 'profile', viewerId, 'poll.voted', { chatId, seq })
      const vote = { key, choice: message.poll.anonymous ? null : choice }
      return ownView(message, vote, viewerId, hidden.right)
    },

    async own(db: Reader, viewerId: string, input: Input<'polls.own'>, fail: FailOf<'polls.own'>): Promise<OwnVote> {
      const message = await accessPoll(db, viewerId, input, fail)
      const { right } = await store.readPoll(db, message)
      return ownView(message, await readOwn(db, message, viewerId), viewerId, right)
    },

    /** Who has voted in a named poll, page by page. */
    async voters(
      db: Reader,
      viewerId: string,
      input: Input<'polls.voters'>,
      fail: FailOf<'polls.voters'>,
    ): Promise<Output<'polls.voters'>> {
      const place = decodeCursor(input.cursor, ['instant', 'id'])
      const limit = input.limit ?? LIST_LIMIT
      const message = await accessPoll(db, viewerId, input, fail)
      if (!seesVoters(message, { profileId: viewerId })) {
        fail('poll.votersHidden', { why: message.poll.anonymous ? 'anonymous' : 'test' })
      }
      const after = place === null ? null : { at: new Date(place[0] as string), profileId: place[1] as string }
      const asked = { ...input, option: input.option ?? null }
      const rows = await store.pageVotes(db, asked, after, limit + 1)
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      return {
        voters: shown.map(({ profileId, choice, votedAt }) => ({ profileId, choice, at: toInstant(votedAt) })),
        cards: await doors.cards(
          db,
          shown.map(({ profileId }) => profileId),
        ),
        next:
          rows.length > limit && last !== undefined ? encodeCursor([toInstant(last.votedAt), last.profileId]) : null,
      }
    },

    /** Ends a poll before its time; one that has ended stays as it is and takes no number. */
    async end(tx: Tx, viewerId: string, input: Input<'polls.end'>, fail: FailOf<'polls.end'>): Promise<void> {
      const { chatId, seq } = input
      const { row, place, seen, viewer } = await accessMessages(parts, tx, viewerId, chatId, [seq], fail)
      const message = checkPoll(seen[0]!, fail)
      const inItsName = row.kind === 'channel' && (await speaks(tx, viewerId, row))
      const refusal = inItsName ? null : endRefusal(message, place.mine, viewer)
      if (refusal === 'poll.notYours') fail(refusal, { changedBy: 'author' })
      if (refusal !== null) fail(refusal)
      if (message.poll.state.ended !== null) return
      // Whose time is over, the deadline has ended, though nobody has come round to it.
      const isOver = hasEnded(message.poll, viewer.now)
      const actorId = inItsName ? null : viewerId
      await telling.doEnd(tx, message, isOver ? { by: 'deadline' } : { by: 'person', actorId }, viewer.now)
    },
  }

  /** What was asked under this key, if it is what is asked now. */
  async function repeatOf(tx: Tx, row: ReaderRow, { question, poll }: Asked, seq: number): Promise<Message> {
    const [present] = await messages.messagesBySeq(tx, row.id, [seq], row.start_seq ?? 0)
    if (present === undefined) throw new Refusal('chat.unknown')
    if (present.erased !== null) return present
    const isSame = present.text === question && present.poll !== null && settingsOf(present.poll) === settingsOf(poll)
    if (!isSame) throw new Refusal('key.reused')
    return present
  }
}

function settingsOf({ options, anonymous, multiple, changeable, test, endsAt }: PollMessage['poll']): string {
  return JSON.stringify([options, anonymous, multiple, changeable, test, endsAt])
}

function checkPoll(message: Message, fail: Fail<'message.erased' | 'poll.unknown'>): PollMessage {
  if (message.erased !== null) fail('message.erased')
  return isPoll(message) ? message : fail('poll.unknown')
}
