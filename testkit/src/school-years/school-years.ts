import type { FactRow } from '#contract/connector/fact-rows.ts'
import type { SeededRandom } from '../simulation/seeded-random.ts'

/** A school as it is, without facts, revisions or chats: what its office knows. */
export interface Office {
  employees: Map<string, { kind: 'administration' | 'teaching' | 'other'; works: boolean }>
  classes: Map<string, { teacher: string | null; open: boolean }>
  /** A pupil’s class; null of one that was expelled. */
  pupils: Map<string, string | null>
  /** Parents of each pupil, and whom a court forbids. */
  families: Map<string, Map<string, 'parent' | 'forbidden'>>
  /** Groups that take everybody of a class, and who teaches them. */
  groups: Map<string, { class: string; teacher: string | null }>
  /** Chats of the register: of a group, or of people who were chosen. */
  chats: Map<string, { group: string | null; chosen: Map<string, 'employees' | 'pupils' | 'parents'>; open: boolean }>
  /** Left out of default chats by the register. */
  leftOut: Map<string, Set<string>>
  chatsAdministrator: string | null
}

/** What an office writes down when something happens, each with the next revision. */
export class SchoolYears {
  readonly office: Office
  readonly random: SeededRandom
  readonly rows: FactRow[] = []
  #revision = 0

  constructor(random: SeededRandom) {
    this.random = random
    this.office = {
      employees: new Map(),
      classes: new Map(),
      pupils: new Map(),
      families: new Map(),
      groups: new Map(),
      chats: new Map(),
      leftOut: new Map(),
      chatsAdministrator: null,
    }
  }

  #tell(type: string, id: string, data: object | null): void {
    this.#revision += 1 + this.random.below(3)
    const row = { type, id, revision: this.#revision }
    this.rows.push(data === null ? { ...row, removed: true } : { ...row, data: { ...data } })
  }

  #pick<T>(among: Iterable<T>): T | undefined {
    const all = [...among]
    return all.length === 0 ? undefined : all[this.random.below(all.length)]
  }

  #person(id: string, ...kinds: string[]): void {
    this.#tell('person', id, { surname: id, name: 'И', patronymic: '', birthDate: null, kinds })
  }

  #class(id: string): void {
    const { teacher, open } = this.office.classes.get(id)!
    const told = { kind: 'class', name: id, grade: 5, parentId: null, wholeClass: false }
    this.#tell('unit', id, open ? { ...told, teacherIds: teacher === null ? [] : [teacher] } : null)
  }

  #group(id: string): void {
    const { class: parentId, teacher } = this.office.groups.get(id)!
    const told = { kind: 'group', name: id, grade: null, parentId, wholeClass: true }
    this.#tell('unit', id, { ...told, teacherIds: teacher === null ? [] : [teacher] })
  }

  #chat(id: string): void {
    const { group, chosen, open } = this.office.chats.get(id)!
    const members = [...chosen].map(([personId, tab]) => ({ personId, tab }))
    const kind = group === null ? 'other' : 'subject'
    this.#tell('chat', id, open ? { kind, title: id, unitId: group, members, excluded: [] } : null)
  }

  #defaultChat(id: string): void {
    const [kind = '', unitId = null] = id.split(':')
    const excluded = [...(this.office.leftOut.get(id) ?? [])]
    this.#tell('chat', id, { kind, title: null, unitId, members: [], excluded })
  }

  #family(child: string, parent: string): void {
    const is = this.office.families.get(child)!.get(parent)
    const restricted = is === 'forbidden'
    this.#tell(
      'family',
      `${parent}-${child}`,
      is === undefined ? null : { parentId: parent, childId: child, restricted },
    )
  }

  #position(id: string): void {
    const { kind, works } = this.office.employees.get(id)!
    this.#tell('position', `works-${id}`, { personId: id, kind, title: '', dismissed: !works })
  }

  hire(id: string): void {
    const kind = this.#pick(['administration', 'teaching', 'teaching', 'other'] as const)!
    if (!this.office.employees.has(id)) this.#person(id, 'employee', 'parent')
    this.office.employees.set(id, { kind, works: true })
    this.#position(id)
  }

  dismiss(): void {
    const id = this.#pick(this.office.employees.keys())
    if (id === undefined) return
    this.office.employees.get(id)!.works = false
    this.#position(id)
  }

  openClass(id: string): void {
    this.office.classes.set(id, { teacher: this.#pick(this.office.employees.keys()) ?? null, open: true })
    this.#class(id)
  }

  changeTeacher(): void {
    const id = this.#pick(this.office.classes.keys())
    if (id === undefined) return
    this.office.classes.get(id)!.teacher = this.#pick(this.office.employees.keys()) ?? null
    this.#class(id)
  }

  closeOrOpenClass(): void {
    const id = this.#pick(this.office.classes.keys())
    if (id === undefined) return
    const unit = this.office.classes.get(id)!
    unit.open = !unit.open
    this.#class(id)
  }

  enrol(id: string): void {
    const to = this.#pick(this.office.classes.keys())
    if (to === undefined) return
    const from = this.office.pupils.get(id)
    if (from === undefined) this.#person(id, 'pupil')
    if (from != null && from !== to) this.#tell('enrolment', `${id}-${from}`, null)
    this.office.pupils.set(id, to)
    if (!this.office.families.has(id)) this.office.families.set(id, new Map())
    this.#tell('enrolment', `${id}-${to}`, { personId: id, unitId: to })
  }

  expel(): void {
    const id = this.#pick(this.office.pupils.keys())
    const from = id === undefined ? null : this.office.pupils.get(id)!
    if (id === undefined || from === null) return
    this.office.pupils.set(id, null)
    this.#tell('enrolment', `${id}-${from}`, null)
  }

  changeFamily(parent: string): void {
    const child = this.#pick(this.office.pupils.keys())
    if (child === undefined) return
    if (!this.office.employees.has(parent)) this.#person(parent, 'parent')
    const family = this.office.families.get(child)!
    const next = this.#pick(['parent', 'parent', 'forbidden', 'none'] as const)!
    if (next === 'none') family.delete(parent)
    else family.set(parent, next)
    this.#family(child, parent)
  }

  changeGroup(id: string): void {
    const of = this.office.groups.get(id)?.class ?? this.#pick(this.office.classes.keys())
    if (of === undefined) return
    this.office.groups.set(id, { class: of, teacher: this.#pick(this.office.employees.keys()) ?? null })
    this.#group(id)
  }

  changeChat(id: string): void {
    const known = this.office.chats.get(id)
    const group = known === undefined ? (this.#pick([null, ...this.office.groups.keys()]) ?? null) : known.group
    const chosen = new Map<string, 'employees' | 'pupils' | 'parents'>()
    const add = (who: string | undefined, tab: 'employees' | 'pupils' | 'parents') => {
      if (who !== undefined && !chosen.has(who)) chosen.set(who, tab)
    }
    add(this.#pick(this.office.employees.keys()), 'employees')
    add(this.#pick(this.office.pupils.keys()), 'pupils')
    const parents = [...this.office.families.values()].flatMap((family) => [...family.keys()])
    if (group === null) add(this.#pick(parents), 'parents')
    this.office.chats.set(id, { group, chosen, open: this.random.below(6) > 0 })
    this.#chat(id)
  }

  leaveOut(): void {
    const classId = this.#pick(this.office.classes.keys())
    const who = this.#pick([...this.office.pupils.keys(), ...this.office.employees.keys()])
    if (classId === undefined || who === undefined) return
    const id = `${this.#pick(['class', 'parents'])}:${classId}`
    const out = this.office.leftOut.get(id) ?? new Set()
    if (out.has(who)) out.delete(who)
    else out.add(who)
    this.office.leftOut.set(id, out)
    this.#defaultChat(id)
  }

  chooseAdministrator(): void {
    const id = this.#pick([...this.office.employees.keys(), null]) ?? null
    this.office.chatsAdministrator = id
    this.#tell('settings', 'settings', { chatsAdministratorId: id })
  }

  /** Something happens at the school. */
  happen(): void {
    const { random } = this
    const deeds = [
      () => this.hire(`e${random.below(5)}`),
      () => this.dismiss(),
      () => this.openClass(`c${random.below(3)}`),
      () => this.changeTeacher(),
      () => this.closeOrOpenClass(),
      () => this.enrol(`p${random.below(8)}`),
      () => this.enrol(`p${random.below(8)}`),
      () => this.expel(),
      () => this.changeFamily(random.below(4) === 0 ? `e${random.below(5)}` : `m${random.below(5)}`),
      () => this.changeGroup(`g${random.below(2)}`),
      () => this.changeChat(`x${random.below(2)}`),
      () => this.leaveOut(),
      () => this.chooseAdministrator(),
    ]
    deeds[random.below(deeds.length)]!()
  }
}
