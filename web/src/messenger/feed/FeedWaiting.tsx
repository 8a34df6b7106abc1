import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { EventPayload } from '#contract/events.ts'
import { FEED_WAITING_MAX } from '#contract/messenger/announcements.limits.ts'
import { listWaiting } from '#contract/messenger/feed.ts'
import { useEngine, useMessenger } from '../boot/engine-context.ts'
import { useOwnKey } from '../boot/use-engine-calls.ts'
import styles from './feed.module.css'
import { t } from './feed.texts.ts'
import { heardWaiting, NOTHING_HEARD, withoutKnown } from './feed-items.ts'

/** Whoever comes back soon is not asked for again, so that a crowd that comes back at once asks nothing. Milliseconds. */
const FRESH_MS = 300_000

/**
 * After an answer the server is asked anew: soon for what waits here, and later for what does not, because whoever has announced
 * something to a whole school hears of every answer. Milliseconds.
 */
const SOON_MS = 500
const LATER_MS = 10_000
/** What is announced to a whole school is counted here at once; whether it asks this family is asked within so long and twice that, by each at another time. Milliseconds. */
const CHECK_MS = 30_000

/** How many announcements wait for the reader’s answer. */
export function FeedWaiting() {
  const engine = useEngine()
  const live = useMessenger((state) => state.phase === 'stream')
  const [heard, setHeard] = useState(NOTHING_HEARD)
  const { data, refetch } = useQuery({
    queryKey: useOwnKey('feed-waiting'),
    enabled: live,
    staleTime: FRESH_MS,
    networkMode: 'always',
    retry: false,
    queryFn: async () => {
      const { heard: known } = latest.current
      const { ids } = await engine.call(listWaiting, {})
      setHeard((now) => withoutKnown(now, known))
      return ids
    },
  })
  const waiting = [...new Set([...(data ?? []), ...heard.came])].filter((id) => !heard.gone.includes(id))
  const latest = useRef({ heard, waiting })
  latest.current = { heard, waiting }
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let due = Number.POSITIVE_INFINITY
    const askIn = (ms: number) => {
      const at = performance.now() + ms
      if (at >= due) return
      due = at
      clearTimeout(timer)
      timer = setTimeout(() => {
        due = Number.POSITIVE_INFINITY
        void refetch()
      }, ms)
    }
    const stop = engine.onEvent((frame) => {
      if (frame.e === 'families.changed') askIn(SOON_MS)
      if (frame.e === 'announcement.answered') {
        const { id } = frame.p as EventPayload<'announcement.answered'>
        askIn(latest.current.waiting.includes(id) ? SOON_MS : LATER_MS)
      }
      if (frame.e === 'message.posted' || frame.e === 'message.changed') {
        const { message } = frame.p as EventPayload<'message.posted'>
        const { heard: before } = latest.current
        setHeard((now) => heardWaiting(now, message))
        if (heardWaiting(before, message) !== before) askIn(CHECK_MS * (1 + Math.random()))
      }
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [engine, refetch])
  const count = waiting.length
  if (data === undefined || count === 0) return null
  return (
    <span className={styles.waits}>
      <span aria-hidden="true">{count >= FEED_WAITING_MAX ? t.many : count}</span>
      <span className="vh">{t.count(count)}</span>
    </span>
  )
}
