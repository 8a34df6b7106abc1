import { type ReactNode, useCallback, useState } from 'react'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { late } from '#web/kit/ui/late.tsx'
import type { BubbleItem } from '../view/flow.ts'

// Wanted by few, so that the chat does not wait for them.
const ForwardSheet = late(async () => (await import('../forward/ForwardSheet.tsx')).ForwardSheet, { pressed: true })
const DeleteDialog = late(async () => (await import('./DeleteDialog.tsx')).DeleteDialog, { pressed: true })
const SelectionBar = late(async () => (await import('../forward/SelectionBar.tsx')).SelectionBar, { pressed: true })

/** Which messages of a chat are chosen, forwarded or deleted, with what stands on the screen for that. */
export function usePicking(slice: ChatSlice) {
  const [picked, setPicked] = useState<ReadonlySet<number> | null>(null)
  const [forwarded, setForwarded] = useState<readonly number[] | null>(null)
  const onPick = useCallback((item: BubbleItem) => {
    setPicked((before) => {
      const next = new Set(before)
      if (!next.delete(item.seq!)) next.add(item.seq!)
      return next
    })
  }, [])
  const [deleted, setDeleted] = useState<readonly number[] | null>(null)
  const keep = useCallback(() => setDeleted(null), [])
  const end = useCallback(() => setPicked(null), [])
  const bar: ReactNode = picked !== null && (
    <SelectionBar slice={slice} picked={picked} onForward={setForwarded} onDelete={setDeleted} onClose={end} />
  )
  const question: ReactNode = deleted !== null && (
    <DeleteDialog
      slice={slice}
      seqs={deleted}
      onClose={keep}
      onDone={() => {
        keep()
        end()
      }}
    />
  )
  const sheet: ReactNode = forwarded !== null && (
    <ForwardSheet
      fromChatId={slice.chat.id}
      seqs={forwarded}
      onClose={() => setForwarded(null)}
      onDone={() => {
        setForwarded(null)
        end()
      }}
    />
  )
  return {
    picked,
    onPick,
    onForward: (item: BubbleItem) => setForwarded([item.seq!]),
    onDelete: (item: BubbleItem) => setDeleted([item.seq!]),
    bar,
    sheet: question || sheet,
  }
}
