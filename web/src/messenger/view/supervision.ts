import type { Supervision } from '#contract/messenger/chats.ts'
import { t } from '../messenger.texts.ts'

/** Who sees a dialogue beside the two, in words. */
export function seenBy(supervision: Supervision | null, names: readonly string[]): string {
  if (supervision === null) return t.supervision.nobody
  const list = names.join(', ')
  return supervision.mode === 'secondAdult'
    ? t.supervision.secondAdult(list)
    : t.supervision.guardians(list, supervision.observerIds.length)
}
