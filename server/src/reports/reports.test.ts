import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { SHOWN_AROUND } from '#contract/messenger/messenger.limits.ts'
import type { WaitingReport } from '#contract/reports/report-desk.ts'
import {
  ERASED_KEPT_MS,
  REPORT_DEADLINE_MS,
  REPORT_KEPT_MS,
  REPORT_OPEN_MS,
  REPORTS_COUNTED_MAX,
  REPORTS_PAGE,
} from '#contract/reports/reports.limits.ts'
import { type Cast, createCast, foundOrganisation, join } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { erase, send, startChat } from '#testkit/messages.ts'
import { newPhone, type Person, signIn, signInOperator } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
let communityId: string
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  communityId = cast.school.communityId
  await cast.director.client.call('members.appoint', { communityId, profileId: cast.secondTeacher.profileId })
})
after(() => world[Symbol.asyncDispose]())

const said = (words = '') => ({ id: newId(), reason: 'bullying', words }) as const
const report = async (by: Person, chatId: string, seqs: number[], words = '') => {
  const input = { ...said(words), chatId, seqs }
  await by.client.call('reports.messages', input)
  return input.id
}
const actsOf = async () =>
  (
    await world.database.query<{ act: string }>(
      `select act from platform.audit_entry where act like 'report.%' order by number`,
    )
  ).map(({ act }) => act)
const waiting = async (by: Person) => (await by.client.call('reports.list', { communityId, decided: false })).reports
const openTogether = async (id: string) => {
  await cast.director.client.call('reports.ask', { communityId, id })
  await cast.secondTeacher.client.call('reports.agree', { communityId, id })
}

test('[CHT-10/report] [P-07/two] what is reported is sealed as it stood; two open it, each reading stands in the log', async () => {
  const { pupil, secondPupil, director, secondTeacher, teacher } = cast
  const chatId = await startChat(cast, [pupil, secondPupil])
  for (let n = 1; n <= 8; n += 1) await send(teacher, chatId, `Задание ${n}`)
  const bad = await send(pupil, chatId, 'Ты никто, ъъзапретноеслово')
  await send(teacher, chatId, 'Тише')
  const id = await report(secondPupil, chatId, [bad.seq], 'Каждый день')
  await erase(pupil, bad)
  const before = await actsOf()
  const [seen] = await waiting(director)
  assert.deepEqual(
    [
      seen!.id,
      seen!.words,
      seen!.messages,
      seen!.step,
      seen!.byOperator,
      seen!.accused.map(({ profileId }) => profileId),
    ],
    [id, 'Каждый день', 1, 'ask', false, [pupil.profileId]],
  )
  const input = { communityId, id }
  await director.client.refused('reports.read', input, 'report.closed')
  await director.client.refused('reports.agree', input, 'report.notAsked')
  assert.equal((await director.client.call('reports.ask', input)).step, 'wait')
  await director.client.refused('reports.agree', input, 'report.secondPerson')
  await director.client.refused('reports.read', input, 'report.closed')
  await secondTeacher.client.refused('reports.ask', input, 'report.asked')
  assert.equal((await waiting(secondTeacher)).find((each) => each.id === id)!.step, 'agree')
  assert.equal((await secondTeacher.client.call('reports.agree', input)).step, 'read')
  for (const reader of [director, secondTeacher]) {
    const { messages } = await reader.client.call('reports.read', input)
    assert.deepEqual(
      messages.map(({ reported, text }) => [reported, text]),
      [
        ...Array.from({ length: SHOWN_AROUND }, (_, n) => [false, `Задание ${n + 4}`]),
        [true, 'Ты никто, ъъзапретноеслово'],
        [false, 'Тише'],
      ],
    )
    assert.equal(messages.find(({ reported }) => reported)!.sender, 'Петров Артём')
  }
  assert.deepEqual((await actsOf()).slice(before.length), [
    'report.asked',
    'report.opened',
    'report.read',
    'report.read',
  ])
  world.clock.advance(REPORT_OPEN_MS)
  await director.client.refused('reports.read', input, 'report.closed')
  assert.equal((await waiting(director)).find((each) => each.id === id)!.step, 'ask')
  await secondTeacher.client.call('reports.ask', input)
  await director.client.call('reports.agree', input)
  assert.equal((await director.client.call('reports.read', input)).messages.length, SHOWN_AROUND + 2)
})

test('[CHT-10/decided] the decision tells the reporter, deletes what was sealed and ends it', async () => {
  const { pupil, secondPupil, director } = cast
  const chatId = await startChat(cast, [pupil, secondPupil])
  const bad = await send(pupil, chatId, 'Обидно')
  await using socket = await world.socket(secondPupil.client)
  await socket.hello({ open: [] })
  const id = await report(secondPupil, chatId, [bad.seq])
  const input = { communityId, id }
  await openTogether(id)
  const decided = { ...input, outcome: 'measures', answer: 'Поговорили\nс родителями' } as const
  assert.equal((await director.client.call('reports.decide', decided)).decided!.by, 'Климова Наталья Олеговна')
  await socket.event('reports.changed')
  const own = (await secondPupil.client.call('reports.own', {})).reports.find((each) => each.id === id)!
  assert.deepEqual(
    [own.opened, own.decided?.outcome, own.decided?.answer],
    [true, 'measures', 'Поговорили с родителями'],
  )
  for (const refused of ['reports.ask', 'reports.agree'] as const) {
    await director.client.refused(refused, input, 'report.decided')
  }
  await director.client.refused('reports.decide', decided, 'report.decided')
  await director.client.refused('reports.read', input, 'report.closed')
  const rows = await world.database.query('select sealed from reports.report where id = $1', [id])
  assert.deepEqual(rows, [{ sealed: null }])
  assert.ok(!(await waiting(director)).some((each) => each.id === id))
  const done = await director.client.call('reports.list', { communityId, decided: true })
  assert.equal(done.reports[0]!.id, id)
})

test('[CHT-10/count] what waits is counted without what is about the reader, and to a hundred', async () => {
  const { director, secondTeacher, pupil } = cast
  const count = async (by: Person) => (await by.client.call('reports.count', { communityId })).waiting
  const before = { director: await count(director), secondTeacher: await count(secondTeacher) }
  assert.equal(before.director, (await waiting(director)).length)
  const about = { ...said('Кричит'), communityId, profileId: secondTeacher.profileId }
  await pupil.client.call('reports.person', about)
  assert.equal(await count(director), before.director + 1)
  assert.equal(await count(secondTeacher), before.secondTeacher)
  await pupil.client.refused('reports.count', { communityId }, 'community.notAllowed')
  await cast.stranger.client.refused('reports.count', { communityId }, 'community.unknown')
  await world.database.query(
    `insert into reports.report (id, community_id, reason, words, made_at, messages)
     select gen_random_uuid(), community_id, 'spam', 'Сотня', made_at, 0 from reports.report, generate_series(1, 110) where id = $1`,
    [about.id],
  )
  assert.equal(await count(director), REPORTS_COUNTED_MAX)
  await world.database.query(`delete from reports.report where words = 'Сотня'`)
})

test('[P-07/accused] nobody looks at a report about himself, not by its id either', async () => {
  const { director, secondTeacher, pupil, teacher } = cast
  const id = newId()
  const input = { communityId, id }
  await pupil.client.call('reports.person', { ...said('Кричит'), id, communityId, profileId: secondTeacher.profileId })
  assert.ok(!(await waiting(secondTeacher)).some((each) => each.id === id))
  for (const step of ['reports.ask', 'reports.agree', 'reports.read'] as const) {
    await secondTeacher.client.refused(step, input, 'report.unknown')
    await teacher.client.refused(step, input, 'community.notAllowed')
    await cast.stranger.client.refused(step, input, 'community.unknown')
  }
  await director.client.refused('reports.ask', input, 'report.nothingSealed')
  assert.equal((await waiting(director)).find((each) => each.id === id)!.step, 'none')
})

test('[A-56] where nobody else could agree, the operator does, who reads nothing; he sees what nobody decides in time', async () => {
  // Sessions of operators are short, and days have gone by.
  const operator = await signInOperator(world)
  const school = await foundOrganisation(world, operator, {
    type: 'school',
    name: 'Школа в лесу',
    administrator: { surname: 'Одинцова', name: 'Вера' },
  })
  const { administrator, staffUnitId } = school
  const people: Person[] = []
  for (const surname of ['Первов', 'Второв']) {
    const person = await signIn(world, newPhone(), { surname, name: 'Лев' })
    await join(school, person, { unitId: staffUnitId, role: 'staff', position: 'Учитель' })
    people.push(person)
  }
  const [one, other] = people as [Person, Person]
  const { chat } = await one.client.call('chats.openDirect', { id: newId(), profileId: other.profileId })
  const bad = await send(one, chat.id, 'Не то слово')
  // A dialogue is of no organisation: the one in which both are looks at it.
  const id = await report(other, chat.id, [bad.seq])
  const input = { communityId: school.communityId, id }
  const desk = async () => (await operator.call('reportDesk.list', {})).reports.filter((each) => each.id === id)
  assert.deepEqual(await desk(), [])
  await operator.refused('reportDesk.agree', { id }, 'report.notAsked')
  assert.equal((await administrator.client.call('reports.ask', input)).byOperator, true)
  const [shown] = await desk()
  assert.deepEqual([shown!.reason, shown!.overdue, shown!.askedAt !== null], ['bullying', false, true])
  await operator.call('reportDesk.agree', { id })
  assert.equal((await administrator.client.call('reports.read', input)).messages[0]!.text, 'Не то слово')
  assert.deepEqual(await desk(), [])
  // Where another administrator is, the operator is not asked.
  const chatId = await startChat(cast)
  const theirId = await report(cast.secondPupil, chatId, [(await send(cast.pupil, chatId, 'Слово')).seq])
  await cast.director.client.call('reports.ask', { communityId, id: theirId })
  await operator.refused('reportDesk.agree', { id: theirId }, 'report.secondPerson')
  const { reports } = await operator.call('reportDesk.list', {})
  assert.ok(reports.every((each) => each.id !== theirId))
  world.clock.advance(REPORT_DEADLINE_MS)
  const later = await signInOperator(world)
  const late = (await later.call('reportDesk.list', {})).reports.filter((each) => [id, theirId].includes(each.id))
  assert.deepEqual(
    late.map(({ overdue, askedAt }) => [overdue, askedAt]),
    [
      [true, null],
      [true, null],
    ],
  )
})

test('[A-56/pages] the operator reads all of it page by page, the oldest first, and what others can settle takes no place', async () => {
  const { pupil, secondTeacher, director } = cast
  const operator = await signInOperator(world)
  const about = { ...said(), communityId, profileId: secondTeacher.profileId }
  await pupil.client.call('reports.person', about)
  // Each has somebody who has asked; the second administrator could agree but where the report tells of him.
  const write = async (words: string, count: number, accused: boolean) => {
    await world.database.query(
      `with made as (insert into reports.report (id, community_id, reason, words, made_at, messages, sealed, asked_by, asked_at)
         select gen_random_uuid(), community_id, 'spam', $2, made_at - interval '1 minute' * n, 1, '\\x00', $4, made_at
         from reports.report, generate_series(1, $3) n where id = $1 returning id)
       insert into reports.accused select id, $5 from made where $6`,
      [about.id, words, count, director.profileId, secondTeacher.profileId, accused],
    )
  }
  await write('Решат сами', 2 * REPORTS_PAGE, false)
  await write('Ждёт оператора', REPORTS_PAGE + 5, true)
  const found: WaitingReport[] = []
  let cursor: string | undefined
  do {
    const page = await operator.call('reportDesk.list', cursor === undefined ? {} : { cursor })
    assert.ok(page.reports.length <= REPORTS_PAGE)
    found.push(...page.reports)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  const waits = found.filter(({ reason }) => reason === 'spam')
  assert.equal(new Set(waits.map(({ id }) => id)).size, REPORTS_PAGE + 5)
  assert.equal(waits.length, REPORTS_PAGE + 5)
  assert.ok(waits.every(({ askedAt, overdue }) => askedAt !== null && !overdue))
  const times = found.map(({ at }) => at)
  assert.deepEqual(times, [...times].sort())
  await operator.refused('reportDesk.list', { cursor: 'x' }, 'request.invalid')
})

test('[CHT-10/refused] who may not see it reports nothing of it, nobody himself, and «other» needs words', async () => {
  const { pupil, secondPupil, otherPupil } = cast
  const chatId = await startChat(cast, [pupil, secondPupil])
  const word = await send(pupil, chatId, 'Слово')
  const { seq } = word
  const expired = await send(pupil, chatId, 'Исчезло', { lifetimeMs: 60_000 })
  const taken = await send(pupil, chatId, 'Исчезло бы', { lifetimeMs: 60_000 })
  await erase(pupil, taken)
  world.clock.advance(60_000)
  const input = { ...said(), chatId, seqs: [seq] }
  await otherPupil.client.refused('reports.messages', input, 'chat.unknown')
  await pupil.client.refused('reports.messages', input, 'report.ofSelf')
  await secondPupil.client.refused('reports.messages', { ...input, seqs: [seq + 50] }, 'message.unknown')
  await secondPupil.client.refused('reports.messages', { ...input, seqs: [expired.seq] }, 'message.erased')
  await secondPupil.client.refused('reports.messages', { ...input, seqs: [taken.seq] }, 'message.erased')
  await secondPupil.client.refused(
    'reports.messages',
    { ...input, reason: 'other', words: ' \u200b ' },
    'report.wordsMissing',
  )
  const first = await secondPupil.client.call('reports.messages', input)
  await erase(cast.teacher, word)
  await world.database.query('delete from reports.kept_message where chat_id = $1', [chatId])
  assert.deepEqual(await secondPupil.client.call('reports.messages', input), first, 'a repeat is the same report')
  await cast.teacher.client.refused('reports.messages', input, 'key.reused')
  const mine = { ...said(), communityId }
  await pupil.client.refused('reports.person', { ...mine, profileId: pupil.profileId }, 'report.ofSelf')
  await pupil.client.refused('reports.person', { ...mine, profileId: cast.stranger.profileId }, 'member.unknown')
  await cast.newcomer.client.refused('reports.person', { ...mine, profileId: pupil.profileId }, 'community.unknown')
})

test('[A-28/preserved] a disappearing message that was reported is there for those who open it, after its time', async () => {
  const { teacher, secondTeacher, director } = cast
  const chatId = await startChat(cast, [secondTeacher])
  const bad = await send(secondTeacher, chatId, 'Исчезну', { lifetimeMs: 60_000 })
  const id = await report(teacher, chatId, [bad.seq])
  world.clock.advance(120_000)
  // The second administrator is the one who is reported, so another one is appointed.
  const third = await signIn(world, newPhone(), { surname: 'Третьяк', name: 'Олег' })
  await join(cast.school, third, { unitId: cast.school.staffUnitId, role: 'staff', position: 'Завуч' })
  await director.client.call('members.appoint', { communityId, profileId: third.profileId })
  await director.client.call('reports.ask', { communityId, id })
  await third.client.call('reports.agree', { communityId, id })
  assert.equal((await third.client.call('reports.read', { communityId, id })).messages.at(-1)!.text, 'Исчезну')
})

test('[A-30/sealed] what was erased for everybody can be reported for 90 days by whoever saw it', async () => {
  const { secondPupil, teacher, director } = cast
  const author = await signIn(world, newPhone(), { surname: 'Уходов', name: 'Яков' })
  await join(cast.school, author, { unitId: cast.school.staffUnitId, role: 'staff', position: 'Лаборант' })
  const chatId = await startChat(cast, [author, secondPupil])
  const word = `ъъ${newId()}`
  const sent = [
    await send(author, chatId, word),
    await send(author, chatId, 'Второе'),
    await send(author, chatId, 'Третье'),
  ]
  await erase(author, sent[0]!)
  await erase(teacher, sent[1]!, sent[2]!)
  const kept = () =>
    world.database.query<{ sealed: Buffer }>('select sealed from reports.kept_message where chat_id = $1', [chatId])
  assert.equal((await kept()).length, 3)
  assert.ok((await kept()).every(({ sealed }) => !sealed.includes(word)))
  const id = await report(secondPupil, chatId, [sent[0]!.seq, sent[1]!.seq])
  await openTogether(id)
  const { messages } = await director.client.call('reports.read', { communityId, id })
  assert.deepEqual(
    messages.filter(({ reported }) => reported).map(({ text, sender }) => [text, sender]),
    [
      [word, 'Уходов Яков'],
      ['Второе', 'Уходов Яков'],
    ],
  )
  world.clock.advance(ERASED_KEPT_MS + 1)
  const { platform } = world.app
  await platform.transaction((tx) => platform.jobs.enqueue(tx, 'reports.forget', {}))
  for (let n = 0; n < 100 && (await kept()).length > 0; n += 1) await new Promise((resolve) => setTimeout(resolve, 100))
  assert.equal((await kept()).length, 0)
  const late = { ...said(), chatId, seqs: [sent[2]!.seq] }
  await secondPupil.client.refused('reports.messages', late, 'message.erased')
})

test('[GEN-08/sealed] no table holds what was reported in words that can be read, and what is decided is forgotten in a year', async () => {
  const { pupil, secondPupil, director } = cast
  const chatId = await startChat(cast, [pupil, secondPupil])
  const word = `ъъ${newId()}`
  const bad = await send(pupil, chatId, word)
  const id = await report(secondPupil, chatId, [bad.seq])
  const [row] = await world.database.query<{ sealed: Buffer }>('select sealed from reports.report where id = $1', [id])
  assert.ok(row!.sealed.length > 100 && !row!.sealed.includes(word))
  // Moved to another report, it opens nothing.
  const other = await report(secondPupil, chatId, [bad.seq])
  await world.database.query('update reports.report set sealed = $2 where id = $1', [other, row!.sealed])
  await openTogether(other)
  assert.equal(
    (
      await director.client.post('reports.read', JSON.stringify({ communityId, id: other }), {
        'idempotency-key': newId(),
      })
    ).status,
    500,
  )
  await director.client.call('reports.decide', { communityId, id, outcome: 'nothing', answer: '' })
  world.clock.advance(REPORT_KEPT_MS + 1)
  const { platform } = world.app
  await platform.transaction((tx) => platform.jobs.enqueue(tx, 'reports.forget', {}))
  const count = async () => (await world.database.query('select id from reports.report where id = $1', [id])).length
  for (let n = 0; n < 100 && (await count()) > 0; n += 1) await new Promise((resolve) => setTimeout(resolve, 100))
  assert.equal(await count(), 0)
  assert.equal((await world.database.query('select id from reports.report where id = $1', [other])).length, 1)
})
