import type { InputOf } from '#contract/kit/operation.ts'
import type { forward } from '#contract/messenger/messages.ts'

type ForwardInput = InputOf<typeof forward>

/**
 * Builds what is sent to forward some messages into one chat after the other. Whatever becomes of the comment between two
 * tries, the same things keep their keys in a chat: after an answer that was lost nothing stands twice.
 */
export function createForwardInputs(from: { chatId: string; seqs: readonly number[] }, newKey: () => string) {
  const keys = new Map<string, { messages: ForwardInput['messages']; comment: string }>()
  return (chatId: string, text: string): ForwardInput => {
    const kept = keys.get(chatId) ?? { messages: from.seqs.map((seq) => ({ key: newKey(), seq })), comment: newKey() }
    keys.set(chatId, kept)
    const comment = text === '' ? {} : { comment: { key: kept.comment, text } }
    return { chatId, fromChatId: from.chatId, messages: kept.messages, ...comment }
  }
}
