import type { EventFrame } from '#contract/kit/socket.ts'

/** Whether an event is about the call of this chat. */
export function isAboutCall({ e, p }: EventFrame, chatId: string): boolean {
  if (e === 'call.changed') return (p as { call: { chatId: string } }).call.chatId === chatId
  return e === 'call.door' && (p as { chatId: string }).chatId === chatId
}
