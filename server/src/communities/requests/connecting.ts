import { createOrders, type OrderFiles } from '../orders/orders.service.ts'
import type { QuotasService } from '../quotas/quotas.service.ts'
import { createReplacing } from './replacing.ts'
import { createRequestNotices } from './request-notices.ts'
import { createRequestsService } from './requests.service.ts'

type RequestParts = Omit<Parameters<typeof createRequestsService>[0], 'replacing' | 'orders' | 'notices'>

interface Parts extends RequestParts {
  files: OrderFiles
  quotas: Pick<QuotasService, 'countSms'>
}

/** How organisations are connected: their requests, the orders that go with them, and who administrates them. */
export function createConnecting({ files, quotas, ...parts }: Parts) {
  const notices = createRequestNotices(parts.platform, quotas)
  const replacing = createReplacing({ ...parts, notices })
  const orders = createOrders({ platform: parts.platform, files })
  return {
    replacing,
    orders,
    requests: createRequestsService({ ...parts, replacing, orders, notices }),
  }
}
