import assert from 'node:assert/strict'
import type { ErrorCode } from '#contract/errors.ts'
import type { Problem } from '#contract/kit/errors.ts'
import type { InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Right } from '#contract/school/rights.ts'
import { type SchoolOperationId, type SchoolOperations, schoolOperations } from '#contract/school/school-operations.ts'
import { doOpenOrganisation } from '#server/school/index.ts'
import { Client, newId, ProblemError, readProblem, type Witness } from './client.ts'
import type { World } from './world.ts'

/** A browser at a desk of the electronic school. */
export class Desk {
  readonly client: Client
  constructor(port: number, name: string, witness?: Witness) {
    this.client = new Client(port, 'school', name, witness)
  }

  /**
   * Calls an operation of the electronic school.
   *
   * @throws ProblemError for a refusal
   */
  async call<Id extends SchoolOperationId>(
    id: Id,
    input: InputOf<SchoolOperations[Id]>,
    key: string = newId(),
  ): Promise<OutputOf<SchoolOperations[Id]>> {
    const headers: Record<string, string> = schoolOperations[id].kind === 'command' ? { 'idempotency-key': key } : {}
    const answer = await this.client.post(id, JSON.stringify(input), headers)
    if (answer.status === 200) return JSON.parse(answer.text)
    throw new ProblemError(id, readProblem(id, answer))
  }

  /** Calls an operation that must refuse, and checks the code. */
  async refused<Id extends SchoolOperationId>(
    id: Id,
    input: InputOf<SchoolOperations[Id]>,
    code: ErrorCode,
  ): Promise<Problem> {
    try {
      await this.call(id, input)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      assert.equal(error.problem.code, code, `${this.client.name} called ${id} and was refused for another reason`)
      return error.problem
    }
    return assert.fail(`${this.client.name} called ${id} and was not refused with ${code}`)
  }
}

export const SCHOOL_PASSWORD = 'зимний вечер 2026'

/** An organisation of the electronic school as tests begin with it. */
export interface SchoolStage {
  readonly organisationId: string
  /** The first super-administrator, signed in. */
  readonly head: Desk
  readonly headId: string
  readonly roles: ReadonlyMap<string, string>
  /** Opens a desk of a new account of a person, with these rights and no others. */
  deskOf(personId: string, rights: readonly Right[]): Promise<Desk>
  /** Opens a desk of a new employee with these rights and no others. */
  deskWith(rights: readonly Right[]): Promise<Desk>
}

let made = 0

/** Opens an organisation and signs its first super-administrator in. */
export async function createSchoolStage(world: World, name = 'МБОУ «СОШ № 14»'): Promise<SchoolStage> {
  made += 1
  const { platform } = world.app
  const login = `head-${made}`
  const administrator = { surname: 'Громов', name: 'Виктор', patronymic: 'Николаевич', title: 'Администратор', login }
  const opening = { name, timeZone: 'Europe/Moscow', administrator, password: SCHOOL_PASSWORD }
  const opened = await platform.transaction((tx) => doOpenOrganisation(tx, platform, opening))
  const head = new Desk(world.app.port, login)
  await head.call('desk.signIn', { login, password: SCHOOL_PASSWORD })
  const deskOf = async (personId: string, rights: readonly Right[]) => {
    made += 1
    const [roleId, accountId, own] = [newId(), newId(), `user-${made}`]
    await head.call('roles.add', { id: roleId, name: `Роль ${made}`, rights: [...rights] })
    const { password } = await head.call('users.give', { accountId, personId, login: own, roleIds: [roleId] })
    const desk = new Desk(world.app.port, own)
    await desk.call('desk.signIn', { login: own, password })
    await desk.call('desk.changePassword', { old: password, new: SCHOOL_PASSWORD })
    return desk
  }
  const deskWith = async (rights: readonly Right[]) => deskOf((await hire(head, 'Смирнова', 'other')).id, rights)
  return {
    organisationId: opened.organisationId,
    head,
    headId: opened.personId,
    roles: opened.roles,
    deskOf,
    deskWith,
  }
}

/** Hires somebody new. */
export function hire(desk: Desk, surname: string, kind: 'administration' | 'teaching' | 'other', name = 'Ольга') {
  const names = { surname, name, patronymic: 'Владимировна', birthDate: null }
  return desk.call('employees.hire', {
    who: { id: newId(), ...names },
    position: { id: newId(), title: kind === 'teaching' ? 'Учитель' : 'Секретарь', kind },
  })
}

/** Makes a class. */
export function makeClass(desk: Desk, name: string, grade = 5, teacherId: string | null = null) {
  return desk.call('classes.add', { id: newId(), kind: 'class', name, grade, teacherId })
}

/** Enrols somebody new. */
export function enrol(desk: Desk, surname: string, classId: string) {
  const names = { surname, name: 'Михаил', patronymic: 'Сергеевич', birthDate: '2014-03-12' }
  return desk.call('pupils.enrol', { enrolmentId: newId(), who: { id: newId(), ...names }, classId })
}

/** Enters somebody new as a parent of these children. */
export function enterParent(desk: Desk, surname: string, childIds: string[]) {
  const names = { surname, name: 'Анна', patronymic: '', birthDate: null }
  return desk.call('parents.add', { who: { id: newId(), ...names }, childIds })
}
