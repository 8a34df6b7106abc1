import type { PersonCard } from '#contract/communities/contacts.ts'
import type { CommunityType, Role } from '#contract/communities/types.ts'
import { shownNames } from '#contract/identity/names.ts'
import type { Identity } from '../../identity/index.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import { blocksBetween } from '../blocks/blocks.store.ts'
import type { DetailsService } from '../details/details.service.ts'
import { accessPlacesOf } from '../memberships/visible-members.store.ts'
import type { PrivacyService } from '../privacy/privacy.service.ts'

interface Parts {
  identity: Pick<Identity, 'people' | 'visibleAmong'>
  details: Pick<DetailsService, 'shownTo'>
  privacy: Pick<PrivacyService, 'refusesCalls'>
}

/** The card of a person whom the viewer sees somewhere; what he is in organisations shows only where he is seen there. */
export async function readPersonCard(
  reader: Reader,
  { identity, details, privacy }: Parts,
  { viewerId, now }: { viewerId: string; now: Date },
  profileId: string,
  fail: Fail<'contact.unknown'>,
): Promise<PersonCard> {
  const [seen] = await identity.visibleAmong(reader, viewerId, [profileId])
  const person = seen === undefined ? undefined : (await identity.people(reader, [seen])).get(seen)
  if (person === undefined) return fail('contact.unknown')
  const blocks = await blocksBetween(reader, viewerId, profileId)
  const refused = blocks.one || blocks.other || (await privacy.refusesCalls(reader, viewerId, profileId))
  const places = await accessPlacesOf(reader, { viewerId, now }, profileId)
  return {
    profileId,
    ...shownNames(person),
    staff: person.staff,
    blocked: blocks.one,
    callable: !refused,
    organisations: places.map((place) => ({
      communityId: place.community_id,
      name: place.name,
      type: place.type as CommunityType,
      roles: place.roles.map((each) => ({ ...each, role: each.role as Role })),
      position: place.position,
    })),
    ...(await details.shownTo(reader, viewerId, person, places.length > 0)),
  }
}
