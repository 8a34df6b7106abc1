import { useSyncExternalStore } from 'react'

const KEY = 'parta.im.folder'
const listeners = new Set<() => void>()
let chosen = read()

function read(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}

/** Keeps the organisation whose chats are shown; null shows all. */
export function chooseFolder(communityId: string | null): void {
  chosen = communityId
  try {
    if (communityId === null) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, communityId)
  } catch {
    // Without storage the choice lives as long as the page.
  }
  for (const listener of listeners) listener()
}

export function useFolder(): string | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => chosen,
  )
}
