import { communityAbilities } from '#contract/communities/communities.abilities.ts'
import { PAGE_SIZE } from '#contract/communities/communities.limits.ts'
import type { VerifiedProfile } from '#contract/communities/verification.ts'
import { fullName, GONE_NAME } from '#contract/identity/names.ts'
import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Identity } from '../../identity/index.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Database } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { countVerified, pageVerified, type VerifiedRow } from './verification.store.ts'

interface Parts {
  identity: Pick<Identity, 'people'>
  memberships: Pick<Memberships, 'accessMembership'>
}

/** «Верифицированные профили»: who holds the mark by this organisation, since when, by whom and why (VER-05). */
export function createVerified({ identity, memberships }: Parts) {
  /** People with the names behind their profiles and of those who have approved them. */
  const views = async (db: Database, rows: readonly VerifiedRow[]): Promise<VerifiedProfile[]> => {
    const approvers = rows.flatMap((row) => row.grounds.flatMap(({ by }) => by ?? []))
    const people = await identity.people(db, [...new Set([...rows.map((row) => row.profile_id), ...approvers])])
    const nameOf = (id: string) => {
      const person = people.get(id)
      return person === undefined ? GONE_NAME : fullName(person)
    }
    return rows.flatMap((row) => {
      const person = people.get(row.profile_id)
      if (person === undefined) return []
      const { profileId, surname, name, patronymic } = person
      const grounds = row.grounds.map(({ role, unitName, since, by, basis }) => ({
        role,
        unitName,
        since: toInstant(new Date(since)),
        approver: by === null ? null : nameOf(by),
        basis,
      }))
      return [{ profileId, surname, name, patronymic, position: row.position, grounds }]
    })
  }

  return {
    async list(
      db: Database,
      viewerId: string,
      input: InputOf<Operations['verified.list']>,
      fail: Fail<ErrorsOf<Operations['verified.list']>>,
    ): Promise<OutputOf<Operations['verified.list']>> {
      const { communityId } = input
      const own = (await memberships.accessMembership(db, viewerId, communityId)) ?? fail('community.unknown')
      if (!communityAbilities(own).manageMembers) fail('community.notAllowed', { right: 'members.manage' })
      const place = decodeCursor(input.cursor, ['text', 'id'])
      const limit = input.limit ?? PAGE_SIZE
      const filter = {
        communityId,
        role: input.role ?? null,
        basis: input.basis ?? null,
        search: input.search ?? '',
        after: place === null ? null : { sortName: place[0] as string, id: place[1] as string },
        limit: limit + 1,
      }
      const rows = await pageVerified(db, filter)
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      return {
        profiles: await views(db, shown),
        total: await countVerified(db, filter),
        next: rows.length > limit && last !== undefined ? encodeCursor([last.sort_name, last.profile_id]) : null,
      }
    },
  }
}

export type Verified = ReturnType<typeof createVerified>
