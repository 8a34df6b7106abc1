import { type Static, Type } from 'typebox'
import { CHAT_CHOSEN_MAX, FACT_CHAT_KINDS, FACT_ID_MAX, MEMBER_TABS } from '../connector/connector.limits.ts'
import { command, query } from '../kit/operation.ts'
import { closed, Id, Instant, line, oneOf } from '../kit/scalars.ts'
import { DESK_REFUSALS, registerAsk, registerPart } from './people.ts'
import { SCHOOL_TITLE_MAX } from './school.limits.ts'

/** Of a chat that is there by itself it names what it belongs to, of all others it is a UUID. */
const ChatId = line(FACT_ID_MAX, 1)
const MEMBER_REASONS = ['chatsAdministrator', 'position', 'teacher', 'pupil', 'parent', 'byHand'] as const
export type MemberReasonWord = (typeof MEMBER_REASONS)[number]

/** A row of the tab «Чаты» (ESC-01, ESC-02). */
export const RegisterChat = closed({
  id: ChatId,
  version: Type.Integer(),
  kind: oneOf(FACT_CHAT_KINDS),
  title: Type.String(),
  unitId: Type.Union([Id, Type.Null()]),
  /** «Предмет/Группа (Класс)»; null where there is none. */
  unit: Type.Union([Type.String(), Type.Null()]),
  administrators: Type.Array(Type.String()),
  members: Type.Integer(),
  /** Those of them who have linked their accounts. */
  linked: Type.Integer(),
  changedAt: Type.Union([Instant, Type.Null()]),
})
export type RegisterChat = Static<typeof RegisterChat>

/** A row of the tabs «Сотрудники», «Ученики», «Родители» of a chat's window (ESC-10). */
export const RegisterMember = closed({
  personId: Id,
  name: Type.String(),
  /** Of a pupil; null of everybody else. */
  class: Type.Union([Type.String(), Type.Null()]),
  tab: oneOf(MEMBER_TABS),
  role: oneOf(['administrator', 'member']),
  reasons: Type.Array(oneOf(MEMBER_REASONS)),
  linked: Type.Boolean(),
})
export type RegisterMember = Static<typeof RegisterMember>

const chosen = {
  members: Type.Array(closed({ personId: Id, tab: oneOf(MEMBER_TABS) }), { maxItems: CHAT_CHOSEN_MAX }),
  excluded: Type.Array(Id, { maxItems: CHAT_CHOSEN_MAX, uniqueItems: true }),
} as const

/** Whom a rule would put there, and somebody has left him out by hand. */
const leftOut = Type.Array(RegisterMember)

const OpenedChat = closed({
  chat: RegisterChat,
  people: Type.Array(RegisterMember),
  leftOut,
  /** Whom somebody has chosen, and left out, by hand. */
  ...chosen,
})
export type OpenedChat = Static<typeof OpenedChat>

export const registerList = query('register.list', {
  summary:
    'The tab «Чаты»: all chats for those who keep them, and for everybody else those that he is in, once he has linked his account (ESC-01, ESL-04).',
  gate: 'school',
  sweep: 'own',
  input: closed({ ...registerAsk }),
  output: closed({ rows: Type.Array(RegisterChat), ...registerPart }),
  errors: [...DESK_REFUSALS, 'school.notLinked'],
})

export const registerOpen = query('register.open', {
  summary: 'The window of a chat with its members.',
  gate: 'school',
  sweep: 'member',
  input: closed({ id: ChatId }),
  output: OpenedChat,
  errors: [...DESK_REFUSALS, 'school.rowUnknown'],
})

export const registerCompose = query('register.compose', {
  summary:
    'Who would be in a chat that is being filled in: the group’s pupils and teacher, who is chosen, and the administrator of chats (ESC-09, ESC-11).',
  gate: 'school',
  sweep: 'own',
  input: closed({ kind: oneOf(FACT_CHAT_KINDS), unitId: Type.Union([Id, Type.Null()]), ...chosen }),
  output: closed({ people: Type.Array(RegisterMember), leftOut }),
  errors: [...DESK_REFUSALS, 'school.rowUnknown'],
})

export const registerAdd = command('register.add', {
  summary: 'Makes a chat of the type «Предмет» or «Другое» (ESC-08).',
  gate: 'school',
  sweep: 'own',
  input: closed({
    id: Id,
    kind: oneOf(['subject', 'other']),
    title: line(SCHOOL_TITLE_MAX, 1),
    unitId: Type.Union([Id, Type.Null()]),
    ...chosen,
  }),
  output: OpenedChat,
  errors: [
    ...DESK_REFUSALS,
    'school.rowUnknown',
    'school.rowTaken',
    'school.titleInvalid',
    'school.unitNeeded',
    'school.tabClosed',
    'school.chosenTwice',
  ],
})

export const registerEdit = command('register.edit', {
  summary: 'Changes the name of any chat and who is in it by hand (ESC-06, ESC-13).',
  gate: 'school',
  sweep: 'member',
  input: closed({ id: ChatId, version: Type.Integer(), title: line(SCHOOL_TITLE_MAX, 1), ...chosen }),
  output: OpenedChat,
  errors: [
    ...DESK_REFUSALS,
    'school.rowUnknown',
    'school.titleInvalid',
    'school.tabClosed',
    'school.chosenTwice',
    'school.changedMeanwhile',
  ],
})

export const registerRemove = command('register.remove', {
  summary:
    'Deletes a chat of the type «Предмет» or «Другое»; those that are there by themselves stay (ESC-06, ESC-13).',
  gate: 'school',
  sweep: 'member',
  input: closed({ id: ChatId }),
  output: closed({}),
  errors: [...DESK_REFUSALS, 'school.rowUnknown', 'school.defaultStays'],
})

export const registerOperations = {
  'register.list': registerList,
  'register.open': registerOpen,
  'register.compose': registerCompose,
  'register.add': registerAdd,
  'register.edit': registerEdit,
  'register.remove': registerRemove,
} as const
