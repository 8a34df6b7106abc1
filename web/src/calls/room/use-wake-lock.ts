import { useEffect } from 'react'

/** A phone does not fall asleep while a call is on the screen. */
export function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null
    let gone = false
    const take = async () => {
      if (document.visibilityState !== 'visible') return
      const taken = await navigator.wakeLock?.request('screen').catch(() => null)
      if (gone) void taken?.release()
      else lock = taken ?? null
    }
    void take()
    // The browser takes it away with the page out of sight.
    document.addEventListener('visibilitychange', take)
    return () => {
      gone = true
      document.removeEventListener('visibilitychange', take)
      void lock?.release()
    }
  }, [])
}
