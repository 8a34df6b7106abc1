/** What an outside system of a school tells, one type a row. */
export const FACT_TYPES = ['person', 'unit', 'enrolment', 'family', 'position', 'chat', 'settings'] as const
export type FactType = (typeof FACT_TYPES)[number]

/** The one id of the fact `settings`. */
export const SETTINGS_ID = 'settings'

/** Removals of more people than this at once, and of more than this share of those who have a place, wait for a person. */
export const BRAKE_PEOPLE = 20
export const BRAKE_SHARE = 0.05
/** Rows of one page of an answer. */
export const CONNECTOR_PAGE_MAX = 500
/** Rows of one call. */
export const FACTS_AT_ONCE_MAX = 500
/** Characters of an id that the source has given. */
export const SOURCE_ID_MAX = 100
/** Characters of the id of a fact: that of a chat of a class holds the id of the class. */
export const FACT_ID_MAX = 120
/** The highest revision that a source may give. */
export const REVISION_MAX = Number.MAX_SAFE_INTEGER
/** Teachers of one class or group. */
export const UNIT_TEACHERS_MAX = 20
/** People of one chat that were chosen by hand, and as many that were left out by hand. */
export const CHAT_CHOSEN_MAX = 2_000
/** Characters of a surname, a name, a patronymic. */
export const SOURCE_NAME_MAX = 60
/** Characters of what a position is called. */
export const POSITION_TITLE_MAX = 100

/** What somebody may be in a school; a place counts only where its person is what it takes. */
export const PERSON_KINDS = ['employee', 'pupil', 'parent'] as const
export type PersonKind = (typeof PERSON_KINDS)[number]

/** A class, or a group of its pupils, or of several classes, that learns a subject. */
export const UNIT_KINDS = ['class', 'group'] as const

/** «Администрация», «Педагогический состав», and all others. */
export const POSITION_KINDS = ['administration', 'teaching', 'other'] as const

/** «Учительский чат», «Классный чат», «Родительский чат», «Предмет», «Другое». */
export const FACT_CHAT_KINDS = ['teachers', 'class', 'parents', 'subject', 'other'] as const
export type FactChatKind = (typeof FACT_CHAT_KINDS)[number]

/** «Сотрудники», «Ученики», «Родители»: the lists from which people of a chat are chosen (ESC-10). */
export const MEMBER_TABS = ['employees', 'pupils', 'parents'] as const
export type MemberTab = (typeof MEMBER_TABS)[number]

/** From which lists people may be chosen for a chat of each kind (ESC-10). */
export const TABS_OF_KIND: Readonly<Record<FactChatKind, readonly MemberTab[]>> = {
  teachers: ['employees'],
  class: ['employees', 'pupils'],
  parents: ['employees', 'parents'],
  subject: ['employees', 'pupils'],
  other: ['employees', 'pupils', 'parents'],
}

/** Chats that are there by themselves, and as long as what they belong to (ESC-02, ESC-06). */
export function isDefaultChat(kind: FactChatKind): boolean {
  return kind === 'teachers' || kind === 'class' || kind === 'parents'
}
