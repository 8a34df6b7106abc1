import { useMemo } from 'react'
import { deskAttachOrder, deskBeginOrder } from '#contract/communities/orders.ts'
import { getRequest, listRequests, type OrganisationRequest } from '#contract/communities/requests.ts'
import { api } from '#web/kit/api/api.ts'
import { refresh } from '#web/kit/query/useApi.ts'
import { OrderPicker } from '../orders/OrderPicker.tsx'
import type { OrderDoor } from '../orders/send-order.ts'
import { useOrderUpload } from '../orders/useOrderUpload.ts'
import { t } from './operator.texts.ts'
import styles from './RequestDetails.module.css'

/** How an operator adds the scan of an order that has come to him by another way. */
export function useDeskOrder(requestId: string) {
  const door = useMemo<OrderDoor>(
    () => ({
      begin: (declared, signal) => api.call(deskBeginOrder, { requestId, ...declared }, { signal }),
      attach: (id, signal) => api.call(deskAttachOrder, { requestId, id }, { signal }),
    }),
    [requestId],
  )
  return useOrderUpload(door, () => {
    void refresh(getRequest)
    void refresh(listRequests)
  })
}

/** What is said where no order is there yet, and how it is added. */
export function NoOrder({ request }: { request: OrganisationRequest }) {
  const upload = useDeskOrder(request.id)
  return (
    <section className={styles.noOrder}>
      <h3>{t.order.none}</h3>
      <p className={styles.note}>{t.order.noneText}</p>
      <OrderPicker upload={upload} />
    </section>
  )
}

/** Another scan in the place of the one that is compared. */
export function OtherOrder({ request }: { request: OrganisationRequest }) {
  const upload = useDeskOrder(request.id)
  return <OrderPicker upload={upload} present={request.orders.find(({ letter }) => !letter)?.name ?? null} />
}
