import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apply, type Cast, createCast, type Organisation } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { moveToZone } from '#testkit/young.ts'
import { isWorkingTime } from './working-hours.ts'

const LETTER_JOB = 'communities.queue-digest-letter'
const ZONE = 'Europe/Moscow'
const HOUR_MS = 3_600_000

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  await moveToZone(world, cast.school.communityId, ZONE)
})
after(() => world[Symbol.asyncDispose]())

/** Goes on to the next moment at which a clock in Moscow shows this; `Mon 10`. */
function goTo(weekday: string, hour: number): void {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: ZONE,
    weekday: 'short',
    hour: '2-digit',
    hourCycle: 'h23',
  })
  let time = Math.ceil(world.clock.now() / HOUR_MS) * HOUR_MS
  const shows = () => {
    const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, value]))
    return parts.get('weekday') === weekday && Number(parts.get('hour')) === hour
  }
  while (!shows()) time += HOUR_MS
  world.clock.advanceTo(time)
}

const lettersTo = (email: string) =>
  world.app.inbox.list().filter((message) => message.kind === 'mail' && message.to === email)

/** Every letter that was put into the queue has gone, or it was decided that it goes not. */
async function settle(): Promise<void> {
  const deadline = Date.now() + 60_000
  for (;;) {
    const rows = await world.database.query<{ open: string }>(
      "select count(*) as open from pgboss.job where name = any($1) and state in ('created', 'retry', 'active')",
      [[LETTER_JOB, 'communities.application-letter']],
    )
    if (Number(rows[0]!.open) === 0) return
    assert.ok(Date.now() < deadline, 'letters wait for ever')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function round(): Promise<void> {
  await world.app.communities.sendQueueDigests()
  await settle()
}

const showEmail = ({ client }: Person, email: string) =>
  client.call('details.set', { birthday: 'nobody', phone: '', email })

async function pupilApplies(organisation: Organisation, unitId: string): Promise<string> {
  const person = await signIn(world, newPhone(), { surname: 'Малов', name: 'Ян', birthDate: '2011-05-20' })
  return apply(organisation, person, { unitId, role: 'pupil' })
}

/** So many more, straight into the database. */
async function crowdApplies(unitId: string, count: number): Promise<void> {
  await world.database.query(
    `with people as (select gen_random_uuid() as person_id, gen_random_uuid() as account_id, gen_random_uuid() as profile_id
      from generate_series(1, $3::int)),
    persons as (insert into identity.person (id, surname, name, patronymic, birth_date, created_at)
      select person_id, 'Толпин', 'Ян', '', '2011-05-20', $4 from people),
    accounts as (insert into identity.account (id, created_at) select account_id, $4 from people),
    profiles as (insert into identity.profile (id, account_id, person_id, kind, surname, name, patronymic, created_at)
      select profile_id, account_id, person_id, 'learning', 'Толпин', 'Ян', '', $4 from people)
    insert into communities.application (id, community_id, unit_id, profile_id, role, sort_name, position, path, state, submitted_at)
    select gen_random_uuid(), $1, $2, profile_id, 'pupil', 'толпин ян', '', 'link', 'pending', $4 from people`,
    [cast.school.communityId, unitId, count, new Date(world.clock.now())],
  )
}

/** Approves all that wait in the school. */
async function emptyQueue(): Promise<void> {
  const { communityId } = cast.school
  for (;;) {
    const queue = await cast.director.client.call('applications.queue', {
      communityId,
      states: ['pending'],
      limit: 200,
    })
    const ids = queue.applications.map(({ id }) => id)
    if (ids.length === 0) return
    const rejecting = { communityId, ids, decision: 'reject', reason: 'Набор окончен' } as const
    await cast.director.client.call('applications.decide', rejecting)
  }
}

const letterJobs = async () =>
  Number(
    (
      await world.database.query<{ n: string }>('select count(*) as n from pgboss.job where name = $1', [LETTER_JOB])
    )[0]!.n,
  )

test('[INV-09/hours] working time is on weekdays by day, in the zone of the organisation', () => {
  const cases: [string, boolean][] = [
    ['2026-11-30T05:00:00Z', true],
    ['2026-11-30T04:59:00Z', false],
    ['2026-11-30T14:59:00Z', true],
    ['2026-11-30T15:00:00Z', false],
    ['2026-11-28T09:00:00Z', false],
    ['2026-11-29T09:00:00Z', false],
  ]
  for (const [time, works] of cases) assert.equal(isWorkingTime(ZONE, Date.parse(time)), works, time)
  assert.equal(isWorkingTime('Asia/Kamchatka', Date.parse('2026-11-30T09:00:00Z')), false)
  assert.equal(isWorkingTime('Asia/Kamchatka', Date.parse('2026-11-29T21:00:00Z')), true)
})

test('[INV-09] three hundred applications make one letter, and the next day only new ones make another', async () => {
  const email = 'director@school.test'
  await showEmail(cast.director, email)
  goTo('Tue', 10)
  await pupilApplies(cast.school, cast.classId)
  await crowdApplies(cast.otherClassId, 299)
  await round()
  assert.deepEqual(lettersTo(email), [], 'what has just come may be the first of a crowd')
  world.clock.advance(HOUR_MS)
  await Promise.all([world.app.communities.sendQueueDigests(), world.app.communities.sendQueueDigests()])
  await round()
  const [letter, ...more] = lettersTo(email)
  assert.deepEqual(more, [])
  assert.match(letter!.text, /«Школа № 1234»: заявок, которые ждут вашего решения: 300\./)
  assert.ok(letter!.text.includes(`/o/${cast.school.communityId}/applications`))
  assert.doesNotMatch(letter!.text, /Малов|Толпин/)
  await pupilApplies(cast.school, cast.classId)
  goTo('Tue', 16)
  await round()
  assert.equal(lettersTo(email).length, 1, 'one a day')
  goTo('Wed', 9)
  await round()
  assert.match(lettersTo(email)[0]!.text, /решения: 301\./)
  goTo('Thu', 9)
  await round()
  assert.equal(lettersTo(email).length, 2, 'the same ones are no reason for another letter')
})

test('[INV-09/night] what comes at night or at the weekend is told on the next working morning', async () => {
  await emptyQueue()
  const email = 'night@school.test'
  await showEmail(cast.director, email)
  goTo('Fri', 19)
  await pupilApplies(cast.school, cast.classId)
  for (const [weekday, hour] of [
    ['Fri', 23],
    ['Sat', 12],
    ['Sun', 12],
    ['Mon', 7],
  ] as const) {
    goTo(weekday, hour)
    await round()
    assert.deepEqual(lettersTo(email), [], `${weekday} ${hour}`)
  }
  goTo('Mon', 8)
  await round()
  assert.equal(lettersTo(email).length, 1)
})

test('[INV-09/emptied] a queue that was emptied before makes no letter, also when the letter was on its way', async () => {
  const email = 'emptied@school.test'
  await showEmail(cast.director, email)
  goTo('Tue', 9)
  await pupilApplies(cast.school, cast.classId)
  world.clock.advance(HOUR_MS)
  await emptyQueue()
  const jobs = await letterJobs()
  await round()
  assert.equal(await letterJobs(), jobs)
  const { platform } = world.app
  const whose = { communityId: cast.school.communityId, profileId: cast.director.profileId }
  const enqueue = () => platform.transaction((tx) => platform.jobs.enqueue(tx, LETTER_JOB, whose))
  await enqueue()
  await settle()
  assert.deepEqual(lettersTo(email), [])
  // One that is late until the evening waits for the morning.
  await pupilApplies(cast.school, cast.classId)
  goTo('Tue', 22)
  await enqueue()
  await settle()
  assert.deepEqual(lettersTo(email), [])
  goTo('Wed', 9)
  await round()
  assert.equal(lettersTo(email).length, 1)
})

test('[INV-09/whose] leads are told of their units alone, and whoever declines, decides nothing or rests is told nothing', async () => {
  await emptyQueue()
  const { communityId } = cast.school
  const [director, lead, colleague] = ['d@school.test', 'lead@school.test', 'colleague@school.test']
  await showEmail(cast.director, director)
  await showEmail(cast.teacher, lead)
  await showEmail(cast.secondTeacher, colleague)
  await cast.director.client.call('delegation.set', { communityId, leads: true })
  assert.deepEqual(await cast.teacher.client.call('queueDigest.get', { communityId }), {
    communityId,
    letters: true,
    email: lead,
  })
  const set = { communityId, letters: false }
  assert.equal((await cast.director.client.call('queueDigest.set', set)).letters, false)
  await cast.secondTeacher.client.refused('queueDigest.set', set, 'community.notAllowed')
  await cast.stranger.client.refused('queueDigest.get', { communityId }, 'community.unknown')
  goTo('Thu', 9)
  await crowdApplies(cast.otherClassId, 3)
  await pupilApplies(cast.school, cast.classId)
  world.clock.advance(HOUR_MS)
  await round()
  assert.match(lettersTo(lead)[0]!.text, /решения: 1\./)
  assert.deepEqual([...lettersTo(director), ...lettersTo(colleague)], [])
  await cast.director.client.call('delegation.set', { communityId, leads: false })
  await cast.director.client.call('queueDigest.set', { communityId, letters: true })
  await world.database.query(
    `insert into communities.suspension (id, community_id, reason, suspended_by, suspended_at)
     values ($1, $2, 'Проверка', $3, now())`,
    [newId(), communityId, cast.director.profileId],
  )
  goTo('Fri', 9)
  await round()
  assert.deepEqual(lettersTo(director), [])
  await world.database.query('delete from communities.suspension where community_id = $1', [communityId])
  await round()
  assert.match(lettersTo(director)[0]!.text, /решения: 4\./)
  assert.equal(lettersTo(lead).length, 1)
})

test('[INV-09/applicant] whoever has only an e-mail address reads by letter what became of the application; others in the product', async () => {
  const email = 'rebenok@family.test'
  const { communityId } = cast.school
  const { client } = cast.director
  const unit = { id: newId(), communityId, name: '2«В»', grade: 2 }
  const { id: unitId } = await client.call('units.create', unit)
  await client.call('emailInvitations.send', { unitId, emails: [email] })
  const token = /invitation=([\w-]{22})/.exec(lettersTo(email)[0]!.text)![1]!
  const child = world.client()
  const { flow } = await child.call('signin.acceptInvitation', { token })
  const about = { surname: 'Младший', name: 'Егор', patronymic: '', birthDate: '2018-03-04' }
  await child.call('signin.about', { flow, ...about })
  await child.call('signin.createProfile', { flow })
  const queue = await client.call('applications.queue', { communityId, unitId })
  const ids = [queue.applications[0]!.id]
  const told = async (what: RegExp) => {
    await settle()
    assert.match(lettersTo(email)[0]!.text, what)
  }
  await client.call('applications.decide', { communityId, ids, decision: 'reject', reason: 'Не тот класс' })
  await told(/\(2«В»\) отклонена/)
  assert.doesNotMatch(lettersTo(email)[0]!.text, /Не тот класс|Егор/, 'the reason is read after signing in')
  await client.call('applications.undo', { communityId, ids })
  await told(/снова на рассмотрении/)
  await client.call('applications.decide', { communityId, ids, decision: 'approve' })
  await told(/одобрена/)
  assert.equal(lettersTo(email).length, 4)
  const sent = world.app.inbox.list().length
  const socket = await world.socket(cast.newcomer.client)
  await socket.hello()
  const id = await apply(cast.school, cast.newcomer, {
    unitId: cast.school.staffUnitId,
    role: 'staff',
    position: 'Завхоз',
  })
  await client.call('applications.decide', { communityId, ids: [id], decision: 'reject', reason: 'Мест нет' })
  await socket.event('application.changed', ({ application }) => application.state === 'rejected')
  await settle()
  assert.equal(world.app.inbox.list().length, sent, 'neither a letter nor an SMS')
})
