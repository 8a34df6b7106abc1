import { useEffect, useRef, useState } from 'react'
import { ORDER_BYTES_MAX } from '#contract/communities/orders.limits.ts'
import { type OrderDoor, sendOrder } from './send-order.ts'

/** Where a scan is on its way: nowhere, being sent (0 … 1), there, or not taken. */
export type OrderState =
  | { step: 'none' }
  | { step: 'sending'; share: number }
  | { step: 'there'; id: string; name: string }
  | { step: 'tooLarge' }
  | { step: 'failed'; file: File; error: unknown }

/** Sends the scan of an order; leaving the page stops it. */
export function useOrderUpload(door: OrderDoor, onSent: () => void = () => undefined) {
  const [state, setState] = useState<OrderState>({ step: 'none' })
  const stop = useRef<AbortController | null>(null)
  useEffect(() => () => stop.current?.abort(), [])
  const send = async (file: File) => {
    if (file.size > ORDER_BYTES_MAX) return setState({ step: 'tooLarge' })
    stop.current?.abort()
    const controller = new AbortController()
    stop.current = controller
    const { signal } = controller
    const onShare = (share: number) => {
      if (!signal.aborted) setState({ step: 'sending', share })
    }
    onShare(0)
    try {
      const id = await sendOrder(file, door, { onShare, signal })
      if (signal.aborted) return
      setState({ step: 'there', id, name: file.name })
      onSent()
    } catch (error) {
      if (!signal.aborted) setState({ step: 'failed', file, error })
    }
  }
  const cancel = () => {
    stop.current?.abort()
    setState({ step: 'none' })
  }
  return { state, send: (file: File) => void send(file), cancel }
}

export type OrderUpload = ReturnType<typeof useOrderUpload>
