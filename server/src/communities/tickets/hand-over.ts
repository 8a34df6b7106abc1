import type { OwnTicket, Ticket } from '#contract/communities/tickets.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { cleanNames, type Identity } from '../../identity/index.ts'
import { tokenHash } from '../../platform/clock/random.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Viewer } from '../../platform/dispatch/viewer.ts'
import type { Platform } from '../../platform/platform.ts'
import { doCompare } from '../orders/comparing.ts'
import type { OrdersService } from '../orders/orders.service.ts'
import { scansOf } from '../orders/orders.store.ts'
import type { Replacing } from '../requests/replacing.ts'
import { lockRequestOf } from '../requests/requests.store.ts'
import { readSuccessor, saveSuccessor } from './successors.store.ts'
import { ownTicketView, ticketViews } from './ticket-views.ts'
import * as store from './tickets.store.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>

interface Parts {
  platform: Platform
  identity: Identity
  orders: Pick<OrdersService, 'readScan' | 'doReplaceScan'>
  replacing: Replacing
}

export type HandOver = ReturnType<typeof createHandOver>

/**
 * Another administrator by an order (ORG-10), where the one before does not come any more: whoever has passed the check of
 * ORG-11 sends it with the name that stands in it, and an operator compares. The right waits for the number that was shown.
 */
export function createHandOver({ platform, identity, orders, replacing }: Parts) {
  const { clock, db, transaction } = platform
  const nowDate = () => new Date(clock.now())

  return {
    /** Sends the order of a ticket, or another one in its place. */
    async ask(input: Input<'tickets.handOver'>, fail: FailOf<'tickets.handOver'>): Promise<OwnTicket> {
      const secretHash = tokenHash(input.secret)
      const found = (await store.accessOwnTicket(db, secretHash)) ?? fail('ticket.unknown')
      if (!isOpen(found)) fail('order.closed')
      const names = cleanNames(input, (field) => fail('ticket.nameInvalid', { field }))
      const [last] = await scansOf(db, { ticketId: found.id })
      const scan = last?.file_id === input.fileId ? null : await orders.readScan(found.id, input.fileId, fail)
      await transaction(async (tx) => {
        const ticket = await store.lockTicket(tx, found.id)
        if (!isOpen(ticket)) fail('order.closed')
        await saveSuccessor(tx, ticket.id, names)
        if (scan === null) return
        await orders.doReplaceScan(tx, { ticketId: ticket.id }, scan, fail)
        await store.touchTicket(tx, ticket.id)
      })
      return ownTicketView(db, identity, (await store.accessOwnTicket(db, secretHash)) ?? fail('ticket.unknown'))
    },

    /** The order is right: the right of the organisation waits for the number of the ticket. */
    async confirm(
      tx: Tx,
      viewer: Viewer,
      input: Input<'ticketDesk.handOver'>,
      fail: FailOf<'ticketDesk.handOver'>,
    ): Promise<Ticket> {
      const reason = input.reason.trim() === '' ? fail('ticket.reasonMissing') : input.reason.trim()
      if ((await store.accessDeskTicket(tx, input.id, nowDate())) === null) fail('ticket.unknown')
      const ticket = await store.lockTicket(tx, input.id)
      if (ticket.version !== input.version || !isOpen(ticket)) fail('ticket.changed', { state: ticket.state })
      const names = (await readSuccessor(tx, ticket.id)) ?? fail('request.orderMissing')
      const scan = (await scansOf(tx, { ticketId: ticket.id }))[0] ?? fail('request.orderMissing')
      const phone = ticket.phone!
      await doCompare(tx, identity, { scan, formPhone: phone, orderPhone: input.orderPhone }, fail)
      const communityId = ticket.community_id!
      const request = (await lockRequestOf(tx, communityId)) ?? fail('ticket.unknown')
      const objects = [{ kind: 'ticket', id: ticket.id }] as const
      await replacing.doReplace(tx, viewer, { id: request.id, communityId }, { names, phone, reason, objects })
      const author = {
        accountId: viewer.accountId,
        name: await identity.accountName(tx, viewer.accountId),
        operator: true,
      }
      await store.insertMove(tx, { ticketId: ticket.id, what: 'handedOver', reason, author, now: nowDate() })
      await store.saveOver(tx, ticket.id, 'done', nowDate())
      const rows = [await store.lockTicket(tx, ticket.id)]
      const who = { viewerAccountId: viewer.accountId, desk: true, now: nowDate() }
      return (await ticketViews(tx, identity, rows, who))[0]!
    },
  }
}

function isOpen({ kind, state }: Pick<store.TicketRow, 'kind' | 'state'>): boolean {
  return kind === 'administrator' && (state === 'new' || state === 'confirmed')
}
