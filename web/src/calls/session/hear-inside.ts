import type { EventPayload } from '#contract/events.ts'
import type { EventFrame } from '#contract/kit/socket.ts'
import type { CallSession } from './call-session.ts'

/** What those who are in a call are told there, and nobody else. */
export function hearInside({ e, p }: EventFrame, { store, lists }: Pick<CallSession, 'store' | 'lists'>): void {
  if (e === 'call.people') lists.take(p as EventPayload<'call.people'>)
  if (e === 'call.asked') store.setState({ asked: p as EventPayload<'call.asked'> })
  if (e === 'call.nudged') {
    const { profileId } = p as EventPayload<'call.nudged'>
    store.setState(({ nudged }) => ({ nudged: { byId: profileId, place: (nudged?.place ?? 0) + 1 } }))
  }
  if (e === 'call.reactions') {
    const { counts } = p as EventPayload<'call.reactions'>
    store.setState(({ applause }) => ({ applause: { counts, place: (applause?.place ?? 0) + 1 } }))
  }
}
