import { useEffect } from 'react'
import { create } from 'zustand'

const useHiders = create<{ count: number }>()(() => ({ count: 0 }))

/** Takes the bottom bar of a phone away while a screen with its own foot (an open chat) is shown. */
export function useWithoutBottomBar(active = true): void {
  useEffect(() => {
    if (!active) return
    useHiders.setState(({ count }) => ({ count: count + 1 }))
    return () => useHiders.setState(({ count }) => ({ count: count - 1 }))
  }, [active])
}

export function useBottomBarHidden(): boolean {
  return useHiders(({ count }) => count > 0)
}
