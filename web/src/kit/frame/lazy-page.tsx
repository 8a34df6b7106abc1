import { lazyRouteComponent } from '@tanstack/react-router'
import { useEffect } from 'react'
import { NetworkFailure } from '../api/api-failure.ts'
import { Failed } from '../ui/States.tsx'

const UNREACHED = new NetworkFailure(null)

/** A page whose code comes when it is opened; without a network it says so instead of failing. */
export function lazyPage<T extends Record<string, unknown>, Name extends keyof T>(load: () => Promise<T>, name: Name) {
  return lazyRouteComponent<T, Name>(async () => {
    try {
      return await load()
    } catch (error) {
      // With a network the code is gone because the server has a newer one: the router loads the page anew.
      if (navigator.onLine) throw error
      return { [name]: Unreached } as unknown as T
    }
  }, name)
}

function Unreached() {
  useEffect(() => {
    openAgain()
    addEventListener('online', openAgain)
    return () => removeEventListener('online', openAgain)
  }, [])
  return (
    <main id="content">
      <Failed error={UNREACHED} onRetry={openAgain} />
    </main>
  )
}

/** Loading anew without a network would leave the app for the browser's own page. */
function openAgain(): void {
  if (navigator.onLine) location.reload()
}
