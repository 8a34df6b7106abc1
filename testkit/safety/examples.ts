import assert from 'node:assert/strict'
import type { InputOf } from '#contract/kit/operation.ts'
import type { SystemScope } from '#contract/kit/system-scopes.ts'
import type { OperationId, Operations } from '#contract/operations.ts'
import { apply, type Cast, createCast, foundWithUnit, join } from '#testkit/cast.ts'
import { type Client, newId } from '#testkit/client.ts'
import { codeFor, leaveAlone, newPhone, newSecret, type Person, signIn } from '#testkit/people.ts'
import { strangeSystems } from '#testkit/school-systems.ts'
import { setFirstPassword, setUpCodeApp, showCode } from '#testkit/second-factor.ts'
import { SoftwareAuthenticator } from '#testkit/software-authenticator.ts'
import type { World } from '#testkit/world.ts'
import { absenceExamples } from './absence-examples.ts'
import { announcementExamples } from './announcement-examples.ts'
import { auditExamples } from './audit-examples.ts'
import { callExamples } from './call-examples.ts'
import { cardExamples } from './card-examples.ts'
import { channelExamples } from './channel-examples.ts'
import { chatLinkExamples } from './chat-link-examples.ts'
import { connectorExamples } from './connector-examples.ts'
import { deletionExamples } from './deletion-examples.ts'
import { fileExamples } from './file-examples.ts'
import { hallExamples } from './hall-examples.ts'
import { messageExamples } from './message-examples.ts'
import { oidcExamples } from './oidc-examples.ts'
import { orderExamples } from './order-examples.ts'
import { organisationExamples } from './organisation-examples.ts'
import { personalExamples } from './personal-examples.ts'
import { phonebookExamples } from './phonebook-examples.ts'
import { pinExamples } from './pin-examples.ts'
import { publicationExamples } from './publication-examples.ts'
import { reportExamples } from './report-examples.ts'
import { rolloverExamples } from './rollover-examples.ts'
import { rosterExamples } from './roster-examples.ts'
import { servingExamples } from './serving-examples.ts'
import { stickerExamples } from './sticker-examples.ts'
import { mergeExamples, ticketExamples } from './ticket-examples.ts'
import { youngExamples } from './young-examples.ts'

/** The cast with a chat, a message, a link, applications and a request that waits. */
export interface Stage {
  world: World
  cast: Cast
  chatId: string
  messageSeq: number
  linkId: string
  pendingIds: string[]
  decidedId: string
  requestId: string
  requestSecret: string
  /** Somebody whose password is set and set again. */
  forgetful: Person
  /** A system that no organisation has admitted, with a token for this or for everything. */
  strangeSystem: (scopes?: readonly SystemScope[]) => Promise<Client>
}

export async function createStage(world: World): Promise<Stage> {
  const cast = await createCast(world)
  const { teacher, pupil, secondPupil, parent, school, director } = cast
  const { chat } = await teacher.client.call('chats.create', {
    id: newId(),
    communityId: school.communityId,
    title: '5«Б»',
    memberIds: [pupil.profileId, secondPupil.profileId, parent.profileId],
  })
  const sent = await teacher.client.call('messages.send', { chatId: chat.id, key: newId(), text: 'Здравствуйте' })
  const link = await director.client.call('links.create', { id: newId(), unitId: cast.classId, role: 'pupil' })
  const applicants = []
  for (let i = 0; i < 4; i += 1) {
    const about = { surname: 'Заявкин', name: 'Олег', birthDate: '2011-01-01' }
    const person = await signIn(world, newPhone(), about)
    applicants.push(await apply(school, person, { unitId: cast.classId, role: 'pupil' }))
  }
  const decidedId = applicants.pop()!
  await director.client.call('applications.decide', {
    communityId: school.communityId,
    ids: [decidedId],
    decision: 'reject',
    reason: 'Не наш ученик',
  })
  const requestId = newId()
  const requestSecret = newSecret()
  await world
    .client()
    .call('requests.file', { id: requestId, secret: requestSecret, ...REQUEST, administratorPhone: newPhone() })
  return {
    world,
    cast,
    chatId: chat.id,
    messageSeq: sent.message.seq,
    linkId: link.id,
    pendingIds: applicants,
    decidedId,
    requestId,
    requestSecret,
    forgetful: await signIn(world, newPhone(), { surname: 'Рассеянный', name: 'Кирилл' }),
    strangeSystem: strangeSystems(world, cast.operator),
  }
}

const REQUEST = {
  type: 'college',
  name: 'Колледж связи',
  administratorSurname: 'Громов',
  administratorName: 'Лев',
  administratorPatronymic: '',
} as const

const ABOUT = { surname: 'Новый', name: 'Пётр', patronymic: '', birthDate: '1990-01-01' }

/** A sign-in of a new number that has come to a step. */
async function flowAt(world: World, step: 'password' | 'code' | 'about' | 'createProfile') {
  const client = world.client()
  const phone = newPhone()
  const { flow } = await client.call('signin.start', { phone })
  if (step === 'password') return { client, flow, code: '' }
  await client.call('signin.requestCode', { flow, reason: 'first' })
  const code = codeFor(world, phone)
  if (step === 'code') return { client, flow, code }
  await client.call('signin.verifyCode', { flow, code })
  if (step === 'createProfile') await client.call('signin.about', { flow, ...ABOUT })
  return { client, flow, code }
}

/** The flow of somebody who is known, proven by a code after «Забыли или не установили пароль?». */
async function forgottenFlow(stage: Stage) {
  const { world, forgetful } = stage
  const client = world.client()
  world.clock.advance(120_000)
  const { flow } = await client.call('signin.start', { phone: forgetful.phone })
  await client.call('signin.requestCode', { flow, reason: 'forgot' })
  const answer = await client.call('signin.verifyCode', { flow, code: codeFor(world, forgetful.phone) })
  assert.equal(answer.next, 'setPassword')
  return { client, flow }
}

/** A second profile of one account, so that there is something to choose. */
async function addPersonalProfile({ world, forgetful }: Stage): Promise<void> {
  await world.database.query(
    `insert into identity.profile (id, account_id, person_id, kind, surname, name, patronymic, created_at)
     select $2, account_id, person_id, 'personal', surname, name, patronymic, created_at
     from identity.profile where id = $1`,
    [forgetful.profileId, newId()],
  )
}

const SECRET_WORDS = 'Зимой-ёлка-в-классе'

async function withPassword(world: World, about: Person['about']): Promise<Person> {
  const person = await signIn(world, newPhone(), about)
  await setFirstPassword(world, person, SECRET_WORDS)
  return person
}

/** A sign-in by a code alone into an account that nobody has used for long. */
async function leftFlow({ world, cast }: Stage) {
  const person = await withPassword(world, cast.teacher.about)
  await leaveAlone(world, person)
  world.clock.advance(120_000)
  const by = world.client()
  const { flow } = await by.call('signin.start', { phone: person.phone })
  await by.call('signin.requestCode', { flow, reason: 'first' })
  assert.equal((await by.call('signin.verifyCode', { flow, code: codeFor(world, person.phone) })).next, 'reverify')
  return { by, flow }
}

/** Somebody who has shown that another number is his. */
async function withNewPhone({ world, cast }: Stage): Promise<Person> {
  const person = await withPassword(world, cast.teacher.about)
  const phone = newPhone()
  await person.client.call('phone.begin', { phone })
  await person.client.call('phone.proveNew', { code: codeFor(world, phone) })
  return person
}

/** Somebody whose device is asked for a new key. */
async function newKey({ world, cast }: Stage) {
  const { client } = await withPassword(world, cast.teacher.about)
  const asked = await client.call('passkeys.begin', { password: SECRET_WORDS })
  return { client, asked, device: new SoftwareAuthenticator(world.app.hosts.url('main')) }
}

async function newLink(cast: Cast): Promise<string> {
  const link = await cast.director.client.call('links.create', { id: newId(), unitId: cast.classId, role: 'pupil' })
  return link.token
}

export interface Example<Id extends OperationId> {
  /** Who is entitled. */
  by: Client
  input: InputOf<Operations[Id]>
}

export type Examples = { readonly [Id in OperationId]: (stage: Stage) => Promise<Example<Id>> | Example<Id> }

/** A valid call of every operation by somebody who is entitled to it. An operation without one does not compile. */
export const examples: Examples = {
  'signin.start': ({ world }) => ({ by: world.client(), input: { phone: newPhone() } }),
  'signin.startEmail': ({ world }) => ({ by: world.client(), input: { email: 'kto-to@school.test' } }),
  'signin.password': async (stage) => {
    const password = 'Ёлка-зимой-зелёная'
    const { client, flow } = await forgottenFlow(stage)
    await client.call('signin.setPassword', { flow, password })
    const again = stage.world.client()
    const started = await again.call('signin.start', { phone: stage.forgetful.phone })
    return { by: again, input: { flow: started.flow, password } }
  },
  'signin.requestCode': async ({ world }) => {
    const { client, flow } = await flowAt(world, 'password')
    return { by: client, input: { flow, reason: 'first' } }
  },
  'signin.verifyCode': async ({ world }) => {
    const { client, flow, code } = await flowAt(world, 'code')
    return { by: client, input: { flow, code } }
  },
  'signin.about': async ({ world }) => {
    const { client, flow } = await flowAt(world, 'about')
    return { by: client, input: { flow, ...ABOUT } }
  },
  'signin.createProfile': async ({ world }) => {
    const { client, flow } = await flowAt(world, 'createProfile')
    return { by: client, input: { flow } }
  },
  'signin.chooseProfile': async (stage) => {
    await addPersonalProfile(stage)
    const { client, flow } = await forgottenFlow(stage)
    const { profiles } = await client.call('signin.setPassword', { flow, password: 'Другая-зима-зелёная' })
    return { by: client, input: { flow, profileId: profiles![0]!.id } }
  },
  'signin.setPassword': async (stage) => {
    const { client, flow } = await forgottenFlow(stage)
    return { by: client, input: { flow, password: 'Совсем-новая-зима' } }
  },
  'signin.resume': async ({ world }) => {
    const { client, flow } = await flowAt(world, 'createProfile')
    await client.call('signin.createProfile', { flow })
    return { by: world.client(), input: { flow } }
  },
  'phone.state': ({ cast }) => ({ by: cast.teacher.client, input: {} }),
  'phone.begin': ({ cast }) => ({ by: cast.teacher.client, input: { phone: newPhone() } }),
  'phone.proveNew': async ({ world, cast }) => {
    const phone = newPhone()
    await cast.teacher.client.call('phone.begin', { phone })
    return { by: cast.teacher.client, input: { code: codeFor(world, phone) } }
  },
  'phone.sendOldCode': async (stage) => ({ by: (await withNewPhone(stage)).client, input: {} }),
  'phone.move': async (stage) => {
    const { client, phone } = await withNewPhone(stage)
    await client.call('phone.sendOldCode', {})
    return { by: client, input: { code: codeFor(stage.world, phone) } }
  },
  'phone.wait': async (stage) => ({
    by: (await withNewPhone(stage)).client,
    input: { password: SECRET_WORDS },
  }),
  'phone.cancel': ({ cast }) => ({ by: cast.teacher.client, input: {} }),
  ...deletionExamples,
  'profiles.own': ({ cast }) => ({ by: cast.teacher.client, input: {} }),
  'profiles.rename': ({ cast }) => ({
    by: cast.pupil.client,
    input: { surname: 'Петров', name: 'Артемий', patronymic: '' },
  }),
  'sessions.current': ({ cast }) => ({ by: cast.teacher.client, input: {} }),
  'sessions.list': ({ cast }) => ({ by: cast.teacher.client, input: {} }),
  'sessions.noteInstalled': ({ cast }) => ({ by: cast.teacher.client, input: {} }),
  'sessions.end': async ({ world, cast }) => {
    world.clock.advance(120_000)
    const second = await signIn(world, cast.teacher.phone, cast.teacher.about)
    const { sessionId } = await second.client.call('sessions.current', {})
    return { by: cast.teacher.client, input: { sessionId } }
  },
  'sessions.endOthers': ({ cast }) => ({ by: cast.teacher.client, input: {} }),
  'sessions.signOut': async ({ world, cast }) => {
    world.clock.advance(120_000)
    const second = await signIn(world, cast.secondTeacher.phone, cast.secondTeacher.about)
    return { by: second.client, input: {} }
  },
  'sessions.switchProfile': async ({ world, cast }) => {
    world.clock.advance(120_000)
    const second = await signIn(world, cast.secondPupil.phone, cast.secondPupil.about)
    return { by: second.client, input: { profileId: cast.secondPupil.profileId } }
  },
  'sessions.lastEnd': ({ world }) => ({ by: world.client(), input: {} }),
  'password.state': ({ cast }) => ({ by: cast.teacher.client, input: {} }),
  'password.requestCode': ({ world, cast }) => {
    world.clock.advance(120_000)
    return { by: cast.director.client, input: {} }
  },
  'password.change': async ({ world, cast }) => {
    world.clock.advance(120_000)
    await cast.parent.client.call('password.requestCode', {})
    const code = codeFor(world, cast.parent.phone)
    return { by: cast.parent.client, input: { password: 'Зимой-ёлка-в-классе', proof: { code } } }
  },
  'factors.state': ({ cast }) => ({ by: cast.teacher.client, input: {} }),
  'factors.setUpTotp': async ({ world, cast }) => {
    const person = await withPassword(world, cast.teacher.about)
    return { by: person.client, input: { password: SECRET_WORDS } }
  },
  'factors.confirmTotp': async ({ world, cast }) => {
    const { client } = await withPassword(world, cast.teacher.about)
    const { secret } = await client.call('factors.setUpTotp', { password: SECRET_WORDS })
    return { by: client, input: { code: await showCode(world, secret) } }
  },
  'factors.renewRecoveryCodes': async ({ world, cast }) => {
    const { client } = await withPassword(world, cast.teacher.about)
    const { recoveryCodes } = await setUpCodeApp(world, client, SECRET_WORDS)
    return { by: client, input: { code: recoveryCodes[0]! } }
  },
  'factors.removeTotp': async ({ world, cast }) => {
    const { client } = await withPassword(world, cast.teacher.about)
    const { recoveryCodes } = await setUpCodeApp(world, client, SECRET_WORDS)
    return { by: client, input: { code: recoveryCodes[0]! } }
  },
  'signin.verifyTotp': async ({ world, cast }) => {
    const { client, phone } = await withPassword(world, cast.teacher.about)
    const { recoveryCodes } = await setUpCodeApp(world, client, SECRET_WORDS)
    const by = world.client()
    const { flow } = await by.call('signin.start', { phone })
    await by.call('signin.password', { flow, password: SECRET_WORDS })
    return { by, input: { flow, code: recoveryCodes[0]! } }
  },
  'signin.reverify': async (stage) => {
    const { by, flow } = await leftFlow(stage)
    return { by, input: { flow, proof: { password: SECRET_WORDS } } }
  },
  'signin.beginAnew': async (stage) => {
    const { by, flow } = await leftFlow(stage)
    return { by, input: { flow } }
  },
  'passkeys.list': ({ cast }) => ({ by: cast.teacher.client, input: {} }),
  'passkeys.begin': async ({ world, cast }) => {
    const { client } = await withPassword(world, cast.teacher.about)
    return { by: client, input: { password: SECRET_WORDS } }
  },
  'passkeys.add': async (stage) => {
    const { client, asked, device } = await newKey(stage)
    return { by: client, input: device.make(asked, 'Ноутбук') }
  },
  'passkeys.rename': async (stage) => {
    const { client, asked, device } = await newKey(stage)
    const { id } = await client.call('passkeys.add', device.make(asked, 'Ноутбук'))
    return { by: client, input: { id, name: 'Рабочий ноутбук' } }
  },
  'passkeys.remove': async (stage) => {
    const { client, asked, device } = await newKey(stage)
    const { id } = await client.call('passkeys.add', device.make(asked, 'Ноутбук'))
    return { by: client, input: { id, password: SECRET_WORDS } }
  },
  'signin.startPasskey': ({ world }) => ({ by: world.client(), input: {} }),
  'signin.passkey': async (stage) => {
    const { client, asked, device } = await newKey(stage)
    await client.call('passkeys.add', device.make(asked, 'Ноутбук'))
    const by = stage.world.client()
    return { by, input: device.sign(await by.call('signin.startPasskey', {})) }
  },
  'profiles.cards': ({ cast }) => ({ by: cast.teacher.client, input: { ids: [cast.pupil.profileId] } }),
  ...oidcExamples,
  ...connectorExamples,
  ...orderExamples,
  ...rosterExamples,
  ...rolloverExamples,
  ...ticketExamples,
  ...mergeExamples,
  'requests.file': ({ world }) => ({
    by: world.client(),
    input: { id: newId(), secret: newSecret(), ...REQUEST, administratorPhone: newPhone() },
  }),
  'requests.status': ({ world, requestSecret }) => ({ by: world.client(), input: { secret: requestSecret } }),
  'requests.list': ({ cast }) => ({ by: cast.operator, input: {} }),
  'requests.get': ({ cast, requestId }) => ({ by: cast.operator, input: { id: requestId } }),
  'requests.move': ({ cast, requestId }) => ({
    by: cast.operator,
    input: { id: requestId, version: 1, to: 'checking', reason: 'Смотрим документы' },
  }),
  'communities.mine': ({ cast }) => ({ by: cast.teacher.client, input: {} }),
  'communities.home': ({ cast }) => ({
    by: cast.director.client,
    input: { communityId: cast.school.communityId },
  }),
  'members.list': ({ cast }) => ({ by: cast.teacher.client, input: { communityId: cast.school.communityId } }),
  'members.remove': ({ cast }) => ({
    by: cast.director.client,
    input: { communityId: cast.school.communityId, profileId: cast.otherPupil.profileId },
  }),
  'units.list': ({ cast }) => ({ by: cast.teacher.client, input: { communityId: cast.school.communityId } }),
  'units.create': ({ cast }) => ({
    by: cast.director.client,
    input: { id: newId(), communityId: cast.school.communityId, name: '6«В»', grade: 6 },
  }),
  'units.rename': ({ cast }) => ({ by: cast.director.client, input: { unitId: cast.otherClassId, name: '9«Г»' } }),
  'units.place': async ({ world, cast }) => {
    const what = { type: 'authority', name: 'Управление образования', unit: 'Отдел кадров' } as const
    const { organisation, unitId } = await foundWithUnit(world, cast.operator, what)
    const { client } = organisation.administrator
    const input = { id: newId(), communityId: organisation.communityId, name: 'Архив' }
    const { id } = await client.call('units.create', input)
    return { by: client, input: { unitId: id, parentId: unitId } }
  },
  'units.archive': ({ cast }) => ({
    by: cast.director.client,
    input: { unitId: cast.otherClassId, archived: true },
  }),
  'dialogueRules.get': ({ cast }) => ({
    by: cast.director.client,
    input: { communityId: cast.school.communityId },
  }),
  'dialogueRules.set': ({ cast }) => ({
    by: cast.director.client,
    input: {
      communityId: cast.school.communityId,
      version: 0,
      under14: 'forbidden',
      from14: 'forbidden',
      guestsWithPupils: false,
      vanishWithPupils: true,
      linkPreviews: 'withoutPupils',
      ownCallPictures: false,
      secondAdultIds: [cast.secondTeacher.profileId],
    },
  }),
  'links.create': ({ cast }) => ({
    by: cast.director.client,
    input: { id: newId(), unitId: cast.classId, role: 'pupil' },
  }),
  // Longer than any link that is there, so that a new one is made.
  'links.createMany': ({ world, cast }) => ({
    by: cast.director.client,
    input: {
      communityId: cast.school.communityId,
      unitIds: [cast.classId],
      roles: ['staff'],
      expiresAt: new Date(world.clock.now() + 300 * 24 * 3_600_000).toISOString(),
    },
  }),
  'links.list': ({ cast }) => ({ by: cast.director.client, input: { communityId: cast.school.communityId } }),
  'links.revoke': ({ cast, linkId }) => ({ by: cast.director.client, input: { linkId } }),
  'links.open': async ({ world, cast }) => ({ by: world.client(), input: { token: await newLink(cast) } }),
  'families.get': ({ cast }) => ({
    by: cast.teacher.client,
    input: { unitId: cast.classId, childProfileId: cast.pupil.profileId },
  }),
  'families.link': ({ cast }) => ({
    by: cast.pupil.client,
    input: { id: newId(), unitId: cast.classId, childProfileId: cast.pupil.profileId, renew: true },
  }),
  'families.allow': ({ cast }) => ({
    by: cast.director.client,
    input: { unitId: cast.classId, childProfileId: cast.pupil.profileId, adultsMax: 5 },
  }),
  'families.own': ({ cast }) => ({ by: cast.parent.client, input: {} }),
  'families.labels': ({ cast }) => ({ by: cast.parent.client, input: {} }),
  'families.removeAdult': async (stage) => {
    const { pupil, adult } = await newFamily(stage)
    const { director, classId } = stage.cast
    const place = { unitId: classId, childProfileId: pupil.profileId, adultProfileId: adult.profileId }
    return { by: director.client, input: { ...place, reason: 'Не тот ребёнок' } }
  },
  'families.reportAdult': async (stage) => {
    const { pupil, adult } = await newFamily(stage)
    const place = { unitId: stage.cast.classId, childProfileId: pupil.profileId, adultProfileId: adult.profileId }
    return { by: pupil.client, input: { ...place, reason: 'Я его не знаю' } }
  },
  'families.cases': ({ cast }) => ({ by: cast.director.client, input: { communityId: cast.school.communityId } }),
  'families.decideCase': async (stage) => {
    const { pupil, adult } = await newFamily(stage)
    const { director, school, classId } = stage.cast
    const place = { unitId: classId, childProfileId: pupil.profileId, adultProfileId: adult.profileId }
    await pupil.client.call('families.reportAdult', { ...place, reason: 'Я его не знаю' })
    const { cases } = await director.client.call('families.cases', { communityId: school.communityId })
    const { id } = cases.find(({ adultProfileId }) => adultProfileId === adult.profileId)!
    return { by: director.client, input: { id, decision: 'remove' } }
  },
  ...youngExamples,
  ...callExamples,
  ...hallExamples,
  ...cardExamples,
  ...fileExamples,
  ...organisationExamples,
  ...servingExamples,
  ...stickerExamples,
  ...absenceExamples,
  ...reportExamples,
  ...personalExamples,
  ...announcementExamples,
  ...channelExamples,
  ...publicationExamples,
  ...chatLinkExamples,
  ...pinExamples,
  ...auditExamples,
  ...phonebookExamples,
  'applications.submit': async ({ world, cast }) => {
    const linkToken = await newLink(cast)
    const person = await signIn(world, newPhone(), { surname: 'Юный', name: 'Глеб', birthDate: '2011-02-02' })
    return { by: person.client, input: { id: newId(), token: linkToken } }
  },
  'applications.own': ({ cast }) => ({ by: cast.pupil.client, input: {} }),
  'applications.withdraw': async ({ world, cast }) => {
    const person = await signIn(world, newPhone(), { surname: 'Ушлый', name: 'Егор', birthDate: '2011-02-02' })
    const id = await apply(cast.school, person, { unitId: cast.classId, role: 'pupil' })
    return { by: person.client, input: { id } }
  },
  'applications.queue': ({ cast }) => ({
    by: cast.director.client,
    input: { communityId: cast.school.communityId },
  }),
  'applications.decide': ({ cast, pendingIds }) => ({
    by: cast.director.client,
    input: { communityId: cast.school.communityId, ids: pendingIds, decision: 'approve' },
  }),
  'applications.undo': async ({ world, cast }) => {
    const person = await signIn(world, newPhone(), { surname: 'Спешный', name: 'Ян', birthDate: '2011-02-02' })
    const id = await apply(cast.school, person, { unitId: cast.classId, role: 'pupil' })
    const communityId = cast.school.communityId
    await cast.director.client.call('applications.decide', { communityId, ids: [id], decision: 'approve' })
    return { by: cast.director.client, input: { communityId, ids: [id] } }
  },
  'verification.standing': ({ cast }) => ({ by: cast.newcomer.client, input: {} }),
  'verification.organisations': ({ cast }) => ({ by: cast.newcomer.client, input: { search: 'Школа' } }),
  'verification.apply': async ({ world, cast }) => {
    const person = await signIn(world, newPhone(), { surname: 'Самойлов', name: 'Юрий' })
    const { communityId } = cast.school
    return { by: person.client, input: { id: newId(), communityId, position: 'Учитель химии', path: 'site' } }
  },
  'verified.list': ({ cast }) => ({ by: cast.director.client, input: { communityId: cast.school.communityId } }),
  'ageNotices.list': ({ cast }) => ({ by: cast.parent.client, input: {} }),
  'ageNotices.dismiss': ({ cast }) => ({
    by: cast.pupil.client,
    input: { profileId: cast.pupil.profileId, age: 14 },
  }),
  'contacts.list': ({ cast }) => ({ by: cast.teacher.client, input: { communityId: cast.school.communityId } }),
  'privacyLimit.get': ({ cast }) => ({ by: cast.director.client, input: { communityId: cast.school.communityId } }),
  'privacyLimit.set': ({ cast }) => ({
    by: cast.director.client,
    input: { communityId: cast.school.communityId, version: 0, widest: 'contacts' },
  }),
  'contacts.get': ({ cast }) => ({ by: cast.parent.client, input: { profileId: cast.teacher.profileId } }),
  'blocks.list': ({ cast }) => ({ by: cast.parent.client, input: {} }),
  'blocks.block': ({ cast }) => ({ by: cast.parent.client, input: { profileId: cast.secondTeacher.profileId } }),
  'blocks.unblock': ({ cast }) => ({ by: cast.parent.client, input: { profileId: cast.secondTeacher.profileId } }),
  ...messageExamples,
}

/** A pupil of 5«Б» with one parent. */
async function newFamily({ world, cast }: Stage): Promise<{ pupil: Person; adult: Person }> {
  const pupil = await signIn(world, newPhone(), { surname: 'Зимин', name: 'Лев', birthDate: '2011-02-02' })
  await join(cast.school, pupil, { unitId: cast.classId, role: 'pupil' })
  const adult = await signIn(world, newPhone(), { surname: 'Зимина', name: 'Нина' })
  await join(cast.school, adult, { unitId: cast.classId, role: 'parent', childProfileId: pupil.profileId })
  return { pupil, adult }
}
