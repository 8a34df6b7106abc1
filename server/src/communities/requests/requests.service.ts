import type { OrganisationRequest, RequestState } from '#contract/communities/requests.ts'
import { withoutLookalikes } from '#contract/kit/lookalikes.ts'
import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { cleanName, type Identity } from '../../identity/index.ts'
import type { AuditObject } from '../../platform/audit/canonical.ts'
import { recordAct } from '../../platform/audit/record.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { sameBytes, tokenHash } from '../../platform/clock/random.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Database, Reader, Tx } from '../../platform/db/database.ts'
import { type Fail, fail as refuse } from '../../platform/dispatch/refusal.ts'
import type { Origin, Viewer } from '../../platform/dispatch/viewer.ts'
import type { LimitRule } from '../../platform/limits/limits.ts'
import type { Platform } from '../../platform/platform.ts'
import { doCompare } from '../orders/comparing.ts'
import type { OrdersService } from '../orders/orders.service.ts'
import { ownOrder, scansOf, scansOfMany } from '../orders/orders.store.ts'
import type { Founding } from './founding.ts'
import type { Replacing } from './replacing.ts'
import type { RequestNotices } from './request-notices.ts'
import * as store from './requests.store.ts'
import { isInn, isKpp } from './tax-numbers.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>

const PAGE = 50
const WAITING: readonly RequestState[] = ['filed', 'checking', 'clarifying']
const FILE_RULE: LimitRule = { name: 'request.network.hour', points: 20, durationMs: 3_600_000 }

/** Which moves an operator may make. A rejected request may be taken up again, an approved one has become a community. */
const MOVES: Readonly<Record<RequestState, readonly RequestState[]>> = {
  filed: ['checking', 'clarifying', 'approved', 'rejected'],
  checking: ['clarifying', 'approved', 'rejected'],
  clarifying: ['checking', 'approved', 'rejected'],
  rejected: ['checking'],
  approved: [],
}

interface Parts {
  platform: Platform
  identity: Identity
  founding: Founding
  replacing: Replacing
  orders: Pick<OrdersService, 'readScan' | 'doAddLetter'>
  siteUrl: () => string
  notices: RequestNotices
}

/** Requests of organisations: filed by anybody, moved by operators, and made communities by an approval. */
export function createRequestsService({ platform, identity, founding, replacing, orders, siteUrl, notices }: Parts) {
  const { clock } = platform

  /** What an approval rests on: ИНН, КПП and the order, unless they are waived, and a phone that is the same in both. */
  const doCheckOrder = async (
    tx: Tx,
    row: store.RequestRow,
    { waive, orderPhone }: Input<'requests.move'>,
    fail: FailOf<'requests.move'>,
  ): Promise<void> => {
    const scan = (await scansOf(tx, { requestId: row.id })).find(({ letter }) => !letter)
    if (waive !== true) checkDetails(row, scan !== undefined, fail)
    if (scan === undefined) return
    const compared = { scan, formPhone: row.administrator_phone, orderPhone: orderPhone ?? '' }
    await doCompare(tx, identity, compared, fail)
  }

  return {
    /** The support mailbox; empty where none is read. */
    mailbox: platform.config.supportMail,

    /** Files a request once; a repeat with the same id and secret answers as the first did. */
    async file(tx: Tx, input: Input<'requests.file'>, origin: Origin, fail: FailOf<'requests.file'>) {
      const hash = tokenHash(input.secret)
      const known = (row: store.RequestRow | null) => {
        if (row === null || !sameBytes(row.secret_hash, hash)) return refuse('key.reused')
        return { id: row.id, number: row.number }
      }
      const before = await store.requestById(tx, input.id)
      if (before !== null) return known(before)
      const row = checkRequest(input, identity, fail)
      await platform.limits.consume(FILE_RULE, origin.network)
      const filed = { ...row, source: 'form', secret_hash: hash, filed_at: new Date(clock.now()) } as const
      const number = await store.insertRequest(tx, filed, null)
      // The same call may have come twice at once.
      if (number === null) return known(await store.requestById(tx, input.id))
      return { id: input.id, number }
    },

    /** Enters a request that has come by letter; a repeat with the same id and secret answers as the first did. */
    async enter(
      viewer: Viewer,
      input: Input<'requests.enter'>,
      fail: FailOf<'requests.enter'>,
    ): Promise<OutputOf<Operations['requests.enter']>> {
      const hash = tokenHash(input.secret)
      const answer = async (row: store.RequestRow) => ({
        request: (await views(platform.db, [row]))[0]!,
        address: `${siteUrl()}/request#${input.secret}`,
      })
      const known = async (row: store.RequestRow | null) =>
        row === null || !sameBytes(row.secret_hash, hash) ? refuse('key.reused') : answer(row)
      const before = await store.requestById(platform.db, input.id)
      if (before !== null) return known(before)
      const row = checkRequest(input, identity, fail)
      const letter = await orders.readScan(viewer.accountId, input.letterId, fail)
      const isNew = await platform.transaction(async (tx) => {
        const filed = { ...row, source: 'letter', secret_hash: hash, filed_at: new Date(clock.now()) } as const
        const author = { accountId: viewer.accountId, name: await identity.accountName(tx, viewer.accountId) }
        if ((await store.insertRequest(tx, filed, author)) === null) return false
        await orders.doAddLetter(tx, row.id, letter, fail)
        const objects = [{ kind: 'request', id: row.id }] as const
        recordAct(tx, { act: 'request.entered', communityId: null, by: { operatorId: viewer.accountId }, objects })
        return true
      })
      const made = await store.requestById(platform.db, input.id)
      return isNew ? answer(made!) : known(made)
    },

    /** What the holder of the secret reads; authors of moves stay unnamed to him. */
    async status(db: Database, secret: string, fail: FailOf<'requests.status'>) {
      const row = (await store.requestBySecret(db, tokenHash(secret))) ?? fail('request.unknown')
      const moves = await store.movesOf(db, [row.id])
      return {
        id: row.id,
        number: row.number,
        name: row.name,
        type: row.type,
        state: row.state,
        filedAt: toInstant(row.filed_at),
        moves: moves.map((move) => ({ state: move.state, at: toInstant(move.at), reason: move.reason })),
        phoneMasked: identity.maskPhone(row.administrator_phone),
        order: await ownOrder(db, { requestId: row.id }),
      }
    },

    async list(db: Database, input: Input<'requests.list'>) {
      const place = decodeCursor(input.cursor, ['count'])
      const limit = input.limit ?? PAGE
      const rows = await store.pageRequests(db, {
        states: input.states ?? null,
        search: input.search ?? '',
        afterNumber: place === null ? 0 : (place[0] as number),
        limit: limit + 1,
      })
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      return {
        requests: await views(db, shown),
        counts: await store.countRequests(db, WAITING),
        next: rows.length > limit && last !== undefined ? encodeCursor([last.number]) : null,
      }
    },

    async get(db: Database, id: string, fail: FailOf<'requests.get'>): Promise<OrganisationRequest> {
      const row = (await store.requestById(db, id)) ?? fail('request.unknown')
      return (await views(db, [row]))[0]!
    },

    /** One move with its reason; an approval founds the community in the same transaction. */
    async move(
      tx: Tx,
      viewer: Viewer,
      input: Input<'requests.move'>,
      fail: FailOf<'requests.move'>,
    ): Promise<OrganisationRequest> {
      const row = (await store.lockRequest(tx, input.id)) ?? fail('request.unknown')
      if (row.version !== input.version || !MOVES[row.state].includes(input.to)) {
        return fail('request.moveImpossible', { state: row.state })
      }
      const reason = input.reason.trim()
      if (reason === '') return fail('request.reasonMissing')
      if (input.to === 'approved') await doCheckOrder(tx, row, input, fail)
      const communityId = input.to === 'approved' ? await founding.doFound(tx, row) : row.community_id
      const position = (await store.movesOf(tx, [row.id])).length + 1
      await store.insertMove(tx, {
        request_id: row.id,
        position,
        state: input.to,
        reason,
        author_account_id: viewer.accountId,
        author_name: await identity.accountName(tx, viewer.accountId),
        at: new Date(clock.now()),
      })
      const saved = await store.saveState(tx, row.id, input.to, communityId)
      recordAct(tx, {
        act: 'request.moved',
        communityId: null,
        by: { operatorId: viewer.accountId },
        objects: objectsOf(saved),
        before: { state: row.state },
        after: { state: input.to },
      })
      await notices.doNotify(tx, { requestId: row.id, position, state: input.to })
      return (await views(tx, [saved]))[0]!
    },

    /** Another administrator of an organisation that is connected; his right waits for his phone (ORG-10). */
    async replaceAdministrator(
      tx: Tx,
      viewer: Viewer,
      input: Input<'requests.replaceAdministrator'>,
      fail: FailOf<'requests.replaceAdministrator'>,
    ): Promise<OrganisationRequest> {
      const row = (await store.lockRequest(tx, input.id)) ?? fail('request.unknown')
      if (row.version !== input.version || row.state !== 'approved' || row.community_id === null) {
        return fail('request.moveImpossible', { state: row.state })
      }
      const reason = input.reason.trim()
      if (reason === '') return fail('request.reasonMissing')
      const part = (text: string, field: string, mayBeEmpty: boolean) =>
        cleanName(text, mayBeEmpty) ?? fail('request.nameInvalid', { field })
      const names = {
        surname: part(input.surname, 'surname', false),
        name: part(input.name, 'name', false),
        patronymic: part(input.patronymic, 'patronymic', true),
      }
      const phone = identity.normalizePhone(input.phone) ?? fail('request.phoneInvalid')
      const scans = await scansOf(tx, { requestId: row.id })
      const scan = scans.find(({ file_id }) => file_id === input.orderId) ?? fail('request.orderMissing')
      await doCompare(tx, identity, { scan, formPhone: phone, orderPhone: input.orderPhone }, fail)
      const request = { id: row.id, communityId: row.community_id }
      const saved = await replacing.doReplace(tx, viewer, request, { names, phone, reason })
      return (await views(tx, [saved]))[0]!
    },
  }
}

export type RequestsService = ReturnType<typeof createRequestsService>

/** The request, and the organisation that it has become. */
function objectsOf({ id, community_id: communityId }: store.RequestRow): AuditObject[] {
  const request = { kind: 'request', id } as const
  return communityId === null ? [request] : [request, { kind: 'community', id: communityId }]
}

async function views(reader: Reader, rows: readonly store.RequestRow[]): Promise<OrganisationRequest[]> {
  const ids = rows.map((row) => row.id)
  const moves = Map.groupBy(await store.movesOf(reader, ids), (move) => move.request_id)
  const orders = await scansOfMany(reader, 'request_id', ids)
  return rows.map((row) => store.requestView(row, { moves: moves.get(row.id) ?? [], orders: orders.get(row.id) ?? [] }))
}

function checkRequest(
  input: Omit<Input<'requests.file'>, 'secret'>,
  identity: Identity,
  fail: Fail<'request.nameInvalid' | 'request.innInvalid' | 'request.kppInvalid' | 'request.phoneInvalid'>,
) {
  const name = withoutLookalikes(input.name.normalize('NFC')).replace(/\s+/gu, ' ').trim()
  if (name === '' || /\p{C}/u.test(name)) fail('request.nameInvalid', { field: 'name' })
  const part = (text: string, field: string, mayBeEmpty: boolean) =>
    cleanName(text, mayBeEmpty) ?? fail('request.nameInvalid', { field })
  const inn = (input.inn ?? '').trim()
  if (inn !== '' && !isInn(inn)) fail('request.innInvalid')
  const kpp = (input.kpp ?? '').trim()
  if (kpp !== '' && !isKpp(kpp)) fail('request.kppInvalid')
  return {
    id: input.id,
    type: input.type,
    name,
    administrator_surname: part(input.administratorSurname, 'administratorSurname', false),
    administrator_name: part(input.administratorName, 'administratorName', false),
    administrator_patronymic: part(input.administratorPatronymic, 'administratorPatronymic', true),
    administrator_phone: identity.normalizePhone(input.administratorPhone) ?? fail('request.phoneInvalid'),
    inn,
    kpp,
  }
}

/** ИНН, КПП and the order may be missing when a request is filed and may not when it is approved (reading A-09). */
function checkDetails(row: store.RequestRow, hasOrder: boolean, fail: FailOf<'requests.move'>): void {
  const missing = [
    ...(row.inn === '' ? ['inn'] : []),
    ...(row.kpp === '' ? ['kpp'] : []),
    ...(hasOrder ? [] : ['order']),
  ]
  if (missing.length > 0) fail('request.detailsMissing', { missing })
}
