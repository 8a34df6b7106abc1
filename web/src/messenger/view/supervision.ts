import type { Supervision } from '#contract/messenger/chats.ts'
import { DIALOGUE_REFUSALS } from '#contract/messenger/messenger.limits.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { t } from '../messenger.texts.ts'
import { whyReadOnly } from './why-read-only.ts'

/** Who sees a dialogue beside the two, in words. */
export function seenBy(supervision: Supervision | null, names: readonly string[]): string {
  if (supervision === null) return t.supervision.nobody
  const list = names.join(', ')
  return supervision.mode === 'secondAdult'
    ? t.supervision.secondAdult(list)
    : t.supervision.guardians(list, supervision.observerIds.length)
}

/**
 * What stands above a dialogue for everybody in it: who sees it, or the rule because of which nobody may write; null above
 * any other chat. What can be done about the rule stands in the place of the composer.
 */
export function ruleAbove({ chat, mine }: Pick<ChatSlice, 'chat' | 'mine'>, names: readonly string[]): string | null {
  if (chat.supervision !== null) return seenBy(chat.supervision, names)
  const refusal = DIALOGUE_REFUSALS.find((code) => code === mine.writeRefusal)
  return refusal === undefined ? null : whyReadOnly(refusal).split('.')[0]!
}
