import type { InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { SchoolUnit, unitRegisterOperations } from '#contract/school/units.ts'
import type { Database, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Standing } from '../desk/standing.ts'
import { positionsOf } from '../employees/employees.store.ts'
import { touchFacts } from '../facts/facts.store.ts'
import { lockOrganisation } from '../people/people.store.ts'
import { checkTitle, personView, shortName } from '../people/people.ts'
import { addEnrolments, endEnrolments, enrolmentsOf } from '../pupils/pupils.store.ts'
import { accessSubject } from './subjects.store.ts'
import * as store from './units.store.ts'

type Operations = typeof unitRegisterOperations
type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type Codes<Id extends keyof Operations> = Operations[Id]['errors'][number]

/** The register «Классы и группы». */
export function createUnitsService({ clock, newId }: Pick<Platform, 'clock' | 'newId'>) {
  const viewOne = async (tx: Tx, organisationId: string, id: string) =>
    unitView((await store.accessUnit(tx, organisationId, id))!)
  return {
    async list(
      db: Database,
      { organisationId }: Standing,
      ask: Input<'classes.list'>,
    ): Promise<OutputOf<Operations['classes.list']>> {
      const { rows, ...part } = await store.pageUnits(db, organisationId, ask)
      return { rows: rows.map(unitView), ...part }
    },
    async pupils(
      db: Database,
      { organisationId }: Standing,
      { unitId }: Input<'classes.pupils'>,
      fail: Fail<Codes<'classes.pupils'>>,
    ) {
      const unit = (await store.accessUnit(db, organisationId, unitId)) ?? fail('school.rowUnknown')
      const of = unit.whole_class ? unit.class_id! : unit.id
      return { rows: (await store.pupilsOfUnit(db, of)).map(personView) }
    },
    async add(tx: Tx, { organisationId }: Standing, input: Input<'classes.add'>, fail: Fail<Codes<'classes.add'>>) {
      await lockOrganisation(tx, organisationId)
      const name = nameOf(input.kind, input.name, fail)
      const classId = input.kind === 'group' ? input.classId : null
      const subjectId = input.kind === 'group' ? input.subjectId : null
      if (input.kind === 'group') {
        const parent = await store.accessUnit(tx, organisationId, input.classId)
        if (parent?.kind !== 'class') return fail('school.rowUnknown')
        if ((await accessSubject(tx, organisationId, input.subjectId)) === undefined) return fail('school.rowUnknown')
      }
      await checkTeacher(tx, organisationId, input.teacherId, fail)
      if (await store.isUnitThere(tx, input.id)) return fail('school.rowTaken')
      if (await store.isNameTaken(tx, { id: input.id, organisationId, classId, subjectId, name }))
        return fail('school.nameTaken')
      await store.addUnit(tx, {
        ...{ id: input.id, organisation_id: organisationId, kind: input.kind, name },
        grade: input.kind === 'class' ? input.grade : null,
        class_id: classId,
        subject_id: subjectId,
        whole_class: input.kind === 'group',
        teacher_id: input.teacherId,
      })
      await touchFacts(tx, organisationId, 'unit', [input.id])
      return viewOne(tx, organisationId, input.id)
    },
    async edit(tx: Tx, { organisationId }: Standing, input: Input<'classes.edit'>, fail: Fail<Codes<'classes.edit'>>) {
      await lockOrganisation(tx, organisationId)
      const unit = (await store.accessUnit(tx, organisationId, input.id)) ?? fail('school.rowUnknown')
      const name = nameOf(unit.kind, input.name, fail)
      if (input.teacherId !== unit.teacher_id) await checkTeacher(tx, organisationId, input.teacherId, fail)
      if (
        await store.isNameTaken(tx, {
          id: unit.id,
          organisationId,
          classId: unit.class_id,
          subjectId: unit.subject_id,
          name,
        })
      ) {
        return fail('school.nameTaken')
      }
      if (unit.version !== input.version) return fail('school.changedMeanwhile')
      const grade = unit.kind === 'class' ? input.grade : null
      await store.changeUnit(tx, { id: unit.id, name, grade, teacher_id: input.teacherId })
      // A group is told with the name of its class.
      const groups = name === unit.name ? [] : await store.groupsOfClass(tx, unit.id)
      await touchFacts(tx, organisationId, 'unit', [unit.id, ...groups])
      return viewOne(tx, organisationId, unit.id)
    },
    async setPupils(
      tx: Tx,
      { organisationId }: Standing,
      { unitId, pupilIds }: Input<'classes.setPupils'>,
      fail: Fail<Codes<'classes.setPupils'>>,
    ) {
      await lockOrganisation(tx, organisationId)
      const unit = await store.accessUnit(tx, organisationId, unitId)
      if (unit === undefined || unit.class_id === null) return fail('school.rowUnknown')
      const ofClass = new Set((await store.pupilsOfUnit(tx, unit.class_id)).map(({ id }) => id))
      const chosen = pupilIds ?? []
      if (chosen.some((id) => !ofClass.has(id))) return fail('school.notEnrolled')
      const now = new Date(clock.now())
      const before = await enrolmentsOf(tx, { unitId })
      const left = before.filter(({ person_id }) => !chosen.includes(person_id))
      const staying = new Set(before.map(({ person_id }) => person_id))
      const come = chosen
        .filter((id) => !staying.has(id))
        .map((personId) => ({ id: newId(), unit_id: unitId, person_id: personId, kind: 'group' as const }))
      await store.setWholeClass(tx, unitId, pupilIds === null)
      await touchFacts(tx, organisationId, 'unit', [unitId])
      await endEnrolments(tx, left, now)
      await addEnrolments(tx, organisationId, come, now)
      await touchFacts(
        tx,
        organisationId,
        'enrolment',
        [...left, ...come].map(({ id }) => id),
      )
      return viewOne(tx, organisationId, unitId)
    },
    async remove(
      tx: Tx,
      { organisationId }: Standing,
      { id }: Input<'classes.remove'>,
      fail: Fail<Codes<'classes.remove'>>,
    ) {
      await lockOrganisation(tx, organisationId)
      const unit = (await store.accessUnit(tx, organisationId, id)) ?? fail('school.rowUnknown')
      const now = new Date(clock.now())
      if (unit.kind === 'class') {
        if (unit.pupils > 0 || (await store.groupsOfClass(tx, id)).length > 0) return fail('school.notEmpty')
      } else {
        const left = await enrolmentsOf(tx, { unitId: id })
        await endEnrolments(tx, left, now)
        await touchFacts(
          tx,
          organisationId,
          'enrolment',
          left.map((each) => each.id),
        )
      }
      await store.removeUnit(tx, id, now)
      await touchFacts(tx, organisationId, 'unit', [id])
      return {}
    },
  }
}

/** A group may do without a name: the subject and the class are one. */
function nameOf(kind: 'class' | 'group', name: string, fail: Fail<'school.nameInvalid'>): string {
  return kind === 'group' && name.trim() === '' ? '' : checkTitle(name, 'name', fail)
}

/** Only who works here leads a class or teaches a group. */
async function checkTeacher(
  tx: Tx,
  organisationId: string,
  teacherId: string | null,
  fail: Fail<'school.notEmployed'>,
): Promise<void> {
  if (teacherId === null) return
  const positions = await positionsOf(tx, organisationId, [teacherId])
  if (positions.length === 0) fail('school.notEmployed')
}

function unitView(row: store.UnitRow): SchoolUnit {
  const named = (id: string | null, name: string | null) => (id === null || name === null ? null : { id, name })
  const { teacher_surname: surname, teacher_name: name, teacher_patronymic: patronymic } = row
  const teacher = surname === null ? null : shortName({ surname, name: name ?? '', patronymic: patronymic ?? '' })
  return {
    ...{ id: row.id, version: row.version, kind: row.kind, name: row.name, grade: row.grade },
    ...{ wholeClass: row.whole_class, pupils: row.pupils },
    class: named(row.class_id, row.class_name),
    subject: named(row.subject_id, row.subject_name),
    teacher: named(row.teacher_id, teacher),
  }
}

export type UnitsService = ReturnType<typeof createUnitsService>
