import { type FactChatKind, isDefaultChat, type MemberTab, SETTINGS_ID, TABS_OF_KIND } from './connector.limits.ts'
import { type ChatFact, defaultChatId, type FactData, type UnitFact } from './facts.ts'

/** What a school says now, by the ids of its facts; removed ones are not among them. */
export interface SchoolFacts {
  readonly person: ReadonlyMap<string, FactData<'person'>>
  readonly unit: ReadonlyMap<string, FactData<'unit'>>
  readonly enrolment: ReadonlyMap<string, FactData<'enrolment'>>
  readonly family: ReadonlyMap<string, FactData<'family'>>
  readonly position: ReadonlyMap<string, FactData<'position'>>
  readonly chat: ReadonlyMap<string, FactData<'chat'>>
  readonly settings: ReadonlyMap<string, FactData<'settings'>>
}

/** Why somebody is in a chat; `byHand` of whom somebody has chosen from a list. */
export type MemberReason = 'chatsAdministrator' | 'position' | 'teacher' | 'pupil' | 'parent' | 'byHand'

export interface ComposedMember {
  readonly personId: string
  /** The list of the window in which he stands (ESC-10). */
  readonly tab: MemberTab
  readonly role: 'administrator' | 'member'
  /** In the order of {@link MemberReason}; never empty. */
  readonly reasons: readonly MemberReason[]
}

export interface ComposedChat {
  /** The id of its fact; of one that is there by itself {@link defaultChatId}. */
  readonly id: string
  readonly kind: FactChatKind
  readonly title: string
  readonly unitId: string | null
  /** By person. */
  readonly members: readonly ComposedMember[]
  /** Whom a rule would put there, and somebody has left him out by hand. */
  readonly excluded: readonly string[]
}

/** A role that a school gives somebody by its facts. */
export type ComposedPlace =
  | { readonly personId: string; readonly role: 'staff'; readonly title: string }
  | { readonly personId: string; readonly role: 'lead' | 'pupil'; readonly unitId: string }
  | { readonly personId: string; readonly role: 'parent'; readonly childId: string; readonly unitId: string }

const TITLES = { teachers: 'Учительский чат', class: 'классный чат', parents: 'родительский чат' } as const

/** How a chat is called that is there by itself and was not named otherwise. */
export function defaultTitle(kind: 'teachers' | 'class' | 'parents', unitName: string): string {
  return kind === 'teachers' ? TITLES.teachers : `${unitName} — ${TITLES[kind]}`
}

/** Facts by what is asked of them; what refers to something that is not there counts nowhere. */
interface Index {
  readonly facts: SchoolFacts
  /** Who works there, with what his positions are called, joined in the order of their ids. */
  readonly employees: ReadonlyMap<string, string>
  /** Whose position puts him into the teachers' chat (ESC-03). */
  readonly teaching: ReadonlySet<string>
  /** Pupils of each class and group. */
  readonly pupils: ReadonlyMap<string, ReadonlySet<string>>
  /** Everybody who learns in some class. */
  readonly enrolled: ReadonlySet<string>
  /** Parents of a child. */
  readonly parents: ReadonlyMap<string, ReadonlySet<string>>
  /** Parents of some child that learns there. */
  readonly families: ReadonlySet<string>
  readonly chatsAdministrator: string | null
}

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  const there = map.get(key)
  if (there === undefined) map.set(key, new Set([value]))
  else there.add(value)
}

function isPerson(facts: SchoolFacts, id: string, kind: 'employee' | 'pupil' | 'parent'): boolean {
  return facts.person.get(id)?.kinds.includes(kind) === true
}

function indexEmployees(facts: SchoolFacts): Pick<Index, 'employees' | 'teaching'> {
  const employees = new Map<string, string>()
  const teaching = new Set<string>()
  for (const id of [...facts.position.keys()].sort()) {
    const { personId, kind, title, dismissed } = facts.position.get(id)!
    if (dismissed || !isPerson(facts, personId, 'employee')) continue
    const before = employees.get(personId)
    const titles = before === undefined || before === '' ? title : title === '' ? before : `${before}, ${title}`
    employees.set(personId, titles)
    if (kind !== 'other') teaching.add(personId)
  }
  return { employees, teaching }
}

/** The pupils of classes first, because a group takes those of its class only. */
function indexPupils(facts: SchoolFacts): Pick<Index, 'pupils' | 'enrolled'> {
  const named = new Map<string, Set<string>>()
  for (const { personId, unitId } of facts.enrolment.values()) {
    if (isPerson(facts, personId, 'pupil') && facts.unit.has(unitId)) addTo(named, unitId, personId)
  }
  const none: ReadonlySet<string> = new Set()
  const enrolled = new Set<string>()
  const pupils = new Map<string, ReadonlySet<string>>()
  for (const [id, unit] of facts.unit) {
    if (unit.kind !== 'class') continue
    pupils.set(id, named.get(id) ?? none)
    for (const personId of named.get(id) ?? none) enrolled.add(personId)
  }
  for (const [id, unit] of facts.unit) {
    if (unit.kind === 'group') pupils.set(id, pupilsOfGroup(facts, unit, named.get(id) ?? none, pupils, enrolled))
  }
  return { pupils, enrolled }
}

function pupilsOfGroup(
  facts: SchoolFacts,
  { parentId, wholeClass }: UnitFact,
  named: ReadonlySet<string>,
  ofClass: ReadonlyMap<string, ReadonlySet<string>>,
  enrolled: ReadonlySet<string>,
): ReadonlySet<string> {
  if (parentId === null) return named.intersection(enrolled)
  if (facts.unit.get(parentId)?.kind !== 'class') return new Set()
  const all = ofClass.get(parentId)!
  return wholeClass ? all : named.intersection(all)
}

function indexFamilies(facts: SchoolFacts, enrolled: ReadonlySet<string>): Pick<Index, 'parents' | 'families'> {
  const parents = new Map<string, Set<string>>()
  const restricted = new Set<string>()
  const pair = (parentId: string, childId: string) => `${parentId} ${childId}`
  for (const { parentId, childId, restricted: forbidden } of facts.family.values()) {
    if (forbidden) restricted.add(pair(parentId, childId))
  }
  const families = new Set<string>()
  for (const { parentId, childId } of facts.family.values()) {
    // What a court has taken holds, whatever a second row about the same two says.
    if (restricted.has(pair(parentId, childId)) || !isPerson(facts, parentId, 'parent')) continue
    if (!isPerson(facts, childId, 'pupil')) continue
    addTo(parents, childId, parentId)
    if (enrolled.has(childId)) families.add(parentId)
  }
  return { parents, families }
}

function indexOf(facts: SchoolFacts): Index {
  const { employees, teaching } = indexEmployees(facts)
  const { pupils, enrolled } = indexPupils(facts)
  const chosen = facts.settings.get(SETTINGS_ID)?.chatsAdministratorId ?? null
  return {
    facts,
    employees,
    teaching,
    pupils,
    enrolled,
    ...indexFamilies(facts, enrolled),
    chatsAdministrator: chosen !== null && employees.has(chosen) ? chosen : null,
  }
}

const REASONS: readonly MemberReason[] = ['chatsAdministrator', 'position', 'teacher', 'pupil', 'parent', 'byHand']
const LEADING: readonly MemberReason[] = ['chatsAdministrator', 'teacher']
const TABS: Readonly<Record<Exclude<MemberReason, 'byHand'>, MemberTab>> = {
  chatsAdministrator: 'employees',
  position: 'employees',
  teacher: 'employees',
  pupil: 'pupils',
  parent: 'parents',
}

/** People of one chat as they are put together. */
class Gathering {
  readonly #reasons = new Map<string, Set<MemberReason>>()
  readonly #byHand = new Map<string, MemberTab>()

  add(personId: string, reason: MemberReason): void {
    const there = this.#reasons.get(personId)
    if (there === undefined) this.#reasons.set(personId, new Set([reason]))
    else there.add(reason)
  }

  choose(personId: string, tab: MemberTab): void {
    this.add(personId, 'byHand')
    this.#byHand.set(personId, tab)
  }

  drop(personId: string): boolean {
    return this.#reasons.delete(personId)
  }

  members(): ComposedMember[] {
    return [...this.#reasons.keys()].sort().map((personId) => {
      const held = this.#reasons.get(personId)!
      const reasons = REASONS.filter((reason) => held.has(reason))
      const [first] = reasons
      const tab = first === 'byHand' ? this.#byHand.get(personId)! : TABS[first!]
      const role = reasons.some((reason) => LEADING.includes(reason)) ? 'administrator' : 'member'
      return { personId, tab, role, reasons }
    })
  }
}

function addTeachers(gathering: Gathering, index: Index, unit: UnitFact): void {
  for (const personId of unit.teacherIds) if (index.employees.has(personId)) gathering.add(personId, 'teacher')
}

function addByRule(gathering: Gathering, index: Index, kind: FactChatKind, unitId: string | null): void {
  if (index.chatsAdministrator !== null) gathering.add(index.chatsAdministrator, 'chatsAdministrator')
  if (kind === 'teachers') for (const personId of index.teaching) gathering.add(personId, 'position')
  if (unitId === null) return
  addTeachers(gathering, index, index.facts.unit.get(unitId)!)
  const pupils = index.pupils.get(unitId)!
  if (kind === 'class' || kind === 'subject') for (const personId of pupils) gathering.add(personId, 'pupil')
  if (kind !== 'parents') return
  for (const childId of pupils) {
    for (const personId of index.parents.get(childId) ?? []) gathering.add(personId, 'parent')
  }
}

/** Whoever was chosen by hand stays for as long as he stands in the list from which he was chosen. */
function isOnTab(index: Index, personId: string, tab: MemberTab): boolean {
  if (tab === 'employees') return index.employees.has(personId)
  return (tab === 'pupils' ? index.enrolled : index.families).has(personId)
}

function compose(index: Index, id: string, told: Pick<ChatFact, 'kind' | 'unitId'>, fact?: ChatFact): ComposedChat {
  const { kind, unitId } = told
  const gathering = new Gathering()
  addByRule(gathering, index, kind, unitId)
  const excluded: string[] = []
  for (const personId of fact?.excluded ?? []) {
    if (personId !== index.chatsAdministrator && gathering.drop(personId)) excluded.push(personId)
  }
  for (const { personId, tab } of fact?.members ?? []) {
    if (TABS_OF_KIND[kind].includes(tab) && isOnTab(index, personId, tab)) gathering.choose(personId, tab)
  }
  const unitName = unitId === null ? '' : index.facts.unit.get(unitId)!.name
  const title = fact?.title ?? (isDefault(kind) ? defaultTitle(kind, unitName) : unitName)
  return { id, kind, title, unitId, members: gathering.members(), excluded: excluded.sort() }
}

function isDefault(kind: FactChatKind): kind is 'teachers' | 'class' | 'parents' {
  return isDefaultChat(kind)
}

/**
 * Which chats a school has by its facts, and who is in each, as what and why (ESC-03 … ESC-11, ESS-01 … ESS-03): the
 * teachers' chat, two for each class, and those of the register whose class or group is there. The same facts give the
 * same chats in whatever order they have come. By id.
 */
export function composeChats(facts: SchoolFacts): ComposedChat[] {
  const index = indexOf(facts)
  const chats = [
    compose(index, defaultChatId('teachers'), { kind: 'teachers', unitId: null }, facts.chat.get('teachers')),
  ]
  for (const [unitId, unit] of facts.unit) {
    if (unit.kind !== 'class') continue
    for (const kind of ['class', 'parents'] as const) {
      const id = defaultChatId(kind, unitId)
      chats.push(compose(index, id, { kind, unitId }, facts.chat.get(id)))
    }
  }
  for (const [id, fact] of facts.chat) {
    if (isDefaultChat(fact.kind)) continue
    if (fact.unitId === null || facts.unit.has(fact.unitId)) chats.push(compose(index, id, fact, fact))
  }
  return chats.sort((a, b) => (a.id < b.id ? -1 : 1))
}

/**
 * Which roles a school gives by its facts: those who work there, those who lead a class, pupils, and parents of pupils in
 * the class of the child. In no particular order, each once.
 */
export function composePlaces(facts: SchoolFacts): ComposedPlace[] {
  const index = indexOf(facts)
  const places: ComposedPlace[] = []
  for (const [personId, title] of index.employees) places.push({ personId, role: 'staff', title })
  for (const [unitId, unit] of facts.unit) {
    if (unit.kind !== 'class') continue
    for (const personId of unit.teacherIds) {
      if (index.employees.has(personId)) places.push({ personId, role: 'lead', unitId })
    }
    for (const childId of index.pupils.get(unitId)!) {
      places.push({ personId: childId, role: 'pupil', unitId })
      for (const personId of index.parents.get(childId) ?? [])
        places.push({ personId, role: 'parent', childId, unitId })
    }
  }
  return places
}
