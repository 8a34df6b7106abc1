import type { Identity } from '../../identity/index.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import type { OrdersService } from '../orders/orders.service.ts'
import type { QuotasService } from '../quotas/quotas.service.ts'
import type { Replacing } from '../requests/replacing.ts'
import { createAdministratorCheck } from './administrator-check.ts'
import { createHandOver } from './hand-over.ts'
import { createTicketDecisions } from './ticket-decisions.ts'
import { createTicketEnds } from './ticket-ends.ts'
import { createTicketFiling } from './ticket-filing.ts'
import { createTicketNotices } from './ticket-notices.ts'

interface Parts {
  platform: Platform
  identity: Identity
  memberships: Memberships
  quotas: Pick<QuotasService, 'countSms'>
  orders: OrdersService
  replacing: Replacing
}

export type Tickets = ReturnType<typeof createTickets>

/** Tickets about accounts that nobody gets into any more, from their filing to their end (IDN-21, IDN-22, IDN-25). */
export function createTickets({ platform, identity, memberships, quotas, orders, replacing }: Parts) {
  const notices = createTicketNotices(platform, quotas)
  return {
    filing: createTicketFiling(platform, identity),
    administrators: createAdministratorCheck(platform, identity),
    handOver: createHandOver({ platform, identity, orders, replacing }),
    decisions: createTicketDecisions({ platform, identity, memberships, notices }),
    expireDue: createTicketEnds(platform, identity, notices).expireDue,
  }
}
