import { type RawBuilder, sql } from 'kysely'
import type { TICKET_DEEDS, TicketKind, TicketState } from '#contract/communities/tickets.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

export interface TicketRow {
  id: string
  number: number
  kind: TicketKind
  state: TicketState
  version: number
  /** E.164; null some time after the end. */
  phone: string | null
  community_id: string | null
  community_name: string | null
  surname: string
  name: string
  patronymic: string
  about: string
  resets_factors: boolean
  target_account_id: string | null
  target_profile_id: string | null
  needs_people: 1 | 2 | null
  needs_operator: boolean | null
  filed_at: Date
  escalates_at: Date
  due_at: Date | null
}

export interface TicketMoveRow {
  ticket_id: string
  position: number
  what: (typeof TICKET_DEEDS)[number]
  reason: string
  author_account_id: string | null
  author_name: string
  operator: boolean
  at: Date
}

const SELECTED = sql`t.id, t.number, t.kind, t.state, t.version, t.phone, t.community_id, c.name as community_name,
  t.surname, t.name, t.patronymic, t.about, t.resets_factors, t.target_account_id, t.target_profile_id, t.needs_people, t.needs_operator,
  t.filed_at, t.escalates_at, t.due_at`
const JOINED = sql`communities.ticket t left join communities.community c on c.id = t.community_id`
const OPEN = sql`t.state in ('new', 'confirmed', 'waiting')`

export interface NewTicket {
  id: string
  secretHash: Buffer
  kind: TicketKind
  phone: string
  communityId: string | null
  names: { surname: string; name: string; patronymic: string }
  about: string
  resetsFactors: boolean
  now: Date
  escalatesAt: Date
}

/** Writes a ticket with the first line of its journal; false when the number has an open one. */
export async function insertTicket(tx: Tx, made: NewTicket): Promise<boolean> {
  const row = await tx
    .insertInto('communities.ticket')
    .values({
      id: made.id,
      secret_hash: made.secretHash,
      kind: made.kind,
      state: 'new',
      phone: made.phone,
      community_id: made.communityId,
      ...made.names,
      about: made.about,
      resets_factors: made.resetsFactors,
      filed_at: made.now,
      escalates_at: made.escalatesAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (row === undefined) return false
  await insertMove(tx, { ticketId: made.id, what: 'filed', now: made.now })
  return true
}

/** Adds a line to the journal. Whoever does so holds the lock of the ticket. */
export async function insertMove(
  tx: Tx,
  move: {
    ticketId: string
    what: TicketMoveRow['what']
    reason?: string
    author?: { accountId: string; name: string; operator: boolean }
    now: Date
  },
): Promise<void> {
  await sql`insert into communities.ticket_move
      (ticket_id, position, what, reason, author_account_id, author_name, operator, at)
    select ${move.ticketId}::uuid, coalesce(max(position), 0) + 1, ${move.what}::text, ${move.reason ?? ''}::text,
      ${move.author?.accountId ?? null}::uuid, ${move.author?.name ?? ''}::text, ${move.author?.operator ?? false}::boolean,
      ${move.now}::timestamptz
    from communities.ticket_move where ticket_id = ${move.ticketId}::uuid`.execute(tx)
}

/** The ticket whose page has this secret. */
export async function accessOwnTicket(reader: Reader, secretHash: Buffer): Promise<TicketRow | null> {
  const result = await sql<TicketRow>`select ${SELECTED} from ${JOINED}
    where t.secret_hash = ${secretHash}`.execute(reader)
  return result.rows[0] ?? null
}

/** Gives the page of the open ticket of a number, if there is one, to whoever has shown the number anew. */
export async function takeBack(tx: Tx, phone: string, secretHash: Buffer): Promise<void> {
  await sql`update communities.ticket t set secret_hash = ${secretHash} where t.phone = ${phone} and ${OPEN}`.execute(
    tx,
  )
}

/** A ticket for a member of its organisation, with whether he may decide about it; null for others. */
export async function accessTicket(
  reader: Reader,
  viewerId: string,
  id: string,
): Promise<(TicketRow & { manages: boolean }) | null> {
  const result = await sql<TicketRow & { manages: boolean }>`select ${SELECTED}, exists (
      select from communities.member_role v
      join communities.community_role cr on cr.community_id = v.community_id and cr.role = v.role
      where v.community_id = t.community_id and v.profile_id = ${viewerId}::uuid and 'members.manage' = any(cr.grants)
    ) as manages
    from ${JOINED} join communities.member m on m.community_id = t.community_id and m.profile_id = ${viewerId}::uuid
    where t.id = ${id}::uuid`.execute(reader)
  return result.rows[0] ?? null
}

/** A ticket for an operator, once it has come to him. */
export async function accessDeskTicket(reader: Reader, id: string, now: Date): Promise<TicketRow | null> {
  const result = await sql<TicketRow>`select ${SELECTED} from ${JOINED}
    where t.id = ${id}::uuid and t.escalates_at <= ${now}`.execute(reader)
  return result.rows[0] ?? null
}

/** The ticket as it is once nobody else changes it any more. */
export async function lockTicket(tx: Tx, id: string): Promise<TicketRow> {
  const result = await sql<TicketRow>`select ${SELECTED} from ${JOINED}
    where t.id = ${id}::uuid for update of t`.execute(tx)
  return result.rows[0]!
}

/** The order of the lists: open tickets of administrators, the other open ones, and those that are over. */
export type TicketRank = 0 | 1 | 2

export const rankOf = ({ state, kind }: Pick<TicketRow, 'state' | 'kind'>): TicketRank =>
  state !== 'new' && state !== 'confirmed' && state !== 'waiting' ? 2 : kind === 'administrator' ? 0 : 1

/** What a page begins behind. */
export interface BehindTicket {
  rank: TicketRank
  at: Date
  id: string
}

/**
 * A page of the tickets of an organisation, or of the operator's desk: first the open ones, those of administrators before
 * others and the oldest first, then the newest of those that are over; at most `limit`.
 */
export async function pageTickets(
  reader: Reader,
  where: { communityId: string } | { escalatedBy: Date },
  behind: BehindTicket | null,
  limit: number,
): Promise<TicketRow[]> {
  const filter =
    'communityId' in where
      ? sql`t.community_id = ${where.communityId}::uuid`
      : sql`t.escalates_at <= ${where.escalatedBy}`
  const page = (which: RawBuilder<unknown>, order: RawBuilder<unknown>, most: number) =>
    sql<TicketRow>`select ${SELECTED} from ${JOINED} where ${filter} and ${which} order by ${order}, t.id limit ${most}`
  const laterOpen =
    behind === null
      ? OPEN
      : sql`${OPEN} and (t.kind <> 'administrator', t.filed_at, t.id) > (${behind.rank === 1}, ${behind.at}, ${behind.id}::uuid)`
  const earlierOver =
    behind?.rank === 2
      ? sql`not ${OPEN} and t.filed_at <= ${behind.at} and (t.filed_at < ${behind.at} or t.id > ${behind.id}::uuid)`
      : sql`not ${OPEN}`
  const open =
    behind?.rank === 2
      ? []
      : (await page(laterOpen, sql`t.kind <> 'administrator', t.filed_at`, limit).execute(reader)).rows
  const over = await page(earlierOver, sql`t.filed_at desc`, limit - open.length).execute(reader)
  return [...open, ...over.rows]
}

export async function movesOf(reader: Reader, ids: readonly string[]): Promise<TicketMoveRow[]> {
  if (ids.length === 0) return []
  const result = await sql<TicketMoveRow>`select ticket_id, position, what, reason, author_account_id, author_name,
      operator, at
    from communities.ticket_move where ticket_id = any(${[...ids]}::uuid[]) order by ticket_id, position`.execute(
    reader,
  )
  return result.rows
}

/** Writes down whom a confirmation has named, what that takes, and what comes of it. */
export async function saveConfirmed(
  tx: Tx,
  id: string,
  change: {
    target: { accountId: string; profileId: string | null }
    needs: { people: number; operator: boolean }
    dueAt: Date | null
    /** Operators see it from then on, if not before. */
    escalatesAt: Date | null
  },
): Promise<void> {
  const state = change.dueAt === null ? 'confirmed' : 'waiting'
  await sql`update communities.ticket set state = ${state}, version = version + 1,
      target_account_id = ${change.target.accountId}::uuid, target_profile_id = ${change.target.profileId}::uuid,
      needs_people = ${change.needs.people},
      needs_operator = ${change.needs.operator}, due_at = ${change.dueAt},
      escalates_at = least(escalates_at, coalesce(${change.escalatesAt}::timestamptz, escalates_at))
    where id = ${id}::uuid`.execute(tx)
}

export async function saveOrganisation(tx: Tx, id: string, communityId: string): Promise<void> {
  await tx
    .updateTable('communities.ticket')
    .set((eb) => ({ community_id: communityId, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** Whoever looks at the ticket has to look again. */
export async function touchTicket(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('communities.ticket')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export async function saveOver(tx: Tx, id: string, state: TicketState, now: Date): Promise<void> {
  await tx
    .updateTable('communities.ticket')
    .set((eb) => ({ state, due_at: null, over_at: now, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** Tickets that nobody has confirmed in time. */
export async function expiredTickets(reader: Reader, filedBefore: Date): Promise<string[]> {
  const rows = await reader
    .selectFrom('communities.ticket')
    .select('id')
    .where('state', 'in', ['new', 'confirmed'])
    .where('filed_at', '<', filedBefore)
    .orderBy('filed_at')
    .limit(100)
    .execute()
  return rows.map(({ id }) => id)
}

/** Forgets the numbers of those whose tickets are long over. */
export async function forgetPhones(tx: Tx, overBefore: Date): Promise<void> {
  await tx
    .updateTable('communities.ticket')
    .set({ phone: null })
    .where('over_at', '<', overBefore)
    .where('phone', 'is not', null)
    .execute()
}

/** What an SMS about a ticket needs. */
export async function noticeFacts(
  reader: Reader,
  id: string,
): Promise<{ number: number; community_id: string | null; phone: string | null; due_at: Date | null } | null> {
  const row = await reader
    .selectFrom('communities.ticket')
    .select(['number', 'community_id', 'phone', 'due_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

/** Whether an account waits for a ticket already. */
export async function isWaiting(reader: Reader, accountId: string): Promise<boolean> {
  const row = await reader
    .selectFrom('communities.ticket')
    .select('id')
    .where('target_account_id', '=', accountId)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  return row !== undefined
}
