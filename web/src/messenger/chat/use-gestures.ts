import { type PointerEvent, useRef } from 'react'

const PRESS_MS = 450
const MOVE_PX = 10
/** A message that is drawn to the left so far is answered. */
const SWIPE_PX = 56
const SWIPE_MAX_PX = 72
/** A browser makes its click this soon after a finger is lifted. */
const AFTER_MS = 350
const ENDS = ['touchend', 'touchcancel'] as const

interface Held {
  timer: ReturnType<typeof setTimeout>
  x: number
  y: number
  /** How far it is drawn; null as long as it is not known whether it is. */
  drawn: number | null
}

interface Gestures {
  /** A long press; moving or lifting the finger is none. */
  onPress: (at: { x: number; y: number }) => void
  /** Drawing to the left; null where nothing comes of it. */
  onSwipe: (() => void) | null
}

/** What a finger does on a message. The style sheet leaves ways to the side to it: `touch-action: pan-y`. */
export function useGestures({ onPress, onSwipe }: Gestures) {
  const held = useRef<Held | null>(null)
  const stop = (event: PointerEvent<HTMLElement>) => {
    if (held.current === null) return
    clearTimeout(held.current.timer)
    if (held.current.drawn !== null) event.currentTarget.style.transform = ''
    held.current = null
  }
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      stop(event)
      if (event.pointerType !== 'touch') return
      const { clientX: x, clientY: y } = event
      const timer = setTimeout(() => {
        held.current = null
        swallowClick()
        onPress({ x, y })
      }, PRESS_MS)
      held.current = { timer, x, y, drawn: null }
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const start = held.current
      if (start === null) return
      const [right, down] = [event.clientX - start.x, event.clientY - start.y]
      if (start.drawn === null && Math.hypot(right, down) <= MOVE_PX) return
      if (start.drawn === null && (onSwipe === null || right > 0 || -right < 2 * Math.abs(down))) return stop(event)
      clearTimeout(start.timer)
      if (start.drawn === null) event.currentTarget.setPointerCapture(event.pointerId)
      start.drawn = Math.min(SWIPE_MAX_PX, Math.max(0, -right))
      event.currentTarget.style.transform = `translateX(${-start.drawn}px)`
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      const isFar = (held.current?.drawn ?? 0) >= SWIPE_PX
      if (held.current !== null && held.current.drawn !== null) swallowClick()
      stop(event)
      if (isFar) onSwipe?.()
    },
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
