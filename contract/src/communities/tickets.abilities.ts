import type { TicketKind, TicketState } from './tickets.ts'

export interface TicketAbilities {
  confirm: boolean
  refuse: boolean
  /** Name another administrator by the order that was sent. */
  handOver: boolean
}

/** What somebody may do with a ticket whom it is shown to for a decision. */
export function ticketAbilities(ticket: {
  kind: TicketKind
  state: TicketState
  /** An order was sent with it, and the viewer may read it. */
  successor: object | null
  /** The viewer has confirmed it already, or is the person himself. */
  mine: { confirmed: boolean; concerned: boolean }
}): TicketAbilities {
  const undecided = ticket.state === 'new' || ticket.state === 'confirmed'
  return {
    // The right of an administrator returns with his phone or by an order, and by nobody's word (ORG-11).
    confirm: undecided && ticket.kind !== 'administrator' && !ticket.mine.confirmed && !ticket.mine.concerned,
    // Whoever is meant may always say that it is not him.
    refuse: undecided || ticket.state === 'waiting',
    handOver: undecided && ticket.kind === 'administrator' && ticket.successor !== null,
  }
}

/** How many people confirm a ticket, and whether one of them is an operator. */
export interface TicketNeeds {
  people: 1 | 2
  operator: boolean
}

/**
 * Whoever holds power over others is confirmed by two people, and so is everybody whose account is to become one with another. An operator is one of them where the power reaches beyond the
 * organisation that confirms, or where that has no two to confirm.
 */
export function ticketNeeds(account: {
  /** It is to become one with another account. */
  merges: boolean
  operator: boolean
  /** Holds a role of the staff in the organisation of the ticket. */
  staffHere: boolean
  /** Holds a role of the staff in another one. */
  staffElsewhere: boolean
  /** People of the organisation who may confirm the ticket, without the person himself. */
  confirmers: number
}): TicketNeeds {
  if (account.operator || account.staffElsewhere) return { people: 2, operator: true }
  if (account.staffHere || account.merges) return { people: 2, operator: account.confirmers < 2 }
  return { people: 1, operator: false }
}
