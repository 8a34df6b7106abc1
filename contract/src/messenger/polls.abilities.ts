import type { ChatMine, Message } from './chats.ts'
import type { Looking } from './messages.abilities.ts'
import type { Poll } from './poll.ts'

type WriteRefusal = NonNullable<ChatMine['writeRefusal']>
type Reader = Pick<ChatMine, 'role' | 'writeRefusal'>
/** A message that asks something. */
type Asking = Pick<Message, 'senderId'> & { poll: Poll }

export type VoteRefusal =
  | 'poll.ended'
  | 'poll.voteFinal'
  | 'poll.ownTest'
  | Exclude<WriteRefusal, 'message.channelReadOnly'>
export type EndRefusal = 'poll.notYours' | Exclude<WriteRefusal, 'message.channelReadOnly'>

/** Whether a poll can be voted in no more at the moment `now`, in milliseconds of the server's time (POL-04). */
export function hasEnded({ endsAt, state }: Pick<Poll, 'endsAt' | 'state'>, now: number): boolean {
  return state.ended !== null || (endsAt !== null && now >= Date.parse(endsAt))
}

/**
 * Why the holder of `mine` may not vote, or vote otherwise when he has voted; null when he may. Whoever has made a mini-test
 * knows its answers and is no part of its results. Only leaders may write in some
 * chats, and readers of a channel never: whoever reads there is asked all the same.
 */
export function voteRefusal(
  { senderId, poll }: { senderId: string; poll: Pick<Poll, 'changeable' | 'endsAt' | 'state' | 'test'> },
  mine: Reader,
  { profileId, voted, now }: Pick<Looking, 'profileId'> & { voted: boolean; now: number },
): VoteRefusal | null {
  const { writeRefusal } = mine
  if (writeRefusal !== null && writeRefusal !== 'message.channelReadOnly') return writeRefusal
  if (hasEnded(poll, now)) return 'poll.ended'
  if (poll.test && senderId === profileId) return 'poll.ownTest'
  return voted && !poll.changeable ? 'poll.voteFinal' : null
}

/** Why the viewer may not end a poll before its time; null when he may, also when it has ended. */
export function endRefusal({ senderId }: Asking, mine: Reader, viewer: Pick<Looking, 'profileId'>): EndRefusal | null {
  const leads = mine.role === 'owner' || mine.role === 'administrator'
  const { writeRefusal } = mine
  if (writeRefusal !== null && writeRefusal !== 'message.channelReadOnly') return writeRefusal
  return leads || senderId === viewer.profileId ? null : 'poll.notYours'
}

/** Whether the viewer is told who has chosen what: in a named poll everybody, of a mini-test its author (POL-06). */
export function seesVoters({ senderId, poll }: Asking, viewer: Pick<Looking, 'profileId'>): boolean {
  return !poll.anonymous && (!poll.test || senderId === viewer.profileId)
}
