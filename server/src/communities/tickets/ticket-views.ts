import type { OwnTicket, Ticket } from '#contract/communities/tickets.ts'
import { fullName } from '#contract/identity/names.ts'
import type { Identity } from '../../identity/index.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader } from '../../platform/db/database.ts'
import { ownOrder, scansOf, scanView } from '../orders/orders.store.ts'
import { readSuccessor } from './successors.store.ts'
import { movesOf, type TicketMoveRow, type TicketRow } from './tickets.store.ts'

/** Stands for a number that is not kept any more. */
const FORGOTTEN = '•••'

type Known = Pick<Identity, 'accountName' | 'people' | 'maskPhone' | 'recovery'>

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

async function successorOf(reader: Reader, { id, kind, phone }: TicketRow): Promise<Ticket['successor']> {
  if (kind !== 'administrator') return null
  const [names, [scan]] = [await readSuccessor(reader, id), await scansOf(reader, { ticketId: id })]
  return names === null || scan === undefined ? null : { ...names, phone: phone ?? '', order: scanView(scan) }
}

/** What those read who decide; `viewerAccountId` is the one who looks, at the operator's `desk` or in an organisation. */
export async function ticketViews(
  reader: Reader,
  identity: Known,
  rows: readonly TicketRow[],
  { viewerAccountId, desk, now }: { viewerAccountId: string; desk: boolean; now: Date },
): Promise<Ticket[]> {
  const moves = Map.groupBy(
    await movesOf(
      reader,
      rows.map(({ id }) => id),
    ),
    (move) => move.ticket_id,
  )
  const views: Ticket[] = []
  for (const row of rows) {
    const made = moves.get(row.id) ?? []
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
      member: await memberOf(reader, identity, row),
      needs: row.needs_people === null ? null : { people: row.needs_people, operator: row.needs_operator! },
      successor: desk ? await successorOf(reader, row) : null,
      moves: made.map(moveView),
      mine: await mineOf(reader, identity, { row, made }, viewerAccountId),
    })
  }
  return views
}

/** Whom the first confirmation has named. */
async function memberOf(reader: Reader, identity: Known, row: TicketRow): Promise<Ticket['member']> {
  const { target_account_id: accountId, target_profile_id: profileId } = row
  if (accountId === null) return null
  const person = profileId === null ? undefined : (await identity.people(reader, [profileId])).get(profileId)
  return { profileId, name: person === undefined ? await identity.accountName(reader, accountId) : fullName(person) }
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
}

/** How the viewer stands to a ticket that is still to be confirmed; to others it makes no difference any more. */
async function mineOf(reader: Reader, identity: Known, concern: Concern, viewer: string): Promise<Ticket['mine']> {
  const { row, made } = concern
  if (row.state !== 'new' && row.state !== 'confirmed') return { confirmed: false, concerned: false }
  let confirmed = false
  for (const account of confirmedBy(made)) {
    confirmed ||= await identity.recovery.isSameHuman(reader, viewer, account)
  }
  return {
    confirmed,
    concerned: await isConcerned(reader, identity, { row, targetAccountId: row.target_account_id }, viewer),
  }
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
