import { decide, queue, undo } from '#contract/communities/applications.ts'
import { home, members } from '#contract/communities/communities.ts'
import { matchedSummary } from '#contract/communities/matched.ts'
import { listUnits } from '#contract/communities/units.ts'
import type { ErrorCode } from '#contract/errors.ts'
import { explain, sentenceOf } from '#web/kit/errors/explain.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { showFailure, showToast } from '#web/kit/ui/toasts.ts'
import { t } from './applications.texts.ts'

const CHANGED = [queue, matchedSummary, home, members, listUnits]

/** Approves and rejects, one or many, and takes it back while that is possible (INV-06). */
export function useDecisions(communityId: string, onDone: () => void) {
  const back = useCommand(undo, {
    refreshes: CHANGED,
    onSuccess: ({ undone, skipped }) => {
      showToast(skipped.length > 0 ? sayAll(t.done.undone(undone.length), skipped) : t.done.undone(undone.length))
    },
  })
  const takeBack = (ids: string[]) =>
    back.mutate({ communityId, ids }, { onError: (error) => showFailure(explain(error).sentence) })
  const forth = useCommand(decide, {
    refreshes: CHANGED,
    onSuccess: ({ decided, skipped, undoUntil }, { decision }) => {
      onDone()
      const ids = decided.map(({ id }) => id)
      const done = t.done[decision](decided.length)
      const way = { until: Date.parse(undoUntil), act: () => takeBack(ids) }
      showToast(
        skipped.length > 0 ? sayAll(decided.length > 0 ? done : '', skipped) : done,
        ids.length > 0 ? way : undefined,
      )
    },
  })
  const complain = { onError: (error: Error) => showFailure(explain(error).sentence) }
  return {
    busy: forth.isPending,
    approve: (ids: string[]) => forth.mutate({ communityId, ids, decision: 'approve' }, complain),
    reject: (ids: string[], reason: string) => forth.mutate({ communityId, ids, decision: 'reject', reason }, complain),
    takeBack,
  }
}

export type Decisions = ReturnType<typeof useDecisions>

function sayAll(done: string, skipped: readonly { code: string }[]): string {
  const why = sentenceOf(skipped[0]!.code as ErrorCode)
  return [done, t.done.skipped(skipped.length, why)].filter((part) => part !== '').join('. ')
}
