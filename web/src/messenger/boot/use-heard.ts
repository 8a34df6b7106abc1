import { useEffect } from 'react'
import type { EventFrame } from '#contract/kit/socket.ts'
import { useHostedEngine } from './hosted-engine.ts'

interface Listener {
  onEvent: (frame: EventFrame) => void
  /** The socket is live: what has happened before was not told. */
  onLive: () => void
}

/** Hears what the socket of this profile hears, also outside the messenger. */
export function useHeard(profileId: string, { onEvent, onLive }: Listener): void {
  const engine = useHostedEngine(profileId)
  useEffect(() => {
    if (engine === null) return
    const stopEvents = engine.onEvent(onEvent)
    const stopPhases = engine.store.subscribe(({ phase }, before) => {
      if (phase === 'stream' && before.phase !== 'stream') onLive()
    })
    if (engine.store.getState().phase === 'stream') onLive()
    return () => {
      stopEvents()
      stopPhases()
    }
  }, [engine, onEvent, onLive])
}
