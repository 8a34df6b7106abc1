import { type Static, Type } from 'typebox'
import { closed, oneOf } from '../kit/scalars.ts'
import { FACT_ID_MAX, FACT_TYPES, type FactType, isDefaultChat, SETTINGS_ID, TABS_OF_KIND } from './connector.limits.ts'
import { type ChatFact, defaultChatId, type Fact, Revision, type UnitFact } from './facts.ts'

/** A row as a source sends it; whether it is a fact is told row by row, so that one odd row does not stop the others. */
export const FactRow = closed({
  type: Type.String({ maxLength: 40 }),
  id: Type.String({ maxLength: FACT_ID_MAX * 2 }),
  revision: Revision,
  /** Whether the fact is there no more; its data are not looked at then. */
  removed: Type.Optional(Type.Boolean()),
  /** What the fact says, by `FACT_DATA` of its type. */
  data: Type.Optional(Type.Record(Type.String({ maxLength: 40 }), Type.Unknown())),
})
export type FactRow = Static<typeof FactRow>

/** Why a row was not taken, with what its sender reads about it. */
export const ROW_REFUSALS = {
  typeUnknown: 'Такого вида сведений нет: бывают person, unit, enrolment, family, position, chat и settings.',
  malformed: 'Строка не похожа на сведения этого вида: посмотрите поля, названные в places.',
  revisionReused: 'Под этим номером редакции уже были другие сведения. Изменение получает новый, больший номер.',
  settingsId: 'Настройки у организации одни, их обозначение — settings.',
  classAlone: 'У класса нет другого класса над ним, и все его ученики — его собственные.',
  wholeClassOfNone: 'Группа без класса не может состоять из целого класса.',
  ownParent: 'Человек не может быть родителем самого себя.',
  idNotDefault:
    'Чат по умолчанию один: его обозначение — teachers, class:<класс> или parents:<класс>, и другого у него не бывает.',
  idReserved: 'Так обозначают чаты по умолчанию. Дайте чату другое обозначение.',
  defaultStays: 'Чат по умолчанию не удаляют, его можно только изменить.',
  titleMissing: 'У чата этого вида должно быть название.',
  unitMissing: 'Чату этого вида нужен класс или группа.',
  unitNeedless: 'У чата этого вида нет класса или группы.',
  tabImpossible: 'Из этого списка людей в чат такого вида не выбирают.',
  personTwice: 'Один человек назван дважды.',
} as const
export type RowRefusal = keyof typeof ROW_REFUSALS

/** What became of a row. */
export const ROW_OUTCOMES = ['taken', 'older', 'same', 'refused'] as const

/** What became of one row of a call, in the order of its rows. */
export const RowReport = closed({
  type: Type.String(),
  id: Type.String(),
  /**
   * `taken`: the fact is new or newer. `older`: a newer revision is there already, and it stays. `same`: it is there
   * already. `refused`: nothing was changed.
   */
  outcome: oneOf(ROW_OUTCOMES),
  refusal: Type.Union([oneOf(Object.keys(ROW_REFUSALS) as RowRefusal[]), Type.Null()]),
  /** What `refusal` means, in Russian; empty of a row that was not refused. */
  sentence: Type.String(),
  /** Fields that do not fit, of a row that is `malformed`. */
  places: Type.Array(Type.String()),
  /** Facts to which this one refers and which are not there yet: it takes effect when they come. */
  waitsFor: Type.Array(closed({ type: oneOf(FACT_TYPES), id: Type.String() })),
})
export type RowReport = Static<typeof RowReport>

const DEFAULT_CHAT = /^(teachers$|class:|parents:)/

/** Whether a word names a type of facts. */
export function isFactType(type: string): type is FactType {
  return (FACT_TYPES as readonly string[]).includes(type)
}

function ruleOfUnit({ kind, parentId, wholeClass }: UnitFact): RowRefusal | null {
  if (kind === 'class') return parentId !== null || wholeClass ? 'classAlone' : null
  return parentId === null && wholeClass ? 'wholeClassOfNone' : null
}

function ruleOfChat(id: string, { kind, title, unitId, members, excluded }: ChatFact): RowRefusal | null {
  if (isDefaultChat(kind)) {
    if ((kind === 'teachers') !== (unitId === null)) return kind === 'teachers' ? 'unitNeedless' : 'unitMissing'
    const own = kind === 'teachers' ? defaultChatId(kind) : defaultChatId(kind as 'class' | 'parents', unitId!)
    if (id !== own) return 'idNotDefault'
  } else {
    if (DEFAULT_CHAT.test(id)) return 'idReserved'
    if (title === null) return 'titleMissing'
    if ((kind === 'subject') !== (unitId !== null)) return kind === 'subject' ? 'unitMissing' : 'unitNeedless'
  }
  if (members.some(({ tab }) => !TABS_OF_KIND[kind].includes(tab))) return 'tabImpossible'
  const named = [...members.map(({ personId }) => personId), ...excluded]
  return new Set(named).size < named.length ? 'personTwice' : null
}

/**
 * Why a fact whose fields fit its type is none all the same; null of one that is. It looks at nothing but the row, so the
 * answer does not depend on what has come before it.
 */
export function refusalOf(fact: Fact): RowRefusal | null {
  if (fact.type === 'settings' && fact.id !== SETTINGS_ID) return 'settingsId'
  if (fact.removed) return fact.type === 'chat' && DEFAULT_CHAT.test(fact.id) ? 'defaultStays' : null
  if (fact.type === 'unit') return ruleOfUnit(fact.data)
  if (fact.type === 'family') return fact.data.parentId === fact.data.childId ? 'ownParent' : null
  return fact.type === 'chat' ? ruleOfChat(fact.id, fact.data) : null
}

/** To which facts a fact refers. */
export function referencesOf(fact: Fact): { type: FactType; id: string }[] {
  if (fact.removed) return []
  const people = (ids: readonly string[]) => ids.map((id) => ({ type: 'person' as const, id }))
  const unit = (id: string | null) => (id === null ? [] : [{ type: 'unit' as const, id }])
  switch (fact.type) {
    case 'person':
      return []
    case 'unit':
      return [...unit(fact.data.parentId), ...people(fact.data.teacherIds)]
    case 'enrolment':
      return [...people([fact.data.personId]), ...unit(fact.data.unitId)]
    case 'family':
      return people([fact.data.parentId, fact.data.childId])
    case 'position':
      return people([fact.data.personId])
    case 'chat':
      return [
        ...unit(fact.data.unitId),
        ...people([...fact.data.members.map((each) => each.personId), ...fact.data.excluded]),
      ]
    case 'settings':
      return people(fact.data.chatsAdministratorId === null ? [] : [fact.data.chatsAdministratorId])
  }
}
