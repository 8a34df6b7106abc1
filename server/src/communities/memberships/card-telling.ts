import { fullName } from '#contract/identity/names.ts'
import type { ProfileCard } from '#contract/identity/profiles.ts'
import type { Identity } from '../../identity/index.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { communityAudience } from '../../platform/events/emit.ts'
import type { Platform } from '../../platform/platform.ts'
import { moveInLists, placesOf, unitmatesOf } from './memberships.store.ts'
import { foldName } from './visible-members.store.ts'

/** Tells those who may hold the card of somebody that he is called otherwise, or has become one of the staff or ceased to be. */
export function tellOfCards(
  platform: Platform,
  identity: Identity,
  contactsBeside: readonly ((reader: Reader, profileId: string) => Promise<string[]>)[],
): void {
  const { ephemeral } = platform.emitter
  // Everybody in a community sees its staff; pupils and parents are seen by the staff and by the people of their units.
  const tellMembers = async (tx: Tx, card: ProfileCard): Promise<void> => {
    const places = await placesOf(tx, card.id)
    for (const { communityId, staff } of places) {
      // A deleted profile may have been one of the staff, and its card tells nothing any more.
      const key = communityAudience(communityId, staff || card.gone ? 'everyone' : 'staff')
      ephemeral(tx, 'community', key, 'profile.changed', { card })
    }
    if (card.gone || places.every(({ staff }) => staff)) return
    for (const profileId of await unitmatesOf(tx, card.id)) {
      ephemeral(tx, 'profile', profileId, 'profile.changed', { card })
    }
  }
  identity.hooks.cardChanged.push(tellMembers)
  // Whoever has him by a code or by the phone book sees him without any organisation.
  identity.hooks.cardChanged.push(async (tx, card) => {
    const told = new Set<string>()
    for (const contactsOf of contactsBeside) for (const id of await contactsOf(tx, card.id)) told.add(id)
    for (const profileId of told) ephemeral(tx, 'profile', profileId, 'profile.changed', { card })
  })
  identity.hooks.renamed.push(async (tx, card) => {
    const person = (await identity.people(tx, [card.id])).get(card.id)
    if (person !== undefined) await moveInLists(tx, card.id, foldName(fullName(person)))
    await tellMembers(tx, card)
  })
}
