import { reaches } from '../messenger/chat-permissions.ts'
import type { Chat, ChatMine } from '../messenger/chats.ts'
import type { Admission, Call } from './calls.ts'
import type { CallPerson, MediaSource } from './people.ts'

type Mine = Pick<ChatMine, 'role' | 'writeRefusal'>
type ChatRefusal = Exclude<NonNullable<ChatMine['writeRefusal']>, 'message.channelReadOnly'>

type Callable = Pick<Chat, 'kind' | 'permissions'>

export type StartRefusal = ChatRefusal | 'call.notAllowed' | 'call.notHere'
export type JoinRefusal = Exclude<ChatRefusal, 'chat.observing'>

/**
 * Why the holder of `mine` may not begin a call in `chat`; null when he may: in a dialogue each of the two, in a group
 * whom it allows that (CHT-03). Channels are read by hundreds who do not see each other, and nobody calls himself.
 */
export function startRefusal({ kind, permissions }: Callable, mine: Mine): StartRefusal | null {
  if (kind !== 'direct' && kind !== 'group') return 'call.notHere'
  const refusal = joinRefusal(mine)
  if (refusal !== null) return refusal
  // Whoever sees a dialogue of others begins nothing there.
  if (mine.role === 'observer') return 'chat.observing'
  return reaches(permissions.startCalls, mine.role) ? null : 'call.notAllowed'
}

/** Why the holder of `mine` may not plan calls in `chat`, or begin one that is planned; null when he may: in a group whoever leads it. */
export function planRefusal(chat: Callable, mine: Mine): StartRefusal | null {
  return startRefusal(chat, mine) ?? (chat.kind === 'direct' || leads(mine) ? null : 'call.notAllowed')
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

/** Whether somebody leads a chat, and with it every call there. */
export function leads({ role }: { role: string | undefined }): boolean {
  return role === 'owner' || role === 'administrator'
}

/** Whether somebody leads a call: has begun it, leads its chat, or was made its administrator (CALL-04). */
export function leadsCall(
  { startedBy }: { startedBy: string },
  who: { profileId: string; administrator: boolean; role: string | undefined },
): boolean {
  return startedBy === who.profileId || who.administrator || leads(who)
}

/** What somebody is in a call, beside what he is in its chat. */
export interface CallStanding {
  /** Has begun it, leads its chat, or was made its administrator (CALL-04). */
  leads: boolean
  /** Sees the dialogue by the rule of two adults. */
  observes: boolean
  /** Was in it before, or was let in. */
  isKnown: boolean
  admission: Admission | null
  /** Is not in its chat and comes by its link, as somebody of its organisation or as a guest without an account (CALL-17, CALL-20). */
  visits: 'organisation' | 'guest' | null
}

/** What the viewer, who is `profileId`, is in a call of a chat in which he is `mine`. */
export function callStanding(
  call: { startedBy: string },
  { role }: Pick<Mine, 'role'>,
  own: { profileId: string; administrator: boolean; admission: Admission | null; wasIn: boolean },
): CallStanding {
  const { admission, wasIn } = own
  return {
    leads: leadsCall(call, { ...own, role }),
    observes: role === 'observer',
    isKnown: wasIn || admission === 'admitted',
    admission,
    visits: null,
  }
}

export type DoorRefusal = 'call.removed' | 'call.rejected' | 'call.locked'

/**
 * Whether somebody comes into a call at once, waits to be let in, or stays outside (CALL-09). Whoever leads it and whoever sees
 * a dialogue is never kept out; whoever was in comes back through a door that was closed behind him.
 */
export function admissionTo(
  { locked, waitingRoom }: { locked: boolean; waitingRoom: boolean },
  { leads, observes, isKnown, admission, visits }: CallStanding,
): 'in' | 'waits' | DoorRefusal {
  if (leads || observes) return 'in'
  if (admission === 'removed') return 'call.removed'
  if (admission === 'rejected') return 'call.rejected'
  if (isKnown) return 'in'
  if (locked) return 'call.locked'
  // Nobody knows who a guest is before somebody has looked.
  return waitingRoom || visits === 'guest' ? 'waits' : 'in'
}

/** Whether the viewer is told who is in a call: whoever is kept outside learns no names (CALL-09). */
export function seesPeople(call: { locked: boolean; waitingRoom: boolean }, standing: CallStanding): boolean {
  const door = admissionTo(call, standing)
  // Whoever comes by a link may have to wait before an open door too.
  if (standing.visits !== null) return door === 'in' && standing.isKnown
  return door === 'in' || door === 'call.locked'
}

/** Those whose hands are up, the first one first: the queue, as everybody in the call sees it (CALL-06). */
export function handQueue<P extends Pick<CallPerson, 'profileId' | 'handAt'>>(people: readonly P[]): P[] {
  const key = ({ handAt, profileId }: P) => `${handAt} ${profileId}`
  return people.filter(({ handAt }) => handAt !== null).sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

/** What somebody may switch on in a call himself. The floor is the right to speak, whatever else was decided (CALL-13). */
export function mayUse(
  call: Pick<Call, 'microphones' | 'cameras' | 'screens'>,
  { leads, floor, permissions }: Pick<CallPerson, 'leads' | 'floor' | 'permissions'>,
): Record<MediaSource, boolean> {
  return {
    microphone: leads || floor || (permissions.microphone ?? call.microphones),
    camera: leads || (permissions.camera ?? call.cameras),
    screen: leads || (permissions.screen ?? call.screens),
  }
}
