import type { CallGuest } from '#contract/calls/people.ts'
import type { ProfileCard } from '#contract/identity/profiles.ts'

/** What is known of somebody in a call: his card, or the name that a guest has typed. */
export type KnownCard = ProfileCard & { readonly guest?: true }

/** The card of somebody without an account: a name, and that he is a guest (CALL-20). */
export function guestCard({ id, name }: CallGuest): KnownCard {
  return { id, version: 1, surname: '', name, patronymic: '', staff: false, gone: false, guest: true }
}
