import type { InputOf, OutputOf } from '#contract/kit/operation.ts'
import { SYSTEM_SCOPES } from '#contract/kit/system-scopes.ts'
import type { PositionKind } from '#contract/school/employees.ts'
import type { SchoolOperationId, SchoolOperations } from '#contract/school/school-operations.ts'
import type { App } from '../app.ts'
import type { CookieJar } from '../platform/dispatch/bind.ts'
import { doOpenOrganisation, type Opened } from '../school/index.ts'
import type { Actor } from './actors.ts'
import * as people from './people.ts'

export const SCHOOL_PASSWORD = 'электронная школа'

/** Who is named on the console: logins of the electronic school and what each of them shows. */
export const SCHOOL_LOGINS: readonly { key: string; login: string; role: string; who: string }[] = [
  { key: 'director', login: 'klimova', role: 'super', who: 'директор, суперадминистратор' },
  { key: 'secretary', login: 'belyakova', role: 'secretary', who: 'секретарь' },
  { key: 'maths', login: 'sokolova', role: 'classTeacher', who: 'классный руководитель' },
  { key: 'anna', login: 'petrova', role: 'parent', who: 'мама двоих детей' },
  { key: 'artem', login: 'petrov', role: 'pupil', who: 'ученик' },
]

/** Somebody at a desk of the electronic school; everything goes through its own operations. */
type Desk = <Id extends SchoolOperationId>(
  id: Id,
  input: InputOf<SchoolOperations[Id]>,
) => Promise<OutputOf<SchoolOperations[Id]>>

const noCookies: CookieJar = {
  session: () => undefined,
  device: () => undefined,
  classDevice: () => undefined,
  guest: () => undefined,
}

function sitAt(app: App, accountId: string): Desk {
  const { newId } = app.platform
  const viewer = { sessionId: newId(), accountId, operator: false, profileId: null }
  const origin = { surface: 'school', network: '127.0.0.1', device: 'Chrome, Windows', deviceToken: null } as const
  return async (id, input) => {
    const call = { id, input, key: newId(), viewer, endedSession: null, origin, cookies: noCookies, requestId: newId() }
    return (await app.schoolDispatcher.dispatch(call)) as never
  }
}

interface Parts {
  readonly app: App
  readonly head: Desk
  readonly opened: Opened
  /** Ids of people by the words by which scripts name them. */
  readonly ids: Map<string, string>
}

/** Opens the demonstration school in the electronic school too, with the people whom the messenger knows; returns the desk of its head. */
export async function fillElectronicSchool(app: App, name: string): Promise<Desk> {
  const { platform } = app
  const { surname, name: first, patronymic, position } = people.DIRECTOR
  const administrator = { surname, name: first, patronymic, title: position, login: SCHOOL_LOGINS[0]!.login }
  const opened = await platform.transaction((tx) =>
    doOpenOrganisation(tx, platform, { name, timeZone: 'Europe/Moscow', administrator, password: SCHOOL_PASSWORD }),
  )
  const parts = { app, opened, head: sitAt(app, opened.accountId), ids: new Map([['director', opened.personId]]) }
  await hireStaff(parts)
  await enrolFamilies(parts)
  await makeChats(parts)
  await giveAccounts(parts)
  return parts.head
}

interface Connecting {
  readonly app: App
  readonly head: Desk
  readonly operator: Pick<Actor, 'call'>
  readonly director: Pick<Actor, 'call'>
  readonly communityId: string
  /** Addresses of the electronic school: of browsers, and of this machine for what the messenger has to say. */
  readonly schoolUrl: string
  readonly innerUrl: string
}

/** Connects the electronic school with the messenger, as operator, director and head of any school do it. */
export async function connectElectronicSchool(parts: Connecting): Promise<void> {
  const { app, head, operator, director, communityId, schoolUrl, innerUrl } = parts
  const { client, secret } = await operator.call('oidcClients.create', {
    id: app.platform.newId(),
    name: 'Электронная школа',
    redirectUris: [`${schoolUrl}/linked`],
    postLogoutRedirectUris: [],
    backchannelLogoutUri: null,
    scopes: ['profile', 'birthdate', 'link'],
    systemScopes: [...SYSTEM_SCOPES],
    noticeUri: `${innerUrl}/school/notices`,
  })
  await director.call('integrations.set', { communityId, systemId: client.id })
  await head('connection.set', { version: 0, apiUrl: null, clientId: client.id, communityId, secret })
}

function kindOf(position: string): PositionKind {
  if (/^(Заместитель|Директор)/.test(position)) return 'administration'
  return /^(Учитель|Педагог)/.test(position) ? 'teaching' : 'other'
}

async function hireStaff({ app, head, ids }: Parts): Promise<void> {
  for (const { key, surname, name, patronymic, position } of people.STAFF) {
    const who = { id: app.platform.newId(), surname, name, patronymic, birthDate: null }
    ids.set(key, who.id)
    const kind = kindOf(position)
    await head('employees.hire', { who, position: { id: app.platform.newId(), title: position, kind } })
  }
  const { version } = await head('settings.open', {})
  await head('settings.set', { version, chatsAdministratorId: ids.get('upbringing')! })
}

async function enrolFamilies({ app, head, ids }: Parts): Promise<void> {
  const { newId } = app.platform
  const classes = { upper: newId(), lower: newId() }
  const add = (id: string, name: string, grade: number, teacher: string) =>
    head('classes.add', { id, kind: 'class', name, grade, teacherId: ids.get(teacher)! })
  await add(classes.upper, people.UPPER_CLASS, 10, 'maths')
  await add(classes.lower, people.LOWER_CLASS, 8, 'russian')
  ids.set('upper', classes.upper)
  ids.set('lower', classes.lower)
  for (const family of people.FAMILIES) {
    for (const { key, surname, name, unit } of family.pupils) {
      const who = { id: newId(), surname, name, patronymic: '', birthDate: null }
      ids.set(key, who.id)
      await head('pupils.enrol', { enrolmentId: newId(), who, classId: classes[unit] })
    }
    for (const told of family.parents) {
      const { key, surname, name, patronymic } = people.parentPerson(told)
      const who = { id: newId(), surname, name, patronymic, birthDate: null }
      ids.set(key, who.id)
      await head('parents.add', { who, childIds: family.pupils.map((pupil) => ids.get(pupil.key)!) })
    }
  }
}

async function makeChats({ app, head, ids }: Parts): Promise<void> {
  const { newId } = app.platform
  for (const [name, teacher] of [
    ['Математика', 'maths'],
    ['Русский язык', 'russian'],
    ['Физика', 'physics'],
  ] as const) {
    const subject = await head('subjects.add', { id: newId(), name })
    const made = { id: newId(), kind: 'group', name: '', classId: ids.get('upper')!, subjectId: subject.id } as const
    const group = await head('classes.add', { ...made, teacherId: ids.get(teacher)! })
    if (name !== 'Математика') continue
    const chat = { id: newId(), kind: 'subject', title: `${name}, ${people.UPPER_CLASS}` } as const
    await head('register.add', { ...chat, unitId: group.id, members: [], excluded: [] })
  }
  const council = { id: newId(), kind: 'other', title: 'Совет родителей', unitId: null } as const
  const members = ['anna', 'marina', 'kotova'].map((key) => ({ personId: ids.get(key)!, tab: 'parents' as const }))
  await head('register.add', { ...council, members, excluded: [] })
}

async function giveAccounts({ app, head, opened, ids }: Parts): Promise<void> {
  for (const { key, login, role } of SCHOOL_LOGINS.slice(1)) {
    const input = { accountId: app.platform.newId(), personId: ids.get(key)!, login }
    const { password } = await head('users.give', { ...input, roleIds: [opened.roles.get(role)!] })
    await sitAt(app, input.accountId)('desk.changePassword', { old: password, new: SCHOOL_PASSWORD })
  }
}
