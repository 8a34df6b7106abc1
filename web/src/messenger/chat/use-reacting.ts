import { useCallback } from 'react'
import type { Reaction } from '#contract/messenger/chats.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { showFailure } from '#web/kit/ui/toasts.ts'
import { useEngine } from '../boot/engine-context.ts'
import type { BubbleItem } from '../view/flow.ts'

/** Gives a message the reader's reaction, or takes it back: shown at once, and undone with a sentence when it is not done. */
export function useReacting(chatId: string): (item: BubbleItem, reaction: Reaction | null) => void {
  const engine = useEngine()
  return useCallback(
    ({ seq }, reaction) => {
      if (seq === null) return
      engine.reacting.set(chatId, seq, reaction).catch((error: unknown) => showFailure(explain(error).sentence))
    },
    [chatId, engine],
  )
}
