import { useEffect, useState } from 'react'

/** What is left until a moment, as `4:05`; null without one, `0:00` when it is over. */
export function useRemaining(endsAt: string | null): string | null {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (endsAt === null) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [endsAt])
  return endsAt === null ? null : clockOf(Date.parse(endsAt) - now)
}

/** Milliseconds as `4:05`, or `1:04:05` from an hour on. */
export function clockOf(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000))
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  return hours === 0 ? `${minutes}:${two(seconds % 60)}` : `${hours}:${two(minutes)}:${two(seconds % 60)}`
}
