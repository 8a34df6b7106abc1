import { communityAbilities, DELEGATED_ROLES } from '#contract/communities/communities.abilities.ts'
import type { Membership } from '#contract/communities/communities.ts'
import { isStaffRole } from '#contract/communities/types.ts'
import type { ErrorCode } from '#contract/errors.ts'
import type { Identity } from '../../identity/index.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import { isOneHuman } from '../links/links.service.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import type { ApplicationRow } from './applications.store.ts'
import { unitsToDecide } from './delegation.store.ts'

/** Somebody who decides on applications. */
export interface Decider {
  viewerId: string
  membership: Membership
  /** The units on whose pupils and parents he decides and on nobody else (reading A-18); null where he decides on all. */
  unitIds: string[] | null
}

/** What the viewer decides on; null when that is nothing. */
export async function deciderOf(
  reader: Reader,
  membership: Membership,
  { viewerId, hold }: { viewerId: string; hold: boolean },
): Promise<Decider | null> {
  const { communityId } = membership
  const can = communityAbilities(membership)
  if (can.decideApplications) return { viewerId, membership, unitIds: null }
  if (!can.decideUnitApplications) return null
  return { viewerId, membership, unitIds: await unitsToDecide(reader, { viewerId, communityId, hold }) }
}

/** Refuses whoever decides on no applications of a community; `hold` keeps the right until the transaction ends. */
export async function accessDecider(
  memberships: Pick<Memberships, 'accessMembership'>,
  reader: Reader,
  { viewerId, communityId, hold = false }: { viewerId: string; communityId: string; hold?: boolean },
  fail: Fail<'community.unknown' | 'community.notAllowed'>,
): Promise<Decider> {
  const membership = (await memberships.accessMembership(reader, viewerId, communityId)) ?? fail('community.unknown')
  const decider = await deciderOf(reader, membership, { viewerId, hold })
  return decider ?? fail('community.notAllowed', { right: 'applications.decide' })
}

export type Barred = Extract<
  ErrorCode,
  'application.own' | 'application.ownChild' | 'application.notDelegated' | 'community.notAllowed'
>

/**
 * Which applications somebody else decides on, by their ids: the own ones, under whatever profile (VER-06), and of leads
 * those of others than the pupils and parents of their units, and of their own children (reading A-18).
 */
export async function barredAmong(
  reader: Reader,
  identity: Pick<Identity, 'people' | 'familyAmong'>,
  decider: Decider,
  rows: readonly ApplicationRow[],
): Promise<Map<string, Barred>> {
  const { viewerId, unitIds } = decider
  const people = await identity.people(reader, [viewerId, ...rows.map((row) => row.profile_id)])
  const children = rows.flatMap((row) => childOf(row) ?? [])
  const family = new Set(unitIds === null ? [] : await identity.familyAmong(reader, viewerId, children))
  const barred = new Map<string, Barred>()
  for (const row of rows) {
    const child = childOf(row)
    const code = isOneHuman(people.get(viewerId), people.get(row.profile_id))
      ? 'application.own'
      : (scopeRefusal(decider, row) ?? (child !== null && family.has(child) ? 'application.ownChild' : null))
    if (code !== null) barred.set(row.id, code)
  }
  return barred
}

/** The pupil whom an application is about. */
function childOf(row: ApplicationRow): string | null {
  return row.role === 'pupil' ? row.profile_id : row.child_profile_id
}

/** Roles of staff carry the mark, so an administrator gives them, whomever else an organisation lets decide (VER-06). */
function scopeRefusal({ membership, unitIds }: Decider, row: ApplicationRow): Barred | null {
  if (unitIds !== null) {
    return DELEGATED_ROLES.includes(row.role) && unitIds.includes(row.unit_id) ? null : 'application.notDelegated'
  }
  const isGiven = !isStaffRole(row.role) || membership.roles.some(({ role }) => role === 'administrator')
  return isGiven ? null : 'community.notAllowed'
}
