import { useSyncExternalStore } from 'react'

/** Whether a media query holds now. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const list = matchMedia(query)
      list.addEventListener('change', onChange)
      return () => list.removeEventListener('change', onChange)
    },
    () => matchMedia(query).matches,
  )
}

/** One column: the list and the chat are pages of their own. */
export const usePhone = () => useMedia('(max-width: 767px)')

/** A finger, not a pointer: Enter makes a new line, and menus open by a long press. */
export const useTouch = () => useMedia('(hover: none) and (pointer: coarse)')
