import { useEffect, useState, useSyncExternalStore } from 'react'
import { useConnection } from '#web/kit/frame/connection.ts'
import { useMessenger, useOnline } from './engine-context.ts'

/** A short loss is not worth a word. */
const QUIET_MS = 2_500

/** True once the server has not been reached for a moment. */
export function useLateOffline(): boolean {
  const reached = useOnline()
  const network = useNetwork()
  const online = reached && network
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (online) {
      setLate(false)
      return
    }
    const timer = setTimeout(() => setLate(true), QUIET_MS)
    return () => clearTimeout(timer)
  }, [online])
  return !network || (late && !online)
}

/** The browser's own word: it may be wrong about being online, never about being offline. */
function useNetwork(): boolean {
  return useSyncExternalStore(
    (listener) => {
      addEventListener('online', listener)
      addEventListener('offline', listener)
      return () => {
        removeEventListener('online', listener)
        removeEventListener('offline', listener)
      }
    },
    () => navigator.onLine,
  )
}

/** Tells the frame's quiet line what the socket knows better than the browser. */
export function useConnectionLine(): void {
  const offline = useLateOffline()
  const waiting = useMessenger(({ outbox }) => outbox.filter((item) => item.state === 'waiting').length)
  useEffect(() => useConnection.setState({ online: !offline, waiting }), [offline, waiting])
  useEffect(() => () => useConnection.setState({ online: navigator.onLine, waiting: 0 }), [])
}
