import { openCallLink } from '#contract/calls/call-links.ts'
import { knockAtCall, lookAtCallLink } from '#contract/calls/guests.ts'
import { isFailure } from '#web/kit/api/api-failure.ts'
import type { Api } from '#web/kit/api/create-api.ts'
import { guestSeat, type Seat, visitorSeat } from './seat.ts'

/** Where the link of a call leads whoever has opened it. */
export type Led =
  /** Into the chat of the call, which he reads. */
  | { readonly way: 'chat'; readonly chatId: string }
  /** Into the call alone, as somebody of its organisation. */
  | { readonly way: 'visitor'; readonly title: string; readonly seat: Seat }
  /** To its door as a guest: under the name by which this browser came already, or one that he has to type. */
  | { readonly way: 'guest'; readonly name: string | null }
  /** Nowhere without an account: he has to sign in. */
  | { readonly way: 'signin' }

/**
 * Asks where a link leads: whoever is signed in and belongs to the organisation comes as himself, anybody else as a guest.
 *
 * @throws ApiFailure when it leads nowhere
 */
export async function openLink(ask: Api['call'], token: string): Promise<Led> {
  const { guests, signedIn, name } = await ask(lookAtCallLink, { token })
  const guest: Led = guests ? { way: 'guest', name } : { way: 'signin' }
  if (!signedIn) return guest
  try {
    const { inChat, title, ...place } = await ask(openCallLink, { token })
    if (inChat) return { way: 'chat', chatId: place.chatId }
    return { way: 'visitor', title, seat: visitorSeat(ask, place) }
  } catch (error) {
    const isNoneOfThem = STRANGE.some((code) => isFailure(error, code))
    // Whoever has an account that does not help him here learns why.
    if (!isNoneOfThem || !guests) throw error
    return guest
  }
}

/** He is nobody of the organisation, or nobody yet. */
const STRANGE = ['callLink.outsider', 'profile.required', 'consent.required'] as const

/** Comes to the door as a guest; a browser that has done so already keeps its name. */
export async function becomeGuest(ask: Api['call'], token: string, name: string | null): Promise<Seat> {
  if (name !== null) await ask(knockAtCall, { token, name })
  return guestSeat(ask)
}
