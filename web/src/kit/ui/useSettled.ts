import { useEffect, useState } from 'react'

const SETTLED_MS = 250

/** A value that is typed, once it has stood still for a quarter of a second. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLED_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
