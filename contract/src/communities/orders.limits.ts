const MEBIBYTE = 1_048_576

/** The most bytes of the scan of an order. */
export const ORDER_BYTES_MAX = 20 * MEBIBYTE
/** Scans that one network may begin to send in an hour. */
export const ORDERS_PER_NETWORK = 40
/** What a scan may be. */
export const ORDER_FORMATS = ['pdf', 'jpeg', 'png', 'webp'] as const
export type OrderFormat = (typeof ORDER_FORMATS)[number]
