import type { ChildLabel, Family } from '#contract/communities/families.ts'
import { fullName } from '#contract/identity/names.ts'
import { SELF_REGISTRATION_AGE } from '#contract/identity/signin.limits.ts'
import { withoutLookalikes } from '#contract/kit/lookalikes.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { ageOn, dayIn, type Identity, type PersonFacts } from '../../identity/index.ts'
import { type NewAct, recordAct } from '../../platform/audit/record.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ConsentsService } from '../consents/consents.service.ts'
import type { LinksService } from '../links/links.service.ts'
import * as store from './families.store.ts'
import { casesAgainst } from './family-cases.store.ts'
import { familySize } from './family-size.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>
type Place = Input<'families.get'>

interface Parts extends Pick<Platform, 'clock'> {
  identity: Identity
  links: LinksService
  consents: ConsentsService
}

/** Pupils with their adults, and the links by which more of them come. */
export function createFamilies({ clock, identity, links, consents }: Parts) {
  const isOldEnough = (child: PersonFacts, { time_zone }: store.FamilyPlaceRow): boolean =>
    ageOn(child.birthDate, dayIn(time_zone, clock.now())) >= SELF_REGISTRATION_AGE

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
        const { surname, name, patronymic, staff } = people.get(profile_id)!
        return { profileId: profile_id, surname, name, patronymic, staff, since: toInstant(granted_at) }
      }),
      adultsCount: guardians.length,
      adultsMax: max,
      link: row.own || row.leads ? await links.familyLink(reader, place) : null,
      canAllowMore: row.manages,
      canReport: row.parent || (row.own && isOldEnough(people.get(place.childProfileId)!, row)),
      consent: recordsConsent(row) ? await consents.stateOf(reader, row.child_person_id) : null,
    }
  }

  return {
    view,
    isOldEnough,

    async get(reader: Reader, viewerId: string, input: Place, fail: FailOf<'families.get'>): Promise<Family> {
      const row = (await store.accessFamily(reader, viewerId, input)) ?? fail('member.unknown')
      return view(reader, row, input)
    },

    async own(reader: Reader, viewerId: string) {
      const families: Family[] = []
      for (const place of await store.ownPlaces(reader, viewerId)) {
        const row = await store.accessFamily(reader, viewerId, place)
        if (row !== null) families.push(await view(reader, row, place))
      }
      const cases = await casesAgainst(reader, viewerId)
      const people = await identity.people(
        reader,
        cases.map((each) => each.child_profile_id),
      )
      return {
        families,
        suspended: cases.map((each) => ({
          id: each.id,
          childName: shortName(people.get(each.child_profile_id)!),
          communityName: each.community_name,
          state: each.state,
          at: toInstant(each.decided_at ?? each.opened_at),
        })),
      }
    },

    /** Each child once in each organisation, by name. */
    async labels(reader: Reader, viewerId: string): Promise<{ labels: ChildLabel[] }> {
      const places = await store.accessParentPlaces(reader, viewerId)
      const people = await identity.people(
        reader,
        places.flatMap(({ childProfileId }) => childProfileId ?? []),
      )
      const labels = places.map(({ communityId, unitId, unitName, childProfileId }) => {
        const child = childProfileId === null ? undefined : people.get(childProfileId)
        return child === undefined
          ? { communityId, id: unitId, label: unitName, unitIds: [unitId] }
          : { communityId, id: child.profileId, label: child.name, unitIds: [unitId] }
      })
      const once = new Map<string, ChildLabel>()
      for (const each of labels) {
        const key = `${each.communityId}/${each.id}`
        const unitIds = [...(once.get(key)?.unitIds ?? []), ...each.unitIds]
        once.set(key, { ...each, unitIds: [...new Set(unitIds)].sort() })
      }
      return { labels: [...once.values()].sort((one, other) => one.label.localeCompare(other.label, 'ru')) }
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
      if (!row.leads && !isOldEnough(child, row)) fail('family.linkByAdult', { ageMin: SELF_REGISTRATION_AGE })
      const made = await links.doMakeForChild(tx, { ...input, communityId: row.community_id, createdBy: viewerId })
      if (made)
        doRecord(tx, viewerId, { row, place: input }, { act: 'familyLink.made', after: { renewed: input.renew } })
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
      const before = (await familySize(tx, identity, row.child_person_id)).max
      await store.allowAdults(tx, {
        communityId: row.community_id,
        childPersonId: row.child_person_id,
        adultsMax: input.adultsMax,
        by: viewerId,
        now: clock.now(),
      })
      doRecord(
        tx,
        viewerId,
        { row, place: input },
        { act: 'familyLimit.changed', before: { adultsMax: before }, after: { adultsMax: input.adultsMax } },
      )
      return view(tx, row, input)
    },

    /** A paper that somebody of the staff has seen; what was signed is kept by the school. */
    async recordConsent(
      tx: Tx,
      viewerId: string,
      input: Input<'families.recordConsent'>,
      fail: FailOf<'families.recordConsent'>,
    ): Promise<Family> {
      const row = (await store.accessFamily(tx, viewerId, input)) ?? fail('member.unknown')
      if (!recordsConsent(row)) return fail('member.unknown')
      const signedBy = cleanSigner(input.signedBy) ?? fail('consent.paperInvalid', { field: 'signedBy' })
      const today = dayIn(row.time_zone, clock.now())
      if (!isDay(input.signedOn) || input.signedOn > today) fail('consent.paperInvalid', { field: 'signedOn' })
      await consents.doGive(
        tx,
        input.childProfileId,
        {
          childPersonId: row.child_person_id,
          textVersion: input.textVersion,
          by: viewerId,
          basis: { signedBy, signedOn: input.signedOn },
        },
        fail,
      )
      const after = { textVersion: input.textVersion }
      doRecord(tx, viewerId, { row, place: input }, { act: 'consent.recorded', after })
      return view(tx, row, input)
    },

    async recordWithdrawal(
      tx: Tx,
      viewerId: string,
      input: Input<'families.recordWithdrawal'>,
      fail: FailOf<'families.recordWithdrawal'>,
    ): Promise<Family> {
      const row = (await store.accessFamily(tx, viewerId, input)) ?? fail('member.unknown')
      if (!recordsConsent(row)) return fail('member.unknown')
      const { childProfileId } = input
      await consents.doWithdraw(tx, { childProfileId, childPersonId: row.child_person_id }, viewerId, fail)
      doRecord(tx, viewerId, { row, place: input }, { act: 'consent.withdrawn' })
      return view(tx, row, input)
    },
  }
}

/** Writes down what somebody has done about a pupil in his place. */
function doRecord(
  tx: Tx,
  by: string,
  { row, place }: { row: store.FamilyPlaceRow; place: Place },
  act: Pick<NewAct, 'act' | 'before' | 'after'>,
): void {
  recordAct(tx, {
    ...act,
    communityId: row.community_id,
    by: { profileId: by },
    objects: [{ kind: 'unit', id: place.unitId }],
    people: [place.childProfileId],
    after: { ...act.after, unitName: row.unit_name },
  })
}

/** The leader of the class and those who make links or manage members record what was signed on paper. */
function recordsConsent(row: store.FamilyPlaceRow): boolean {
  return !row.own && (row.leads || row.manages)
}

function cleanSigner(text: string): string | null {
  const clean = withoutLookalikes(text.normalize('NFC')).replace(/\s+/gu, ' ').replace(/\p{C}/gu, '').trim()
  return clean === '' ? null : clean
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

export type FamiliesService = ReturnType<typeof createFamilies>

/** Of a child only so much that its parent recognises it. */
function shortName({ name, surname }: PersonFacts): string {
  return `${name} ${surname.slice(0, 1)}.`
}
