import { type Static, Type } from 'typebox'
import { Membership } from '../communities/communities.ts'
import { ProfileCard } from '../identity/profiles.ts'
import { closed, Id, Seq } from '../kit/scalars.ts'
import { ChatMine, ChatState, Message, ReadTop } from './chats.ts'
import { Folders } from './folders.ts'
import { Marks } from './marks.ts'
import { ChatEntry, OwnReaction } from './messages.ts'

/**
 * The answer to `hello`: everything that the client needs to be right again, read in one repeatable-read transaction.
 * The socket is subscribed before it is read, so an event that happened meanwhile arrives as well and is recognised by
 * its number.
 */
export const Snapshot = closed({
  /** The profile’s own log now stands here. */
  profileSeq: Seq,
  /** Logs of the communities' classes that this reader hears, by `community/class`. */
  communitySeqs: Type.Record(Type.String(), Seq),
  memberships: Type.Array(Membership),
  /** Chats that are new to the client or have moved beyond the position it gave; the state replaces what it holds. */
  moved: Type.Array(
    closed({
      state: ChatState,
      /**
       * What the client missed, ascending and without a hole from its position on; only for chats on screen. When it
       * missed more than 500 numbers or more than 100 messages were changed, `reset` is set and these are the last page;
       * off screen there is none.
       */
      entries: Type.Array(ChatEntry),
      /** Messages up to the given position that have been changed since. */
      changed: Type.Array(Message),
      /** The reader’s reactions to these messages and to those among the entries. */
      own: Type.Array(OwnReaction),
      /** The client drops what it cached of this chat’s log. */
      reset: Type.Boolean(),
    }),
  ),
  /** Chats that have not moved: facts of the reader may have. */
  same: Type.Array(closed({ chatId: Id, mine: ChatMine, readTop: ReadTop })),
  /** Chats in the client’s cache that the reader may not read any more. */
  gone: Type.Array(Id),
  /** What the reader has marked for himself; null when nothing of his own log has passed since he was here. */
  marks: Type.Union([Marks, Type.Null()]),
  /** The reader’s folders; null as with the marks. */
  folders: Type.Union([Folders, Type.Null()]),
  /** Versions of the reader’s drafts, by chat. */
  drafts: Type.Record(Type.String(), Type.Integer()),
  cards: Type.Array(ProfileCard),
})
export type Snapshot = Static<typeof Snapshot>
