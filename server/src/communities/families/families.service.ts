import type { Family } from '#contract/communities/families.ts'
import { fullName } from '#contract/identity/names.ts'
import { SELF_REGISTRATION_AGE } from '#contract/identity/signin.limits.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { ageOn, dayIn, type Identity } from '../../identity/index.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { LinksService } from '../links/links.service.ts'
import * as store from './families.store.ts'
import { familySize } from './family-size.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>
type Place = Input<'families.get'>

interface Parts extends Pick<Platform, 'clock'> {
  identity: Identity
  links: LinksService
}

/** Pupils with their adults, and the links by which more of them come. */
export function createFamilies({ clock, identity, links }: Parts) {
  const view = async (reader: Reader, row: store.FamilyPlaceRow, place: Place): Promise<Family> => {
    const parents = await store.parentsIn(reader, place.unitId, row.child_person_id)
    const people = await identity.people(reader, [place.childProfileId, ...parents.map((each) => each.profile_id)])
    const { guardians, max } = await familySize(reader, identity, row.child_person_id)
    return {
      communityId: row.community_id,
      communityName: row.community_name,
      unitId: place.unitId,
      unitName: row.unit_name,
      childProfileId: place.childProfileId,
      childName: fullName(people.get(place.childProfileId)!),
      adults: parents.map(({ profile_id, granted_at }) => {
        const { surname, name, patronymic } = people.get(profile_id)!
        return { profileId: profile_id, surname, name, patronymic, since: toInstant(granted_at) }
      }),
      adultsCount: guardians.length,
      adultsMax: max,
      link: row.own || row.leads ? await links.familyLink(reader, place) : null,
      canAllowMore: row.manages,
    }
  }

  return {
    async get(reader: Reader, viewerId: string, input: Place, fail: FailOf<'families.get'>): Promise<Family> {
      const row = (await store.accessFamily(reader, viewerId, input)) ?? fail('member.unknown')
      return view(reader, row, input)
    },

    /** The link that is good already, or a new one. Whoever is under 14 gets it from the leader of the class. */
    async link(
      tx: Tx,
      viewerId: string,
      input: Input<'families.link'>,
      fail: FailOf<'families.link'>,
    ): Promise<Family> {
      const row = (await store.accessFamily(tx, viewerId, input)) ?? fail('member.unknown')
      if (!row.own && !row.leads) return fail('member.unknown')
      if (row.unit_archived) fail('unit.archived')
      const child = (await identity.people(tx, [input.childProfileId])).get(input.childProfileId)!
      const age = ageOn(child.birthDate, dayIn(row.time_zone, clock.now()))
      if (!row.leads && age < SELF_REGISTRATION_AGE) fail('family.linkByAdult', { ageMin: SELF_REGISTRATION_AGE })
      await links.doMakeForChild(tx, { ...input, communityId: row.community_id, createdBy: viewerId })
      return view(tx, row, input)
    },

    async allow(
      tx: Tx,
      viewerId: string,
      input: Input<'families.allow'>,
      fail: FailOf<'families.allow'>,
    ): Promise<Family> {
      const row = (await store.accessFamily(tx, viewerId, input)) ?? fail('member.unknown')
      if (!row.manages) fail('community.notAllowed', { right: 'members.manage' })
      await store.allowAdults(tx, {
        communityId: row.community_id,
        childPersonId: row.child_person_id,
        adultsMax: input.adultsMax,
        by: viewerId,
        now: clock.now(),
      })
      return view(tx, row, input)
    },
  }
}

export type FamiliesService = ReturnType<typeof createFamilies>
