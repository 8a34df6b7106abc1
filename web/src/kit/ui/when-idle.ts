/** A page that draws all the time still gets what waits. */
const IDLE_MS_MAX = 2_000

/** Calls back once the browser has nothing better to do; the answer takes it back. */
export function whenIdle(callback: () => void): () => void {
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(callback, IDLE_MS_MAX)
    return () => clearTimeout(timer)
  }
  const handle = requestIdleCallback(callback, { timeout: IDLE_MS_MAX })
  return () => cancelIdleCallback(handle)
}
