import { type Static, Type } from 'typebox'
import { FILE_NAME_MAX } from '../files/files.limits.ts'
import { UploadPlace } from '../files/files.ts'
import { command } from '../kit/operation.ts'
import { closed, Id, Instant, line, oneOf } from '../kit/scalars.ts'
import { ORDER_BYTES_MAX, ORDER_FORMATS } from './orders.limits.ts'

/** What an applicant reads of the order that he has sent. */
export const OwnOrder = closed({ name: Type.String(), bytes: Type.Integer(), attachedAt: Instant })
export type OwnOrder = Static<typeof OwnOrder>

/** The scan of an order of the director, for the operator who compares it (ORG-02). */
export const OrderScan = closed({
  /** Its bytes lie at `/order/` and this id, on the operator's host. */
  fileId: Id,
  format: oneOf(ORDER_FORMATS),
  /** The letter with which the request has come; what is added to it takes not its place. */
  letter: Type.Boolean(),
  name: Type.String(),
  bytes: Type.Integer(),
  attachedAt: Instant,
  /** The phone as the operator has read it in the order; empty until then. */
  phone: Type.String(),
})
export type OrderScan = Static<typeof OrderScan>

const Declared = {
  id: Id,
  name: line(FILE_NAME_MAX),
  bytes: Type.Integer({ minimum: 1, maximum: ORDER_BYTES_MAX }),
  /** In hexadecimal digits; what has come is compared with it before the file counts. */
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
}
/** Of the page of a request or of a ticket. */
const PageSecret = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' })

export const beginOrder = command('orders.begin', {
  summary:
    'Declares the scan of an order (ORG-02) for whoever holds the secret of the page of a request or of a ticket; its bytes are then sent to `address` by the tus protocol. Public, because the applicant has no account yet.',
  gate: 'public',
  sweep: 'open',
  repeat: 'self',
  input: closed({ secret: PageSecret, ...Declared }),
  output: UploadPlace,
  errors: ['order.closed', 'request.unknown', 'file.unknown', 'file.quotaReached'],
})

export const attachOrder = command('orders.attach', {
  summary:
    'Adds a whole scan to a request that is not decided, in the place of the one before. Public, because the applicant has no account yet.',
  gate: 'public',
  sweep: 'open',
  repeat: 'self',
  input: closed({ secret: PageSecret, id: Id }),
  output: OwnOrder,
  errors: ['order.closed', 'order.formatWrong', 'request.unknown', 'file.unknown'],
})

export const deskBeginOrder = command('orderDesk.begin', {
  summary: 'Declares the scan of an order, or of a letter, that has come to the operator by another way.',
  gate: 'operator',
  sweep: 'operator',
  repeat: 'self',
  input: closed({
    /** Null of a letter with which a request is entered. */
    requestId: Type.Union([Id, Type.Null()]),
    ...Declared,
  }),
  output: UploadPlace,
  errors: ['order.closed', 'request.unknown', 'file.unknown', 'file.quotaReached'],
})

export const deskAttachOrder = command('orderDesk.attach', {
  summary: 'Adds a whole scan to a request; of a connected organisation the earlier ones stay beside it.',
  gate: 'operator',
  sweep: 'operator',
  repeat: 'self',
  input: closed({ requestId: Id, id: Id }),
  output: OrderScan,
  errors: ['order.closed', 'order.formatWrong', 'request.unknown', 'file.unknown'],
})

export const orderOperations = {
  'orders.begin': beginOrder,
  'orders.attach': attachOrder,
  'orderDesk.begin': deskBeginOrder,
  'orderDesk.attach': deskAttachOrder,
} as const
