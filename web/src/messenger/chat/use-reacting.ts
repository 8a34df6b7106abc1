import { useCallback } from 'react'
import type { Reaction } from '#contract/messenger/chats.ts'
import { setReaction } from '#contract/messenger/reactions.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { showFailure } from '#web/kit/ui/toasts.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import type { BubbleItem } from '../view/flow.ts'

/** Gives a message the reader's reaction, or takes it back; it shows when its event comes. */
export function useReacting(chatId: string): (item: BubbleItem, reaction: Reaction | null) => void {
  const { mutate } = useEngineCommand(setReaction)
  return useCallback(
    (item, reaction) => {
      if (item.seq === null) return
      mutate({ chatId, seq: item.seq, reaction }, { onError: (error) => showFailure(explain(error).sentence) })
    },
    [chatId, mutate],
  )
}
