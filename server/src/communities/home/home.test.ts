import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { KyselyPlugin, PluginTransformQueryArgs, PluginTransformResultArgs } from 'kysely'
import { SILENCE_DAYS, SUPPORT_DAYS } from '#contract/communities/communities.limits.ts'
import { REQUIRED_FIELDS } from '#contract/communities/organisation.ts'
import { messagesByDay } from '#server/messenger/activity/activity.store.ts'
import { apply, type Cast, createCast, foundOrganisation, join, type Organisation } from '#testkit/cast.ts'
import { erase, send } from '#testkit/messages.ts'
import { replaceByOrder } from '#testkit/orders.ts'
import { newId, newPhone, type Person, signIn, signInOperator } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

const DAY_MS = 24 * 3_600_000
const ABOUT = {
  name: 'Школа у реки',
  shortName: 'СОШ 5',
  region: 'Калужская область',
  municipality: 'Калуга',
  address: 'ул. Ленина, 14',
  inn: '7707083893',
  kpp: '',
  head: 'Климова Наталья Олеговна, директор',
  phone: '+7 (4842) 55-14-14',
  email: 'school@example.test',
  site: '',
  description: '',
}

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

/** A school of its own, approved by an operator who signs in for it: his session ends before the clock has gone far. */
async function newSchool() {
  const operator = await signInOperator(world)
  const school = await foundOrganisation(world, operator, {
    type: 'school',
    name: 'Школа у реки',
    administrator: { surname: 'Новикова', name: 'Ольга', patronymic: 'Павловна' },
  })
  return { ...school, operator }
}
const someone = (surname: string) => signIn(world, newPhone(), { surname, name: 'Олег', patronymic: 'Ильич' })

const pageOf = async ({ communityId, administrator }: Organisation) =>
  (await administrator.client.call('communities.home', { communityId })).administration!
const reasons = async (school: Organisation) => (await pageOf(school)).inactiveBecause
const steps = async (school: Organisation) =>
  (await pageOf(school)).checklist.flatMap(({ step, done }) => (done ? [step] : []))

async function fill({ communityId, administrator: { client } }: Organisation, change: Partial<typeof ABOUT> = {}) {
  const { version } = await client.call('organisation.get', { communityId })
  await client.call('organisation.set', { communityId, version, ...ABOUT, ...change })
}

const addUnit = async ({ communityId, administrator: { client } }: Organisation, name: string) =>
  (await client.call('units.create', { id: newId(), communityId, name })).id

const link = ({ administrator: { client } }: Organisation, unitId: string, role: 'staff' | 'lead') =>
  client.call('links.create', { id: newId(), unitId, role })

const revoke = ({ administrator: { client } }: Organisation, linkId: string) => client.call('links.revoke', { linkId })

/** A group of the administrator with somebody; returns its id. */
async function talkWith({ communityId, administrator: { client } }: Organisation, person: Person): Promise<string> {
  const id = newId()
  await client.call('chats.create', { id, communityId, title: 'Коллеги', memberIds: [person.profileId] })
  return id
}

test('[ORG-06/conditions] a new organisation is told everything that it lacks, and each condition goes when it is met and comes back', async () => {
  const school = await newSchool()
  assert.deepEqual(await reasons(school), ['information', 'units', 'staff', 'silence'])
  const missing = ['region', 'municipality', 'address', 'head', 'phone', 'email'] as const
  assert.deepEqual((await pageOf(school)).informationMissing, missing)
  for (const field of REQUIRED_FIELDS.filter((each) => each !== 'name' && each !== 'shortName')) {
    await fill(school, { [field]: '' })
    assert.deepEqual((await pageOf(school)).informationMissing, [field])
    assert.ok((await reasons(school)).includes('information'), field)
  }
  await fill(school)
  assert.deepEqual(await reasons(school), ['units', 'staff', 'silence'])

  const unitId = await addUnit(school, '1«А»')
  assert.deepEqual(await reasons(school), ['staff', 'silence'])
  await school.administrator.client.call('units.archive', { unitId, archived: true })
  assert.deepEqual(await reasons(school), ['units', 'staff', 'silence'])
  await school.administrator.client.call('units.archive', { unitId, archived: false })

  const teacher = await someone('Учителев')
  await apply(school, teacher, { unitId: school.staffUnitId, role: 'staff', position: 'Учитель' })
  assert.deepEqual(await reasons(school), ['staff', 'silence'], 'who has only applied is not confirmed')
  await join(school, teacher, { unitId, role: 'lead', position: 'Учитель' })
  assert.deepEqual(await reasons(school), ['silence'])
  const { communityId, administrator } = school
  await administrator.client.call('members.remove', { communityId, profileId: teacher.profileId })
  assert.deepEqual(await reasons(school), ['staff', 'silence'], 'whoever has left is not of the staff')
})

test('[ORG-06/staff] roles of the one administrator himself confirm nobody; those of one of two do', async () => {
  const school = await newSchool()
  const { communityId, administrator, staffUnitId } = school
  const second = await someone('Второва')
  await join(school, second, { unitId: staffUnitId, role: 'staff', position: 'Завуч' })
  await administrator.client.call('members.appoint', { communityId, profileId: second.profileId })
  assert.ok(!(await reasons(school)).includes('staff'))
  await second.client.call('members.remove', { communityId, profileId: administrator.profileId })
  const { administration } = await second.client.call('communities.home', { communityId })
  assert.ok(administration!.inactiveBecause.includes('staff'))
})

test('[ORG-06/silence] a message keeps an organisation active for the declared days of its zone, to the minute; erased ones and those of dialogues do not', async () => {
  const school = await newSchool()
  const { communityId, administrator } = school
  const teacher = await someone('Тихонов')
  await join(school, teacher, { unitId: school.staffUnitId, role: 'staff', position: 'Учитель' })
  const silent = async () => (await reasons(school)).includes('silence')
  assert.equal(await silent(), true)
  const { chat } = await administrator.client.call('chats.openDirect', { id: newId(), profileId: teacher.profileId })
  await send(administrator, chat.id, 'Между нами')
  assert.equal(await silent(), true, 'a dialogue belongs to no organisation')
  const chatId = await talkWith(school, teacher)
  for (const text of ['Раз', 'Два', 'Три']) await send(teacher, chatId, text)
  assert.equal(await silent(), false)

  const zone = (await administrator.client.call('communities.home', { communityId })).membership.timeZone
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(world.clock.now())
  const { activity } = await pageOf(school)
  assert.deepEqual(activity.at(-1), { day, messages: 3 })
  // Moscow has no summer time, so its days have 24 hours.
  assert.equal(zone, 'Europe/Moscow')
  const silence = Date.parse(`${day}T00:00:00+03:00`) + SILENCE_DAYS * DAY_MS
  world.clock.advanceTo(silence - 60_000)
  assert.equal(await silent(), false)
  world.clock.advanceTo(silence + 1_000)
  assert.equal(await silent(), true)

  const said = await send(teacher, chatId, 'Снова')
  assert.equal(await silent(), false)
  await erase(teacher, said)
  assert.equal(await silent(), true)
  const { channels } = await administrator.client.call('channels.list', { communityId })
  await administrator.client.call('channels.post', { chatId: channels[0]!.chat.id, text: 'С новым годом' })
  assert.equal(await silent(), false, 'a post is a message')
})

test('[ORG-06/no-scan] the activity of an organisation touches what was written lately, not what lies before', async () => {
  const school = await newSchool()
  const teacher = await someone('Писателев')
  await join(school, teacher, { unitId: school.staffUnitId, role: 'staff', position: 'Учитель' })
  const chatId = await talkWith(school, teacher)
  await send(teacher, chatId, 'Недавно')
  const before = 40_000
  await world.database.query('update messenger.message set seq = seq + $2, ordinal = ordinal + $2 where chat_id = $1', [
    chatId,
    before,
  ])
  await world.database.query(
    `insert into messenger.message (chat_id, seq, ordinal, id, sender_id, text, sent_at)
     select $1, n, n, gen_random_uuid(), $2, 'Давно', now() - interval '1 year' + n * interval '1 minute'
     from generate_series(1, $3) n`,
    [chatId, teacher.profileId, before],
  )
  const { communityId } = school
  const from = new Date(world.clock.now() - 28 * DAY_MS)
  const which = { communityId, from, timeZone: 'Europe/Moscow' }
  assert.deepEqual(
    (await messagesByDay(world.app.platform.db, which)).map(({ messages }) => messages),
    [1],
  )
  const explained = world.app.platform.db.withPlugin(new Explaining())
  const [plan] = (await messagesByDay(explained, which)) as unknown as [{ 'QUERY PLAN': [{ Plan: Touched }] }]
  const { 'Shared Hit Blocks': hit, 'Shared Read Blocks': read } = plan['QUERY PLAN'][0].Plan
  // The old messages lie in several hundred blocks, and so does their index.
  assert.ok(hit + read < 250, `${hit + read} blocks were touched`)
})

interface Touched {
  'Shared Hit Blocks': number
  'Shared Read Blocks': number
}

/** Lets the database say what a statement has touched, in place of its answer. */
class Explaining implements KyselyPlugin {
  transformQuery({ node }: PluginTransformQueryArgs) {
    if (node.kind !== 'RawNode') return node
    const [first = '', ...rest] = node.sqlFragments
    return { ...node, sqlFragments: [`explain (analyze, buffers, format json) ${first}`, ...rest] }
  }
  async transformResult({ result }: PluginTransformResultArgs) {
    return result
  }
}

test('[ORG-07/order] the tasks are the eight of the deck in their order, for administrators only', async () => {
  const { administration } = await cast.director.client.call('communities.home', {
    communityId: cast.school.communityId,
  })
  assert.deepEqual(
    administration!.checklist.map(({ step }) => step),
    ['signIn', 'information', 'structure', 'unit', 'links', 'administrators', 'verification', 'support'],
  )
  for (const { client } of [cast.teacher, cast.pupil, cast.parent]) {
    const page = await client.call('communities.home', { communityId: cast.school.communityId })
    assert.equal(page.administration, null)
  }
})

test('[ORG-07/figures] the first page counts people', async () => {
  const page = await cast.director.client.call('communities.home', { communityId: cast.school.communityId })
  assert.deepEqual([page.membersCount, page.staffCount, page.pupilsCount, page.parentsCount], [7, 3, 3, 1])
})

test('[ORG-07] each of the eight tasks ticks itself by what is there, and is open again when that is gone', async () => {
  const school = await newSchool()
  const { communityId, administrator, staffUnitId, operator } = school
  const { client } = administrator
  const named = 'Новикова'
  const { requests } = await operator.call('requests.list', { search: 'Школа у реки' })
  const request = requests.find((each) => each.administratorPhone === administrator.phone)!
  assert.deepEqual(await steps(school), ['signIn'])

  const successor = newPhone()
  const waiting = await replaceByOrder(operator, {
    id: request.id,
    version: request.version,
    surname: named,
    name: 'Анна',
    patronymic: '',
    phone: successor,
    reason: 'Приказ № 7',
  })
  assert.deepEqual(await steps(school), [], 'a new administrator was named and has not signed in')
  await replaceByOrder(operator, {
    id: request.id,
    version: waiting.version,
    surname: named,
    name: 'Ольга',
    patronymic: 'Павловна',
    phone: administrator.phone,
    reason: 'Приказ № 8',
  })
  world.clock.advance(120_000)
  await signIn(world, administrator.phone, administrator.about)
  assert.deepEqual(await steps(school), ['signIn'])

  await fill(school)
  assert.deepEqual(await steps(school), ['signIn', 'information'])
  await fill(school, { head: '' })
  assert.deepEqual(await steps(school), ['signIn'])

  const unitId = await addUnit(school, '1«А»')
  assert.deepEqual(await steps(school), ['signIn', 'structure'])
  const lead = await link(school, unitId, 'lead')
  assert.deepEqual(await steps(school), ['signIn', 'structure', 'unit'], 'one role of the staff is not all of them')
  const staff = await link(school, staffUnitId, 'staff')
  assert.deepEqual(await steps(school), ['signIn', 'structure', 'unit', 'links'])
  await revoke(school, lead.id)
  assert.deepEqual(await steps(school), ['signIn', 'structure'])
  await client.call('units.archive', { unitId, archived: true })
  assert.deepEqual(await steps(school), ['signIn'])
  await client.call('units.archive', { unitId, archived: false })

  const teacher = await someone('Соколов')
  await join(school, teacher, { unitId, role: 'lead', position: 'Учитель' })
  assert.deepEqual(await steps(school), ['signIn', 'structure', 'unit', 'links', 'verification'])
  await revoke(school, staff.id)
  const late = await someone('Поздний')
  const waits = await apply(school, late, { unitId: staffUnitId, role: 'staff', position: 'Учитель' })
  assert.ok(!(await steps(school)).includes('verification'), 'somebody waits to be confirmed')
  await client.call('applications.decide', { communityId, ids: [waits], decision: 'approve' })
  assert.ok((await steps(school)).includes('verification'))

  assert.ok(!(await steps(school)).includes('administrators'))
  await client.call('members.appoint', { communityId, profileId: teacher.profileId })
  assert.ok((await steps(school)).includes('administrators'))
  await client.call('members.dismiss', { communityId, profileId: teacher.profileId })
  assert.ok(!(await steps(school)).includes('administrators'))

  const chatId = await talkWith(school, late)
  await send(late, chatId, 'Кто поможет?')
  assert.ok(!(await steps(school)).includes('support'), 'no administrator has written')
  await send(administrator, chatId, 'Я помогу')
  assert.deepEqual(await steps(school), ['signIn', 'structure', 'unit', 'links', 'verification', 'support'])
  world.clock.advance(SUPPORT_DAYS * DAY_MS - 60_000)
  assert.ok((await steps(school)).includes('support'))
  world.clock.advance(120_000)
  assert.ok(!(await steps(school)).includes('support'))
  const { chat } = await client.call('chats.openDirect', { id: newId(), profileId: late.profileId })
  await send(administrator, chat.id, 'Как дела?')
  assert.ok((await steps(school)).includes('support'), 'a word to a colleague alone is support as well')
})
