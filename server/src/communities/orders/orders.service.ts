import { ORDERS_PER_NETWORK, type OrderFormat } from '#contract/communities/orders.limits.ts'
import type { OrderScan, OwnOrder } from '#contract/communities/orders.ts'
import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Files, OwnFile } from '../../files/index.ts'
import { tokenHash } from '../../platform/clock/random.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Origin } from '../../platform/dispatch/viewer.ts'
import type { LimitRule } from '../../platform/limits/limits.ts'
import { sniffPicture } from '../../platform/pictures/sniff.ts'
import type { Platform } from '../../platform/platform.ts'
import { lockRequest, type RequestRow, requestById, requestBySecret } from '../requests/requests.store.ts'
import { accessOwnTicket } from '../tickets/tickets.store.ts'
import * as store from './orders.store.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>
type Declared = Pick<Input<'orders.begin'>, 'id' | 'name' | 'bytes' | 'sha256'>

const ORDER_KIND = 'order'
const SNIFFED_BYTES = 64
const NETWORK_RULE: LimitRule = { name: 'order.network', points: ORDERS_PER_NETWORK, durationMs: 3_600_000 }

/** What orders need of files. */
export type OrderFiles = Pick<Files, 'declareByKey' | 'findOwn' | 'readStart' | 'takeOwn' | 'erase' | 'read'>

interface Parts {
  platform: Pick<Platform, 'clock' | 'db' | 'transaction' | 'limits'>
  files: OrderFiles
}

/** A whole scan that belongs to nothing yet, with for whom it was sent. */
type WholeScan = Pick<store.ScanRow, 'file_id' | 'format' | 'letter' | 'name' | 'bytes'> & { ownerId: string }

export type OrdersService = ReturnType<typeof createOrders>

/**
 * Scans of orders that name an administrator and his phone (ORG-02): sent by whoever holds the page of a request or of a
 * ticket, or by an operator to whom they have come; seen by operators alone.
 */
export function createOrders({ platform, files }: Parts) {
  const { clock, db, transaction } = platform

  /** What a file counts for until it is attached: nobody has an account, so it counts for the page. */
  const ownerOf = async (secret: string): Promise<{ id: string; isOpen: boolean } | null> => {
    const hash = tokenHash(secret)
    const request = await requestBySecret(db, hash)
    if (request !== null) return { id: request.id, isOpen: isUndecided(request) }
    const ticket = await accessOwnTicket(db, hash)
    if (ticket === null) return null
    return { id: ticket.id, isOpen: ticket.kind === 'administrator' && ticket.state === 'new' }
  }

  const declare = (
    ownerId: string,
    { id, name, bytes, sha256 }: Declared,
    fail: Fail<'file.unknown' | 'file.quotaReached'>,
  ) => {
    const told = { id, ownerId, communityId: null, kind: ORDER_KIND, name, bytes, sha256: Buffer.from(sha256, 'hex') }
    return files.declareByKey(told, fail)
  }

  const formatOf = async (file: OwnFile): Promise<OrderFormat | null> => {
    const start = await files.readStart(file, SNIFFED_BYTES)
    if (start === null) return null
    if (start.toString('latin1', 0, 5) === '%PDF-') return 'pdf'
    const picture = sniffPicture(start)
    return picture === 'jpeg' || picture === 'png' || picture === 'webp' ? picture : null
  }

  /** A whole scan of an owner with what it is; one that is nothing of these is erased. */
  const readScan = async (
    ownerId: string,
    id: string,
    fail: Fail<'file.unknown' | 'order.formatWrong'>,
  ): Promise<WholeScan> => {
    const file = (await files.findOwn(db, { id, ownerId, kind: ORDER_KIND })) ?? fail('file.unknown')
    const format = await formatOf(file)
    if (format !== null) return { ownerId, file_id: id, format, letter: false, name: file.name, bytes: file.bytes }
    await transaction((tx) => files.erase(tx, [id]))
    return fail('order.formatWrong')
  }

  /** A whole scan takes the place of those before it. */
  const doReplaceScan = async (
    tx: Tx,
    of: store.OrderOf,
    scan: WholeScan,
    fail: Fail<'file.unknown'>,
  ): Promise<store.ScanRow> => {
    await files.erase(tx, await store.deleteScans(tx, of))
    return doAdd(tx, of, scan, fail)
  }

  const doAdd = async (
    tx: Tx,
    of: store.OrderOf,
    { ownerId, ...scan }: WholeScan,
    fail: Fail<'file.unknown'>,
  ): Promise<store.ScanRow> => {
    if (!(await files.takeOwn(tx, ownerId, [scan.file_id]))) fail('file.unknown')
    const row = {
      ...scan,
      request_id: 'requestId' in of ? of.requestId : null,
      ticket_id: 'ticketId' in of ? of.ticketId : null,
      phone: '',
      attached_at: new Date(clock.now()),
    }
    await store.insertScan(tx, row)
    return row
  }

  /** What a decision rests on stays; before it, the newest scan is the one that counts. */
  const doAttach = (tx: Tx, request: RequestRow, scan: WholeScan, fail: Fail<'file.unknown'>) =>
    (isUndecided(request) ? doReplaceScan : doAdd)(tx, { requestId: request.id }, scan, fail)

  return {
    async begin(
      input: Input<'orders.begin'>,
      origin: Origin,
      fail: FailOf<'orders.begin'>,
    ): Promise<OutputOf<Operations['orders.begin']>> {
      const owner = (await ownerOf(input.secret)) ?? fail('request.unknown')
      if (!owner.isOpen) fail('order.closed')
      await platform.limits.consume(NETWORK_RULE, origin.network)
      return declare(owner.id, input, fail)
    },

    async attach(input: Input<'orders.attach'>, fail: FailOf<'orders.attach'>): Promise<OwnOrder> {
      const found = (await requestBySecret(db, tokenHash(input.secret))) ?? fail('request.unknown')
      const known = await store.scanOfFile(db, input.id)
      if (known !== null) return known.request_id === found.id ? store.ownView(known) : fail('file.unknown')
      const scan = await readScan(found.id, input.id, fail)
      return transaction(async (tx) => {
        const request = (await lockRequest(tx, found.id)) ?? fail('request.unknown')
        if (!isUndecided(request)) fail('order.closed')
        return store.ownView(await doAttach(tx, request, scan, fail))
      })
    },

    async deskBegin(accountId: string, input: Input<'orderDesk.begin'>, fail: FailOf<'orderDesk.begin'>) {
      if (input.requestId !== null) {
        const request = (await requestById(db, input.requestId)) ?? fail('request.unknown')
        if (request.state === 'rejected') fail('order.closed')
      }
      return declare(accountId, input, fail)
    },

    async deskAttach(
      accountId: string,
      input: Input<'orderDesk.attach'>,
      fail: FailOf<'orderDesk.attach'>,
    ): Promise<OrderScan> {
      const known = await store.scanOfFile(db, input.id)
      if (known !== null) return known.request_id === input.requestId ? store.scanView(known) : fail('file.unknown')
      const scan = await readScan(accountId, input.id, fail)
      return transaction(async (tx) => {
        const request = (await lockRequest(tx, input.requestId)) ?? fail('request.unknown')
        if (request.state === 'rejected') fail('order.closed')
        return store.scanView(await doAttach(tx, request, scan, fail))
      })
    },

    readScan,
    doReplaceScan,

    /** Adds the letter with which a request has come. */
    doAddLetter: (tx: Tx, requestId: string, scan: WholeScan, fail: Fail<'file.unknown'>) =>
      doAdd(tx, { requestId }, { ...scan, letter: true }, fail),

    /** The bytes of a scan for an operator, with what they are; null when there is none. */
    async open(fileId: string): Promise<{ bytes: Buffer; format: OrderFormat } | null> {
      const scan = await store.scanOfFile(db, fileId)
      if (scan === null) return null
      const bytes = await files.read(db, fileId)
      return bytes === null ? null : { bytes, format: scan.format }
    },
  }
}

function isUndecided({ state }: Pick<RequestRow, 'state'>): boolean {
  return state === 'filed' || state === 'checking' || state === 'clarifying'
}
