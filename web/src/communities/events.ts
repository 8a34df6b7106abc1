import { type applicationEvents, own, queue } from '#contract/communities/applications.ts'
import { type communityEvents, home, members, mine } from '#contract/communities/communities.ts'
import { listLinks } from '#contract/communities/links.ts'
import { listUnits, type unitEvents } from '#contract/communities/units.ts'
import type { Operation } from '#contract/kit/operation.ts'
import { refresh } from '#web/kit/query/useApi.ts'

type CommunityEvent = keyof typeof applicationEvents | keyof typeof communityEvents | keyof typeof unitEvents

/** Which answers an event makes old. */
const OLD_AFTER: Readonly<Record<CommunityEvent, readonly Operation[]>> = {
  'application.changed': [own],
  // A decision makes members and uses up links.
  'queue.changed': [queue, home, members, listUnits, listLinks],
  'unit.changed': [listUnits, home, queue],
  'membership.changed': [mine, home, members, listUnits],
  'membership.ended': [mine, home, members, listUnits],
}

const PAUSE_MS = 1_000

const waiting = new Set<Operation>()
let pause: ReturnType<typeof setTimeout> | null = null

/** What is on screen follows an event at once; a burst of events asks once a second. */
export function followEvent(event: string): void {
  if (event in OLD_AFTER) askAnew(OLD_AFTER[event as CommunityEvent])
}

/** Everything that events keep fresh is asked anew: some may have been missed. */
export function followEverything(): void {
  askAnew(Object.values(OLD_AFTER).flat())
}

function askAnew(operations: readonly Operation[]): void {
  for (const operation of operations) waiting.add(operation)
  if (pause === null) ask()
}

function ask(): void {
  const operations = [...waiting]
  waiting.clear()
  pause = operations.length === 0 ? null : setTimeout(ask, PAUSE_MS)
  void refresh(...operations)
}
