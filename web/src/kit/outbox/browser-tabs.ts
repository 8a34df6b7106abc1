import type { Bell, Locks, Ring } from './outbox-ports.ts'

/** Web Locks: the browser gives the lock to the next tab when its owner closes or crashes. */
export const browserLocks: Locks = {
  own(name, onOwned) {
    // Pages without a secure origin have no locks: every tab sends then, and the keys keep it exactly once.
    if (!('locks' in navigator)) {
      queueMicrotask(onOwned)
      return () => {}
    }
    const waiting = new AbortController()
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    navigator.locks
      .request(name, { signal: waiting.signal }, () => {
        onOwned()
        return held
      })
      .catch(() => {})
    return () => {
      waiting.abort()
      release()
    }
  },
}

/** The bell between the tabs of one browser for one profile. */
export function browserBell(profileId: string): Bell {
  const channel = new BroadcastChannel(`parta.outbox.${profileId}`)
  let isOpen = true
  return {
    ring(ring) {
      // What is still under way when somebody signs out has nobody to tell any more.
      if (isOpen) channel.postMessage(ring)
    },
    onRing(callback) {
      channel.onmessage = (event: MessageEvent<Ring>) => callback(event.data)
      return () => {
        isOpen = false
        channel.close()
      }
    },
  }
}
