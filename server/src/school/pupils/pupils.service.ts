import type { InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Pupil, pupilOperations } from '#contract/school/pupils.ts'
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
import { doFindWho, personView, shortName } from '../people/people.ts'
import { accessUnit } from '../units/units.store.ts'
import * as store from './pupils.store.ts'

type Operations = typeof pupilOperations
type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type Codes<Id extends keyof Operations> = Operations[Id]['errors'][number]

/** The register «Ученики»: enrolment, transfer and expulsion. */
export function createPupilsService({ clock }: Pick<Platform, 'clock'>) {
  const viewOne = async (tx: Tx, organisationId: string, pupilId: string) =>
    (await viewPupils(tx, await accessPeople(tx, organisationId, [pupilId])))[0]!

  const checkClass = async (tx: Tx, organisationId: string, id: string, fail: Fail<'school.rowUnknown'>) => {
    const unit = await accessUnit(tx, organisationId, id)
    return unit?.kind === 'class' ? unit : fail('school.rowUnknown')
  }
  return {
    async list(
      db: Database,
      { organisationId }: Standing,
      { unitId, ...ask }: Input<'pupils.list'>,
    ): Promise<OutputOf<Operations['pupils.list']>> {
      const { rows, ...part } = await pagePeople(db, organisationId, ask, standsIn.pupils(unitId))
      return { rows: await viewPupils(db, rows), ...part }
    },
    async enrol(tx: Tx, standing: Standing, input: Input<'pupils.enrol'>, fail: Fail<Codes<'pupils.enrol'>>) {
      const { organisationId } = standing
      await lockOrganisation(tx, organisationId)
      await checkClass(tx, organisationId, input.classId, fail)
      if (await store.isEnrolmentThere(tx, input.enrolmentId)) return fail('school.rowTaken')
      const person = await doFindWho(tx, standing, { who: input.who, now: clock.now() }, fail)
      if ((await store.enrolmentsOf(tx, { personIds: [person.id] })).length > 0) return fail('school.enrolled')
      const enrolment = { id: input.enrolmentId, unit_id: input.classId, person_id: person.id, kind: 'class' as const }
      await store.addEnrolments(tx, organisationId, [enrolment], new Date(clock.now()))
      await touchFacts(tx, organisationId, 'enrolment', [enrolment.id])
      return viewOne(tx, organisationId, person.id)
    },
    async transfer(
      tx: Tx,
      { organisationId }: Standing,
      input: Input<'pupils.transfer'>,
      fail: Fail<Codes<'pupils.transfer'>>,
    ) {
      await lockOrganisation(tx, organisationId)
      await checkClass(tx, organisationId, input.classId, fail)
      const [person] = await accessPeople(tx, organisationId, [input.pupilId])
      if (person === undefined) return fail('school.rowUnknown')
      if (await store.isEnrolmentThere(tx, input.enrolmentId)) return fail('school.rowTaken')
      const before = await store.enrolmentsOf(tx, { personIds: [person.id] })
      const ofClass = before.find(({ kind }) => kind === 'class') ?? fail('school.notEnrolled')
      if (ofClass.unit_id === input.classId) return fail('school.enrolled')
      const now = new Date(clock.now())
      const next = { id: input.enrolmentId, unit_id: input.classId, person_id: person.id, kind: 'class' as const }
      await store.endEnrolments(tx, before, now)
      await store.addEnrolments(tx, organisationId, [next], now)
      await touchFacts(
        tx,
        organisationId,
        'enrolment',
        [...before, next].map(({ id }) => id),
      )
      return viewOne(tx, organisationId, person.id)
    },
    async expel(
      tx: Tx,
      { organisationId }: Standing,
      { pupilId }: Input<'pupils.expel'>,
      fail: Fail<Codes<'pupils.expel'>>,
    ) {
      await lockOrganisation(tx, organisationId)
      const [person] = await accessPeople(tx, organisationId, [pupilId])
      if (person === undefined) return fail('school.rowUnknown')
      const before = await store.enrolmentsOf(tx, { personIds: [pupilId] })
      if (before.length === 0) return fail('school.notEnrolled')
      const now = new Date(clock.now())
      await store.endEnrolments(tx, before, now)
      await touchFacts(
        tx,
        organisationId,
        'enrolment',
        before.map(({ id }) => id),
      )
      await doLeaveAccount(tx, { organisationId, personId: pupilId, now }, null)
      return {}
    },
  }
}

async function viewPupils(reader: Reader, people: readonly PersonRow[]): Promise<Pupil[]> {
  const ids = people.map(({ id }) => id)
  const enrolments = await store.enrolmentsOf(reader, { personIds: ids })
  const names = await store.unitNames(
    reader,
    enrolments.map(({ unit_id }) => unit_id),
  )
  const parents = await store.parentsOf(reader, ids)
  const logins = await loginsOf(reader, ids)
  return people.map((person) => {
    const own = enrolments.filter(({ person_id }) => person_id === person.id)
    const unitsOf = (kind: 'class' | 'group') =>
      own.filter((each) => each.kind === kind).map(({ unit_id }) => ({ id: unit_id, name: names.get(unit_id)! }))
    return {
      ...personView(person),
      class: unitsOf('class')[0]!,
      groups: unitsOf('group'),
      parents: parents
        .filter(({ pupil_id }) => pupil_id === person.id)
        .map((family) => ({ id: family.parent_id, name: shortName(family) })),
      login: logins.get(person.id) ?? null,
    }
  })
}

export type PupilsService = ReturnType<typeof createPupilsService>
