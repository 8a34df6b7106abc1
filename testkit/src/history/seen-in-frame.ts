import type { ServerFrame } from '#contract/kit/socket.ts'
import type { Message } from '#contract/messenger/chats.ts'
import type { ChatEntry } from '#contract/messenger/messages.ts'
import type { Snapshot } from '#contract/messenger/sync.ts'
import type { Seen } from './history.ts'

export const seenOf = (message: Message): Seen => ({
  chat: message.chatId,
  seq: message.seq,
  key: message.id,
  sender: message.senderId,
  text: message.text,
})

const posted = (entries: readonly ChatEntry[]): Message[] =>
  entries.flatMap((entry) => (entry.e === 'message.posted' ? [entry.p.message] : []))

/** Every message that a frame brings to a device, wherever in the frame it stands. */
export function seenInFrame(frame: ServerFrame): Seen[] {
  return messagesIn(frame).map(seenOf)
}

function messagesIn(frame: ServerFrame): Message[] {
  if (frame.t === 'event') {
    const { message, state } = frame.p as { message?: Message; state?: { lastMessage: Message | null } }
    return [message, state?.lastMessage].filter((each) => each !== undefined && each !== null)
  }
  if (frame.t === 'snapshot') {
    return (frame.body as Snapshot).moved.flatMap(({ state, entries }) => [
      ...(state.lastMessage === null ? [] : [state.lastMessage]),
      ...posted(entries),
    ])
  }
  if (frame.t !== 'ok') return []
  const output = frame.output as { message?: Message; entries?: ChatEntry[]; quoted?: Message[]; messages?: Message[] }
  return [
    ...(output.message === undefined ? [] : [output.message]),
    ...posted(output.entries ?? []),
    ...(output.quoted ?? []),
    ...(output.messages ?? []),
  ]
}
