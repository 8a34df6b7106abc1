import { useState } from 'react'
import { ORDER_BYTES_MAX } from '#contract/communities/orders.limits.ts'
import { type UploadState, useUpload } from '#web/kit/upload/use-upload.ts'
import { type OrderDoor, sendOrder } from './send-order.ts'

/** Where a scan is on its way, or that it is there. */
export type OrderState = UploadState | { step: 'there'; id: string; name: string }

/** Sends the scan of an order. */
export function useOrderUpload(door: OrderDoor, onSent: () => void = () => undefined) {
  const [there, setThere] = useState<{ id: string; name: string } | null>(null)
  const { state, ...upload } = useUpload(ORDER_BYTES_MAX, async (file, { onShare, signal }) => {
    setThere(null)
    const id = await sendOrder(file, door, { onShare, signal })
    if (signal.aborted) return
    setThere({ id, name: file.name })
    onSent()
  })
  const shown: OrderState = there !== null && state.step === 'none' ? { step: 'there', ...there } : state
  return { ...upload, state: shown }
}

export type OrderUpload = ReturnType<typeof useOrderUpload>
