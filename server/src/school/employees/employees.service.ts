import { SETTINGS_ID } from '#contract/connector/connector.limits.ts'
import type { InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Employee, employeeOperations } from '#contract/school/employees.ts'
import type { Database, Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { doLeaveAccount } from '../administration/leaving.ts'
import type { Standing } from '../desk/standing.ts'
import { touchFacts } from '../facts/facts.store.ts'
import {
  accessPeople,
  lockOrganisation,
  loginsOf,
  type PersonRow,
  pagePeople,
  standsIn,
} from '../people/people.store.ts'
import { checkTitle, doFindWho, personView } from '../people/people.ts'
import * as store from './employees.store.ts'

type Operations = typeof employeeOperations
type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type Codes<Id extends keyof Operations> = Operations[Id]['errors'][number]

/** The registers «Сотрудники» and «Администраторы». */
export function createEmployeesService({ clock }: Pick<Platform, 'clock'>) {
  const viewOne = async (tx: Tx, organisationId: string, personId: string) => {
    const people = await accessPeople(tx, organisationId, [personId])
    return (await viewAll(tx, organisationId, people))[0]!
  }
  const list = async (
    db: Database,
    { organisationId }: Standing,
    { kind, ...ask }: Input<'employees.list'>,
  ): Promise<OutputOf<Operations['employees.list']>> => {
    const { rows, ...part } = await pagePeople(db, organisationId, ask, standsIn.employees(kind))
    return { rows: await viewAll(db, organisationId, rows), ...part }
  }
  return {
    list,
    administrators: (db: Database, standing: Standing, ask: Input<'administrators.list'>) =>
      list(db, standing, { ...ask, kind: 'administration' }),
    async hire(tx: Tx, standing: Standing, input: Input<'employees.hire'>, fail: Fail<Codes<'employees.hire'>>) {
      const { organisationId } = standing
      await lockOrganisation(tx, organisationId)
      const title = checkTitle(input.position.title, 'title', fail)
      if (await store.isPositionThere(tx, input.position.id)) return fail('school.rowTaken')
      const person = await doFindWho(tx, standing, { who: input.who, now: clock.now() }, fail)
      const position = { ...input.position, title, person_id: person.id }
      await store.addPosition(tx, organisationId, position, new Date(clock.now()))
      await touchFacts(tx, organisationId, 'position', [position.id])
      return viewOne(tx, organisationId, person.id)
    },
    async change(
      tx: Tx,
      { organisationId }: Standing,
      input: Input<'employees.change'>,
      fail: Fail<Codes<'employees.change'>>,
    ) {
      await lockOrganisation(tx, organisationId)
      const title = checkTitle(input.title, 'title', fail)
      const position = (await store.accessPosition(tx, organisationId, input.id)) ?? fail('school.rowUnknown')
      await store.changePosition(tx, { ...input, title })
      await touchFacts(tx, organisationId, 'position', [input.id])
      return viewOne(tx, organisationId, position.person_id)
    },
    async dismiss(
      tx: Tx,
      { organisationId }: Standing,
      { positionId }: Input<'employees.dismiss'>,
      fail: Fail<Codes<'employees.dismiss'>>,
    ) {
      await lockOrganisation(tx, organisationId)
      const position = (await store.accessPosition(tx, organisationId, positionId)) ?? fail('school.rowUnknown')
      const now = new Date(clock.now())
      await store.endPosition(tx, positionId, now)
      await touchFacts(tx, organisationId, 'position', [positionId])
      if ((await store.positionsOf(tx, organisationId, [position.person_id])).length > 0) return {}
      const units = await store.leaveUnits(tx, position.person_id)
      await touchFacts(tx, organisationId, 'unit', units)
      if (await store.leaveChats(tx, organisationId, position.person_id)) {
        await touchFacts(tx, organisationId, 'settings', [SETTINGS_ID])
      }
      await doLeaveAccount(tx, { organisationId, personId: position.person_id, now }, fail)
      return {}
    },
  }
}

async function viewAll(reader: Reader, organisationId: string, people: readonly PersonRow[]): Promise<Employee[]> {
  const ids = people.map(({ id }) => id)
  const [positions, units, logins] = [
    await store.positionsOf(reader, organisationId, ids),
    await store.unitsLedBy(reader, ids),
    await loginsOf(reader, ids),
  ]
  return people.map((person) => ({
    ...personView(person),
    positions: positions
      .filter((each) => each.person_id === person.id)
      .map(({ id, title, kind }) => ({ id, title, kind })),
    classes: units
      .filter((unit) => unit.teacher_id === person.id && unit.kind === 'class')
      .map(({ id, name }) => ({ id, name })),
    login: logins.get(person.id) ?? null,
  }))
}

export type EmployeesService = ReturnType<typeof createEmployeesService>
