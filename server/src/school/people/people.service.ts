import { sql } from 'kysely'
import type { InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { peopleEdit, peopleFind } from '#contract/school/people.ts'
import type { Right } from '#contract/school/rights.ts'
import type { Database, Tx } from '../../platform/db/database.ts'
import { type Fail, Refusal } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Standing } from '../desk/standing.ts'
import { touchFacts } from '../facts/facts.store.ts'
import * as store from './people.store.ts'
import { checkNames, checkRight, personView } from './people.ts'

const ENTERS: readonly Right[] = ['employees.add', 'pupils.add', 'parents.add', 'users.add']

/** What people have in common in whatever register they stand. */
export function createPeopleService({ clock }: Pick<Platform, 'clock'>) {
  return {
    async find(
      db: Database,
      standing: Standing,
      ask: InputOf<typeof peopleFind>,
    ): Promise<OutputOf<typeof peopleFind>> {
      if (!ENTERS.some((right) => standing.rights.has(right))) {
        throw new Refusal('school.notAllowed', { right: ENTERS[0]! })
      }
      const { rows, ...part } = await store.pagePeople(db, standing.organisationId, ask, sql<boolean>`true`)
      const facets = await store.facetsOf(
        db,
        rows.map(({ id }) => id),
      )
      return { rows: rows.map((row) => ({ ...personView(row), ...facets.get(row.id)! })), ...part }
    },
    async edit(
      tx: Tx,
      standing: Standing,
      input: InputOf<typeof peopleEdit>,
      fail: Fail<(typeof peopleEdit)['errors'][number]>,
    ): Promise<OutputOf<typeof peopleEdit>> {
      const { organisationId } = standing
      await store.lockOrganisation(tx, organisationId)
      const [before] = await store.accessPeople(tx, organisationId, [input.id])
      if (before === undefined) return fail('school.rowUnknown')
      const facets = (await store.facetsOf(tx, [input.id])).get(input.id)!
      if (facets.isEmployee) checkRight(standing, 'employees.edit')
      if (facets.isPupil) checkRight(standing, 'pupils.edit')
      if (facets.isParent) checkRight(standing, 'parents.edit')
      // Whoever stands in no register now is changed by those who look after the employees.
      if (!facets.isEmployee && !facets.isPupil && !facets.isParent) checkRight(standing, 'employees.edit')
      const names = checkNames(input, clock.now(), fail)
      if (before.version !== input.version) return fail('school.changedMeanwhile')
      const row = await store.changePerson(tx, { id: input.id, ...names })
      await touchFacts(tx, organisationId, 'person', [row.id])
      return personView(row)
    },
  }
}

export type PeopleService = ReturnType<typeof createPeopleService>
