import { type RefObject, useEffect, useRef } from 'react'

/** What a person does to scroll: wheel, finger, the bar, keys, and going on to something that has the focus. */
const SIGNS = ['wheel', 'touchmove', 'pointerdown', 'keydown', 'focusin'] as const

/** Whether the person has had a hand in where this box is scrolled since the answer was last set to false. */
export function useHand(box: RefObject<HTMLElement | null>): RefObject<boolean> {
  const hand = useRef(false)
  useEffect(() => {
    const element = box.current
    const lay = () => {
      hand.current = true
    }
    for (const sign of SIGNS) element?.addEventListener(sign, lay, { passive: true })
    return () => {
      for (const sign of SIGNS) element?.removeEventListener(sign, lay)
    }
  }, [box])
  return hand
}
