import { TICKET_LIFE_MS, TICKET_PHONE_KEPT_MS } from '#contract/communities/tickets.limits.ts'
import type { TicketState } from '#contract/communities/tickets.ts'
import type { Identity } from '../../identity/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import type { TicketNotices } from './ticket-notices.ts'
import { expiredTickets, forgetPhones, insertMove, lockTicket, saveOver } from './tickets.store.ts'

const STATES = { moved: 'done', taken: 'refused', stopped: 'stopped' } as const satisfies Record<string, TicketState>
const DEEDS = { moved: 'done', taken: 'taken', stopped: 'stopped' } as const

export type TicketEnds = ReturnType<typeof createTicketEnds>

/** How tickets come to an end by themselves: with the move of the account, or because nobody has confirmed them. */
export function createTicketEnds(platform: Platform, identity: Identity, notices: TicketNotices) {
  const { clock } = platform

  const end = async (tx: Tx, ticketId: string, what: 'done' | 'taken' | 'stopped' | 'expired', state: TicketState) => {
    const now = new Date(clock.now())
    await insertMove(tx, { ticketId, what, now })
    await saveOver(tx, ticketId, state, now)
    await notices.doNotify(tx, { ticketId, what })
  }

  identity.hooks.ticketMoveEnded.push(async (tx, ticketId, how) => {
    const ticket = await lockTicket(tx, ticketId)
    if (ticket.state === 'waiting') await end(tx, ticketId, DEEDS[how], STATES[how])
  })

  /** Ends the tickets that nobody has confirmed in time, each in a transaction of its own. */
  const expireDue = async (): Promise<void> => {
    for (;;) {
      const due = await expiredTickets(platform.db, new Date(clock.now() - TICKET_LIFE_MS))
      if (due.length === 0) return
      for (const id of due) {
        await platform.transaction(async (tx) => {
          const { state } = await lockTicket(tx, id)
          // It may have been confirmed since it was found.
          if (state === 'new' || state === 'confirmed') await end(tx, id, 'expired', 'expired')
        })
      }
    }
  }

  platform.jobs.declare({
    name: 'communities.tickets',
    retries: 3,
    cron: '23 * * * *',
    async handle() {
      await expireDue()
      await platform.transaction((tx) => forgetPhones(tx, new Date(clock.now() - TICKET_PHONE_KEPT_MS)))
    },
  })

  return { expireDue }
}
