import { type Call, getRunningCall, startCall } from '#contract/calls/calls.ts'
import { api, newKey } from '#web/kit/api/api.ts'
import { useOngoing } from './ongoing.ts'
import { openMedia } from './open-media.ts'
import { CallSession, type SessionParts } from './session/call-session.ts'

interface Entrance extends Pick<SessionParts, 'profileId' | 'microphone' | 'camera' | 'onEvent'> {
  chatId: string
}

/** Goes into the call of a chat, and begins it where none runs; whoever is in another one leaves that. */
export async function enterCall({ chatId, ...parts }: Entrance): Promise<void> {
  const running = await api.call(getRunningCall, { chatId })
  const call: Call = running.call ?? (await api.call(startCall, { chatId, id: newKey() })).call
  const mine = running.mine ?? { leads: true, admission: null, waiting: 0 }
  useOngoing.getState().session?.leave()
  useOngoing.setState({ session: new CallSession({ ...parts, call, mine, newKey, ask: api.call, openMedia }) })
}

/** Leaves the call in which this page is, which goes on for the others. */
export function leaveCurrent(): void {
  useOngoing.getState().session?.leave()
  useOngoing.setState({ session: null })
}
