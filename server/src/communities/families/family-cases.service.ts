import { communityAbilities } from '#contract/communities/communities.abilities.ts'
import { FAMILY_CASES_PAGE } from '#contract/communities/communities.limits.ts'
import type { Family, FamilyCase } from '#contract/communities/families.ts'
import { fullName } from '#contract/identity/names.ts'
import { SELF_REGISTRATION_AGE } from '#contract/identity/signin.limits.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Identity, PersonFacts } from '../../identity/index.ts'
import { recordAct } from '../../platform/audit/record.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { LinksService } from '../links/links.service.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { rolesOf } from '../memberships/memberships.store.ts'
import type { FamiliesService } from './families.service.ts'
import { accessFamily, type FamilyPlaceRow } from './families.store.ts'
import * as store from './family-cases.store.ts'
import { familyRefusal } from './family-size.ts'

type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>
type Accused = InputOf<Operations['families.removeAdult']>

interface Parts {
  platform: Pick<Platform, 'clock' | 'newId' | 'emitter'>
  identity: Identity
  memberships: Memberships
  links: LinksService
  families: FamiliesService
  adultTaken: readonly AdultTakenHook[]
}

/** Called in the transaction that takes an adult out of a child's family, before his roles end. */
export type AdultTakenHook = (tx: Tx, taken: { communityId: string; adultId: string; childId: string }) => Promise<void>

/** Somebody who joined a child by mistake: his access is taken at once, and it is written down who said so (INV-12). */
export function createFamilyCases({ platform, identity, memberships, links, families, adultTaken }: Parts) {
  const { clock, emitter } = platform

  const doTell = async (tx: Tx, row: Pick<store.CaseRow, 'community_id' | 'child_person_id' | 'adult_profile_id'>) => {
    const concerned = await store.concernedBy(tx, row.community_id, row.child_person_id)
    const told = [...new Set([...concerned, row.adult_profile_id])]
    await emitter.toProfiles(
      tx,
      'families.changed',
      told.map((profileId) => ({ profileId, payload: {} })),
    )
  }

  /** The two whom an accusation names; the adult must be a parent of the child in this unit, and not the one who speaks. */
  const pairOf = async (tx: Tx, viewerId: string, input: Accused, fail: Fail<'member.unknown'>) => {
    // The child first, as approvals for it do.
    await identity.holdProfiles(tx, [input.childProfileId], 'change')
    const people = await identity.people(tx, [input.childProfileId, input.adultProfileId, viewerId])
    const child = people.get(input.childProfileId) ?? fail('member.unknown')
    const adult = people.get(input.adultProfileId) ?? fail('member.unknown')
    const roles = await store.parentRoles(tx, adult.personId, child.personId)
    const isHere = roles.some((role) => role.unit_id === input.unitId && role.profile_id === adult.profileId)
    if (!isHere || people.get(viewerId)!.personId === adult.personId) return fail('member.unknown')
    return { child, adult, roles }
  }

  /**
   * Takes every role by which the adult is a parent of this child. Where `removedIn` says so that is decided; everywhere
   * else his access rests until the administrators there have decided for themselves.
   */
  const doTake = async (
    tx: Tx,
    pair: { child: PersonFacts; adult: PersonFacts; roles: readonly store.ParentRole[] },
    told: { by: string; reason: string; removedIn: string | null; saidIn: string | null },
  ): Promise<void> => {
    const { child, adult } = pair
    const taken = []
    const places = Map.groupBy(pair.roles, (role) => `${role.community_id}/${role.profile_id}`)
    for (const roles of places.values()) {
      const { community_id: communityId, profile_id: profileId } = roles[0]!
      const state = communityId === told.removedIn ? 'removed' : 'reported'
      const what = { communityId, child, adult: { profileId, personId: adult.personId }, roles }
      if (state === 'removed' || !(await store.addToReported(tx, what))) {
        const { by, reason } = told
        await store.insertCase(tx, { by, reason, ...what, id: platform.newId(), state, now: clock.now() })
      }
      for (const hook of adultTaken) await hook(tx, { communityId, adultId: profileId, childId: child.profileId })
      const ids = new Set(roles.map(({ id }) => id))
      await memberships.doRevoke(tx, { communityId, profileId }, (role) => ids.has(role.id))
      // Whoever has the link has it still: it must not lead him back.
      for (const { unit_id: unitId } of roles) {
        await links.doRevokeForChild(tx, { unitId, childProfileId: child.profileId })
      }
      // What was said in one organisation has its own row there.
      if (communityId !== told.saidIn) {
        const people = [child.profileId, profileId]
        recordAct(tx, { act: 'adult.suspended', communityId, by: { profileId: told.by }, people })
      }
      taken.push({ community_id: communityId, child_person_id: child.personId, adult_profile_id: profileId })
    }
    // At the end: heads of chats are locked before logs of people.
    for (const each of taken) await doTell(tx, each)
  }

  const answer = async (tx: Tx, viewerId: string, input: Accused, row: FamilyPlaceRow): Promise<Family> =>
    families.view(tx, (await accessFamily(tx, viewerId, input)) ?? row, input)

  const caseViews = async (reader: Reader, rows: readonly store.CaseRow[]): Promise<FamilyCase[]> => {
    const ids = rows.flatMap((row) => [row.child_profile_id, row.adult_profile_id, row.opened_by, row.decided_by])
    const people = await identity.people(
      reader,
      ids.filter((id) => id !== null),
    )
    const nameOf = (id: string) => fullName(people.get(id)!)
    return rows.map((row) => ({
      id: row.id,
      state: row.state,
      childProfileId: row.child_profile_id,
      childName: nameOf(row.child_profile_id),
      adultProfileId: row.adult_profile_id,
      adultName: nameOf(row.adult_profile_id),
      unitNames: row.unit_names,
      reason: row.reason,
      openedAt: toInstant(row.opened_at),
      openedBy: nameOf(row.opened_by),
      decidedAt: row.decided_at === null ? null : toInstant(row.decided_at),
      decidedBy: row.decided_by === null ? null : nameOf(row.decided_by),
    }))
  }

  /** Gives the roles back that were taken, in those units where the child still is. */
  const doRestore = async (
    tx: Tx,
    row: store.CaseRow,
    viewerId: string,
    fail: Fail<'member.unknown' | 'family.full'>,
  ): Promise<void> => {
    const people = await identity.people(tx, [row.child_profile_id, row.adult_profile_id])
    const child = people.get(row.child_profile_id)!
    const adult = people.get(row.adult_profile_id)!
    const full = await familyRefusal(tx, identity, { child, adult })
    if (full !== null) fail('family.full', full)
    const places = await rolesOf(tx, row.community_id, row.child_profile_id)
    const units = new Set(places.flatMap(({ role, unit_id }) => (role === 'pupil' ? [unit_id] : [])))
    const back = (await store.caseRoles(tx, row.id)).filter(({ unit_id }) => units.has(unit_id))
    if (back.length === 0) fail('member.unknown')
    for (const { unit_id, basis } of back) {
      await memberships.doGrant(tx, {
        communityId: row.community_id,
        profileId: row.adult_profile_id,
        role: 'parent',
        unitId: unit_id,
        childPersonId: row.child_person_id,
        grantedBy: viewerId,
        basis,
      })
    }
  }

  return {
    async remove(tx: Tx, viewerId: string, input: Accused, fail: FailOf<'families.removeAdult'>): Promise<Family> {
      const row = (await accessFamily(tx, viewerId, input)) ?? fail('member.unknown')
      if (!row.manages) fail('community.notAllowed', { right: 'members.manage' })
      const pair = await pairOf(tx, viewerId, input, fail)
      const { community_id: here } = row
      await doTake(tx, pair, { by: viewerId, reason: input.reason, removedIn: here, saidIn: here })
      doRecord(tx, viewerId, { input, communityId: here }, 'adult.removed')
      return answer(tx, viewerId, input, row)
    },

    /** By the child from 14 on, or by another parent: nobody has to wait for an administrator to be safe. */
    async report(tx: Tx, viewerId: string, input: Accused, fail: FailOf<'families.reportAdult'>): Promise<Family> {
      const row = (await accessFamily(tx, viewerId, input)) ?? fail('member.unknown')
      if (!row.own && !row.parent) return fail('member.unknown')
      const pair = await pairOf(tx, viewerId, input, fail)
      if (!row.parent && !families.isOldEnough(pair.child, row)) {
        fail('family.reportByAdult', { ageMin: SELF_REGISTRATION_AGE })
      }
      const { community_id: here } = row
      await doTake(tx, pair, { by: viewerId, reason: input.reason, removedIn: null, saidIn: here })
      doRecord(tx, viewerId, { input, communityId: here }, 'adult.reported')
      return answer(tx, viewerId, input, row)
    },

    /**
     * An account that is united with another one brings nobody to a child while that is still to be decided of either: the
     * roles of both rest (IDN-23).
     */
    async doRestUnited(tx: Tx, adultProfileId: string): Promise<void> {
      const adult = (await identity.people(tx, [adultProfileId])).get(adultProfileId)!
      for (const { child_profile_id: childId, opened_by: by, reason } of await store.reportedOf(tx, adult.personId)) {
        const child = (await identity.people(tx, [childId])).get(childId)!
        const roles = await store.parentRoles(tx, adult.personId, child.personId)
        await doTake(tx, { child, adult, roles }, { by, reason, removedIn: null, saidIn: null })
      }
    },

    async list(
      reader: Reader,
      viewerId: string,
      { communityId, cursor }: InputOf<Operations['families.cases']>,
      fail: FailOf<'families.cases'>,
    ) {
      const membership =
        (await memberships.accessMembership(reader, viewerId, communityId)) ?? fail('community.unknown')
      if (!communityAbilities(membership).manageMembers) fail('community.notAllowed', { right: 'members.manage' })
      const place = decodeCursor(cursor, ['count', 'instant', 'id'])
      const behind =
        place === null ? null : { decided: place[0] !== 0, at: new Date(place[1] as string), id: place[2] as string }
      const rows = await store.pageCases(reader, communityId, behind, FAMILY_CASES_PAGE + 1)
      const shown = rows.slice(0, FAMILY_CASES_PAGE)
      const last = shown.at(-1)
      const goesOn = rows.length > FAMILY_CASES_PAGE && last !== undefined
      const next = goesOn ? encodeCursor([last.state === 'reported' ? 0 : 1, toInstant(last.opened_at), last.id]) : null
      return { cases: await caseViews(reader, shown), next }
    },

    async decide(
      tx: Tx,
      viewerId: string,
      input: InputOf<Operations['families.decideCase']>,
      fail: FailOf<'families.decideCase'>,
    ): Promise<FamilyCase> {
      const found = (await store.accessCase(tx, viewerId, input.id)) ?? fail('family.caseUnknown')
      await identity.holdProfiles(tx, [found.child_profile_id], 'change')
      if (found.state !== 'reported') fail('family.caseDecided', { state: found.state })
      if ((await identity.people(tx, [viewerId])).get(viewerId)?.personId === found.adult_person_id) {
        fail('family.caseOwn')
      }
      const state = input.decision === 'restore' ? 'restored' : 'removed'
      if (state === 'restored') await doRestore(tx, found, viewerId, fail)
      await store.setCaseState(tx, input.id, { state, by: viewerId, now: clock.now() })
      recordAct(tx, {
        act: state === 'restored' ? 'familyCase.restored' : 'familyCase.removed',
        communityId: found.community_id,
        by: { profileId: viewerId },
        objects: [{ kind: 'familyCase', id: input.id }],
        people: [found.child_profile_id, found.adult_profile_id],
      })
      await doTell(tx, found)
      return (await caseViews(tx, [await store.caseById(tx, input.id)]))[0]!
    },
  }
}

function doRecord(
  tx: Tx,
  by: string,
  { input, communityId }: { input: Accused; communityId: string },
  act: 'adult.removed' | 'adult.reported',
): void {
  recordAct(tx, {
    act,
    communityId,
    by: { profileId: by },
    objects: [{ kind: 'unit', id: input.unitId }],
    people: [input.childProfileId, input.adultProfileId],
  })
}

export type FamilyCases = ReturnType<typeof createFamilyCases>
