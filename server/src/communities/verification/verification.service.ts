import type { OwnApplication } from '#contract/communities/applications.ts'
import {
  ORGANISATION_SEARCH_MIN,
  ORGANISATIONS_SHOWN,
  TEACHER_AGE,
  VERIFICATIONS_PER_DAY,
  VERIFICATIONS_WAITING_MAX,
} from '#contract/communities/verification.limits.ts'
import { fullName } from '#contract/identity/names.ts'
import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { ageOn, dayIn, type Identity } from '../../identity/index.ts'
import type { Database, Reader, Tx } from '../../platform/db/database.ts'
import { type Fail, fail as refuse } from '../../platform/dispatch/refusal.ts'
import type { LimitRule } from '../../platform/limits/limits.ts'
import type { Platform } from '../../platform/platform.ts'
import { ownView } from '../applications/application-views.ts'
import { type ApplicationsService, checkAge, cleanPosition } from '../applications/applications.service.ts'
import { applicationById, upsertApplication } from '../applications/applications.store.ts'
import { holdsStaffRole, zonesOf } from '../memberships/memberships.store.ts'
import { foldName } from '../memberships/visible-members.store.ts'
import { findOrganisations } from '../organisations/organisations.store.ts'
import { staffPlaceOf } from '../units/units.store.ts'
import * as store from './verification.store.ts'

const DAY_RULE: LimitRule = {
  name: 'verification.apply',
  points: VERIFICATIONS_PER_DAY,
  durationMs: 24 * 3_600_000,
}
/** Where a day begins first, and where last. */
const [EARLIEST_ZONE, LATEST_ZONE] = ['Etc/GMT-14', 'Etc/GMT+12']

interface Parts {
  platform: Pick<Platform, 'clock' | 'limits'>
  identity: Identity
  applications: ApplicationsService
}

/** How a teacher whom nobody has invited has his status confirmed: he applies, and an administrator decides (VER-02). */
export function createVerification({ platform, identity, applications }: Parts) {
  const { clock, limits } = platform

  const personOf = async (reader: Reader, profileId: string) => {
    const person = (await identity.people(reader, [profileId])).get(profileId)
    if (person === undefined) throw new Error('A viewer has no profile')
    return person
  }

  /**
   * Whether somebody is of age where it counts: in a zone of his organisations; without one, where some organisation is
   * that he may choose. The zone of the chosen one decides when he applies.
   */
  const isAdult = async (reader: Reader, { personId, birthDate }: { personId: string; birthDate: string }) => {
    const isIn = (zone: string) => ageOn(birthDate, dayIn(zone, clock.now())) >= TEACHER_AGE
    if (isIn(LATEST_ZONE)) return true
    if (!isIn(EARLIEST_ZONE)) return false
    const own = await zonesOf(reader, personId)
    return (own.length > 0 ? own : await store.allZones(reader)).some(isIn)
  }

  return {
    async standing(db: Database, viewerId: string): Promise<OutputOf<Operations['verification.standing']>> {
      const person = await personOf(db, viewerId)
      if (person.staff) return { eligible: false, refusal: 'verified' }
      return (await isAdult(db, person)) ? { eligible: true, refusal: null } : { eligible: false, refusal: 'notAdult' }
    },

    async organisations(db: Database, search: string): Promise<OutputOf<Operations['verification.organisations']>> {
      if (search.trim().length < ORGANISATION_SEARCH_MIN) return { organisations: [] }
      return { organisations: await findOrganisations(db, search, ORGANISATIONS_SHOWN) }
    },

    async apply(
      tx: Tx,
      viewerId: string,
      input: InputOf<Operations['verification.apply']>,
      fail: Fail<ErrorsOf<Operations['verification.apply']>>,
    ): Promise<OwnApplication> {
      const before = await applicationById(tx, input.id)
      if (before !== null) return before.profile_id === viewerId ? ownView(before) : refuse('key.reused')
      const { communityId } = input
      const place = (await staffPlaceOf(tx, communityId)) ?? fail('community.unknown')
      const person = await personOf(tx, viewerId)
      checkAge('staff', ageOn(person.birthDate, dayIn(place.time_zone, clock.now())), fail)
      const position = cleanPosition(input.position)
      if (position === '') fail('application.positionMissing')
      await limits.consume(DAY_RULE, viewerId)
      const { id } = await upsertApplication(tx, {
        id: input.id,
        communityId,
        unitId: place.unit_id,
        profileId: viewerId,
        linkId: null,
        role: 'staff',
        childProfileId: null,
        sortName: foldName(fullName(person)),
        position,
        path: input.path,
        now: clock.now(),
      })
      // Only now, since the row above has waited for an approval of this place that was under way.
      if (await holdsStaffRole(tx, viewerId)) fail('application.verified')
      if ((await store.countUninvited(tx, viewerId)) > VERIFICATIONS_WAITING_MAX) {
        fail('application.manyWaiting', { max: VERIFICATIONS_WAITING_MAX })
      }
      await applications.doTellQueue(tx, communityId, [])
      return applications.doTellApplicant(tx, (await applicationById(tx, id))!)
    },
  }
}

export type Verification = ReturnType<typeof createVerification>
