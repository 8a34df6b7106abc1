import { communityAbilities, linkRoles } from '#contract/communities/communities.abilities.ts'
import { LINK_LIFE_MS, LINK_RESTORE_MS, PAGE_SIZE } from '#contract/communities/communities.limits.ts'
import type { InviteLink } from '#contract/communities/links.ts'
import { fullName } from '#contract/identity/names.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Identity, PersonFacts } from '../../identity/index.ts'
import { recordAct } from '../../platform/audit/record.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { randomToken } from '../../platform/clock/random.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Database, Reader, Tx } from '../../platform/db/database.ts'
import { type Fail, fail as refuse } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { rolesOf } from '../memberships/memberships.store.ts'
import type { UnitsService } from '../units/units.service.ts'
import * as store from './links.store.ts'
import { standingAt } from './standing.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>

export const LINK_TOKEN_BYTES = 16
const LIFE_MAX_MS = 366 * 24 * 3_600_000

type LinkAct = 'link.created' | 'link.revoked' | 'link.restored'

export interface FamilyLink {
  id: string
  communityId: string
  unitId: string
  childProfileId: string
  createdBy: string
  renew: boolean
}

interface Parts {
  platform: Platform
  identity: Identity
  memberships: Memberships
  units: UnitsService
}

/** Why a link leads nowhere now, or null while it is good. The unit's archive closes its links, the child's leaving its parents'. */
export function linkRefusal(link: store.LinkRow, now: number): 'link.revoked' | 'link.expired' | 'link.usedUp' | null {
  if (link.revoked_at !== null || link.unit_archived || link.child_gone) return 'link.revoked'
  if (link.expires_at.getTime() <= now) return 'link.expired'
  return link.uses_max !== null && link.uses >= link.uses_max ? 'link.usedUp' : null
}

const STATES = { 'link.revoked': 'revoked', 'link.expired': 'expired', 'link.usedUp': 'usedUp' } as const

/** Invitation links: they name a unit and a role and make an application, never a member. */
export function createLinksService({ platform, identity, memberships, units }: Parts) {
  const { clock } = platform

  const views = async (reader: Reader, rows: readonly store.LinkRow[]): Promise<InviteLink[]> => {
    const children = rows.flatMap((row) => (row.child_profile_id === null ? [] : [row.child_profile_id]))
    const people = await identity.people(reader, children)
    return rows.map((row) => {
      const refusal = linkRefusal(row, clock.now())
      const child = row.child_profile_id === null ? undefined : people.get(row.child_profile_id)
      return {
        id: row.id,
        communityId: row.community_id,
        unitId: row.unit_id,
        unitName: row.unit_name,
        role: row.role,
        childName: child === undefined ? null : fullName(child),
        token: row.token,
        state: refusal === null ? 'active' : STATES[refusal],
        createdAt: toInstant(row.created_at),
        expiresAt: toInstant(row.expires_at),
        usesMax: row.uses_max,
        uses: row.uses,
      }
    })
  }

  const doRecord = (tx: Tx, by: string, row: store.LinkRow, act: LinkAct): void =>
    recordAct(tx, {
      act,
      communityId: row.community_id,
      by: { profileId: by },
      objects: [
        { kind: 'link', id: row.id },
        { kind: 'unit', id: row.unit_id },
      ],
      people: row.child_profile_id === null ? [] : [row.child_profile_id],
      after: { role: row.role, unitName: row.unit_name },
    })

  /** False where it is not revoked any more. A child has one link for its parents: where another one is there by now, that one stays. */
  const doRestore = async (tx: Tx, row: store.LinkRow, fail: Fail<'link.restoreOver'>): Promise<boolean> => {
    if (row.revoked_at === null) return false
    if (row.child_profile_id !== null) {
      await store.lockUnit(tx, row.unit_id)
      const place = { unitId: row.unit_id, childProfileId: row.child_profile_id }
      if ((await store.familyLink(tx, place, new Date(clock.now()))) !== null) return fail('link.restoreOver')
    }
    return (await store.restoreLink(tx, row.id, new Date(clock.now() - LINK_RESTORE_MS))) || fail('link.restoreOver')
  }

  /** A parent's link belongs to one pupil of the unit, except where children have no accounts. */
  const checkChild = async (
    tx: Tx,
    input: Input<'links.create'>,
    place: { communityId: string; type: string },
    fail: Fail<'member.unknown' | 'link.roleImpossible'>,
  ): Promise<string | null> => {
    const childId = input.childProfileId ?? null
    const needsChild = input.role === 'parent' && place.type !== 'kindergarten'
    if (needsChild !== (childId !== null)) return fail('link.roleImpossible', { childNeeded: needsChild })
    if (childId === null) return null
    const roles = await rolesOf(tx, place.communityId, childId)
    const isPupilHere = roles.some((row) => row.role === 'pupil' && row.unit_id === input.unitId)
    return isPupilHere ? childId : fail('member.unknown')
  }

  /** When a link ends for which somebody asked, in milliseconds; without a wish it lives its usual time. */
  const checkExpiry = (wanted: string | undefined, fail: Fail<'link.expiryInvalid'>): number => {
    const now = clock.now()
    const expiresAt = wanted === undefined ? now + LINK_LIFE_MS : Date.parse(wanted)
    return expiresAt > now && expiresAt <= now + LIFE_MAX_MS ? expiresAt : fail('link.expiryInvalid')
  }

  return {
    views,
    checkExpiry,
    doRecordCreated: (tx: Tx, by: string, row: store.LinkRow): void => doRecord(tx, by, row, 'link.created'),

    /** The link for the parents of one pupil; what there was for them before is revoked when `renew` says so. False when a good one was there. */
    async doMakeForChild(tx: Tx, made: FamilyLink): Promise<boolean> {
      const { id, communityId, unitId, childProfileId } = made
      const now = clock.now()
      const known = await store.linkById(tx, id)
      if (known !== null) return known.child_profile_id === childProfileId ? false : refuse('key.reused')
      await store.lockUnit(tx, unitId)
      const live = await store.familyLink(tx, made, new Date(now))
      if (live !== null && !made.renew) return false
      if (made.renew) await store.revokeFamilyLinks(tx, made, now)
      await store.insertLink(tx, {
        id,
        communityId,
        unitId,
        role: 'parent',
        childProfileId,
        token: randomToken(platform.random, LINK_TOKEN_BYTES),
        createdBy: made.createdBy,
        now,
        expiresAt: new Date(now + LINK_LIFE_MS),
        usesMax: null,
      })
      return true
    },

    doRevokeForChild: (tx: Tx, place: store.FamilyPlace) => store.revokeFamilyLinks(tx, place, clock.now()),

    async familyLink(reader: Reader, place: { unitId: string; childProfileId: string }): Promise<InviteLink | null> {
      const row = await store.familyLink(reader, place, new Date(clock.now()))
      return row === null ? null : (await views(reader, [row]))[0]!
    },

    async create(
      tx: Tx,
      viewerId: string,
      input: Input<'links.create'>,
      fail: FailOf<'links.create'>,
    ): Promise<InviteLink> {
      const { row: unit, membership } = (await units.accessUnit(tx, viewerId, input.unitId)) ?? fail('unit.unknown')
      if (!communityAbilities(membership).manageLinks) fail('community.notAllowed', { right: 'links.manage' })
      if (unit.archived) fail('unit.archived')
      const place = { communityId: unit.community_id, type: membership.type }
      // «Коллектив» is for those who work here.
      const forStaffOnly = unit.system && !['lead', 'staff'].includes(input.role)
      if (!linkRoles(membership.type).includes(input.role) || forStaffOnly) fail('link.roleImpossible')
      const childProfileId = await checkChild(tx, input, place, fail)
      const now = clock.now()
      const expiresAt = checkExpiry(input.expiresAt, fail)
      const made = await store.insertLink(tx, {
        id: input.id,
        communityId: unit.community_id,
        unitId: unit.id,
        role: input.role,
        childProfileId,
        token: randomToken(platform.random, LINK_TOKEN_BYTES),
        createdBy: viewerId,
        now,
        expiresAt: new Date(expiresAt),
        usesMax: input.usesMax ?? null,
      })
      const row = await store.linkById(tx, input.id)
      if (row === null || (!made && row.unit_id !== unit.id)) return refuse('key.reused')
      if (made) doRecord(tx, viewerId, row, 'link.created')
      return (await views(tx, [row]))[0]!
    },

    async list(db: Database, viewerId: string, input: Input<'links.list'>, fail: FailOf<'links.list'>) {
      const { communityId, limit = PAGE_SIZE } = input
      const membership = (await memberships.accessMembership(db, viewerId, communityId)) ?? fail('community.unknown')
      if (!communityAbilities(membership).manageLinks) fail('community.notAllowed', { right: 'links.manage' })
      const place = decodeCursor(input.cursor, ['instant', 'id'])
      const now = new Date(clock.now())
      const filter = {
        communityId,
        unitId: input.unitId ?? null,
        role: input.role ?? null,
        state: input.state ?? null,
        before: place === null ? null : { at: new Date(place[0] as string), id: place[1] as string },
        limit: limit + 1,
      }
      const rows = await store.pageLinks(db, filter, now)
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      return {
        links: await views(db, shown),
        active: await store.countActive(db, communityId, now),
        next: rows.length > limit && last !== undefined ? encodeCursor([toInstant(last.created_at), last.id]) : null,
      }
    },

    async revoke(
      tx: Tx,
      viewerId: string,
      { linkId, restore = false }: Input<'links.revoke'>,
      fail: FailOf<'links.revoke'>,
    ): Promise<InviteLink> {
      const row = (await store.linkById(tx, linkId)) ?? fail('link.unknown')
      const membership = (await memberships.accessMembership(tx, viewerId, row.community_id)) ?? fail('link.unknown')
      if (!communityAbilities(membership).manageLinks) fail('community.notAllowed', { right: 'links.manage' })
      if (restore) {
        if (await doRestore(tx, row, fail)) doRecord(tx, viewerId, row, 'link.restored')
      } else if (await store.revokeLink(tx, linkId, clock.now())) doRecord(tx, viewerId, row, 'link.revoked')
      return (await views(tx, [(await store.linkById(tx, linkId))!]))[0]!
    },

    /** What anybody who holds the link reads. Of the child only so much that its parent recognises it. */
    async open(db: Database, viewerId: string | null, token: string, fail: FailOf<'links.open'>) {
      const row = (await store.linkByToken(db, token)) ?? fail('link.unknown')
      const childId = row.child_profile_id
      const people = await identity.people(
        db,
        [childId, viewerId].filter((id) => id !== null),
      )
      const child = childId === null ? undefined : people.get(childId)
      const yours = viewerId === null ? null : await standingAt(db, row, { profileId: viewerId, child })
      const refusal = yours === null ? linkRefusal(row, clock.now()) : null
      if (refusal !== null) return fail(refusal)
      return {
        communityName: row.community_name,
        communityType: row.community_type,
        unitName: row.unit_name,
        role: row.role,
        childName: child === undefined ? null : `${child.name} ${child.surname.slice(0, 1)}.`,
        ownChild: isOneHuman(child, viewerId === null ? undefined : people.get(viewerId)),
        yours,
      }
    },
  }
}

export type LinksService = ReturnType<typeof createLinksService>

/** Whether two profiles are of one human, or are reached by one phone: a parent's and a child's never are (IDN-20). */
export function isOneHuman(one: PersonFacts | undefined, other: PersonFacts | undefined): boolean {
  if (one === undefined || other === undefined) return false
  return one.personId === other.personId || one.accountId === other.accountId
}
