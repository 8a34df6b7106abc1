import { type ComponentType, useEffect, useState } from 'react'
import { whenIdle } from '#web/kit/ui/when-idle.ts'

const AGAIN_MS = 5_000

type Host = ComponentType<{ profileId: string }>

/**
 * The engine of the signed-in profile, on whatever page it is: messages that wait leave, unread counts are live. Its code
 * comes after the first paint, unless the messenger itself is on screen.
 */
export function MessengerEngine({ profileId, atOnce }: { profileId: string; atOnce: boolean }) {
  const [host, setHost] = useState<{ Host: Host } | null>(null)
  const [wanted, setWanted] = useState(atOnce)
  useEffect(() => {
    if (atOnce) setWanted(true)
    else return whenIdle(() => setWanted(true))
  }, [atOnce])
  useEffect(() => {
    if (!wanted || host !== null) return
    let gone = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const load = () => {
      import('./EngineHost.tsx').then(
        ({ EngineHost }) => !gone && setHost({ Host: EngineHost }),
        () => {
          timer = setTimeout(load, AGAIN_MS)
        },
      )
    }
    load()
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [wanted, host])
  return host === null ? null : <host.Host key={profileId} profileId={profileId} />
}
