import type { EventFrame } from '#contract/kit/socket.ts'

const OF_CALLS: ReadonlySet<string> = new Set(['call.door', 'call.halls', 'call.note'])

/** Whether an event is about the call of this chat. */
export function isAboutCall({ e, p }: EventFrame, chatId: string): boolean {
  if (e === 'call.changed') return (p as { call: { chatId: string } }).call.chatId === chatId
  return OF_CALLS.has(e) && (p as { chatId: string }).chatId === chatId
}
