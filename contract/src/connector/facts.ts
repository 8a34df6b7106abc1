import { type Static, type TSchema, Type } from 'typebox'
import { closed, Day, line, oneOf } from '../kit/scalars.ts'
import { CHAT_TITLE_MAX } from '../messenger/messenger.limits.ts'
import {
  CHAT_CHOSEN_MAX,
  FACT_CHAT_KINDS,
  type FactType,
  MEMBER_TABS,
  PERSON_KINDS,
  POSITION_KINDS,
  POSITION_TITLE_MAX,
  REVISION_MAX,
  SOURCE_ID_MAX,
  SOURCE_NAME_MAX,
  UNIT_KINDS,
  UNIT_TEACHERS_MAX,
} from './connector.limits.ts'

/** An id that the source has given: printable signs of ASCII without spaces, compared sign by sign. */
export const SourceId = Type.String({ minLength: 1, maxLength: SOURCE_ID_MAX, pattern: '^[!-~]+$' })

/** Grows with every change that the source makes to one fact; the same revision says the same for ever. */
export const Revision = Type.Integer({ minimum: 0, maximum: REVISION_MAX })

const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const Name = line(SOURCE_NAME_MAX)
const People = Type.Array(SourceId, { maxItems: CHAT_CHOSEN_MAX, uniqueItems: true })

/** Somebody whom the school knows. */
export const PersonFact = closed({
  surname: line(SOURCE_NAME_MAX, 1),
  name: line(SOURCE_NAME_MAX, 1),
  /** Empty where there is none. */
  patronymic: Name,
  birthDate: orNull(Day),
  /** What he may be there; a position of somebody who is no employee does not count. */
  kinds: Type.Array(oneOf(PERSON_KINDS), { minItems: 1, maxItems: PERSON_KINDS.length, uniqueItems: true }),
})
export type PersonFact = Static<typeof PersonFact>

/** A class, or a group that learns a subject. */
export const UnitFact = closed({
  kind: oneOf(UNIT_KINDS),
  name: line(SOURCE_NAME_MAX, 1),
  /** Of a class of a school: which year of learning it is. */
  grade: orNull(Type.Integer({ minimum: 1, maximum: 11 })),
  /** Of a group: the class whose pupils it takes; null of a class, and of a group of several classes. */
  parentId: orNull(SourceId),
  /** Of a group with a class: everybody of the class belongs to it, without enrolments of its own. */
  wholeClass: Type.Boolean(),
  /** Of a class its «классный руководитель», of a group who teaches it. */
  teacherIds: Type.Array(SourceId, { maxItems: UNIT_TEACHERS_MAX, uniqueItems: true }),
})
export type UnitFact = Static<typeof UnitFact>

/** A pupil belongs to a class or to a group. An expulsion takes it away; a transfer takes one away and gives another. */
export const EnrolmentFact = closed({ personId: SourceId, unitId: SourceId })
export type EnrolmentFact = Static<typeof EnrolmentFact>

/** Somebody is a parent of a pupil, or stands in the place of one. */
export const FamilyFact = closed({
  parentId: SourceId,
  childId: SourceId,
  /** A court has taken the right to know of the child: it ends at once whatever else waits. */
  restricted: Type.Boolean(),
})
export type FamilyFact = Static<typeof FamilyFact>

/** Somebody works at the school. */
export const PositionFact = closed({
  personId: SourceId,
  kind: oneOf(POSITION_KINDS),
  /** What it is called, such as «Учитель физики». */
  title: line(POSITION_TITLE_MAX),
  /** He works there no more: it ends at once whatever else waits. */
  dismissed: Type.Boolean(),
})
export type PositionFact = Static<typeof PositionFact>

/**
 * A chat of the register, or what was decided by hand about one that is there by itself. The latter are called by
 * {@link defaultChatId}, and without such a fact they are there just as well.
 */
export const ChatFact = closed({
  kind: oneOf(FACT_CHAT_KINDS),
  /** Null of a chat that is there by itself and was not called otherwise. */
  title: orNull(line(CHAT_TITLE_MAX, 1)),
  /** The class of a class's or a parents' chat; the group or class of a «Предмет»; null of all others. */
  unitId: orNull(SourceId),
  /** People chosen by hand, each with the list from which he was chosen. */
  members: Type.Array(closed({ personId: SourceId, tab: oneOf(MEMBER_TABS) }), { maxItems: CHAT_CHOSEN_MAX }),
  /** People left out by hand although a rule puts them there. */
  excluded: People,
})
export type ChatFact = Static<typeof ChatFact>

/** «Настройки организации». */
export const SettingsFact = closed({
  /** «Администратор чатов»: in every chat of the register, and leads it. */
  chatsAdministratorId: orNull(SourceId),
})
export type SettingsFact = Static<typeof SettingsFact>

/** What a fact of each type says. */
export const FACT_DATA = {
  person: PersonFact,
  unit: UnitFact,
  enrolment: EnrolmentFact,
  family: FamilyFact,
  position: PositionFact,
  chat: ChatFact,
  settings: SettingsFact,
} as const satisfies Readonly<Record<FactType, TSchema>>

export type FactData<T extends FactType> = Static<(typeof FACT_DATA)[T]>

/** A fact of the source in one revision; data of a removed one say nothing. */
export type Fact = {
  [T in FactType]:
    | { type: T; id: string; revision: number; removed: false; data: FactData<T> }
    | { type: T; id: string; revision: number; removed: true }
}[FactType]

/** How the chat of a kind is called that is there by itself; `unitId` is the class, null of the teachers' chat. */
export function defaultChatId(kind: 'teachers'): 'teachers'
export function defaultChatId(kind: 'class' | 'parents', unitId: string): string
export function defaultChatId(kind: 'teachers' | 'class' | 'parents', unitId?: string): string {
  return kind === 'teachers' ? kind : `${kind}:${unitId}`
}
