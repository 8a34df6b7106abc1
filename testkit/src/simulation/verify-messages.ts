import type { Message } from '#contract/messenger/chats.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import type { ChatView } from './model.ts'
import type { MessageView } from './model-messages.ts'
import type { Received } from './simulated-school.ts'

/**
 * I5: wherever a device holds a message, it is the message as it stands now: no old text, none that was erased, and the
 * reactions that people have given, with the reader's own.
 */
export function verifyMessages(slice: ChatSlice, view: ChatView, profileId: string): string[] {
  const entries = (slice.window?.entries ?? []).flatMap((entry) =>
    entry.e === 'message.posted' ? [entry.p.message] : [],
  )
  const held: readonly (readonly [where: string, message: Message | null])[] = [
    ...entries.map((message) => [`entry ${message.seq}`, message] as const),
    ...Object.entries(slice.quoted).map(([seq, message]) => [`quote of ${seq}`, message] as const),
    ['the last message', slice.lastMessage],
  ]
  const broken = held.flatMap(([where, message]) => {
    const expected = message === null ? undefined : view.messages.get(message.seq)
    if (message === null || expected === undefined) return []
    return differences(where, shownOf(message), rightOf(expected))
  })
  const own = entries.flatMap(({ seq, erased }) => {
    const shown = erased === null ? (slice.own[seq]?.reaction ?? null) : null
    return differences(`the own reaction to ${seq}`, shown, ownIn(view.messages.get(seq), profileId))
  })
  return [...broken, ...own]
}

/** I5: no text is given to anybody whose message was over before the question was asked. */
export function verifyExpired(received: readonly Received[], answerMs: number): string[] {
  return received.flatMap(({ browser, at, frame }) =>
    messagesIn(frame)
      .filter(({ text, expiresAt }) => text !== '' && expiresAt !== null && Date.parse(expiresAt) + answerMs < at)
      .map(({ chatId, seq }) => `${browser.parts.name} was given the text of ${chatId}/${seq} after its end`),
  )
}

/** Every message that a frame carries, wherever in it. */
function messagesIn(value: unknown): Message[] {
  if (typeof value !== 'object' || value === null) return []
  const inside = Object.values(value).flatMap(messagesIn)
  return 'expiresAt' in value ? [value as Message, ...inside] : inside
}

function differences(where: string, shown: unknown, right: unknown): string[] {
  const [one, other] = [JSON.stringify(shown), JSON.stringify(right)]
  return one === other ? [] : [`${where} shows ${one} instead of ${other}`]
}

function shownOf({ text, attachments, editedAt, erased, reactions }: Message) {
  return { text, files: attachments.map(({ id }) => id), edited: editedAt !== null, erased: erased !== null, reactions }
}

function rightOf({ text, files, edited, erased, reactions }: MessageView) {
  const counts = [...reactions].map(([reaction, people]) => ({ reaction, count: people.length }))
  return { text: text ?? '', files, edited, erased, reactions: counts }
}

function ownIn(message: MessageView | undefined, profileId: string): string | null {
  return [...(message?.reactions ?? [])].find(([, people]) => people.includes(profileId))?.[0] ?? null
}
