import type { InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Parent, pupilOperations } from '#contract/school/pupils.ts'
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
import * as store from './pupils.store.ts'

type Operations = typeof pupilOperations
type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type Codes<Id extends keyof Operations> = Operations[Id]['errors'][number]

/** The register «Родители»: a child has several, a parent has several children, and may work here as well. */
export function createParentsService({ clock, newId }: Pick<Platform, 'clock' | 'newId'>) {
  const viewOne = async (tx: Tx, organisationId: string, parentId: string) =>
    (await viewParents(tx, await accessPeople(tx, organisationId, [parentId])))[0]!

  /** Takes the families of a parent from what they are to what they shall be. */
  const doSetChildren = async (
    tx: Tx,
    organisationId: string,
    { parentId, childIds }: Input<'parents.setChildren'>,
    fail: Fail<'school.rowUnknown' | 'school.ownChild'>,
  ) => {
    if (childIds.includes(parentId)) return fail('school.ownChild')
    const before = await store.childrenOf(tx, [parentId])
    const come = childIds.filter((id) => !before.some(({ pupil_id }) => pupil_id === id))
    // Children who have left stay the children of their parents; only who comes is looked for.
    if ((await accessPeople(tx, organisationId, come)).length < come.length) return fail('school.rowUnknown')
    const left = before.filter(({ pupil_id }) => !childIds.includes(pupil_id)).map(({ id }) => id)
    const made = come.map((pupilId) => ({ id: newId(), parent_id: parentId, pupil_id: pupilId }))
    await store.removeFamilies(tx, left, new Date(clock.now()))
    await store.addFamilies(tx, organisationId, made)
    await touchFacts(tx, organisationId, 'family', [...left, ...made.map(({ id }) => id)])
  }
  return {
    async list(
      db: Database,
      { organisationId }: Standing,
      ask: Input<'parents.list'>,
    ): Promise<OutputOf<Operations['parents.list']>> {
      const { rows, ...part } = await pagePeople(db, organisationId, ask, standsIn.parents())
      return { rows: await viewParents(db, rows), ...part }
    },
    async add(tx: Tx, standing: Standing, input: Input<'parents.add'>, fail: Fail<Codes<'parents.add'>>) {
      const { organisationId } = standing
      await lockOrganisation(tx, organisationId)
      const person = await doFindWho(tx, standing, { who: input.who, now: clock.now() }, fail)
      const before = (await store.childrenOf(tx, [person.id])).map(({ pupil_id }) => pupil_id)
      const childIds = [...new Set([...before, ...input.childIds])]
      await doSetChildren(tx, organisationId, { parentId: person.id, childIds }, fail)
      return viewOne(tx, organisationId, person.id)
    },
    async setChildren(
      tx: Tx,
      { organisationId }: Standing,
      input: Input<'parents.setChildren'>,
      fail: Fail<Codes<'parents.setChildren'>>,
    ) {
      await lockOrganisation(tx, organisationId)
      if ((await accessPeople(tx, organisationId, [input.parentId])).length === 0) return fail('school.rowUnknown')
      await doSetChildren(tx, organisationId, input, fail)
      return viewOne(tx, organisationId, input.parentId)
    },
    async remove(
      tx: Tx,
      { organisationId }: Standing,
      { parentId }: Input<'parents.remove'>,
      fail: Fail<Codes<'parents.remove'>>,
    ) {
      await lockOrganisation(tx, organisationId)
      const known = await accessPeople(tx, organisationId, [parentId])
      const families = known.length === 0 ? [] : await store.childrenOf(tx, [parentId])
      if (families.length === 0) return fail('school.rowUnknown')
      const now = new Date(clock.now())
      const ids = families.map(({ id }) => id)
      await store.removeFamilies(tx, ids, now)
      await touchFacts(tx, organisationId, 'family', ids)
      await doLeaveAccount(tx, { organisationId, personId: parentId, now }, null)
      return {}
    },
  }
}

async function viewParents(reader: Reader, people: readonly PersonRow[]): Promise<Parent[]> {
  const ids = people.map(({ id }) => id)
  const families = await store.childrenOf(reader, ids)
  const enrolments = await store.enrolmentsOf(reader, { personIds: families.map(({ pupil_id }) => pupil_id) })
  const classes = enrolments.filter(({ kind }) => kind === 'class')
  const names = await store.unitNames(
    reader,
    classes.map(({ unit_id }) => unit_id),
  )
  const logins = await loginsOf(reader, ids)
  const classOf = (pupilId: string) => {
    const enrolment = classes.find(({ person_id }) => person_id === pupilId)
    return enrolment === undefined ? null : (names.get(enrolment.unit_id) ?? null)
  }
  return people.map((person) => ({
    ...personView(person),
    children: families
      .filter(({ parent_id }) => parent_id === person.id)
      .map((family) => ({ id: family.pupil_id, name: shortName(family), class: classOf(family.pupil_id) })),
    login: logins.get(person.id) ?? null,
  }))
}

export type ParentsService = ReturnType<typeof createParentsService>
