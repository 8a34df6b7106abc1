import type { Chat, ChatMine } from '../messenger/chats.ts'

type Mine = Pick<ChatMine, 'role' | 'writeRefusal'>
type ChatRefusal = Exclude<NonNullable<ChatMine['writeRefusal']>, 'message.channelReadOnly'>

export type StartRefusal = ChatRefusal | 'call.notAllowed' | 'call.notHere'
export type JoinRefusal = Exclude<ChatRefusal, 'chat.observing'>
export type EndRefusal = 'call.notAllowed'

/**
 * Why the holder of `mine` may not begin a call in `chat`; null when he may: in a dialogue each of the two, in a group whoever
 * leads it. Channels are read by hundreds who do not see each other, and nobody calls himself.
 */
export function startRefusal({ kind }: Pick<Chat, 'kind'>, mine: Mine): StartRefusal | null {
  if (kind !== 'direct' && kind !== 'group') return 'call.notHere'
  const refusal = joinRefusal(mine)
  if (refusal !== null) return refusal
  // Whoever sees a dialogue of others begins nothing there.
  if (mine.role === 'observer') return 'chat.observing'
  return kind === 'direct' || leads(mine) ? null : 'call.notAllowed'
}

/**
 * Why the holder of `mine` may not come into a call of his chat; null when he may. What forbids writing there forbids speaking
 * there too, so an adult and a pupil are as alone in a call as in its chat. Whoever sees their dialogue by the rule of two
 * adults comes in when he likes (P-07).
 */
export function joinRefusal({ writeRefusal }: Pick<Mine, 'writeRefusal'>): JoinRefusal | null {
  if (writeRefusal === null || writeRefusal === 'chat.observing' || writeRefusal === 'message.channelReadOnly')
    return null
  return writeRefusal
}

/** Why the viewer may not end a call for everybody (CALL-18); null when he may: whoever has begun it, and whoever leads its chat. */
export function endRefusal(
  { startedBy }: { startedBy: string },
  mine: Mine,
  { profileId }: { profileId: string },
): EndRefusal | null {
  return startedBy === profileId || leads(mine) ? null : 'call.notAllowed'
}

function leads({ role }: Pick<Mine, 'role'>): boolean {
  return role === 'owner' || role === 'administrator'
}
