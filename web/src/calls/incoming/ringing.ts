import { create } from 'zustand'
import type { Call } from '#contract/calls/calls.ts'
import type { EventFrame } from '#contract/kit/socket.ts'

/** The call that has just begun in some chat of the reader, until it is answered or over. */
export const useRinging = create<{ call: Call | null }>()(() => ({ call: null }))

/** Takes note of calls that begin and end. */
export function hearCall({ e, p }: EventFrame): void {
  if (e !== 'call.changed') return
  const { call } = p as { call: Call }
  const { call: ringing } = useRinging.getState()
  // A later version is the door of a call that rang long ago.
  if (call.endedAt === null && call.version === 1) useRinging.setState({ call })
  else if (call.endedAt !== null && ringing?.id === call.id) useRinging.setState({ call: null })
}
