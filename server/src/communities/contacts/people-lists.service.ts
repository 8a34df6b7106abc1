import { communityAbilities } from '#contract/communities/communities.abilities.ts'
import { PAGE_SIZE } from '#contract/communities/communities.limits.ts'
import type { Member } from '#contract/communities/communities.ts'
import type { Contact } from '#contract/communities/contacts.ts'
import type { Role } from '#contract/communities/types.ts'
import { fullName, type NameParts, shownNames } from '#contract/identity/names.ts'
import { RENAME_SHOWN_DAYS } from '#contract/identity/profiles.limits.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Identity, PersonFacts, Rename } from '../../identity/index.ts'
import { type Clock, toInstant } from '../../platform/clock/clock.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Database } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { DetailsService } from '../details/details.service.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import {
  accessMembers,
  countMembers,
  type MemberRow,
  type MembersFilter,
} from '../memberships/visible-members.store.ts'
import type { PrivacyService } from '../privacy/privacy.service.ts'
import type { UnitsService } from '../units/units.service.ts'
import { readPersonCard } from './person-card.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>

const DAY_MS = 86_400_000

interface Parts {
  clock: Pick<Clock, 'now'>
  identity: Identity
  memberships: Memberships
  units: UnitsService
  details: Pick<DetailsService, 'shownTo'>
  privacy: Pick<PrivacyService, 'refusesCalls'>
}

/** Lists of people as one viewer sees them: the members of a community, and his contacts there. */
export function createPeopleLists({ clock, identity, memberships, units, details, privacy }: Parts) {
  /** A page of rows and the facts of everybody named in it. */
  const readPage = async (db: Database, filter: MembersFilter) => {
    const rows = await accessMembers(db, { ...filter, limit: filter.limit + 1 })
    const shown = rows.slice(0, filter.limit)
    const last = shown.at(-1)
    const ids = shown.flatMap((row) => [row.profile_id, ...row.children])
    return {
      shown,
      people: await identity.people(db, ids),
      next: rows.length > filter.limit && last !== undefined ? encodeCursor([last.sort_name, last.profile_id]) : null,
    }
  }

  return {
    async members(db: Database, viewerId: string, input: Input<'members.list'>, fail: FailOf<'members.list'>) {
      const own = (await memberships.accessMembership(db, viewerId, input.communityId)) ?? fail('community.unknown')
      const unit = input.unitId === undefined ? null : await units.accessUnit(db, viewerId, input.unitId)
      if (input.unitId !== undefined && unit?.row.community_id !== input.communityId) return fail('unit.unknown')
      const viewer = { viewerId, now: new Date(clock.now()) }
      const filter = filterOf(viewer, input, unit?.row ?? null, { role: input.role ?? null, others: false })
      const { shown, people, next } = await readPage(db, filter)
      const manages = communityAbilities(own).manageMembers
      // Whoever manages the members compares them with the papers of the organisation.
      const namesOf = manages ? wholeNames : shownNames
      const renamedOf = manages ? shown.map((row) => row.profile_id) : []
      const renames = await identity.renames(db, renamedOf, new Date(clock.now() - RENAME_SHOWN_DAYS * DAY_MS))
      return {
        members: shown.flatMap((row): Member[] => {
          const person = people.get(row.profile_id)
          const about = { people, namesOf, manages, rename: renames.get(row.profile_id) }
          return person === undefined ? [] : [memberView(row, person, about)]
        }),
        total: await countMembers(db, filter),
        next,
      }
    },

    card: (db: Database, viewerId: string, profileId: string, fail: FailOf<'contacts.get'>) =>
      readPersonCard(db, { identity, details, privacy }, { viewerId, now: new Date(clock.now()) }, profileId, fail),

    async contacts(db: Database, viewerId: string, input: Input<'contacts.list'>, fail: FailOf<'contacts.list'>) {
      if ((await memberships.accessMembership(db, viewerId, input.communityId)) === null) fail('community.unknown')
      const unit = input.unitId === undefined ? null : await units.accessUnit(db, viewerId, input.unitId)
      // A unit that does not exist for the viewer has no contacts of his.
      if (input.unitId !== undefined && unit?.row.community_id !== input.communityId)
        return { contacts: [], next: null }
      const viewer = { viewerId, now: new Date(clock.now()) }
      const filter = filterOf(viewer, input, unit?.row ?? null, { role: null, others: true })
      const { shown, people, next } = await readPage(db, filter)
      return {
        contacts: shown.flatMap((row): Contact[] => {
          const person = people.get(row.profile_id)
          if (person === undefined) return []
          const { profileId, staff } = person
          const roles = row.roles.map((each) => ({ ...each, role: each.role as Role }))
          return [{ profileId, ...shownNames(person), staff, roles, position: row.position }]
        }),
        next,
      }
    },
  }
}

export type PeopleLists = ReturnType<typeof createPeopleLists>

function filterOf(
  viewer: { viewerId: string; now: Date },
  input: { communityId: string; search?: string; cursor?: string; limit?: number },
  unit: { id: string; system: boolean } | null,
  which: { role: string | null; others: boolean },
): MembersFilter {
  const place = decodeCursor(input.cursor, ['text', 'id'])
  return {
    communityId: input.communityId,
    ...viewer,
    unit,
    ...which,
    search: input.search ?? '',
    after: place === null ? null : { sortName: place[0] as string, id: place[1] as string },
    limit: input.limit ?? PAGE_SIZE,
  }
}

const wholeNames = ({ surname, name, patronymic }: PersonFacts): NameParts => ({ surname, name, patronymic })

interface AboutMember {
  people: ReadonlyMap<string, PersonFacts>
  namesOf: (person: PersonFacts) => NameParts
  manages: boolean
  rename: Rename | undefined
}

function memberView(row: MemberRow, person: PersonFacts, { people, namesOf, manages, rename }: AboutMember): Member {
  const { profileId, staff } = person
  return {
    profileId,
    ...namesOf(person),
    staff,
    position: row.position,
    roles: row.roles.map(({ role, unitId }) => ({ role: role as Role, unitId })),
    joinedAt: toInstant(row.joined_at),
    state: manages ? row.state : null,
    renamed: rename === undefined ? null : { ...rename, at: toInstant(rename.at) },
    children: row.children.flatMap((id) => {
      const child = people.get(id)
      return child === undefined ? [] : [fullName(namesOf(child))]
    }),
  }
}
