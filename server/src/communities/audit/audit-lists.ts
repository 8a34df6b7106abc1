import {
  type AuditEntry,
  type AuditFact,
  type AuditPerson,
  type ChildRead,
  ROLE_ACTS,
} from '#contract/communities/audit.ts'
import { communityAbilities } from '#contract/communities/communities.abilities.ts'
import { PAGE_SIZE } from '#contract/communities/communities.limits.ts'
import type { Role } from '#contract/communities/types.ts'
import { fullName } from '#contract/identity/names.ts'
import type { Act, ChildDatum, Fact, Facts, FactValue } from '#contract/kit/acts.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Identity } from '../../identity/index.ts'
import type { AuditFilter, StoredRow } from '../../platform/audit/audit.store.ts'
import { OPERATOR_CHAIN } from '../../platform/audit/canonical.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { decodeCursor, encodeCursor, momentOf } from '../../platform/db/cursor.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { accessOwnChildren } from '../consents/consents.store.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { rolesOf } from '../memberships/memberships.store.ts'
import { placesOf } from './audit-lists.store.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>
type Known = Pick<AuditPerson, 'profileId' | 'name'>

/** Of an act that concerns many the first ones are named, and the rest counted. */
const NAMED_MAX = 20
const NOBODY: Known = { profileId: null, name: null }

interface Parts {
  platform: Pick<Platform, 'audit'>
  identity: Pick<Identity, 'people' | 'visibleAmong' | 'accountNames'>
  memberships: Pick<Memberships, 'accessMembership'>
}

/** The log of administrative acts as administrators, operators and families read it. */
export function createAuditLists({ platform: { audit }, identity, memberships }: Parts) {
  /** One page of rows, and where the next one begins. */
  const readPage = async (reader: Reader, filter: AuditFilter) => {
    const rows = await audit.list(reader, { ...filter, limit: filter.limit + 1 })
    const shown = rows.slice(0, filter.limit)
    const last = shown.at(-1)
    const isMore = rows.length > filter.limit && last !== undefined
    return { shown, next: isMore ? encodeCursor([instantOf(last), last.chain, last.number]) : null }
  }

  /** Names of those in these rows whom an administrator may see. */
  const namesForMember = async (
    reader: Reader,
    viewerId: string,
    rows: readonly StoredRow[],
  ): Promise<Map<string, Known>> => {
    const subjects = await audit.subjectsOf(reader, pseudonymsIn(rows))
    const profiles = [...subjects].filter(([, { kind }]) => kind === 'profile')
    const ids = profiles.map(([, { id }]) => id)
    const visible = await identity.visibleAmong(reader, viewerId, ids)
    const people = await identity.people(reader, visible)
    return new Map(
      profiles.flatMap(([pseudonym, { id }]) => {
        const person = people.get(id)
        return person === undefined ? [] : [[pseudonym, { profileId: id, name: fullName(person) }] as const]
      }),
    )
  }

  /** Names of operators; people of organisations are none of theirs. */
  const namesForOperator = async (reader: Reader, rows: readonly StoredRow[]): Promise<Map<string, Known>> => {
    const subjects = await audit.subjectsOf(reader, pseudonymsIn(rows))
    const operators = [...subjects].filter(([, { kind }]) => kind === 'account')
    const names = await identity.accountNames(
      reader,
      operators.map(([, { id }]) => id),
    )
    return new Map(
      operators.map(([pseudonym, { id }]) => [pseudonym, { profileId: null, name: names.get(id) ?? null }]),
    )
  }

  /** Whoever reads data of a child as a member of the staff, by name while he is somebody. */
  const readViews = async (reader: Reader, rows: readonly StoredRow[]): Promise<ChildRead[]> => {
    const actors = rows.flatMap(({ actor }) => (actor === null ? [] : [actor]))
    const subjects = await audit.subjectsOf(reader, actors)
    const ids = [...subjects.values()].flatMap(({ kind, id }) => (kind === 'profile' ? [id] : []))
    const people = await identity.people(reader, ids)
    const places = await placesOf(
      reader,
      rows.map(({ chain }) => chain),
    )
    return rows.map((row) => {
      const subject = row.actor === null ? undefined : subjects.get(row.actor)
      const person = subject === undefined ? undefined : people.get(subject.id)
      return {
        at: instantOf(row),
        reader: person === undefined ? null : fullName(person),
        operator: row.operator,
        role: (row.after.role as Role | undefined) ?? null,
        communityName: places.get(row.chain)?.name ?? null,
        communityType: places.get(row.chain)?.type ?? null,
        data: row.after.data as ChildDatum,
      }
    })
  }

  return {
    async list(reader: Reader, viewerId: string, input: Input<'audit.list'>, fail: FailOf<'audit.list'>) {
      const { communityId } = input
      const membership =
        (await memberships.accessMembership(reader, viewerId, communityId)) ?? fail('community.unknown')
      if (!communityAbilities(membership).viewAudit) fail('community.notAllowed', { right: 'audit.view' })
      const { shown, next } = await readPage(reader, filterOf(input, communityId))
      const names = await namesForMember(reader, viewerId, shown)
      return { entries: shown.map((row) => entryView(row, names)), next }
    },

    /** How somebody has become what he is here; of others who were decided on together with him nothing. */
    async roleHistory(
      reader: Reader,
      viewerId: string,
      { communityId, profileId }: Input<'members.roleHistory'>,
      fail: FailOf<'members.roleHistory'>,
    ) {
      const membership =
        (await memberships.accessMembership(reader, viewerId, communityId)) ?? fail('community.unknown')
      if (!communityAbilities(membership).manageMembers) fail('community.notAllowed', { right: 'members.manage' })
      if ((await rolesOf(reader, communityId, profileId)).length === 0) fail('member.unknown')
      const about = await audit.pseudonymOf(reader, profileId)
      if (about === null) return { entries: [] }
      const rows = await audit.list(reader, { ...filterOf({}, communityId), acts: ROLE_ACTS, about })
      const own = rows.map((row) => ({ ...row, people: [about], objects: [] }))
      const names = await namesForMember(reader, viewerId, own)
      return { entries: own.map((row) => entryView(row, names)) }
    },

    async deskList(reader: Reader, input: Input<'auditDesk.list'>) {
      const { shown, next } = await readPage(reader, filterOf(input, 'operators'))
      const names = await namesForOperator(reader, shown)
      return { entries: shown.map((row) => entryView(row, names)), next }
    },

    /** For the child and for those who are its parents now; for everybody else there is no such child. */
    async childReads(
      reader: Reader,
      viewerId: string,
      input: Input<'childReads.list'>,
      fail: FailOf<'childReads.list'>,
    ) {
      const { childProfileId, cursor, limit } = input
      const isOwn = childProfileId === viewerId
      if (!isOwn && (await accessOwnChildren(reader, viewerId, childProfileId)).length === 0) fail('member.unknown')
      const about = await audit.pseudonymOf(reader, childProfileId)
      if (about === null) return { reads: [], next: null }
      const filter = { ...filterOf({ act: 'child.read', cursor, limit }, null), about }
      const { shown, next } = await readPage(reader, filter)
      return { reads: await readViews(reader, shown), next }
    },
  }
}

export type AuditLists = ReturnType<typeof createAuditLists>

interface Asked {
  act?: Act | undefined
  pseudonym?: string | undefined
  from?: string | undefined
  to?: string | undefined
  cursor?: string | undefined
  limit?: number | undefined
}

function filterOf(input: Asked, chain: AuditFilter['chain']): AuditFilter {
  const place = decodeCursor(input.cursor, ['instant', 'id', 'count'])
  const [at, placeChain, number] = place ?? []
  return {
    chain,
    acts: input.act === undefined ? null : [input.act],
    pseudonym: input.pseudonym ?? null,
    about: null,
    from: input.from === undefined ? null : momentOf(input.from, '/from'),
    to: input.to === undefined ? null : momentOf(input.to, '/to'),
    after:
      place === null ? null : { at: new Date(at as string), chain: placeChain as string, number: number as number },
    limit: input.limit ?? PAGE_SIZE,
  }
}

function instantOf({ atMicros }: StoredRow): string {
  return toInstant(new Date(atMicros / 1_000))
}

/** Everybody who is named in these rows as they are shown. */
function pseudonymsIn(rows: readonly StoredRow[]): string[] {
  return rows.flatMap(({ actor, people }) => [...(actor === null ? [] : [actor]), ...people.slice(0, NAMED_MAX)])
}

function entryView(row: StoredRow, names: ReadonlyMap<string, Known>): AuditEntry {
  const personOf = (pseudonym: string): AuditPerson => ({ pseudonym, ...(names.get(pseudonym) ?? NOBODY) })
  return {
    communityId: row.chain === OPERATOR_CHAIN ? null : row.chain,
    number: row.number,
    at: instantOf(row),
    act: row.act as Act,
    actor: row.actor === null ? null : personOf(row.actor),
    operator: row.operator,
    people: row.people.slice(0, NAMED_MAX).map(personOf),
    peopleCount: row.people.length,
    objects: row.objects.slice(0, NAMED_MAX).map(({ kind, id }) => ({ kind, id })),
    objectsCount: row.objects.length,
    before: factsView(row.before),
    after: factsView(row.after),
    hash: row.hash.toString('hex'),
  }
}

function factsView(facts: Facts): AuditFact[] {
  return Object.entries(facts).map(([fact, value]) => ({ fact: fact as Fact, value: value as FactValue }))
}
