import type { Role } from '#contract/communities/types.ts'
import type { App } from '../app.ts'
import { type Actor, signInActor, signInOperatorActor } from './actors.ts'
import { AUTHORITY_NAME, furnishAuthority } from './authority.ts'
import * as people from './people.ts'
import { found, INN, KPP, type Parts } from './requests.ts'

const HOUR_MS = 3_600_000
const DECIDED_AT_ONCE = 40
export const SCHOOL_NAME = 'Школа № 1234 имени С. В. Ковалевской'
export const KINDERGARTEN_NAME = 'Детский сад № 18 «Ромашка»'

/** The demonstration school with everybody signed in. */
export interface DemoSchool {
  communityId: string
  unitIds: Readonly<Record<Unit, string>>
  actors: ReadonlyMap<string, Actor>
}

type Unit = 'staff' | 'upper' | 'lower'

/** Founds the organisations, gives everybody a place in them and leaves some work for administrator and operator. */
export async function foundSchool(parts: Parts): Promise<DemoSchool> {
  const { app, clock, say } = parts
  const operator = await signInOperatorActor(app, people.OPERATOR_PHONE)
  say('Заявка школы: подана и одобрена.')
  const communityId = await found(parts, operator, 'school', SCHOOL_NAME, people.DIRECTOR)
  const psychologist = people.STAFF.find(({ key }) => key === 'psychologist')!
  const kindergartenId = await found(parts, operator, 'kindergarten', KINDERGARTEN_NAME, psychologist)
  const authorityId = await found(parts, operator, 'authority', AUTHORITY_NAME, people.AUTHORITY[0]!)
  const actors = new Map<string, Actor>()
  const director = await signInActor(app, people.DIRECTOR, people.phoneOf('director'))
  actors.set('director', director)
  const units = await createUnits(app, director, communityId)
  clock.walkTo(clock.now() + 2 * HOUR_MS)
  const everybody = people.everybody().filter(({ key }) => key !== 'director')
  for (const [index, person] of everybody.entries()) {
    if (index % 20 === 0) say(`Регистрируются люди: ${index + 1} из ${everybody.length}`)
    actors.set(person.key, await signInActor(app, person, people.phoneOf(person.key)))
  }
  const school = { communityId, unitIds: units, actors }
  await joinStaff(parts, school, units)
  await joinFamilies(parts, school, units)
  await furnishKindergarten(parts, school, kindergartenId)
  await furnishAuthority(parts, actors, authorityId)
  await tellOfSchool(director, communityId)
  return school
}

async function createUnits(app: App, director: Actor, communityId: string): Promise<Record<Unit, string>> {
  const create = async (name: string, grade?: number) => {
    const input = { id: app.platform.newId(), communityId, name, ...(grade === undefined ? {} : { grade }) }
    return (await director.call('units.create', input)).id
  }
  const lower = await create(people.LOWER_CLASS, 8)
  const upper = await create(people.UPPER_CLASS, 10)
  for (const [name, grade] of [
    ['5«А»', 5],
    ['5«Б»', 5],
    ['6«А»', 6],
    ['7«А»', 7],
    ['9«А»', 9],
    ['11«А»', 11],
  ] as const) {
    await create(name, grade)
  }
  const { units } = await director.call('units.list', { communityId })
  const staff = units.find(({ unit }) => unit.system)
  if (staff === undefined) throw new Error('A community has no «Коллектив»')
  return { staff: staff.unit.id, upper, lower }
}

interface Joining {
  key: string
  unitId: string
  role: Role
  position: string
  childProfileId?: string
}

/** Applies by links of the administrator; a pending application is left where `approve` is false. */
async function join({ app }: Parts, school: DemoSchool, list: readonly Joining[], approve: boolean): Promise<void> {
  const director = school.actors.get('director')!
  const tokens = new Map<string, string>()
  const ids: string[] = []
  for (const joining of list) {
    const { unitId, role, childProfileId } = joining
    const place = `${unitId} ${role} ${childProfileId ?? ''}`
    let token = tokens.get(place)
    if (token === undefined) {
      const input = {
        id: app.platform.newId(),
        unitId,
        role,
        ...(childProfileId === undefined ? {} : { childProfileId }),
      }
      token = (await director.call('links.create', input)).token
      tokens.set(place, token)
    }
    const id = app.platform.newId()
    const position = joining.position === '' ? {} : { position: joining.position }
    await school.actors.get(joining.key)!.call('applications.submit', { id, token, ...position })
    ids.push(id)
  }
  if (!approve) return
  const { communityId } = school
  for (let from = 0; from < ids.length; from += DECIDED_AT_ONCE) {
    const some = ids.slice(from, from + DECIDED_AT_ONCE)
    await director.call('applications.decide', { communityId, ids: some, decision: 'approve' })
  }
}

async function joinStaff(parts: Parts, school: DemoSchool, units: Record<Unit, string>): Promise<void> {
  const leads: Readonly<Record<string, Unit>> = { maths: 'upper', russian: 'lower' }
  const list = people.STAFF.map(({ key, position }): Joining => {
    const lead = leads[key]
    return lead === undefined
      ? { key, unitId: units.staff, role: 'staff', position }
      : { key, unitId: units[lead], role: 'lead', position }
  })
  await join(parts, school, list, true)
  parts.say('Учителя приняты в коллектив.')
}

async function joinFamilies(parts: Parts, school: DemoSchool, units: Record<Unit, string>): Promise<void> {
  const pupils = people.FAMILIES.flatMap((family) => family.pupils)
  await join(
    parts,
    school,
    pupils.map(({ key, unit }) => ({ key, unitId: units[unit], role: 'pupil', position: '' })),
    true,
  )
  parts.clock.walkTo(parts.clock.now() + HOUR_MS)
  const parents = people.FAMILIES.flatMap((family) =>
    family.parents.flatMap(({ key }) =>
      family.pupils.map(
        (child): Joining => ({
          key,
          unitId: units[child.unit],
          role: 'parent',
          position: '',
          childProfileId: school.actors.get(child.key)!.profileId,
        }),
      ),
    ),
  )
  await join(parts, school, parents, true)
  parts.say('Ученики и родители приняты в классы.')
}

/** Applications that wait, made last so that they are fresh. */
export async function leaveApplications(parts: Parts, school: DemoSchool): Promise<void> {
  const { units } = await school.actors.get('director')!.call('units.list', { communityId: school.communityId })
  const idOf = (test: (unit: { system: boolean; name: string }) => boolean) => {
    const found = units.find(({ unit }) => test(unit))
    if (found === undefined) throw new Error('A unit of the demonstration is missing')
    return found.unit.id
  }
  const places: Record<Unit, string> = {
    staff: idOf((unit) => unit.system),
    upper: idOf((unit) => unit.name === people.UPPER_CLASS),
    lower: idOf((unit) => unit.name === people.LOWER_CLASS),
  }
  for (const [unit, unitId] of Object.entries(places)) {
    const here = people.APPLICANTS.filter((applicant) => applicant.unit === unit)
    await join(
      parts,
      school,
      here.map(({ key, role, position }) => ({ key, role, unitId, position })),
      false,
    )
    parts.clock.walkTo(parts.clock.now() + HOUR_MS / 3)
  }
}

/** The second organisation, whose administrator is the school's psychologist: somebody has two. */
async function furnishKindergarten({ app }: Parts, school: DemoSchool, communityId: string): Promise<void> {
  for (const name of ['Младшая группа «Солнышко»', 'Средняя группа «Радуга»']) {
    const input = { id: app.platform.newId(), communityId, name }
    await school.actors.get('psychologist')!.call('units.create', input)
  }
}

/** What the school says of itself. */
async function tellOfSchool(director: Actor, communityId: string): Promise<void> {
  const { version } = await director.call('organisation.get', { communityId })
  await director.call('organisation.set', {
    communityId,
    version,
    name: SCHOOL_NAME,
    shortName: 'Школа № 1234',
    region: 'Калужская область',
    municipality: 'Калуга',
    address: 'ул. Ленина, 14',
    inn: INN,
    kpp: KPP,
    head: 'Климова Наталья Олеговна, директор',
    phone: '+7 (4842) 55-14-14',
    email: 'school1234@example.test',
    site: '',
    description: 'Школа с углублённым изучением математики. Учимся с 1968 года.',
  })
}
