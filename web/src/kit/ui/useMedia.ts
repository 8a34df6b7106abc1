import { useSyncExternalStore } from 'react'

const PHONE = '(max-width: 767px)'

/** Whether the screen has room for one column only. */
export function usePhone(): boolean {
  return useMedia(PHONE)
}

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    () => matchMedia(query).matches,
  )
}
