import { type PointerEvent, useRef } from 'react'

const PRESS_MS = 450
const MOVE_PX = 10
/** A browser makes its click this soon after a finger is lifted. */
const AFTER_MS = 350
const ENDS = ['touchend', 'touchcancel'] as const

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
        swallowClick()
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

/** The finger that opened something closes or presses nothing when it is lifted. */
function swallowClick(): void {
  const swallow = (event: Event) => {
    event.preventDefault()
    event.stopPropagation()
  }
  addEventListener('click', swallow, { capture: true, once: true })
  const release = () => {
    for (const name of ENDS) removeEventListener(name, release, true)
    setTimeout(() => removeEventListener('click', swallow, true), AFTER_MS)
  }
  for (const name of ENDS) addEventListener(name, release, true)
}
