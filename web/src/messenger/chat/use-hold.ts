import { type MouseEvent, type PointerEvent, useEffect, useRef } from 'react'

const HOLD_MS = 500

/** A long press on a button, its menu by the other button of a mouse, or by the key of the menu. */
export function useHold(act: (() => void) | undefined) {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const held = useRef(false)
  const stop = () => clearTimeout(timer.current)
  useEffect(() => () => clearTimeout(timer.current), [])
  return {
    /** Whether the press that ends now was a long one: it is no click. */
    isHeld: () => {
      const was = held.current
      held.current = false
      return was
    },
    onPointerDown: (event: PointerEvent) => {
      held.current = false
      stop()
      if (act === undefined || event.pointerType === 'mouse') return
      timer.current = setTimeout(() => {
        held.current = true
        act()
      }, HOLD_MS)
    },
    onPointerUp: stop,
    onPointerLeave: stop,
    onPointerCancel: stop,
    onContextMenu: (event: MouseEvent) => {
      if (act === undefined) return
      event.preventDefault()
      // A finger that rests there has opened it already.
      if (held.current) return
      stop()
      act()
    },
  }
}
