import { type Static, Type } from 'typebox'
import { NAME_LENGTH_MAX } from '../identity/signin.limits.ts'
import { command, query } from '../kit/operation.ts'
import { Cursor, closed, Id, Instant, line, oneOf } from '../kit/scalars.ts'
import { COMMUNITY_NAME_MAX, PAGE_SIZE_MAX, REASON_MAX } from './communities.limits.ts'
import { OrderScan, OwnOrder } from './orders.ts'
import { COMMUNITY_TYPES } from './types.ts'

export const CommunityTypeSchema = oneOf(COMMUNITY_TYPES)

/** States of an organisation's request (ORG-03): «Подана», «На проверке», «Нужны уточнения», «Одобрена», «Отклонена». */
export const REQUEST_STATES = ['filed', 'checking', 'clarifying', 'approved', 'rejected'] as const
export type RequestState = (typeof REQUEST_STATES)[number]
export const RequestStateSchema = oneOf(REQUEST_STATES)

/** How a request has come: from the form of the front page, or by a letter to the support mailbox that an operator has entered. */
export const REQUEST_SOURCES = ['form', 'letter'] as const
export type RequestSource = (typeof REQUEST_SOURCES)[number]

/** Secret in the address of the status page; the server keeps its hash. */
export const RequestSecret = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' })

const RequestFields = {
  type: CommunityTypeSchema,
  name: line(COMMUNITY_NAME_MAX, 1),
  administratorSurname: line(NAME_LENGTH_MAX, 1),
  administratorName: line(NAME_LENGTH_MAX, 1),
  administratorPatronymic: line(NAME_LENGTH_MAX),
  administratorPhone: line(40, 1),
  inn: Type.Optional(line(12)),
  kpp: Type.Optional(line(9)),
}

export const fileRequest = command('requests.file', {
  summary: 'Files an organisation’s request for registration (ORG-01). The status page is known by its secret.',
  gate: 'public',
  sweep: 'open',
  repeat: 'self',
  input: closed({
    id: Id,
    /** Made by the client, so that a repeat after a lost answer finds the same request. */
    secret: RequestSecret,
    ...RequestFields,
  }),
  output: closed({ id: Id, number: Type.Integer() }),
  errors: ['request.phoneInvalid', 'request.innInvalid', 'request.kppInvalid', 'request.nameInvalid'],
})

export const supportMailbox = query('requests.mailbox', {
  summary: 'The support mailbox, to which a request may be sent by letter as well (ORG-01); empty where none is read.',
  gate: 'public',
  sweep: 'open',
  input: closed({}),
  output: closed({ address: Type.String() }),
})

export const RequestMove = closed({
  state: RequestStateSchema,
  at: Instant,
  reason: Type.String(),
})

export const requestStatus = query('requests.status', {
  summary: 'State of a request, for whoever holds the secret of its page.',
  gate: 'public',
  sweep: 'open',
  input: closed({ secret: RequestSecret }),
  output: closed({
    id: Id,
    number: Type.Integer(),
    name: Type.String(),
    type: CommunityTypeSchema,
    state: RequestStateSchema,
    filedAt: Instant,
    moves: Type.Array(RequestMove),
    phoneMasked: Type.String(),
    /** The order that was sent with it. */
    order: Type.Union([OwnOrder, Type.Null()]),
  }),
  errors: ['request.unknown'],
})

export const OrganisationRequest = closed({
  id: Id,
  number: Type.Integer(),
  state: RequestStateSchema,
  source: oneOf(REQUEST_SOURCES),
  version: Type.Integer(),
  type: CommunityTypeSchema,
  name: Type.String(),
  administratorSurname: Type.String(),
  administratorName: Type.String(),
  administratorPatronymic: Type.String(),
  administratorPhone: Type.String(),
  inn: Type.String(),
  kpp: Type.String(),
  filedAt: Instant,
  communityId: Type.Union([Id, Type.Null()]),
  /** The newest first; one by one with the decisions that rest on them. */
  orders: Type.Array(OrderScan),
  moves: Type.Array(closed({ state: RequestStateSchema, at: Instant, reason: Type.String(), author: Type.String() })),
})
export type OrganisationRequest = Static<typeof OrganisationRequest>

export const enterRequest = command('requests.enter', {
  summary:
    'Enters a request that has come to the support mailbox (ORG-01), with the fields and checks of the form and with the letter itself. Its page is known by the secret; the operator answers the letter with the address.',
  gate: 'operator',
  sweep: 'operator',
  repeat: 'self',
  input: closed({
    id: Id,
    secret: RequestSecret,
    /** The whole scan of the letter, which `orderDesk.begin` has declared. */
    letterId: Id,
    ...RequestFields,
  }),
  output: closed({
    request: OrganisationRequest,
    /** Of its page, for the applicant. */
    address: Type.String(),
  }),
  errors: [
    'request.phoneInvalid',
    'request.innInvalid',
    'request.kppInvalid',
    'request.nameInvalid',
    'order.formatWrong',
    'file.unknown',
  ],
})

export const listRequests = query('requests.list', {
  summary: 'The operator’s queue, oldest first.',
  gate: 'operator',
  sweep: 'operator',
  input: closed({
    states: Type.Optional(Type.Array(RequestStateSchema, { maxItems: 5 })),
    search: Type.Optional(line(100)),
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_SIZE_MAX })),
  }),
  output: closed({
    requests: Type.Array(OrganisationRequest),
    /** Of those that wait, by state: nobody counts what was decided in all the years. */
    counts: Type.Record(Type.String(), Type.Integer()),
    next: Type.Union([Cursor, Type.Null()]),
  }),
})

export const getRequest = query('requests.get', {
  summary: 'One request with its history.',
  gate: 'operator',
  sweep: 'operator',
  input: closed({ id: Id }),
  output: OrganisationRequest,
  errors: ['request.unknown'],
})

export const moveRequest = command('requests.move', {
  summary: 'Moves a request to another state with a reason; an approval makes the community in the same transaction.',
  gate: 'operator',
  sweep: 'operator',
  input: closed({
    id: Id,
    /** The version that the operator looked at. */
    version: Type.Integer(),
    to: RequestStateSchema,
    reason: line(REASON_MAX),
    /** Approve though ИНН, КПП or the order are missing (reading A-09). */
    waive: Type.Optional(Type.Boolean()),
    /** The phone as it stands in the order: an approval needs it as soon as there is an order, and the same as in the form. */
    orderPhone: Type.Optional(line(40)),
  }),
  output: OrganisationRequest,
  errors: [
    'request.unknown',
    'request.moveImpossible',
    'request.reasonMissing',
    'request.detailsMissing',
    'request.orderPhoneMissing',
    'request.orderPhoneDiffers',
  ],
})

export const replaceAdministrator = command('requests.replaceAdministrator', {
  summary:
    'Names another administrator of an organisation that is connected, by its order (ORG-10). The right waits for whoever signs in with this phone; at that moment the earlier administrator loses his.',
  gate: 'operator',
  sweep: 'operator',
  input: closed({
    id: Id,
    /** The version that the operator looked at. */
    version: Type.Integer(),
    surname: line(NAME_LENGTH_MAX, 1),
    name: line(NAME_LENGTH_MAX, 1),
    patronymic: line(NAME_LENGTH_MAX),
    phone: line(40, 1),
    /** The scan of the order, added to this request, and the phone as it stands there. */
    orderId: Id,
    orderPhone: line(40),
    /** What it rests on: number and day of the order. The applicant reads it. */
    reason: line(REASON_MAX),
  }),
  output: OrganisationRequest,
  errors: [
    'request.unknown',
    'request.moveImpossible',
    'request.reasonMissing',
    'request.phoneInvalid',
    'request.nameInvalid',
    'request.orderMissing',
    'request.orderPhoneMissing',
    'request.orderPhoneDiffers',
  ],
})

export const requestOperations = {
  'requests.file': fileRequest,
  'requests.mailbox': supportMailbox,
  'requests.enter': enterRequest,
  'requests.status': requestStatus,
  'requests.list': listRequests,
  'requests.get': getRequest,
  'requests.move': moveRequest,
  'requests.replaceAdministrator': replaceAdministrator,
} as const
