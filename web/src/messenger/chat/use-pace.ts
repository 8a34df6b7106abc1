import { useEffect, useState } from 'react'
import { nextWriteAt } from '#contract/messenger/chats.abilities.ts'
import { useMessenger } from '../boot/engine-context.ts'

const LOOK_MS = 500

interface Pace {
  /** Whether the reader waits between two messages here. */
  slow: boolean
  /** Milliseconds until he may write again; 0 when he may now. */
  waitMs: number
  /** Whether he waits now, also for what is on its way. */
  waiting: boolean
}

/** When the reader may write the next message in a chat that may be slow (CHT-10). */
export function usePace(chatId: string): Pace {
  const slow = useMessenger(({ sync: { chats } }) => {
    const slice = chats[chatId]
    return slice !== undefined && slice.chat.slowModeMs !== null && slice.mine.role === 'member'
  })
  const at = useMessenger(({ sync: { chats } }) => {
    const slice = chats[chatId]
    return slice === undefined ? 0 : nextWriteAt(slice.chat, slice.mine)
  })
  const leaving = useMessenger(
    ({ outbox }) => slow && outbox.some((item) => item.chatId === chatId && item.state !== 'failed'),
  )
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (at <= Date.now()) return
    const look = () => {
      setNow(Date.now())
      if (Date.now() >= at) clearInterval(timer)
    }
    const timer = setInterval(look, LOOK_MS)
    look()
    return () => clearInterval(timer)
  }, [at])
  const waitMs = Math.max(0, at - now)
  return { slow, waitMs, waiting: leaving || waitMs > 0 }
}
