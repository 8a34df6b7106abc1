import { useEffect, useState } from 'react'
import { useConnection } from '#web/kit/frame/connection.ts'
import { useMessenger, useOnline } from './engine-context.ts'

/** A short loss is not worth a word. */
const QUIET_MS = 2_500

/** True once the server has not been reached for a moment. */
export function useLateOffline(): boolean {
  const online = useOnline()
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (online) {
      setLate(false)
      return
    }
    const timer = setTimeout(() => setLate(true), QUIET_MS)
    return () => clearTimeout(timer)
  }, [online])
  return late && !online
}

/** Tells the frame's quiet line what the socket knows better than the browser. */
export function useConnectionLine(): void {
  const offline = useLateOffline()
  const waiting = useMessenger(({ outbox }) => outbox.filter((item) => item.state === 'waiting').length)
  useEffect(() => useConnection.setState({ online: !offline, waiting }), [offline, waiting])
  useEffect(() => () => useConnection.setState({ online: navigator.onLine, waiting: 0 }), [])
}
