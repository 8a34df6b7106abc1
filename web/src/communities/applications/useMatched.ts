import { useState } from 'react'
import { queue } from '#contract/communities/applications.ts'
import { home, members } from '#contract/communities/communities.ts'
import { approveMatched, matchedLog, matchedSummary, undoMatched } from '#contract/communities/matched.ts'
import { listUnits } from '#contract/communities/units.ts'
import { api, newKey } from '#web/kit/api/api.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { refresh, useApi } from '#web/kit/query/useApi.ts'
import { showFailure, showToast } from '#web/kit/ui/toasts.ts'
import { t } from './applications.texts.ts'

/** How those who wait stand to the list, and the approval of all who match, step by step with what is done so far. */
export function useMatched(communityId: string, enabled = true) {
  const summary = useApi(matchedSummary, { communityId }, { enabled })
  /** How many are decided of how many; null while nothing is under way. */
  const [progress, setProgress] = useState<{ done: number; all: number } | null>(null)

  const run = async (step: () => Promise<{ done: number; left: number }>): Promise<number | null> => {
    setProgress({ done: 0, all: 0 })
    try {
      for (;;) {
        const { done, left } = await step()
        setProgress({ done, all: done + left })
        if (left === 0) return done
      }
    } catch (error) {
      showFailure(explain(error).sentence)
      return null
    } finally {
      setProgress(null)
      void refresh(matchedSummary, matchedLog, queue, home, members, listUnits)
    }
  }
  const takeBack = async (id: string) => {
    const done = await run(async () => {
      const { approval, left } = await api.call(undoMatched, { id })
      return { done: approval.undone, left }
    })
    if (done !== null) showToast(t.done.undone(done))
  }
  const approve = async () => {
    const id = newKey()
    let until: string | null = null
    const done = await run(async () => {
      const { approval, left } = await api.call(approveMatched, { id, communityId })
      until = approval.undoUntil
      return { done: approval.approved, left }
    })
    if (done === null) return
    const undo = until === null ? undefined : { until: Date.parse(until), act: () => void takeBack(id) }
    showToast(t.done.approve(done), undo)
  }
  return { summary: summary.data, progress, approve: () => void approve(), takeBack: (id: string) => void takeBack(id) }
}

export type Matched = ReturnType<typeof useMatched>
