import { useEffect, useReducer, useRef } from 'react'
import type { Person } from './people.ts'
import { type Large, nextLarge, STAYS_MS } from './speaker.ts'

/** Who stands large: whom the viewer has pinned, or whoever speaks. */
export function useLarge(people: readonly Person[], pinned: string | null): string | null {
  const held = useRef<Large>({ sessionId: null, since: 0 })
  const [, look] = useReducer((count: number) => count + 1, 0)
  held.current = nextLarge(held.current, people, Date.now())
  const { sessionId } = held.current
  const waits = people.some((person) => person.speaks && person.sessionId !== sessionId)
  useEffect(() => {
    if (!waits) return
    const timer = setTimeout(look, STAYS_MS)
    return () => clearTimeout(timer)
  }, [waits])
  return people.some((person) => person.sessionId === pinned) ? pinned : sessionId
}
