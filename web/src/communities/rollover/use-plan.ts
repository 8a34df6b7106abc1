import { useEffect, useRef } from 'react'
import {
  chooseRollover,
  getRollover,
  openRollovers,
  type Rollover,
  type RolloverPlan,
} from '#contract/communities/rollover.ts'
import { listUnits } from '#contract/communities/units.ts'
import type { InputOf } from '#contract/kit/operation.ts'
import { queryClient } from '#web/kit/query/query-client.ts'
import { apiQuery, refresh, useCommand } from '#web/kit/query/useApi.ts'

const LOOK_MS = 500

export const isWorking = ({ state }: Rollover): boolean => state === 'applying' || state === 'undoing'

const keyOf = (rolloverId: string) => apiQuery(getRollover, { rolloverId }).queryKey

/** Shows a plan as the server has just answered it. */
export function showPlan(plan: RolloverPlan): void {
  queryClient.setQueryData(keyOf(plan.rollover.id), plan)
}

export type Choices = InputOf<typeof chooseRollover>['choices']

/** Says what becomes of units, one choice after the other, so that none meets an earlier version of the plan. */
export function useChoices(plan: RolloverPlan) {
  const command = useCommand(chooseRollover)
  const queue = useRef<Promise<unknown>>(Promise.resolve())
  const { id: rolloverId } = plan.rollover
  const choose = (choices: Choices): void => {
    const send = async () => {
      const { rollover } = queryClient.getQueryData<RolloverPlan>(keyOf(rolloverId)) ?? plan
      const input = { rolloverId, version: rollover.version, choices }
      const answer = await command.mutateAsync(input).catch(() => null)
      if (answer === null) await refresh(getRollover)
      else showPlan(answer)
    }
    queue.current = queue.current.then(send)
  }
  return { choose, error: command.error }
}

/** Looks again and again how far the work has come, and at everything it has changed when it is over. */
export function useProgress(rollover: Rollover | undefined): void {
  const working = rollover !== undefined && isWorking(rollover)
  const was = useRef(false)
  useEffect(() => {
    if (was.current && !working) void refresh(openRollovers, listUnits)
    was.current = working
    if (!working) return
    const timer = setInterval(() => void refresh(getRollover), LOOK_MS)
    return () => clearInterval(timer)
  }, [working])
}
