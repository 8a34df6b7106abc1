import { sql } from 'kysely'
import type { OrganisationRequest, RequestSource, RequestState } from '#contract/communities/requests.ts'
import type { CommunityType } from '#contract/communities/types.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { type ScanRow, scanView } from '../orders/orders.store.ts'
import { organisationWords } from '../organisations/organisations.store.ts'

export interface RequestRow {
  id: string
  number: number
  secret_hash: Buffer
  state: RequestState
  version: number
  type: CommunityType
  name: string
  administrator_surname: string
  administrator_name: string
  administrator_patronymic: string
  administrator_phone: string
  inn: string
  kpp: string
  community_id: string | null
  source: RequestSource
  filed_at: Date
}

export type NewRequest = Omit<RequestRow, 'number' | 'state' | 'version' | 'community_id'>

export interface MoveRow {
  request_id: string
  position: number
  state: RequestState
  reason: string
  author_name: string
  at: Date
}

/** Writes a request with its first move, by the operator who has entered it or by nobody; returns null when the id is taken. */
export async function insertRequest(
  tx: Tx,
  row: NewRequest,
  author: { accountId: string; name: string } | null,
): Promise<number | null> {
  const made = await tx
    .insertInto('communities.organisation_request')
    .values({ ...row, state: 'filed' })
    .onConflict((conflict) => conflict.doNothing())
    .returning('number')
    .executeTakeFirst()
  if (made === undefined) return null
  await insertMove(tx, {
    request_id: row.id,
    position: 1,
    state: 'filed',
    reason: '',
    author_name: author?.name ?? '',
    ...(author === null ? {} : { author_account_id: author.accountId }),
    at: row.filed_at,
  })
  return made.number
}

export async function insertMove(tx: Tx, move: MoveRow & { author_account_id?: string }): Promise<void> {
  await tx.insertInto('communities.request_move').values(move).execute()
}

export async function requestById(reader: Reader, id: string): Promise<RequestRow | null> {
  const row = await reader
    .selectFrom('communities.organisation_request')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return (row as RequestRow | undefined) ?? null
}

/** The row under its lock, for a move. */
export async function lockRequest(tx: Tx, id: string): Promise<RequestRow | null> {
  const row = await tx
    .selectFrom('communities.organisation_request')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return (row as RequestRow | undefined) ?? null
}

/** The request from which a community has come, under its lock. */
export async function lockRequestOf(tx: Tx, communityId: string): Promise<RequestRow | null> {
  const row = await tx
    .selectFrom('communities.organisation_request')
    .selectAll()
    .where('community_id', '=', communityId)
    .forUpdate()
    .executeTakeFirst()
  return (row as RequestRow | undefined) ?? null
}

export async function requestBySecret(reader: Reader, secretHash: Buffer): Promise<RequestRow | null> {
  const row = await reader
    .selectFrom('communities.organisation_request')
    .selectAll()
    .where('secret_hash', '=', secretHash)
    .executeTakeFirst()
  return (row as RequestRow | undefined) ?? null
}

export async function saveState(
  tx: Tx,
  id: string,
  state: RequestState,
  communityId: string | null,
): Promise<RequestRow> {
  const row = await tx
    .updateTable('communities.organisation_request')
    .set((eb) => ({ state, community_id: communityId, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return row as RequestRow
}

export async function movesOf(reader: Reader, ids: readonly string[]): Promise<MoveRow[]> {
  if (ids.length === 0) return []
  const rows = await reader
    .selectFrom('communities.request_move')
    .select(['request_id', 'position', 'state', 'reason', 'author_name', 'at'])
    .where('request_id', 'in', [...ids])
    .orderBy('request_id')
    .orderBy('position')
    .execute()
  return rows as MoveRow[]
}

/** Requests by number, oldest first, after a number. */
export async function pageRequests(
  reader: Reader,
  filter: { states: readonly RequestState[] | null; search: string; afterNumber: number; limit: number },
): Promise<RequestRow[]> {
  let found = reader
    .selectFrom('communities.organisation_request')
    .selectAll()
    .where('number', '>', filter.afterNumber)
    .orderBy('number')
    .limit(filter.limit)
  if (filter.states !== null) found = found.where('state', 'in', [...filter.states])
  const words = organisationWords(filter.search)
  if (words.length > 0) {
    const matches = words.map((word) => sql<boolean>`search like ${`% ${word}%`}`)
    const isNumber = /^\d{1,9}$/u.test(filter.search.trim())
    const number = isNumber ? [sql<boolean>`number = ${Number(filter.search)}`] : []
    found = found.where(sql<boolean>`(${sql.join([sql`${sql.join(matches, sql` and `)}`, ...number], sql` or `)})`)
  }
  return (await found.execute()) as RequestRow[]
}

/** Writes down another administrator; the version moves. */
export async function saveAdministrator(
  tx: Tx,
  id: string,
  administrator: Pick<
    RequestRow,
    'administrator_surname' | 'administrator_name' | 'administrator_patronymic' | 'administrator_phone'
  >,
): Promise<RequestRow> {
  const row = await tx
    .updateTable('communities.organisation_request')
    .set((eb) => ({ ...administrator, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return row as RequestRow
}

/** How many requests stand in each of these states. */
export async function countRequests(reader: Reader, states: readonly RequestState[]): Promise<Record<string, number>> {
  const rows = await reader
    .selectFrom('communities.organisation_request')
    .select((eb) => ['state', eb.cast<number>(eb.fn.countAll(), 'integer').as('count')])
    .where('state', 'in', [...states])
    .groupBy('state')
    .execute()
  return Object.fromEntries(rows.map((row) => [row.state, row.count]))
}

export function requestView(
  row: RequestRow,
  { moves, orders }: { moves: readonly MoveRow[]; orders: readonly ScanRow[] },
): OrganisationRequest {
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    source: row.source,
    version: row.version,
    type: row.type,
    name: row.name,
    administratorSurname: row.administrator_surname,
    administratorName: row.administrator_name,
    administratorPatronymic: row.administrator_patronymic,
    administratorPhone: row.administrator_phone,
    inn: row.inn,
    kpp: row.kpp,
    filedAt: toInstant(row.filed_at),
    communityId: row.community_id,
    orders: orders.map(scanView),
    moves: moves.map((move) => ({
      state: move.state,
      at: toInstant(move.at),
      reason: move.reason,
      author: move.author_name,
    })),
  }
}
