import { communityAbilities, linkRoles } from '#contract/communities/communities.abilities.ts'
import type { InviteLink } from '#contract/communities/links.ts'
import type { Role } from '#contract/communities/types.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { randomToken } from '../../platform/clock/random.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { LINK_TOKEN_BYTES, type LinksService } from './links.service.ts'
import * as store from './links.store.ts'

type Input = InputOf<Operations['links.createMany']>
type FailMany = Fail<ErrorsOf<Operations['links.createMany']>>

/** A link that ends so much before the wanted day is as good as a new one. */
const NEAR_MS = 24 * 3_600_000

interface Parts {
  platform: Platform
  memberships: Memberships
  links: LinksService
}

interface Place {
  unitId: string
  role: Role
}

const keyOf = ({ unitId, role }: Place) => `${unitId} ${role}`

/** Links of a whole organisation in one go, each with a sheet for its door. */
export function createManyLinks({ platform, memberships, links }: Parts) {
  const { clock } = platform

  /** Where links are wanted, in the order of the question. */
  const placesOf = async (tx: Tx, input: Input, type: Parameters<typeof linkRoles>[0], fail: FailMany) => {
    const possible = linkRoles(type).filter((role) => role !== 'parent' || type === 'kindergarten')
    if (!input.roles.every((role) => possible.includes(role))) {
      fail('link.roleImpossible', { childNeeded: input.roles.includes('parent') })
    }
    const units = new Map((await store.lockUnits(tx, input.communityId, input.unitIds)).map((unit) => [unit.id, unit]))
    const places: Place[] = []
    for (const unitId of input.unitIds) {
      const unit = units.get(unitId) ?? fail('unit.unknown')
      if (unit.archived) fail('unit.archived')
      for (const role of input.roles) {
        // «Коллектив» is for those who work here.
        if (!unit.system || role === 'lead' || role === 'staff') places.push({ unitId, role })
      }
    }
    return places.length === 0 ? fail('link.roleImpossible') : places
  }

  return {
    async createMany(
      tx: Tx,
      viewerId: string,
      input: Input,
      fail: FailMany,
    ): Promise<{ links: InviteLink[]; made: number }> {
      const { communityId } = input
      const membership = (await memberships.accessMembership(tx, viewerId, communityId)) ?? fail('community.unknown')
      if (!communityAbilities(membership).manageLinks) fail('community.notAllowed', { right: 'links.manage' })
      const now = clock.now()
      const expiresAt = links.checkExpiry(input.expiresAt, fail)
      const places = await placesOf(tx, input, membership.type, fail)
      const idOf = new Map<string, string>()
      for (const row of await store.openLinks(tx, input.unitIds, new Date(expiresAt - NEAR_MS))) {
        const key = keyOf({ unitId: row.unit_id, role: row.role })
        if (!idOf.has(key)) idOf.set(key, row.id)
      }
      const missing = places.filter((place) => !idOf.has(keyOf(place)))
      const made = missing.map((place) => ({ ...place, id: platform.newId() }))
      for (const link of made) idOf.set(keyOf(link), link.id)
      const rest = { communityId, childProfileId: null, createdBy: viewerId, now, expiresAt: new Date(expiresAt) }
      await store.insertLinks(
        tx,
        made.map((link) => ({
          ...link,
          ...rest,
          usesMax: null,
          token: randomToken(platform.random, LINK_TOKEN_BYTES),
        })),
      )
      const ids = places.map((place) => idOf.get(keyOf(place))!)
      const rows = new Map((await store.linksByIds(tx, ids)).map((row) => [row.id, row]))
      for (const { id } of made) links.doRecordCreated(tx, viewerId, rows.get(id)!)
      return {
        links: await links.views(
          tx,
          ids.map((id) => rows.get(id)!),
        ),
        made: made.length,
      }
    },
  }
}

export type ManyLinks = ReturnType<typeof createManyLinks>
