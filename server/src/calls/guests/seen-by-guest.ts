import type { Call } from '#contract/calls/calls.ts'
import type { SeenByGuest } from '#contract/calls/guests.ts'
import { displayName } from '#contract/identity/names.ts'
import type { Reader } from '../../platform/db/database.ts'
import { openStays } from '../calls/calls.store.ts'
import { distinct, peopleIn } from '../calls/people-in.ts'
import type { StandingParts } from '../calls/standing.ts'
import { guestsAmong } from './guests.store.ts'
import type { HostingParts } from './hosting.ts'

/** Who is in a call, as a guest is told: names without ids, and of pupils the first name alone. */
export async function seenByGuest(
  parts: Pick<StandingParts, 'membersAmong' | 'cards'> & Pick<HostingParts, 'pupilsAmong'>,
  reader: Reader,
  call: Call,
  seenSince: Date,
): Promise<SeenByGuest[]> {
  const stays = await openStays(reader, call.id, seenSince)
  const inside = distinct(stays)
  const guests = new Map((await guestsAmong(reader, inside)).map(({ id, name }) => [id, name]))
  const profileIds = inside.filter((id) => !guests.has(id))
  const pupils = await parts.pupilsAmong(reader, profileIds)
  const cards = new Map((await parts.cards(reader, profileIds)).map((card) => [card.id, card]))
  const people = new Map((await peopleIn(parts, reader, call, inside)).map((one) => [one.profileId, one]))
  return stays.map(({ sessionId, profileId }) => {
    const card = cards.get(profileId)
    const known = card === undefined ? '' : pupils.has(profileId) ? card.name : displayName(card)
    const person = people.get(profileId)
    return {
      sessionId,
      name: guests.get(profileId) ?? known,
      verified: card?.staff ?? false,
      guest: guests.has(profileId),
      leads: person?.leads ?? false,
      hand: (person?.handAt ?? null) !== null,
    }
  })
}
