import { useCallback, useEffect, useRef, useState } from 'react'
import { cancel, chooseProfile, confirm, interaction } from '#contract/identity/oidc.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { api } from '#web/kit/api/api.ts'
import { type Explanation, explain } from '#web/kit/errors/explain.ts'

export type Shown = OutputOf<typeof interaction>

/** What an outside system waits for, and the answers of the person. What was corrected elsewhere is asked for anew. */
export function useInteraction(id: string) {
  const [shown, setShown] = useState<Shown | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Explanation | null>(null)
  const running = useRef(false)

  const run = useCallback(async (work: () => Promise<void>) => {
    if (running.current) return
    running.current = true
    setBusy(true)
    setError(null)
    try {
      await work()
    } catch (failure) {
      setError(explain(failure))
    } finally {
      running.current = false
      setBusy(false)
    }
  }, [])

  useEffect(() => {
    const load = () => void run(async () => setShown(await api.call(interaction, { id })))
    const again = () => {
      if (document.visibilityState === 'visible') load()
    }
    load()
    document.addEventListener('visibilitychange', again)
    return () => document.removeEventListener('visibilitychange', again)
  }, [id, run])

  return {
    shown,
    busy,
    error,
    choose: (profileId: string) => run(async () => setShown(await api.call(chooseProfile, { id, profileId }))),
    chooseAgain: () => setShown((before) => before && { ...before, step: 'profile' }),
    confirm: () => run(async () => location.replace((await api.call(confirm, { id })).to)),
    cancel: () => run(async () => location.replace((await api.call(cancel, { id })).to)),
  }
}

export type InteractionState = ReturnType<typeof useInteraction>
