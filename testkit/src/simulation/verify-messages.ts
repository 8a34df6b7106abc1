import type { Message } from '#contract/messenger/chats.ts'
import { messageIn } from '#web/kit/sync/changes.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import type { ChatView } from './model.ts'
import type { MessageView } from './model-messages.ts'

/** I5: wherever a device holds a message, it is the message as it stands now: no old text, none that was erased. */
export function verifyMessages(slice: ChatSlice, view: ChatView): string[] {
  const held: readonly (readonly [where: string, message: Message | null])[] = [
    ...(slice.window?.entries ?? []).map((entry) => [`entry ${entry.s}`, messageIn(entry)] as const),
    ...Object.entries(slice.quoted).map(([seq, message]) => [`quote of ${seq}`, message] as const),
    ['the last message', slice.lastMessage],
  ]
  return held.flatMap(([where, message]) => {
    const expected = message === null ? undefined : view.messages.get(message.seq)
    if (message === null || expected === undefined) return []
    const [shown, right] = [shownOf(message), rightOf(expected)]
    return shown === right ? [] : [`${where} shows ${shown} instead of ${right}`]
  })
}

function shownOf({ text, editedAt, erased }: Message): string {
  return JSON.stringify({ text, edited: editedAt !== null, erased: erased !== null })
}

function rightOf({ text, edited, erased }: MessageView): string {
  return JSON.stringify({ text: text ?? '', edited, erased })
}
