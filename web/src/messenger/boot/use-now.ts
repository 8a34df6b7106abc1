import { useSyncExternalStore } from 'react'

const MINUTE_MS = 60_000
let now = Date.now()
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    now = Date.now()
    for (const told of listeners) told()
  }, MINUTE_MS)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The present minute, so that «сегодня» becomes «вчера» at midnight. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now)
}
