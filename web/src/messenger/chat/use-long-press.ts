import { type PointerEvent, useRef } from 'react'

const PRESS_MS = 450
const MOVE_PX = 10

/** A long press of a finger; moving or lifting it is none. */
export function useLongPress(onPress: (at: { x: number; y: number }) => void) {
  const held = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | null>(null)
  const stop = () => {
    if (held.current !== null) clearTimeout(held.current.timer)
    held.current = null
  }
  return {
    onPointerDown(event: PointerEvent) {
      stop()
      if (event.pointerType !== 'touch') return
      const { clientX: x, clientY: y } = event
      const timer = setTimeout(() => {
        held.current = null
        onPress({ x, y })
      }, PRESS_MS)
      held.current = { timer, x, y }
    },
    onPointerMove(event: PointerEvent) {
      const start = held.current
      if (start !== null && Math.hypot(event.clientX - start.x, event.clientY - start.y) > MOVE_PX) stop()
    },
    onPointerUp: stop,
    onPointerCancel: stop,
  }
}
