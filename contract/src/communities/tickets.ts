import { type Static, type TSchema, Type } from 'typebox'
import { NAME_LENGTH_MAX } from '../identity/signin.limits.ts'
import { command, query } from '../kit/operation.ts'
import { Cursor, closed, Id, Instant, line, oneOf } from '../kit/scalars.ts'
import { COMMUNITY_NAME_MAX, REASON_MAX } from './communities.limits.ts'
import { OrderScan, OwnOrder } from './orders.ts'
import { TICKET_ABOUT_MAX } from './tickets.limits.ts'

/**
 * What has become of an account that its owner does not get into.
 *
 * - `number`: he has another number now.
 * - `closed`: it was closed because its number passed on to somebody else (IDN-25).
 * - `lost`: the phone is lost or stolen; all sessions end as soon as the ticket is confirmed (IDN-22).
 * - `factor`: the number is the same, the app with codes is gone.
 * - `merge`: he has another account with the number that he shows, and it is to become one with this one (IDN-23).
 * - `administrator`: he does not get to the page of his organisation and has passed the check of ORG-11; it goes first.
 */
export const TICKET_KINDS = ['number', 'closed', 'lost', 'factor', 'merge', 'administrator'] as const
export type TicketKind = (typeof TICKET_KINDS)[number]
export const TicketKindSchema = oneOf(TICKET_KINDS)

/** What an applicant chooses from; the check of an administrator makes its own ticket. */
export const TICKET_KINDS_FILED = ['number', 'closed', 'lost', 'factor', 'merge'] as const

export const TICKET_STATES = ['new', 'confirmed', 'waiting', 'done', 'refused', 'stopped', 'expired'] as const
export type TicketState = (typeof TICKET_STATES)[number]
export const TicketStateSchema = oneOf(TICKET_STATES)

/** What was done with a ticket. `handedOver`: another administrator was named by an order. `taken`: the number had become one of another account that is used. */
export const TICKET_DEEDS = [
  'filed',
  'assigned',
  'confirmed',
  'refused',
  'done',
  'handedOver',
  'taken',
  'stopped',
  'expired',
] as const
export const TicketDeedSchema = oneOf(TICKET_DEEDS)

/** Opens the page of the own ticket; the server keeps its hash. */
export const TicketSecret = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' })
const SmsCode = Type.String({ pattern: '^\\d{6}$' })
function nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}

const Names = { surname: Type.String(), name: Type.String(), patronymic: Type.String() }

/** A ticket for whoever has filed it: never whether there is an account, until people who know him have said so. */
export const OwnTicket = closed({
  number: Type.Integer(),
  kind: TicketKindSchema,
  state: TicketStateSchema,
  organisationName: nullable(Type.String()),
  phoneMasked: Type.String(),
  filedAt: Instant,
  /** When the account moves. */
  dueAt: nullable(Instant),
  /** What whoever refused it has written. */
  reason: Type.String(),
  /** Why it came to nothing, when nobody has refused it. */
  numberTaken: Type.Boolean(),
  /** Whom the order names as the administrator that was sent with it; only of the kind `administrator`. */
  successor: nullable(closed({ ...Names, order: OwnOrder })),
  /** The operator has named him: the right waits for the number of this ticket. */
  handedOver: Type.Boolean(),
})
export type OwnTicket = Static<typeof OwnTicket>

const TicketMove = closed({
  what: TicketDeedSchema,
  at: Instant,
  author: Type.String(),
  operator: Type.Boolean(),
  reason: Type.String(),
})

/** A ticket for whoever decides about it. */
export const Ticket = closed({
  id: Id,
  number: Type.Integer(),
  version: Type.Integer(),
  kind: TicketKindSchema,
  state: TicketStateSchema,
  surname: Type.String(),
  name: Type.String(),
  patronymic: Type.String(),
  /** What he has written of himself: position, class, child. */
  about: Type.String(),
  phoneMasked: Type.String(),
  /** App, codes on paper and keys of devices are to go as well. */
  resetsFactors: Type.Boolean(),
  organisation: nullable(closed({ id: Id, name: Type.String() })),
  /** Operators see it too. */
  escalated: Type.Boolean(),
  filedAt: Instant,
  dueAt: nullable(Instant),
  /** Whom the first confirmation has named, and what it takes. */
  /** `profileId` is null of an operator. */
  member: nullable(closed({ profileId: nullable(Id), name: Type.String() })),
  needs: nullable(closed({ people: oneOf([1, 2]), operator: Type.Boolean() })),
  /** Whom the order names that was sent with it, and the number that he has shown to be his; for operators alone. */
  successor: nullable(closed({ ...Names, phone: Type.String(), order: OrderScan })),
  moves: Type.Array(TicketMove),
  mine: closed({ confirmed: Type.Boolean(), concerned: Type.Boolean() }),
})
export type Ticket = Static<typeof Ticket>

const TicketPage = closed({ tickets: Type.Array(Ticket), next: nullable(Cursor) })

export const beginTicket = command('tickets.begin', {
  summary:
    'Sends a code to the number that somebody has now who does not get into his account. Public, because he cannot sign in. The answer is the same for every number.',
  gate: 'public',
  sweep: 'open',
  repeat: 'fresh',
  input: closed({ phone: line(40, 1) }),
  output: closed({ secret: TicketSecret, phoneMasked: Type.String(), resendAt: Instant, now: Instant }),
  errors: [
    'signin.phoneInvalid',
    'signin.codeTooSoon',
    'signin.codeLimit',
    'signin.smsUnavailable',
    'signin.mailUnavailable',
  ],
})

export const proveTicket = command('tickets.prove', {
  summary:
    'Takes the code. Whoever has a ticket from this number already gets it back, and its page is known by the new secret from now on.',
  gate: 'public',
  sweep: 'open',
  repeat: 'self',
  input: closed({ secret: TicketSecret, code: SmsCode }),
  output: closed({ ticket: nullable(OwnTicket) }),
  errors: ['ticket.unknown', 'signin.codeWrong', 'signin.codeExpired', 'signin.codeSpent'],
})

export const ticketOrganisations = query('tickets.organisations', {
  summary:
    'Organisations by words of their names, for whoever has shown that a number is his. Public, because he cannot sign in. Nothing of any person is told.',
  gate: 'public',
  sweep: 'open',
  input: closed({ secret: TicketSecret, search: line(100) }),
  output: closed({ organisations: Type.Array(closed({ id: Id, name: Type.String() })) }),
  errors: ['ticket.unknown'],
})

export const fileTicket = command('tickets.file', {
  summary:
    'Files a ticket to the organisation that knows the person. Public, because he cannot sign in. The answer never says whether there is such an account.',
  gate: 'public',
  sweep: 'open',
  repeat: 'self',
  input: closed({
    secret: TicketSecret,
    kind: oneOf(TICKET_KINDS_FILED),
    /** Null when it is not found: then an operator looks for it. */
    communityId: nullable(Id),
    surname: line(NAME_LENGTH_MAX, 1),
    name: line(NAME_LENGTH_MAX, 1),
    patronymic: line(NAME_LENGTH_MAX),
    about: line(TICKET_ABOUT_MAX, 1),
    resetsFactors: Type.Boolean(),
  }),
  output: OwnTicket,
  errors: ['ticket.unknown', 'ticket.nameInvalid', 'community.unknown'],
})

export const checkAdministrator = command('tickets.checkAdministrator', {
  summary:
    'An administrator who does not get to the page of his organisation says its full name, his own and the last four digits of his phone (ORG-11). What fits opens a ticket that goes first. Public, because he cannot sign in. Never says what was wrong; three failures lock the form for an hour, per organisation and per network.',
  gate: 'public',
  sweep: 'open',
  repeat: 'self',
  input: closed({
    secret: TicketSecret,
    organisationName: line(COMMUNITY_NAME_MAX, 1),
    surname: line(NAME_LENGTH_MAX, 1),
    name: line(NAME_LENGTH_MAX, 1),
    patronymic: line(NAME_LENGTH_MAX),
    lastDigits: Type.String({ pattern: '^\\d{4}$' }),
  }),
  output: OwnTicket,
  errors: ['ticket.unknown', 'ticket.checkFailed', 'ticket.checkLocked'],
})

export const handOver = command('tickets.handOver', {
  summary:
    'Adds the order of the director to a ticket that the check of an administrator has opened, with the name of the one whom it names (ORG-10). Public, because he cannot sign in.',
  gate: 'public',
  sweep: 'open',
  repeat: 'self',
  input: closed({
    secret: TicketSecret,
    /** A whole scan that `orders.begin` has declared with the same secret. */
    fileId: Id,
    surname: line(NAME_LENGTH_MAX, 1),
    name: line(NAME_LENGTH_MAX, 1),
    patronymic: line(NAME_LENGTH_MAX),
  }),
  output: OwnTicket,
  errors: ['ticket.unknown', 'ticket.nameInvalid', 'order.closed', 'order.formatWrong', 'file.unknown'],
})

export const ticketStatus = query('tickets.status', {
  summary: 'The state of the own ticket, for whoever holds the secret of its page.',
  gate: 'public',
  sweep: 'open',
  input: closed({ secret: TicketSecret }),
  output: OwnTicket,
  errors: ['ticket.unknown'],
})

export const ticketQueue = query('tickets.queue', {
  summary: 'Tickets of an organisation, the open ones first, for those who manage its members.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ communityId: Id, cursor: Type.Optional(Cursor) }),
  output: TicketPage,
  errors: ['community.unknown', 'community.notAllowed'],
})

const confirmation = { id: Id, version: Type.Integer(), profileId: Id, reason: line(REASON_MAX) } as const
const refusal = { id: Id, version: Type.Integer(), reason: line(REASON_MAX) } as const

export const confirmTicket = command('tickets.confirm', {
  summary:
    '«Это он, лично»: names the member who has filed the ticket. After the last confirmation that it takes the account waits, and its devices are told.',
  gate: 'profile',
  sweep: 'member',
  perMinute: 20,
  input: closed(confirmation),
  output: Ticket,
  errors: [
    'ticket.unknown',
    'community.notAllowed',
    'ticket.changed',
    'ticket.reasonMissing',
    'ticket.own',
    'ticket.twice',
    'ticket.otherMember',
    'ticket.withoutPhone',
    'ticket.waits',
    'ticket.noMerge',
    'ticket.orderNeeded',
    'member.unknown',
  ],
})

export const refuseTicket = command('tickets.refuse', {
  summary: 'Refuses a ticket with a reason that the applicant reads, also while the account waits.',
  gate: 'profile',
  sweep: 'member',
  perMinute: 20,
  input: closed(refusal),
  output: Ticket,
  errors: ['ticket.unknown', 'community.notAllowed', 'ticket.changed', 'ticket.reasonMissing'],
})

export const deskList = query('ticketDesk.list', {
  summary: 'Tickets that have come to the operator, the open ones first.',
  gate: 'operator',
  sweep: 'operator',
  input: closed({ cursor: Type.Optional(Cursor) }),
  output: TicketPage,
})

export const deskOrganisations = query('ticketDesk.organisations', {
  summary: 'Organisations by words of their names.',
  gate: 'operator',
  sweep: 'operator',
  input: closed({ search: line(100) }),
  output: closed({ organisations: Type.Array(closed({ id: Id, name: Type.String() })) }),
})

export const deskAssign = command('ticketDesk.assign', {
  summary: 'Hands a ticket that names no organisation over to the one that knows the person.',
  gate: 'operator',
  sweep: 'operator',
  input: closed({ id: Id, version: Type.Integer(), communityId: Id }),
  output: Ticket,
  errors: ['ticket.unknown', 'ticket.changed', 'community.unknown'],
})

export const deskMembers = query('ticketDesk.members', {
  summary: 'Members of the organisation of a ticket whose names fit, for an operator to whom it has come.',
  gate: 'operator',
  sweep: 'operator',
  input: closed({ id: Id, search: line(100, 1) }),
  output: closed({
    members: Type.Array(closed({ profileId: Id, name: Type.String(), position: Type.String(), staff: Type.Boolean() })),
  }),
  errors: ['ticket.unknown'],
})

export const deskConfirm = command('ticketDesk.confirm', {
  summary:
    "An operator confirms a ticket that has come to him; `profileId` is null where it is another operator's, who has shown the number of his account.",
  gate: 'operator',
  sweep: 'operator',
  input: closed({ ...confirmation, profileId: nullable(Id) }),
  output: Ticket,
  errors: [
    'ticket.unknown',
    'ticket.changed',
    'ticket.reasonMissing',
    'ticket.own',
    'ticket.twice',
    'ticket.otherMember',
    'ticket.withoutPhone',
    'ticket.waits',
    'ticket.noMerge',
    'ticket.orderNeeded',
    'member.unknown',
  ],
})

export const deskRefuse = command('ticketDesk.refuse', {
  summary: 'An operator refuses a ticket that has come to him, also while the account waits.',
  gate: 'operator',
  sweep: 'operator',
  input: closed(refusal),
  output: Ticket,
  errors: ['ticket.unknown', 'ticket.changed', 'ticket.reasonMissing'],
})

export const deskHandOver = command('ticketDesk.handOver', {
  summary:
    'Names another administrator by the order of a ticket, once its phone is the one that was shown (ORG-10). The right waits for whoever signs in with it; at that moment the earlier administrator loses his.',
  gate: 'operator',
  sweep: 'operator',
  input: closed({
    id: Id,
    version: Type.Integer(),
    /** The phone as it stands in the order. */
    orderPhone: line(40),
    reason: line(REASON_MAX),
  }),
  output: Ticket,
  errors: [
    'ticket.unknown',
    'ticket.changed',
    'ticket.reasonMissing',
    'request.orderMissing',
    'request.orderPhoneMissing',
    'request.orderPhoneDiffers',
  ],
})

export const ticketOperations = {
  'tickets.begin': beginTicket,
  'tickets.prove': proveTicket,
  'tickets.organisations': ticketOrganisations,
  'tickets.file': fileTicket,
  'tickets.checkAdministrator': checkAdministrator,
  'tickets.handOver': handOver,
  'tickets.status': ticketStatus,
  'tickets.queue': ticketQueue,
  'tickets.confirm': confirmTicket,
  'tickets.refuse': refuseTicket,
  'ticketDesk.list': deskList,
  'ticketDesk.organisations': deskOrganisations,
  'ticketDesk.assign': deskAssign,
  'ticketDesk.members': deskMembers,
  'ticketDesk.confirm': deskConfirm,
  'ticketDesk.refuse': deskRefuse,
  'ticketDesk.handOver': deskHandOver,
} as const
