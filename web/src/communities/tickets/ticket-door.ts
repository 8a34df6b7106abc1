import { createContext, useContext } from 'react'
import type {
  confirmTicket,
  deskConfirm,
  deskList,
  deskRefuse,
  refuseTicket,
  Ticket,
  ticketQueue,
} from '#contract/communities/tickets.ts'

export interface FoundMember {
  profileId: string
  name: string
  position: string
  staff: boolean
}

/** Through which operations tickets are decided: an administrator's, or an operator's. */
export interface TicketDoor {
  confirm: typeof confirmTicket | typeof deskConfirm
  refuse: typeof refuseTicket | typeof deskRefuse
  list: typeof ticketQueue | typeof deskList
  /** Members whose names fit; undefined while they are on their way. */
  useMembers: (ticket: Ticket, search: string) => { members: readonly FoundMember[] | undefined; error: Error | null }
  /** Organisations are named here too. */
  assigns: boolean
}

export const TicketDoorContext = createContext<TicketDoor | null>(null)

export function useTicketDoor(): TicketDoor {
  const door = useContext(TicketDoorContext)
  if (door === null) throw new Error('A ticket is shown outside a queue')
  return door
}
