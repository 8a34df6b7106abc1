import type { Poll } from '#contract/messenger/poll.ts'
import { POLL_STEP_VOTES } from '#contract/messenger/polls.limits.ts'
import { t } from './polls.texts.ts'

/** How many have voted, and why no more is told of it. */
export function resultLine({ anonymous, test, state }: Poll, over: boolean): string {
  const { voters, counted, counts } = state
  if (test && counts === null) return t.hidden(voters)
  if (!anonymous || voters === 0) return t.voted(voters)
  if (counts === null) return over ? t.never(voters, POLL_STEP_VOTES) : t.few(voters, POLL_STEP_VOTES)
  return counted < voters ? t.counted(counted, voters, POLL_STEP_VOTES) : t.voted(voters)
}
