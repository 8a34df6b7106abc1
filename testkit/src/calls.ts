import type { Call } from '#contract/calls/calls.ts'
import { type Client, newId } from './client.ts'
import type { Person } from './people.ts'
import type { World } from './world.ts'

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

/** Opens a call to anybody who has its link. */
export async function openToAnybody(leader: Person, call: Call): Promise<string> {
  const input = { ...placeOfCall(call), access: 'anyone' } as const
  return (await leader.client.call('callLinks.setAccess', input)).link!.token
}

/** A browser without an account that has come to the door of a call by its link. */
export interface Guest {
  client: Client
  sessionId: string
  name: string
}

/** Comes to the door of a call as a guest. */
export async function knock(world: World, token: string, name = 'Анна Гостева'): Promise<Guest> {
  const guest = { client: world.client(), sessionId: newId(), name }
  guest.client.name = name
  await guest.client.call('callGuests.knock', { token, name })
  return guest
}

/** The id of a guest in a call, as whoever leads it sees him at the door. */
export async function idAtDoor(leader: Person, call: Call, { name }: Pick<Guest, 'name'>): Promise<string> {
  const { guests } = await leader.client.call('calls.waiting', placeOfCall(call))
  return guests.find((guest) => guest.name === name)!.id
}

/** Decides on a guest who waits. */
export async function decideOnGuest(leader: Person, call: Call, guest: Guest, decision: 'admit' | 'reject' = 'admit') {
  const id = await idAtDoor(leader, call, guest)
  await leader.client.call('calls.decide', { ...placeOfCall(call), profileIds: [id], decision })
  return id
}
