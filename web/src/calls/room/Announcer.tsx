import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { t } from '../calls.texts.ts'
import type { CallSession } from '../session/call-session.ts'
import type { Person } from './people.ts'

/** In a crowd nobody wants to hear of everybody. */
const FEW = 20
/** The names of those who come are there a moment after them. Milliseconds. */
const NAMED_MS = 600

/** Says to those who listen who comes and goes, and to whoever decides that somebody waits. */
export function Announcer({ session, people }: { session: CallSession; people: readonly Person[] }) {
  const waiting = useStore(session.store, (state) => state.mine.waiting)
  const [said, setSaid] = useState('')
  const known = useRef<ReadonlyMap<string, string> | null>(null)
  useEffect(() => {
    const now = new Map(people.filter(({ isSelf }) => !isSelf).map(({ sessionId, name }) => [sessionId, name]))
    const timer = setTimeout(() => {
      const before = known.current
      known.current = now
      if (before === null || now.size > FEW) return
      const joined = [...now].filter(([id]) => !before.has(id)).map(([, name]) => t.room.joined(name))
      const left = [...before].filter(([id]) => !now.has(id)).map(([, name]) => t.room.left(name))
      if (joined.length + left.length > 0) setSaid([...joined, ...left].join('. '))
    }, NAMED_MS)
    return () => clearTimeout(timer)
  }, [people])
  useEffect(() => {
    if (waiting > 0) setSaid(t.room.asks(waiting))
  }, [waiting])
  return (
    <p className="vh" role="status">
      {said}
    </p>
  )
}
