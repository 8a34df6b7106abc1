import type { Facts } from '#contract/kit/acts.ts'
import type { InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { SchoolAct } from '#contract/school/acts.ts'
import type { SchoolOperations } from '#contract/school/school-operations.ts'
import type { SchoolUnit } from '#contract/school/units.ts'
import type { Before } from './acts.store.ts'

/** Whom an act concerns, and words that say what it was. */
export interface AboutAct {
  readonly people?: readonly string[]
  readonly after?: Facts
}

/** Acts that are written where operations are bound; linking speaks with the messenger outside any transaction, and writes its own. */
export type BoundAct = Exclude<SchoolAct, 'linking.finish' | 'linking.undo'>

type AboutOf = {
  readonly [Id in BoundAct]: (
    input: InputOf<SchoolOperations[Id]>,
    output: OutputOf<SchoolOperations[Id]>,
    before: Before | null,
  ) => AboutAct
}

const namesOf = (some: readonly { name: string }[]) => some.map(({ name }) => name).join(', ')

/** A group is called by its class and its subject. */
function unitWords({ kind, name, class: ofClass, subject }: SchoolUnit): Facts {
  if (kind === 'class') return { name }
  return { name: [ofClass?.name, subject?.name, name].filter((word) => word !== undefined && word !== '').join(' · ') }
}

const teacherOf = ({ teacher }: SchoolUnit) => (teacher === null ? [] : [teacher.id])
const removed = (_input: unknown, _output: unknown, before: Before | null): AboutAct => ({
  people: before?.personId == null ? [] : [before.personId],
  after: before?.name == null ? {} : { name: before.name },
})

/** What stands of each act in the log. */
const ABOUT: AboutOf = {
  'people.edit': ({ id }) => ({ people: [id] }),
  'employees.hire': ({ position }, { id }) => ({ people: [id], after: { name: position.title } }),
  'employees.change': ({ title }, { id }) => ({ people: [id], after: { name: title } }),
  'employees.dismiss': removed,
  'classes.add': (_, unit) => ({ people: teacherOf(unit), after: unitWords(unit) }),
  'classes.edit': (_, unit) => ({ people: teacherOf(unit), after: unitWords(unit) }),
  'classes.setPupils': ({ pupilIds }, unit) => ({ people: pupilIds ?? [], after: unitWords(unit) }),
  'classes.remove': removed,
  'subjects.add': (_, { name }) => ({ after: { name } }),
  'subjects.edit': (_, { name }) => ({ after: { name } }),
  'subjects.remove': removed,
  'pupils.enrol': (_, pupil) => ({ people: [pupil.id], after: { unitName: pupil.class.name } }),
  'pupils.transfer': (_, pupil) => ({ people: [pupil.id], after: { unitName: pupil.class.name } }),
  'pupils.expel': ({ pupilId }) => ({ people: [pupilId] }),
  'parents.add': ({ childIds }, { id }) => ({ people: [id, ...childIds] }),
  'parents.setChildren': ({ parentId, childIds }) => ({ people: [parentId, ...childIds] }),
  'parents.remove': ({ parentId }) => ({ people: [parentId] }),
  'register.add': (_, { chat, members }) => ({ people: members.map(idOf), after: { name: chat.title } }),
  'register.edit': (_, { chat, members, excluded }) => ({
    people: [...members.map(idOf), ...excluded],
    after: { name: chat.title },
  }),
  'register.remove': removed,
  'roles.add': (_, { name, rights }) => ({ after: { name, rights: rights.join(' ') } }),
  'roles.edit': (_, { name, rights }) => ({ after: { name, rights: rights.join(' ') } }),
  'settings.set': ({ chatsAdministratorId: id }) => ({ people: id === null ? [] : [id] }),
  'users.give': (_, { user }) => ({ people: [user.personId], after: { role: namesOf(user.roles) } }),
  'users.renewPassword': (_, { user }) => ({ people: [user.personId] }),
  'users.setRoles': (_, user) => ({ people: [user.personId], after: { role: namesOf(user.roles) } }),
  'users.close': removed,
  'connection.set': () => ({}),
  'connection.clear': () => ({}),
}

const idOf = ({ personId }: { personId: string }): string => personId

export const isBoundAct = (id: string): id is BoundAct => Object.hasOwn(ABOUT, id)

export function aboutAct(act: BoundAct, input: unknown, output: unknown, before: Before | null): AboutAct {
  const about = ABOUT[act] as (input: unknown, output: unknown, before: Before | null) => AboutAct
  return about(input, output, before)
}
