import type { ChatHistory, Happening } from './happenings.ts'

/** One message in its present version. */
export interface MessageState {
  readonly seq: number
  readonly senderId: string
  readonly at: number
  /** From this moment on nobody may read it; null when it stays. */
  readonly dueAt: number | null
  readonly files: readonly string[]
  text: string
  edited: boolean
  erased: boolean
  /** By person, in the order in which they were given; one for each. */
  readonly reactions: Map<string, string>
}

/** What a device shows of one message. An erased one shows its place and nothing else. */
export interface MessageView {
  readonly text: string | null
  readonly files: readonly string[]
  readonly edited: boolean
  readonly erased: boolean
  /** People by reaction, in the order in which they gave it. */
  readonly reactions: ReadonlyMap<string, readonly string[]>
}

function post(happening: Happening & { kind: 'posted' }): MessageState {
  const { seq, senderId, at, lifetimeMs, text, files } = happening
  const dueAt = lifetimeMs === null ? null : at + lifetimeMs
  return { seq, senderId, at, dueAt, files, text, edited: false, erased: false, reactions: new Map() }
}

/** Carries `messages` over one happening. What is erased stays erased, whatever follows (I5). */
export function moveMessages(messages: Map<number, MessageState>, happening: Happening): void {
  if (happening.kind === 'posted') messages.set(happening.seq, post(happening))
  if (!('targetSeq' in happening)) return
  const message = messages.get(happening.targetSeq)
  if (message === undefined || message.erased) return
  if (happening.kind === 'edited') {
    message.text = happening.text
    message.edited = true
  } else if (happening.kind === 'reacted') {
    message.reactions.delete(happening.actorId)
    if (happening.reaction !== null) message.reactions.set(happening.actorId, happening.reaction)
  } else {
    message.erased = true
  }
}

/** Every message of the chat as it stands after the last happening, by number and ascending. */
export function messagesOf(chat: ChatHistory): ReadonlyMap<number, MessageState> {
  const messages = new Map<number, MessageState>()
  for (const happening of chat.happenings) moveMessages(messages, happening)
  return messages
}

/** Whether nobody may read it at the moment `now` (milliseconds), be the happening that says so there or not. */
export function isGone(message: MessageState, now: number): boolean {
  return message.erased || (message.dueAt !== null && now >= message.dueAt)
}

/** What is shown of `message` at the moment `now`, to whoever may see it. */
export function viewMessage(message: MessageState, now: number): MessageView {
  if (isGone(message, now)) return { text: null, files: [], edited: false, erased: true, reactions: new Map() }
  const reactions = new Map<string, string[]>()
  for (const [profileId, reaction] of message.reactions) {
    const same = reactions.get(reaction)
    if (same === undefined) reactions.set(reaction, [profileId])
    else same.push(profileId)
  }
  return { text: message.text, files: message.files, edited: message.edited, erased: false, reactions }
}
