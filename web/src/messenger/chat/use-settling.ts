import { useEffect, useRef, useState } from 'react'

/** Pictures of the screen after the last change of heights in which a list may still put its place right by itself. */
const FRAMES = 20

export interface Settling {
  /** The heights have changed: it settles anew. */
  begin(): void
  isOn(): boolean
}

/**
 * How long a list settles after its rows have changed their heights, counted in pictures of the screen: a busy device
 * takes longer for all of it. Calls back when it has settled.
 */
export function useSettling(onSettled: () => void): Settling {
  const settled = useRef(onSettled)
  settled.current = onSettled
  const frame = useRef(0)
  const [settling] = useState<Settling>(() => {
    let left = 0
    const step = () => {
      left -= 1
      frame.current = left > 0 ? requestAnimationFrame(step) : 0
      if (left === 0) settled.current()
    }
    return {
      begin() {
        left = FRAMES
        if (frame.current === 0) frame.current = requestAnimationFrame(step)
      },
      isOn: () => left > 0,
    }
  })
  useEffect(
    () => () => {
      cancelAnimationFrame(frame.current)
      frame.current = 0
    },
    [],
  )
  return settling
}
