import type { InputOf } from '#contract/kit/operation.ts'
import type { unitRegisterOperations } from '#contract/school/units.ts'
import type { Database, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Standing } from '../desk/standing.ts'
import { touchFacts } from '../facts/facts.store.ts'
import { lockOrganisation } from '../people/people.store.ts'
import { checkTitle } from '../people/people.ts'
import * as store from './subjects.store.ts'

type Operations = typeof unitRegisterOperations
type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type Codes<Id extends keyof Operations> = Operations[Id]['errors'][number]

/** The register «Предметы». */
export function createSubjectsService({ clock }: Pick<Platform, 'clock'>) {
  return {
    list: (db: Database, { organisationId }: Standing, ask: Input<'subjects.list'>) =>
      store.pageSubjects(db, organisationId, ask),
    async add(tx: Tx, { organisationId }: Standing, input: Input<'subjects.add'>, fail: Fail<Codes<'subjects.add'>>) {
      await lockOrganisation(tx, organisationId)
      const subject = { id: input.id, name: checkTitle(input.name, 'name', fail) }
      if (await store.isSubjectThere(tx, subject.id)) return fail('school.rowTaken')
      if (await store.isSubjectNamed(tx, organisationId, subject)) return fail('school.nameTaken')
      await store.addSubject(tx, organisationId, subject)
      return subject
    },
    async edit(
      tx: Tx,
      { organisationId }: Standing,
      input: Input<'subjects.edit'>,
      fail: Fail<Codes<'subjects.edit'>>,
    ) {
      await lockOrganisation(tx, organisationId)
      const subject = { id: input.id, name: checkTitle(input.name, 'name', fail) }
      if ((await store.accessSubject(tx, organisationId, input.id)) === undefined) return fail('school.rowUnknown')
      if (await store.isSubjectNamed(tx, organisationId, subject)) return fail('school.nameTaken')
      await store.renameSubject(tx, subject)
      // A group is told with the name of what is learned there.
      await touchFacts(tx, organisationId, 'unit', await store.groupsOfSubject(tx, subject.id))
      return subject
    },
    async remove(
      tx: Tx,
      { organisationId }: Standing,
      { id }: Input<'subjects.remove'>,
      fail: Fail<Codes<'subjects.remove'>>,
    ) {
      await lockOrganisation(tx, organisationId)
      if ((await store.accessSubject(tx, organisationId, id)) === undefined) return fail('school.rowUnknown')
      if ((await store.groupsOfSubject(tx, id)).length > 0) return fail('school.notEmpty')
      await store.removeSubject(tx, id, new Date(clock.now()))
      return {}
    },
  }
}

export type SubjectsService = ReturnType<typeof createSubjectsService>
