import type { CommunityType, Role } from '#contract/communities/types.ts'
import type { Client } from './client.ts'
import { copyKeptCast } from './kept-cast.ts'
import { type About, newId, newPhone, newSecret, type Person, signIn, signInOperator } from './people.ts'
import type { World } from './world.ts'

/** An organisation with the administrator whose phone stood in its request. */
export interface Organisation {
  communityId: string
  type: CommunityType
  name: string
  administrator: Person
  /** «Коллектив». */
  staffUnitId: string
}

const KPP = '773601001'
const INN = '7707083893'

/** Files a request and has the operator approve it; the administrator then signs in. */
export async function foundOrganisation(
  world: World,
  operator: Client,
  what: { type: CommunityType; name: string; administrator: About },
): Promise<Organisation> {
  const phone = newPhone()
  const id = newId()
  await world.client().call('requests.file', {
    id,
    secret: newSecret(),
    type: what.type,
    name: what.name,
    administratorSurname: what.administrator.surname,
    administratorName: what.administrator.name,
    administratorPatronymic: what.administrator.patronymic ?? '',
    administratorPhone: phone,
    inn: INN,
    kpp: KPP,
  })
  const moved = await operator.call('requests.move', {
    id,
    version: 1,
    to: 'approved',
    reason: 'Документы в порядке',
    waive: true,
  })
  const administrator = await signIn(world, phone, what.administrator)
  const communityId = moved.communityId!
  const { units } = await administrator.client.call('units.list', { communityId })
  const staffUnitId = units.find(({ unit }) => unit.system)!.unit.id
  return { communityId, type: what.type, name: what.name, administrator, staffUnitId }
}

/** An organisation with one unit beside «Коллектив». */
export interface OrganisationWithUnit {
  organisation: Organisation
  unitId: string
}

/** Founds an organisation of a type with a unit of this name. */
export async function foundWithUnit(
  world: World,
  operator: Client,
  what: { type: CommunityType; name: string; unit: string },
): Promise<OrganisationWithUnit> {
  const administrator = { surname: 'Громова', name: 'Ида' }
  const organisation = await foundOrganisation(world, operator, { ...what, administrator })
  const unit = { id: newId(), communityId: organisation.communityId, name: what.unit }
  return { organisation, unitId: (await organisation.administrator.client.call('units.create', unit)).id }
}

/** Somebody of full age who has just signed in for the first time. */
export function signInGrownUp(world: World, surname: string): Promise<Person> {
  return signIn(world, newPhone(), { surname, name: 'Лев', birthDate: '1990-04-01' })
}

export interface Place {
  unitId: string
  role: Role
  position?: string
  childProfileId?: string
}

/** Makes a link, applies with it, and returns the application's id. */
export async function apply(organisation: Organisation, person: Person, place: Place): Promise<string> {
  const { administrator } = organisation
  const link = await administrator.client.call('links.create', {
    id: newId(),
    unitId: place.unitId,
    role: place.role,
    ...(place.childProfileId === undefined ? {} : { childProfileId: place.childProfileId }),
  })
  const id = newId()
  await person.client.call('applications.submit', {
    id,
    token: link.token,
    ...(place.position === undefined ? {} : { position: place.position }),
  })
  return id
}

/** Applies and is approved. */
export async function join(organisation: Organisation, person: Person, place: Place): Promise<void> {
  const id = await apply(organisation, person, place)
  await organisation.administrator.client.call('applications.decide', {
    communityId: organisation.communityId,
    ids: [id],
    decision: 'approve',
  })
}

/** One school with a class, and somebody of another organisation. */
export interface Cast {
  operator: Client
  school: Organisation
  /** 5«Б». */
  classId: string
  /** 9«А». */
  otherClassId: string
  director: Person
  /** Leads 5«Б». */
  teacher: Person
  secondTeacher: Person
  /** 15 years old, of 5«Б» (who came late to school). */
  pupil: Person
  secondPupil: Person
  /** Of 9«А». */
  otherPupil: Person
  parent: Person
  kindergarten: Organisation
  /** Administrator of the kindergarten: nobody to the school. */
  stranger: Person
  /** Signed in, member of nothing. */
  newcomer: Person
}

const PUPIL_BIRTH = '2011-05-20'

/** The fixed cast, made through the product's own operations: here, or once for all test files of a run. */
export async function createCast(world: World): Promise<Cast> {
  return (await copyKeptCast(world)) ?? (await makeCast(world))
}

async function makeCast(world: World): Promise<Cast> {
  const operator = await signInOperator(world)
  const school = await foundOrganisation(world, operator, {
    type: 'school',
    name: 'Школа № 1234',
    administrator: { surname: 'Климова', name: 'Наталья', patronymic: 'Олеговна' },
  })
  const kindergarten = await foundOrganisation(world, operator, {
    type: 'kindergarten',
    name: 'Детский сад «Ромашка»',
    administrator: { surname: 'Чужова', name: 'Рита', patronymic: 'Павловна' },
  })
  const administrator = school.administrator.client
  const { id: classId } = await administrator.call('units.create', {
    id: newId(),
    communityId: school.communityId,
    name: '5«Б»',
    grade: 5,
  })
  const { id: otherClassId } = await administrator.call('units.create', {
    id: newId(),
    communityId: school.communityId,
    name: '9«А»',
    grade: 9,
  })
  const someone = (about: About) => signIn(world, newPhone(), about)
  const teacher = await someone({ surname: 'Соколова', name: 'Марина', patronymic: 'Игоревна' })
  await join(school, teacher, { unitId: classId, role: 'lead', position: 'Учитель математики' })
  const secondTeacher = await someone({ surname: 'Ершов', name: 'Павел', patronymic: 'Андреевич' })
  await join(school, secondTeacher, { unitId: school.staffUnitId, role: 'staff', position: 'Учитель физики' })
  const pupil = await someone({ surname: 'Петров', name: 'Артём', birthDate: PUPIL_BIRTH })
  await join(school, pupil, { unitId: classId, role: 'pupil' })
  const secondPupil = await someone({ surname: 'Лисина', name: 'Ева', birthDate: PUPIL_BIRTH })
  await join(school, secondPupil, { unitId: classId, role: 'pupil' })
  const otherPupil = await someone({ surname: 'Гордеев', name: 'Макар', birthDate: PUPIL_BIRTH })
  await join(school, otherPupil, { unitId: otherClassId, role: 'pupil' })
  const parent = await someone({ surname: 'Петрова', name: 'Анна', patronymic: 'Викторовна' })
  await join(school, parent, { unitId: classId, role: 'parent', childProfileId: pupil.profileId })
  const newcomer = await someone({ surname: 'Новиков', name: 'Илья', patronymic: 'Сергеевич' })
  return {
    operator,
    school,
    classId,
    otherClassId,
    director: school.administrator,
    teacher,
    secondTeacher,
    pupil,
    secondPupil,
    otherPupil,
    parent,
    kindergarten,
    stranger: kindergarten.administrator,
    newcomer,
  }
}
