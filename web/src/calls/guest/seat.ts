import { mayUse } from '#contract/calls/calls.abilities.ts'
import { beatCall, joinCall, leaveCall, listPeople } from '#contract/calls/calls.ts'
import { beatAsGuest, enterAsGuest, type GuestState, leaveAsGuest, raiseHandAsGuest } from '#contract/calls/guests.ts'
import { setHand } from '#contract/calls/speaking.ts'
import { displayName } from '#contract/identity/names.ts'
import type { Api } from '#web/kit/api/create-api.ts'

/** The place of somebody who has come by a link: what he asks of the server, whoever he is. */
export interface Seat {
  /** Null of whoever waits. */
  enter(sessionId: string): Promise<{ url: string; token: string } | null>
  /** Says that he is there; `revision` is what he knows of those in the call. */
  beat(sessionId: string, revision: number | null): Promise<GuestState>
  setHand(up: boolean): Promise<unknown>
  leave(sessionId: string): Promise<unknown>
}

/** The place of a guest without an account: his cookie says who he is. */
export function guestSeat(ask: Api['call']): Seat {
  return {
    enter: async (sessionId) => (await ask(enterAsGuest, { sessionId })).admitted,
    beat: (sessionId, revision) => ask(beatAsGuest, { sessionId, revision }),
    setHand: (up) => ask(raiseHandAsGuest, { up }),
    leave: (sessionId) => ask(leaveAsGuest, { sessionId }),
  }
}

/** The place of somebody of the organisation who is not in the chat of the call (CALL-17). */
export function visitorSeat(ask: Api['call'], place: { chatId: string; callId: string }): Seat {
  return {
    enter: async (sessionId) => (await ask(joinCall, { ...place, sessionId })).admitted,
    async beat(sessionId, revision) {
      await ask(beatCall, { ...place, sessionId })
      const { call, stays, people, cards, guests, ...told } = await ask(listPeople, place)
      const names = new Map([...cards.map((card) => [card.id, displayName(card)] as const)])
      for (const { id, name } of guests) names.set(id, name)
      const staff = new Set(cards.filter((card) => card.staff).map(({ id }) => id))
      const byId = new Map(people.map((person) => [person.profileId, person]))
      const own = byId.get(stays.find((stay) => stay.sessionId === sessionId)?.profileId ?? '')
      return {
        may: mayUse(call, own ?? NOBODY),
        hand: (own?.handAt ?? null) !== null,
        floor: own?.floor ?? false,
        asked: null,
        nudged: false,
        revision: told.revision,
        people:
          told.revision === revision
            ? null
            : stays.map(({ sessionId: id, profileId }) => ({
                sessionId: id,
                name: names.get(profileId) ?? '',
                verified: staff.has(profileId),
                guest: guests.some((guest) => guest.id === profileId),
                leads: byId.get(profileId)?.leads ?? false,
                hand: (byId.get(profileId)?.handAt ?? null) !== null,
              })),
      }
    },
    setHand: (up) => ask(setHand, { ...place, up }),
    leave: (sessionId) => ask(leaveCall, { ...place, sessionId }),
  }
}

const NOBODY = { leads: false, floor: false, permissions: { microphone: null, camera: null, screen: null } }
