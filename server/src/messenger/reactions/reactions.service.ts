import type { ProfileCard } from '#contract/identity/profiles.ts'
import type { ChatMine, Reaction } from '#contract/messenger/chats.ts'
import type { Reactor } from '#contract/messenger/reactions.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import type { PlaceRow } from '../chats/chat-views.ts'
import type { LeftDoors } from '../doors.ts'
import { accessMessages, type MessageDoor } from '../messages/access-messages.ts'

interface Parts extends MessageDoor {
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
  | NonNullable<ChatMine['writeRefusal']>

export type ReactionsService = ReturnType<typeof createReactionsService>

/** Reactions to messages: one of each person to each message. */
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
      if (reaction !== null && place.mine.writeRefusal !== null) fail(place.mine.writeRefusal)
      if (reaction !== null && seq <= observedAfter) fail('message.unobserved')
      const [given] = await reactions.reactionsOf(tx, chatId, viewerId, [seq])
      if ((given?.reaction ?? null) === reaction) return
      const name = 'reactions.changed'
      const payload = { actorId: viewerId }
      const changeSeq = await log.appendChange(tx, input, name, payload, viewer.now)
      await reactions.putReaction(tx, input, viewerId, { reaction, seq: changeSeq })
      const message = await reactions.countReactions(tx, input, changeSeq)
      const change = { seq: changeSeq, at: toInstant(viewer.now), name, payload } as const
      parts.changes.doTellChange(tx, log.changeFrame(change, message, reaction))
    },

    /** Who has reacted, page by page. */
    async list(
      db: Reader,
      viewerId: string,
      input: { chatId: string; seq: number; cursor?: string; limit?: number },
      fail: Fail<'chat.unknown' | 'message.unknown'>,
    ): Promise<{ people: Reactor[]; cards: ProfileCard[]; next: string | null }> {
      const place = decodeCursor(input.cursor, ['count'])
      const limit = input.limit ?? LIST_LIMIT
      const chat = (await parts.accessPlace(db, viewerId, input.chatId)) ?? fail('chat.unknown')
      const [message] = await messages.messagesBySeq(db, input.chatId, [input.seq], chat.start_seq ?? 0)
      if (message === undefined) fail('message.unknown')
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
