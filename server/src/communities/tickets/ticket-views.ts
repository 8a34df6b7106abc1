import type { OwnTicket, Ticket } from '#contract/communities/tickets.ts'
import { fullName } from '#contract/identity/names.ts'
import type { Identity } from '../../identity/index.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader } from '../../platform/db/database.ts'
import { ownOrder, scansOfMany, scanView } from '../orders/orders.store.ts'
import { readSuccessor, readSuccessors } from './successors.store.ts'
import { movesOf, type TicketMoveRow, type TicketRow } from './tickets.store.ts'

/** Stands for a number that is not kept any more. */
const FORGOTTEN = '•••'

type Known = Pick<Identity, 'accountNames' | 'people' | 'maskPhone' | 'recovery'>

const instantOf = (at: Date | null) => (at === null ? null : toInstant(at))

/** What the applicant reads. */
export async function ownTicketView(reader: Reader, identity: Known, row: TicketRow): Promise<OwnTicket> {
  const last = (await movesOf(reader, [row.id])).at(-1)
  return {
    number: row.number,
    kind: row.kind,
    state: row.state,
    organisationName: row.community_name,
    phoneMasked: row.phone === null ? FORGOTTEN : identity.maskPhone(row.phone),
    filedAt: toInstant(row.filed_at),
    dueAt: instantOf(row.due_at),
    reason: last?.what === 'refused' ? last.reason : '',
    numberTaken: last?.what === 'taken',
    successor: await ownSuccessor(reader, row),
    handedOver: last?.what === 'handedOver',
  }
}

async function ownSuccessor(reader: Reader, { id, kind }: TicketRow): Promise<OwnTicket['successor']> {
  if (kind !== 'administrator') return null
  const [names, order] = [await readSuccessor(reader, id), await ownOrder(reader, { ticketId: id })]
  return names === null || order === null ? null : { ...names, order }
}

/** What the views of many tickets are made of, asked for at once. */
async function readBeside(reader: Reader, identity: Known, rows: readonly TicketRow[], desk: boolean) {
  const moves = await movesOf(
    reader,
    rows.map(({ id }) => id),
  )
  const ids = desk ? rows.flatMap(({ id, kind }) => (kind === 'administrator' ? [id] : [])) : []
  const people = await identity.people(
    reader,
    rows.flatMap(({ target_profile_id: id }) => id ?? []),
  )
  const accounts = await identity.accountNames(
    reader,
    rows.flatMap(({ target_account_id: id }) => id ?? []),
  )
  return {
    people,
    accounts,
    moves: Map.groupBy(moves, (move) => move.ticket_id),
    successors: await readSuccessors(reader, ids),
    scans: await scansOfMany(reader, 'ticket_id', ids),
  }
}

type Beside = Awaited<ReturnType<typeof readBeside>>

function successorOf({ id, phone }: TicketRow, { successors, scans }: Beside): Ticket['successor'] {
  const [names, scan] = [successors.get(id), scans.get(id)?.[0]]
  return names === undefined || scan === undefined ? null : { ...names, phone: phone ?? '', order: scanView(scan) }
}

/** What those read who decide; `viewerAccountId` is the one who looks, at the operator's `desk` or in an organisation. */
export async function ticketViews(
  reader: Reader,
  identity: Known,
  rows: readonly TicketRow[],
  { viewerAccountId, desk, now }: { viewerAccountId: string; desk: boolean; now: Date },
): Promise<Ticket[]> {
  const beside = await readBeside(reader, identity, rows, desk)
  const open = rows.flatMap((row) => (isToConfirm(row) && row.phone !== null ? [row.phone] : []))
  const held = await identity.recovery.heldAmong(reader, viewerAccountId, open)
  const views: Ticket[] = []
  for (const row of rows) {
    const made = beside.moves.get(row.id) ?? []
    views.push({
      id: row.id,
      number: row.number,
      version: row.version,
      kind: row.kind,
      state: row.state,
      surname: row.surname,
      name: row.name,
      patronymic: row.patronymic,
      about: row.about,
      phoneMasked: row.phone === null ? FORGOTTEN : identity.maskPhone(row.phone),
      resetsFactors: row.resets_factors,
      organisation: row.community_id === null ? null : { id: row.community_id, name: row.community_name! },
      escalated: row.escalates_at <= now,
      filedAt: toInstant(row.filed_at),
      dueAt: instantOf(row.due_at),
      member: memberOf(row, beside),
      needs: row.needs_people === null ? null : { people: row.needs_people, operator: row.needs_operator! },
      successor: successorOf(row, beside),
      moves: made.map(moveView),
      mine: await mineOf(reader, identity, { row, made, holds: held.has(row.phone ?? '') }, viewerAccountId),
    })
  }
  return views
}

/** Whom the first confirmation has named. */
function memberOf(row: TicketRow, { people, accounts }: Beside): Ticket['member'] {
  const { target_account_id: accountId, target_profile_id: profileId } = row
  if (accountId === null) return null
  const person = profileId === null ? undefined : people.get(profileId)
  return { profileId, name: person === undefined ? accounts.get(accountId)! : fullName(person) }
}

function moveView(move: TicketMoveRow) {
  const { what, reason, operator } = move
  return { what, at: toInstant(move.at), author: move.author_name, operator, reason }
}

/** Accounts of those who have confirmed a ticket. */
export function confirmedBy(moves: readonly TicketMoveRow[]): string[] {
  return moves.flatMap((move) => (move.what === 'confirmed' && move.author_account_id ? [move.author_account_id] : []))
}

interface Concern {
  row: TicketRow
  made: readonly TicketMoveRow[]
  /** Whether the viewer has the number from which the ticket came. */
  holds: boolean
}

const isToConfirm = ({ state }: TicketRow) => state === 'new' || state === 'confirmed'

/** How the viewer stands to a ticket that is still to be confirmed; to others it makes no difference any more. */
async function mineOf(reader: Reader, identity: Known, concern: Concern, viewer: string): Promise<Ticket['mine']> {
  const { row, made, holds } = concern
  if (!isToConfirm(row)) return { confirmed: false, concerned: false }
  const isMe = async (account: string) => identity.recovery.isSameHuman(reader, viewer, account)
  let confirmed = false
  for (const account of confirmedBy(made)) confirmed ||= await isMe(account)
  const { target_account_id: target } = row
  return { confirmed, concerned: holds || (target !== null && (await isMe(target))) }
}

/** Whether somebody is the person whom a ticket is about, or holds the number from which it came. */
export async function isConcerned(
  reader: Reader,
  { recovery }: Pick<Identity, 'recovery'>,
  { row, targetAccountId }: { row: TicketRow; targetAccountId: string | null },
  accountId: string,
): Promise<boolean> {
  if (row.phone !== null && (await recovery.holdsPhone(reader, accountId, row.phone))) return true
  return targetAccountId !== null && recovery.isSameHuman(reader, accountId, targetAccountId)
}
