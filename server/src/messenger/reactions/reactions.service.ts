import type { ProfileCard } from '#contract/identity/profiles.ts'
import { givableReactions } from '#contract/messenger/chats.abilities.ts'
import type { Chat, ChatMine, Reaction } from '#contract/messenger/chats.ts'
import type { Reactor } from '#contract/messenger/reactions.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import type { PlaceRow } from '../chats/chat-views.ts'
import type { LeftDoors } from '../doors.ts'
import { accessMessages, type MessageDoor } from '../messages/access-messages.ts'

interface Parts extends MessageDoor, Pick<Platform, 'emitter'> {
  doors: LeftDoors
  changes: ChatChanges
  accessPlace: (reader: Reader, viewerId: string, chatId: string) => Promise<PlaceRow | null>
}

const LIST_LIMIT = 100

type SetRefusal =
  | 'chat.unknown'
  | 'message.unknown'
  | 'message.erased'
  | 'message.unobserved'
  | 'message.reactionClosed'
  | NonNullable<ChatMine['writeRefusal']>

export type ReactionsService = ReturnType<typeof createReactionsService>

/** Reactions to messages: one of each person to each message. Readers of a channel learn nothing of each other (CHN-07). */
export function createReactionsService(parts: Parts) {
  const { log, messages, reactions } = parts.stores
  return {
    /** Gives or takes back the own reaction; what is so already takes no number. Taking back needs no right to write. */
    async set(
      tx: Tx,
      viewerId: string,
      input: { chatId: string; seq: number; reaction: Reaction | null },
      fail: Fail<SetRefusal>,
    ): Promise<void> {
      const { chatId, seq, reaction } = input
      const { place, seen, viewer, observedAfter } = await accessMessages(parts, tx, viewerId, chatId, [seq], fail)
      if (seen[0]!.erased !== null) fail('message.erased')
      if (reaction !== null) checkGivable(place, reaction, fail)
      if (reaction !== null && seq <= observedAfter) fail('message.unobserved')
      const [given] = await reactions.reactionsOf(tx, chatId, viewerId, [seq])
      if ((given?.reaction ?? null) === reaction) return
      const name = 'reactions.changed'
      const isChannel = place.chat.kind === 'channel'
      const payload = { actorId: isChannel ? null : viewerId }
      const changeSeq = await log.appendChange(tx, input, name, payload, viewer.now)
      await reactions.putReaction(tx, input, viewerId, { reaction, seq: changeSeq })
      const message = await reactions.countReactions(tx, input, changeSeq)
      const change = { seq: changeSeq, at: toInstant(viewer.now), name, payload } as const
      parts.changes.doTellChange(tx, log.changeFrame(change, message, isChannel ? null : reaction))
      if (!isChannel) return
      const own = { chatId, seq, reaction, asOf: changeSeq }
      parts.emitter.ephemeral(tx, 'profile', viewerId, 'reactions.own', own)
    },

    /** Who has reacted, page by page. */
    async list(
      db: Reader,
      viewerId: string,
      input: { chatId: string; seq: number; cursor?: string; limit?: number },
      fail: Fail<'chat.unknown' | 'message.unknown' | 'message.reactorsHidden'>,
    ): Promise<{ people: Reactor[]; cards: ProfileCard[]; next: string | null }> {
      const place = decodeCursor(input.cursor, ['count'])
      const limit = input.limit ?? LIST_LIMIT
      const chat = (await parts.accessPlace(db, viewerId, input.chatId)) ?? fail('chat.unknown')
      const [message] = await messages.messagesBySeq(db, input.chatId, [input.seq], chat.start_seq ?? 0)
      if (message === undefined) fail('message.unknown')
      if (chat.kind === 'channel') fail('message.reactorsHidden')
      // Of what is over the rows stand a little longer than it is shown.
      if (message.erased !== null) return { people: [], cards: [], next: null }
      const rows = await reactions.pageReactions(db, input, (place?.[0] as number | undefined) ?? 0, limit + 1)
      const shown = rows.slice(0, limit)
      const ids = shown.map(({ profileId }) => profileId)
      return {
        people: shown.map(({ profileId, reaction }) => ({ profileId, reaction })),
        cards: await parts.doors.cards(db, ids),
        next: rows.length > limit ? encodeCursor([shown.at(-1)!.givenSeq]) : null,
      }
    },
  }
}

/** In a channel nobody writes, and its organisation says which reactions there are; elsewhere whoever writes reacts. */
function checkGivable(place: { mine: ChatMine; chat: Chat }, reaction: Reaction, fail: Fail<SetRefusal>): void {
  const { chat, mine } = place
  if (givableReactions(chat, mine).includes(reaction)) return
  if (chat.kind !== 'channel' && mine.writeRefusal !== null) fail(mine.writeRefusal)
  fail('message.reactionClosed', { setBy: 'organisation', changedBy: 'administrator' })
}
