import { communityAbilities } from '#contract/communities/communities.abilities.ts'
import { type TicketNeeds, ticketNeeds } from '#contract/communities/tickets.abilities.ts'
import {
  TICKET_MEMBERS_SHOWN,
  TICKET_ORGANISATIONS_SHOWN,
  TICKET_WAIT_MS,
  TICKETS_PAGE,
} from '#contract/communities/tickets.limits.ts'
import type { Ticket } from '#contract/communities/tickets.ts'
import { fullName } from '#contract/identity/names.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Identity } from '../../identity/index.ts'
import { recordAct } from '../../platform/audit/record.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { ProfileViewer, Viewer } from '../../platform/dispatch/viewer.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { findOrganisations } from '../organisations/organisations.store.ts'
import { confirmersOf, findMembers, isCommunity, isMember, staffPlaces } from './ticket-facts.store.ts'
import type { TicketNotices } from './ticket-notices.ts'
import { confirmedBy, isConcerned, ticketViews } from './ticket-views.ts'
import * as store from './tickets.store.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>
type Account = NonNullable<Awaited<ReturnType<Identity['recovery']['accountOf']>>>

/** Who decides, and through which door he came. */
interface Decider {
  accountId: string
  profileId: string | null
  name: string
  operator: boolean
}

interface Parts {
  platform: Platform
  identity: Identity
  memberships: Memberships
  notices: TicketNotices
}

export type TicketDecisions = ReturnType<typeof createTicketDecisions>

/**
 * «Это он, лично»: people who know the applicant name the member that he is. Nobody confirms himself, and nobody confirms
 * twice, by whatever profile or account. After the last confirmation that it takes the account waits.
 */
export function createTicketDecisions({ platform, identity, memberships, notices }: Parts) {
  const { clock } = platform
  const { recovery } = identity
  const nowDate = () => new Date(clock.now())

  const viewsFor = (
    reader: Reader,
    { accountId, desk }: { accountId: string; desk: boolean },
    rows: readonly store.TicketRow[],
  ) => ticketViews(reader, identity, rows, { viewerAccountId: accountId, desk, now: nowDate() })

  const viewNow = async (tx: Tx, by: Decider, id: string): Promise<Ticket> =>
    (await viewsFor(tx, { accountId: by.accountId, desk: by.operator }, [await store.lockTicket(tx, id)]))[0]!

  const deciderOf = async (reader: Reader, viewer: Viewer, operator: boolean): Promise<Decider> => {
    const { accountId, profileId } = viewer
    const person =
      operator || profileId === null ? undefined : (await identity.people(reader, [profileId])).get(profileId)
    const name = person === undefined ? await identity.accountName(reader, accountId) : fullName(person)
    return { accountId, profileId, name, operator }
  }

  const accessForMember = async (
    tx: Tx,
    viewer: ProfileViewer,
    id: string,
    fail: Fail<'ticket.unknown' | 'community.notAllowed'>,
  ) => {
    const found = (await store.accessTicket(tx, viewer.profileId, id)) ?? fail('ticket.unknown')
    if (!found.manages) fail('community.notAllowed', { right: 'members.manage' })
    return found
  }

  /** The ticket under its lock, unchanged since it was looked at. */
  const checkCurrent = async (
    tx: Tx,
    seen: { id: string; version: number },
    states: readonly Ticket['state'][],
    fail: Fail<'ticket.changed'>,
  ): Promise<store.TicketRow> => {
    const ticket = await store.lockTicket(tx, seen.id)
    const isAsSeen = ticket.version === seen.version && states.includes(ticket.state)
    return isAsSeen ? ticket : fail('ticket.changed', { state: ticket.state })
  }

  const checkImpartial = async (
    tx: Tx,
    by: Decider,
    { ticket, target }: { ticket: store.TicketRow; target: Account },
    fail: Fail<'ticket.own' | 'ticket.twice'>,
  ): Promise<store.TicketMoveRow[]> => {
    if (await isConcerned(tx, identity, { row: ticket, targetAccountId: target.accountId }, by.accountId)) {
      fail('ticket.own')
    }
    const moves = await store.movesOf(tx, [ticket.id])
    for (const account of confirmedBy(moves)) {
      if (await recovery.isSameHuman(tx, account, by.accountId)) fail('ticket.twice')
    }
    return moves
  }

  /** People of the organisation who may confirm somebody, each once. */
  const countConfirmers = async (tx: Tx, communityId: string, targetAccountId: string): Promise<number> => {
    const people = await identity.people(tx, await confirmersOf(tx, communityId))
    const counted: string[] = [targetAccountId]
    for (const { accountId } of people.values()) {
      let isNew = true
      for (const known of counted) isNew &&= !(await recovery.isSameHuman(tx, known, accountId))
      if (isNew) counted.push(accountId)
    }
    return counted.length - 1
  }

  const needsOf = async (
    tx: Tx,
    { community_id: communityId, kind }: store.TicketRow,
    target: Account,
  ): Promise<TicketNeeds> => {
    const places = target.profileIds.length === 0 ? [] : await staffPlaces(tx, target.profileIds)
    return ticketNeeds({
      merges: kind === 'merge',
      operator: target.operator,
      staffHere: communityId !== null && places.includes(communityId),
      staffElsewhere: places.some((id) => id !== communityId),
      confirmers: communityId === null ? 0 : await countConfirmers(tx, communityId, target.accountId),
    })
  }

  /** Nobody unites the account of an operator, or that of somebody else. */
  const canUnite = async (tx: Tx, { phone }: store.TicketRow, { accountId, operator }: Account): Promise<boolean> =>
    !operator && (await recovery.canUnite(tx, { otherAccountId: accountId, phone: phone! }))

  const doWait = async (tx: Tx, ticket: store.TicketRow, target: Account, dueAt: Date): Promise<void> => {
    if (ticket.kind === 'lost') await recovery.endSessions(tx, target.accountId)
    await recovery.waitForTicket(tx, {
      ticketId: ticket.id,
      accountId: target.accountId,
      phone: ticket.phone!,
      resetsFactors: ticket.resets_factors,
      merges: ticket.kind === 'merge',
      dueAt,
    })
    await notices.doNotify(tx, { ticketId: ticket.id, what: 'waiting' })
  }

  /** The account of a member of the organisation; or, at the desk, of another operator, who has shown its number. */
  const targetOf = async (
    tx: Tx,
    by: Decider,
    found: store.TicketRow,
    profileId: string | null,
  ): Promise<Account | null> => {
    if (profileId === null) return by.operator && found.phone !== null ? recovery.operatorOf(tx, found.phone) : null
    const isHere = found.community_id !== null && (await isMember(tx, found.community_id, profileId))
    return isHere ? recovery.accountOf(tx, profileId) : null
  }

  const confirm = async (
    tx: Tx,
    by: Decider,
    found: store.TicketRow,
    input: Input<'ticketDesk.confirm'>,
    fail: Fail<ErrorsOf<Operations['ticketDesk.confirm']>>,
  ): Promise<Ticket> => {
    const reason = input.reason.trim() === '' ? fail('ticket.reasonMissing') : input.reason.trim()
    if (found.kind === 'administrator') fail('ticket.orderNeeded')
    const { profileId } = input
    const target = (await targetOf(tx, by, found, profileId)) ?? fail('member.unknown')
    if (!target.hadAddress) fail('ticket.withoutPhone')
    // The account before the ticket, as when its move ends.
    await recovery.holdAccount(tx, target.accountId)
    const ticket = await checkCurrent(tx, input, ['new', 'confirmed'], fail)
    if (ticket.target_account_id !== null && ticket.target_account_id !== target.accountId) fail('ticket.otherMember')
    if (await store.isWaiting(tx, target.accountId)) fail('ticket.waits')
    if (ticket.kind === 'merge' && !(await canUnite(tx, ticket, target))) fail('ticket.noMerge')
    const moves = await checkImpartial(tx, by, { ticket, target }, fail)
    await identity.holdProfiles(tx, target.profileIds, 'keep')
    const needs = await needsOf(tx, ticket, target)
    await store.insertMove(tx, { ticketId: ticket.id, what: 'confirmed', reason, author: by, now: nowDate() })
    const people = confirmedBy(moves).length + 1
    const hasOperator = by.operator || moves.some((move) => move.what === 'confirmed' && move.operator)
    const isEnough = people >= needs.people && (!needs.operator || hasOperator)
    const dueAt = isEnough ? new Date(clock.now() + TICKET_WAIT_MS) : null
    const escalatesAt = needs.operator ? nowDate() : null
    await store.saveConfirmed(tx, ticket.id, {
      target: { accountId: target.accountId, profileId },
      needs,
      dueAt,
      escalatesAt,
    })
    if (dueAt !== null) await doWait(tx, ticket, target, dueAt)
    doRecord(tx, by, ticket, { act: 'ticket.confirmed', profileId, state: isEnough ? 'waiting' : 'confirmed' })
    return viewNow(tx, by, ticket.id)
  }

  const refuse = async (
    tx: Tx,
    by: Decider,
    found: store.TicketRow,
    input: Input<'ticketDesk.refuse'>,
    fail: Fail<ErrorsOf<Operations['ticketDesk.refuse']>>,
  ): Promise<Ticket> => {
    const reason = input.reason.trim() === '' ? fail('ticket.reasonMissing') : input.reason.trim()
    if (found.target_account_id !== null) await recovery.holdAccount(tx, found.target_account_id)
    const ticket = await checkCurrent(tx, input, ['new', 'confirmed', 'waiting'], fail)
    if (ticket.state === 'waiting') await recovery.cancelForTicket(tx, ticket.id)
    await store.insertMove(tx, { ticketId: ticket.id, what: 'refused', reason, author: by, now: nowDate() })
    await store.saveOver(tx, ticket.id, 'refused', nowDate())
    await notices.doNotify(tx, { ticketId: ticket.id, what: 'refused' })
    doRecord(tx, by, ticket, { act: 'ticket.refused', profileId: ticket.target_profile_id, state: 'refused' })
    return viewNow(tx, by, ticket.id)
  }

  const pageFor = async (
    reader: Reader,
    viewer: { accountId: string; desk: boolean },
    where: Parameters<typeof store.pageTickets>[1],
    cursor: string | undefined,
  ) => {
    const place = decodeCursor(cursor, ['count', 'instant', 'id'])
    const behind =
      place === null
        ? null
        : { rank: place[0] as store.TicketRank, at: new Date(place[1] as string), id: place[2] as string }
    const rows = await store.pageTickets(reader, where, behind, TICKETS_PAGE + 1)
    const shown = rows.slice(0, TICKETS_PAGE)
    const last = shown.at(-1)
    const goesOn = rows.length > TICKETS_PAGE && last !== undefined
    const next = goesOn ? encodeCursor([store.rankOf(last), toInstant(last.filed_at), last.id]) : null
    return { tickets: await viewsFor(reader, viewer, shown), next }
  }

  return {
    async queue(reader: Reader, viewer: ProfileViewer, input: Input<'tickets.queue'>, fail: FailOf<'tickets.queue'>) {
      const { communityId, cursor } = input
      const membership =
        (await memberships.accessMembership(reader, viewer.profileId, communityId)) ?? fail('community.unknown')
      if (!communityAbilities(membership).manageMembers) fail('community.notAllowed', { right: 'members.manage' })
      return pageFor(reader, { accountId: viewer.accountId, desk: false }, { communityId }, cursor)
    },

    async confirm(tx: Tx, viewer: ProfileViewer, input: Input<'tickets.confirm'>, fail: FailOf<'tickets.confirm'>) {
      const found = await accessForMember(tx, viewer, input.id, fail)
      return confirm(tx, await deciderOf(tx, viewer, false), found, input, fail)
    },

    async refuse(tx: Tx, viewer: ProfileViewer, input: Input<'tickets.refuse'>, fail: FailOf<'tickets.refuse'>) {
      const found = await accessForMember(tx, viewer, input.id, fail)
      return refuse(tx, await deciderOf(tx, viewer, false), found, input, fail)
    },

    async deskList(reader: Reader, viewer: Viewer, { cursor }: Input<'ticketDesk.list'>) {
      return pageFor(reader, { accountId: viewer.accountId, desk: true }, { escalatedBy: nowDate() }, cursor)
    },

    async deskOrganisations(reader: Reader, search: string) {
      const found = await findOrganisations(reader, search, TICKET_ORGANISATIONS_SHOWN)
      return { organisations: found.map(({ id, name }) => ({ id, name })) }
    },

    async deskAssign(tx: Tx, viewer: Viewer, input: Input<'ticketDesk.assign'>, fail: FailOf<'ticketDesk.assign'>) {
      if ((await store.accessDeskTicket(tx, input.id, nowDate())) === null) fail('ticket.unknown')
      if (!(await isCommunity(tx, input.communityId))) fail('community.unknown')
      const ticket = await checkCurrent(tx, input, ['new'], fail)
      if (ticket.community_id !== null) fail('ticket.changed', { state: ticket.state })
      const by = await deciderOf(tx, viewer, true)
      await store.insertMove(tx, { ticketId: ticket.id, what: 'assigned', author: by, now: nowDate() })
      await store.saveOrganisation(tx, ticket.id, input.communityId)
      const assigned = { ...ticket, community_id: input.communityId }
      doRecord(tx, by, assigned, { act: 'ticket.assigned', profileId: null, state: ticket.state })
      return viewNow(tx, by, ticket.id)
    },

    async deskMembers(reader: Reader, input: Input<'ticketDesk.members'>, fail: FailOf<'ticketDesk.members'>) {
      const found = (await store.accessDeskTicket(reader, input.id, nowDate())) ?? fail('ticket.unknown')
      const rows =
        found.community_id === null
          ? []
          : await findMembers(reader, found.community_id, input.search, TICKET_MEMBERS_SHOWN)
      const people = await identity.people(
        reader,
        rows.map(({ profileId }) => profileId),
      )
      const members = rows.map((row) => {
        const person = people.get(row.profileId)!
        return { ...row, name: fullName(person), staff: person.staff }
      })
      return { members }
    },

    async deskConfirm(tx: Tx, viewer: Viewer, input: Input<'ticketDesk.confirm'>, fail: FailOf<'ticketDesk.confirm'>) {
      const found = (await store.accessDeskTicket(tx, input.id, nowDate())) ?? fail('ticket.unknown')
      return confirm(tx, await deciderOf(tx, viewer, true), found, input, fail)
    },

    async deskRefuse(tx: Tx, viewer: Viewer, input: Input<'ticketDesk.refuse'>, fail: FailOf<'ticketDesk.refuse'>) {
      const found = (await store.accessDeskTicket(tx, input.id, nowDate())) ?? fail('ticket.unknown')
      return refuse(tx, await deciderOf(tx, viewer, true), found, input, fail)
    },
  }
}

interface TicketAct {
  act: 'ticket.assigned' | 'ticket.confirmed' | 'ticket.refused'
  /** The member that the applicant is, as far as somebody has said so. */
  profileId: string | null
  state: Ticket['state']
}

/** In the log of the organisation that the ticket names; of a ticket that names none in the operator's. */
function doRecord(tx: Tx, by: Decider, ticket: store.TicketRow, { act, profileId, state }: TicketAct): void {
  recordAct(tx, {
    act,
    communityId: ticket.community_id,
    by: by.operator || by.profileId === null ? { operatorId: by.accountId } : { profileId: by.profileId },
    objects: [{ kind: 'ticket', id: ticket.id }],
    people: profileId === null ? [] : [profileId],
    before: { state: ticket.state },
    after: { state, kind: ticket.kind },
  })
}
