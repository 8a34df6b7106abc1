/** Shares of a quota, in percent, from which on its organisation and the operator are warned (ORG-19). */
export const QUOTA_WARN_PERCENT = [80, 95] as const

/** The most megabytes that an operator may allow the files of one organisation. */
export const QUOTA_MEGABYTES_MAX = 1_000_000_000
/** The most SMS that an operator may allow one organisation in a month. */
export const QUOTA_SMS_MAX = 100_000_000

/** How near a quota is to its end: `near` from 80 %, `short` from 95 %, `full` when nothing more fits. */
export type QuotaLevel = 'free' | 'near' | 'short' | 'full'

export function quotaLevel({ used, max }: { used: number; max: number }): QuotaLevel {
  if (used >= max) return 'full'
  const [near, short] = QUOTA_WARN_PERCENT
  if (used * 100 >= max * short) return 'short'
  return used * 100 >= max * near ? 'near' : 'free'
}
