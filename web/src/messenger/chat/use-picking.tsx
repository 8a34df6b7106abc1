import { lazy, type ReactNode, Suspense, useCallback, useState } from 'react'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import type { BubbleItem } from '../view/flow.ts'

// Wanted by few, so that the chat does not wait for them.
const ForwardSheet = lazy(async () => ({ default: (await import('../forward/ForwardSheet.tsx')).ForwardSheet }))
const DeleteDialog = lazy(async () => ({ default: (await import('./DeleteDialog.tsx')).DeleteDialog }))
const SelectionBar = lazy(async () => ({ default: (await import('../forward/SelectionBar.tsx')).SelectionBar }))

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
    <Suspense fallback={null}>
      <SelectionBar slice={slice} picked={picked} onForward={setForwarded} onDelete={setDeleted} onClose={end} />
    </Suspense>
  )
  const question: ReactNode = deleted !== null && (
    <Suspense>
      <DeleteDialog
        slice={slice}
        seqs={deleted}
        onClose={keep}
        onDone={() => {
          keep()
          end()
        }}
      />
    </Suspense>
  )
  const sheet: ReactNode = forwarded !== null && (
    <Suspense>
      <ForwardSheet
        fromChatId={slice.chat.id}
        seqs={forwarded}
        onClose={() => setForwarded(null)}
        onDone={() => {
          setForwarded(null)
          end()
        }}
      />
    </Suspense>
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
