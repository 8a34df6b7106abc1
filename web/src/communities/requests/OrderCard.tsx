import { useEffect, useMemo } from 'react'
import { attachOrder, beginOrder, type OwnOrder } from '#contract/communities/orders.ts'
import { requestStatus } from '#contract/communities/requests.ts'
import { api } from '#web/kit/api/api.ts'
import { refresh } from '#web/kit/query/useApi.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { OrderPicker } from '../orders/OrderPicker.tsx'
import styles from '../orders/orders.module.css'
import type { OrderDoor } from '../orders/send-order.ts'
import { useOrderUpload } from '../orders/useOrderUpload.ts'
import { takeOrder } from './order-to-send.ts'
import { requestTexts as t } from './requests.texts.ts'

/** The order of the director, which goes with the request until it is decided (ORG-02). */
export function OrderCard({ secret, order }: { secret: string; order: OwnOrder | null }) {
  const door = useMemo<OrderDoor>(
    () => ({
      begin: (declared, signal) => api.call(beginOrder, { secret, ...declared }, { signal }),
      attach: (id, signal) => api.call(attachOrder, { secret, id }, { signal }),
    }),
    [secret],
  )
  const upload = useOrderUpload(door, () => void refresh(requestStatus))
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was chosen in the form is sent once
  useEffect(() => {
    const chosen = takeOrder()
    if (chosen !== null) upload.send(chosen)
  }, [])
  return (
    <Card className={styles.card} title={t.order.title} sub={t.order.text}>
      <OrderPicker upload={upload} present={order?.name ?? null} />
    </Card>
  )
}
