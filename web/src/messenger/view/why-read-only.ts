import type { WriteRefusal } from '#contract/messenger/chats.abilities.ts'
import { sentenceOf } from '#web/kit/errors/explain.ts'
import { t } from '../messenger.texts.ts'

/** Why the reader may not write in a chat: in words of the chat where it has its own, else as the server's refusal says it. */
export function whyReadOnly(refusal: WriteRefusal): string {
  const own: Readonly<Record<string, string>> = t.readOnly
  return own[refusal] ?? sentenceOf(refusal)
}
