import { type RefObject, useCallback, useEffect, useRef } from 'react'
import type { VirtualizerHandle } from 'virtua'
import { useEngine } from '../boot/engine-context.ts'
import type { FlowItem } from '../view/flow.ts'

/** Tells how far the reader has seen: the lowest message on the screen, while the page is looked at. */
export function useReading(chatId: string, items: readonly FlowItem[], list: RefObject<VirtualizerHandle | null>) {
  const engine = useEngine()
  const latest = useRef(items)
  latest.current = items
  const read = useCallback(() => {
    const handle = list.current
    if (handle === null || document.visibilityState !== 'visible' || handle.viewportSize === 0) return
    const last = handle.findItemIndex(handle.scrollOffset + handle.viewportSize - 1)
    for (let index = Math.min(last, latest.current.length - 1); index >= 0; index -= 1) {
      const item = latest.current[index]!
      const seq = item.t === 'bubble' ? item.seq : item.t === 'system' ? item.entry.s : null
      if (seq === null) continue
      engine.signs.read(chatId, seq)
      return
    }
  }, [chatId, engine, list])
  useEffect(() => {
    addEventListener('focus', read)
    document.addEventListener('visibilitychange', read)
    return () => {
      removeEventListener('focus', read)
      document.removeEventListener('visibilitychange', read)
    }
  }, [read])
  return read
}
