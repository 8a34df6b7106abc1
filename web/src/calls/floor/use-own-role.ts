import { useStore } from 'zustand'
import { handQueue, mayUse } from '#contract/calls/calls.abilities.ts'
import { useFrame } from '#web/kit/frame/frame-context.ts'
import type { CallSession } from '../session/call-session.ts'

const UNDECIDED = { microphone: null, camera: null, screen: null }

/** What the person may switch on himself (CALL-13), and where his hand stands in the queue; null while it is down. */
export function useOwnRole(session: CallSession) {
  const { profile } = useFrame()
  const call = useStore(session.store, (state) => state.call)
  const leads = useStore(session.store, (state) => state.mine.leads)
  const roles = useStore(session.store, (state) => state.roles)
  const role = roles[profile.id] ?? { leads, floor: false, permissions: UNDECIDED }
  const place = handQueue(Object.values(roles)).findIndex(({ profileId }) => profileId === profile.id)
  return { may: mayUse(call, { ...role, leads: leads || role.leads }), hand: place < 0 ? null : place + 1 }
}
