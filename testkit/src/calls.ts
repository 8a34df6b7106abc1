import type { Call } from '#contract/calls/calls.ts'
import { newId } from './client.ts'
import type { Person } from './people.ts'

/** One device of somebody in a call. */
export interface CallSession {
  chatId: string
  callId: string
  sessionId: string
}

export const placeOfCall = ({ chatId, id: callId }: Call) => ({ chatId, callId })

/** Begins a call in a chat. */
export async function startCall(person: Person, chatId: string): Promise<Call> {
  return (await person.client.call('calls.start', { chatId, id: newId() })).call
}

/** Comes into a call whose door is open. */
export async function enterCall(person: Person, call: Call): Promise<CallSession> {
  const session = { ...placeOfCall(call), sessionId: newId() }
  await person.client.call('calls.join', session)
  return session
}
