import { type Static, Type } from 'typebox'
import { closed, Instant } from '../kit/scalars.ts'

/** How much of something an organisation has used, and how much it may. */
const Quota = closed({ used: Type.Integer({ minimum: 0 }), max: Type.Integer({ minimum: 0 }) })

/** What an organisation may use of the installation (ORG-19). */
export const Quotas = closed({
  /** Bytes of files. */
  storage: Quota,
  /** SMS in this calendar month of the organisation's zone. */
  sms: Quota,
})
export type Quotas = Static<typeof Quotas>

/** The word of an operator about the quotas of one organisation; null while those of the installation hold. */
export const QuotaOrder = Type.Union([
  closed({
    /** Null where that of the installation holds. */
    storageMegabytes: Type.Union([Type.Integer(), Type.Null()]),
    smsPerMonth: Type.Union([Type.Integer(), Type.Null()]),
    reason: Type.String(),
    at: Instant,
    /** The operator who has done it. */
    by: Type.String(),
  }),
  Type.Null(),
])
export type QuotaOrder = Static<typeof QuotaOrder>
