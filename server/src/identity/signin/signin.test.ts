import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CODE_LIFE_MS,
  CODE_RESEND_MS,
  DEVICE_TRUST_MS,
  FLOW_LIFE_MS,
  SESSION_LIFE_MS,
} from '#contract/identity/signin.limits.ts'
import type { Client } from '#testkit/client.ts'
import { codeFor, newId, newPhone, type Person, signIn, signInOperator } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
before(async () => {
  world = await createWorld()
})
after(() => world[Symbol.asyncDispose]())

const ABOUT = { surname: 'Соколова', name: 'Марина', patronymic: 'Игоревна', birthDate: '1985-03-14' }

async function begin(phone = newPhone(), client = world.client()) {
  const { flow } = await client.call('signin.start', { phone })
  return { client, phone, flow }
}

async function atCode(reason: 'first' | 'forgot' = 'first', phone = newPhone(), client = world.client()) {
  const started = await begin(phone, client)
  await client.call('signin.requestCode', { flow: started.flow, reason })
  return { ...started, code: codeFor(world, phone) }
}

const wrong = (code: string) => (code === '000000' ? '000001' : '000000')

/** Sets a password through «Забыли или не установили пароль?»; ends the person's other sessions. */
async function setPassword(person: Person, password: string, client = world.client()): Promise<Client> {
  world.clock.advance(CODE_RESEND_MS + 1_000)
  const { flow, code } = await atCode('forgot', person.phone, client)
  const { next } = await client.call('signin.verifyCode', { flow, code })
  assert.equal(next, 'setPassword')
  await client.call('signin.setPassword', { flow, password })
  return client
}

test('[IDN-03] a malformed number is refused before an SMS is spent, and forms of one number are one number', async () => {
  const client = world.client()
  for (const phone of ['123', '+7 900', 'привет', '8 800 555-35-35', '+7 900 000 00 001']) {
    await client.refused('signin.start', { phone }, 'signin.phoneInvalid')
  }
  const phone = newPhone()
  const typed = `8 (${phone.slice(2, 5)}) ${phone.slice(5, 8)}-${phone.slice(8, 10)}-${phone.slice(10)}`
  const { flow } = await client.call('signin.start', { phone: typed })
  await client.call('signin.requestCode', { flow, reason: 'first' })
  assert.ok(codeFor(world, phone))
})

test('[IDN-03/equal] [IDN-04] known and unknown numbers get the same answers in text and, within noise, in time', async () => {
  const known = await signIn(world, newPhone(), ABOUT)
  await setPassword(known, 'Зелёная-доска-и-мел')
  const shape = async (phone: string) => {
    const client = world.client()
    const started = performance.now()
    const first = await client.call('signin.start', { phone })
    const problem = await client.refused(
      'signin.password',
      { flow: first.flow, password: 'Совсем не тот' },
      'signin.passwordWrong',
    )
    const ms = performance.now() - started
    const { flow: _flow, phoneMasked: _masked, ...rest } = first
    const { requestId: _request, ...answer } = problem
    return { same: { ...rest, ...answer }, ms }
  }
  const knownMs: number[] = []
  const unknownMs: number[] = []
  // The fastest of each: a busy machine only ever adds, and a very busy one is asked again.
  const ratio = () => Math.min(...knownMs) / Math.min(...unknownMs)
  const isAlike = () => ratio() > 0.5 && ratio() < 2
  for (let i = 0; i < 8 || (i < 40 && !isAlike()); i += 1) {
    const [a, b] = [await shape(known.phone), await shape(newPhone())]
    assert.deepEqual(a.same, b.same)
    knownMs.push(a.ms)
    unknownMs.push(b.ms)
  }
  assert.ok(isAlike(), `a known number takes ${ratio().toFixed(2)} times as long`)
})

test('[IDN-06] six digits, used once, five tries, five minutes', async () => {
  const used = await atCode()
  assert.match(used.code, /^\d{6}$/)
  await used.client.call('signin.verifyCode', { flow: used.flow, code: used.code })
  await used.client.refused('signin.verifyCode', { flow: used.flow, code: used.code }, 'signin.stepWrong')
  const tried = await atCode()
  for (let left = 4; left >= 0; left -= 1) {
    const input = { flow: tried.flow, code: wrong(tried.code) }
    const problem = await tried.client.refused('signin.verifyCode', input, 'signin.codeWrong')
    assert.equal(problem.details?.triesLeft, left)
  }
  await tried.client.refused('signin.verifyCode', { flow: tried.flow, code: tried.code }, 'signin.codeSpent')
  const late = await atCode()
  world.clock.advance(CODE_LIFE_MS + 1)
  await late.client.refused('signin.verifyCode', { flow: late.flow, code: late.code }, 'signin.codeExpired')
  await late.client.refused('signin.verifyCode', { flow: late.flow, code: '12345' } as never, 'request.invalid')
})

test('[IDN-06/resend] a new code waits for its countdown and makes the old one worthless', async () => {
  await using strict = await createWorld({ limitFactor: 1 })
  const client = strict.client()
  const phone = newPhone()
  const { flow } = await client.call('signin.start', { phone })
  const sent = await client.call('signin.requestCode', { flow, reason: 'first' })
  assert.equal(Date.parse(sent.resendAt) - Date.parse(sent.now) > CODE_RESEND_MS - 5_000, true)
  const old = codeFor(strict, phone)
  const problem = await client.refused('signin.requestCode', { flow, reason: 'again' }, 'signin.codeTooSoon')
  assert.ok(Number(problem.details?.retryAfterSeconds) <= 60)
  assert.equal(codeFor(strict, phone), old)
})

test('[IDN-06/limits] one number gets six codes an hour, whoever asks and however', async () => {
  await using strict = await createWorld({ limitFactor: 1 })
  const phone = newPhone()
  const codes: string[] = []
  for (let i = 0; i < 8; i += 1) {
    // The limiter counts in the time of its own store, so its counters are what is moved here.
    await strict.database.query(`delete from platform.rate_limit where key like 'code.phone.resend%'`)
    const client = strict.client()
    const { flow } = await client.call('signin.start', { phone })
    const answer = await client.post('signin.requestCode', JSON.stringify({ flow, reason: 'first' }))
    codes.push(answer.status === 200 ? 'sent' : JSON.parse(answer.text).code)
  }
  assert.deepEqual(codes, [...Array<string>(6).fill('sent'), 'signin.codeLimit', 'signin.codeLimit'])
})

test('[IDN-06/breaker] codes that nobody enters are sent to a range of numbers thirty times an hour, entered ones without end', async () => {
  await using strict = await createWorld({ limitFactor: 1 })
  let made = 0
  const ask = async () => {
    made += 1
    const phone = `+799942${String(made).padStart(5, '0')}`
    const client = strict.client()
    const { flow } = await client.call('signin.start', { phone })
    const answer = await client.post('signin.requestCode', JSON.stringify({ flow, reason: 'first' }))
    return { client, flow, phone, told: answer.status === 200 ? 'sent' : JSON.parse(answer.text).code }
  }
  const enter = async ({ client, flow, phone }: Awaited<ReturnType<typeof ask>>) =>
    client.call('signin.verifyCode', { flow, code: codeFor(strict, phone) })
  for (let i = 0; i < 5; i += 1) await enter(await ask())
  const unanswered: Awaited<ReturnType<typeof ask>>[] = []
  for (let i = 0; i < 40; i += 1) unanswered.push(await ask())
  const count = (told: string) => unanswered.filter((each) => each.told === told).length
  assert.deepEqual([count('sent'), count('signin.codeLimit')], [35, 5])
  assert.equal(strict.app.inbox.list().length, 5 + 35, 'what is refused is not sent')
  const other = strict.client()
  const { flow } = await other.call('signin.start', { phone: newPhone() })
  await other.call('signin.requestCode', { flow, reason: 'first' })
  for (const each of unanswered.slice(0, 2)) await enter(each)
  const more = [await ask(), await ask(), await ask(), await ask(), await ask()]
  assert.deepEqual(
    more.map(({ told }) => told),
    ['sent', 'sent', 'sent', 'sent', 'signin.codeLimit'],
    'each that was entered gives back two',
  )
})

test('[IDN-08] phone → code → «Информация о себе» → «Создать учебный профиль» → signed in', async () => {
  const { client, flow, code } = await atCode()
  assert.equal((await client.call('signin.verifyCode', { flow, code })).next, 'about')
  await client.refused('sessions.current', {}, 'session.required')
  assert.equal((await client.call('signin.about', { flow, ...ABOUT })).next, 'createProfile')
  assert.equal((await client.call('signin.createProfile', { flow })).next, 'done')
  const current = await client.call('sessions.current', {})
  assert.deepEqual(
    current.profiles.map(({ kind, surname, name, patronymic }) => [kind, surname, name, patronymic]),
    [['learning', 'Соколова', 'Марина', 'Игоревна']],
  )
  assert.equal(current.activeProfileId, current.profiles[0]?.id)
  await client.refused('signin.createProfile', { flow }, 'signin.flowEnded')
})

test('[IDN-08/twice] two windows that register one phone make one profile, one after the other or at once', async () => {
  for (const atOnce of [false, true]) {
    const first = await atCode()
    await first.client.call('signin.verifyCode', { flow: first.flow, code: first.code })
    world.clock.advance(CODE_RESEND_MS + 1_000)
    const second = await atCode('first', first.phone)
    await second.client.call('signin.verifyCode', { flow: second.flow, code: second.code })
    for (const { client, flow } of [first, second]) await client.call('signin.about', { flow, ...ABOUT })
    const create = ({ client, flow }: typeof second) => client.call('signin.createProfile', { flow })
    const ends = atOnce
      ? await Promise.all([create(first), create(second)])
      : [await create(first), await create(second)]
    assert.deepEqual(
      ends.map(({ next }) => next),
      ['done', 'done'],
    )
    const [one, other] = await Promise.all([first, second].map(({ client }) => client.call('sessions.current', {})))
    assert.equal(one!.profiles.length, 1)
    assert.equal(other!.activeProfileId, one!.activeProfileId)
  }
})

test('[ACC-02] the patronymic is a field of its own, may be empty and is never made up', async () => {
  const { client } = await signIn(world, newPhone(), { surname: 'Ким', name: 'Анна' })
  const { profiles } = await client.call('sessions.current', {})
  assert.equal(profiles[0]?.patronymic, '')
  const named = await signIn(world, newPhone(), { surname: 'Ким', name: 'Анна', patronymic: 'Сергеевна' })
  assert.equal((await named.client.call('sessions.current', {})).profiles[0]?.patronymic, 'Сергеевна')
})

test('[ACC-04] surname, name, patronymic and birth date; each mistake is named at its field', async () => {
  const { client, flow, code } = await atCode()
  await client.call('signin.verifyCode', { flow, code })
  const about = (change: object) => ({ flow, ...ABOUT, ...change })
  for (const [field, value] of [
    ['surname', '😀'],
    ['name', 'Аnna'],
    ['patronymic', 'Игоревна✓'],
  ] as const) {
    const problem = await client.refused('signin.about', about({ [field]: value }), 'signin.nameInvalid')
    assert.equal(problem.details?.field, field)
  }
  for (const birthDate of ['2025-02-30', '2090-01-01', '1850-01-01']) {
    await client.refused('signin.about', about({ birthDate }), 'signin.birthDateInvalid')
  }
  assert.equal((await client.call('signin.about', about({ surname: '  Салтыкова - Щедрина ' }))).next, 'createProfile')
})

test('[IDN-17/self] fourteen on the day itself, not the day before', async () => {
  const day = (shift: number) => {
    const date = new Date(world.clock.now() + shift * 86_400_000)
    date.setUTCFullYear(date.getUTCFullYear() - 14)
    return date.toISOString().slice(0, 10)
  }
  const { client, flow, code } = await atCode()
  await client.call('signin.verifyCode', { flow, code })
  // Two days: the date in Kamchatka may be one ahead of the date in UTC.
  await client.refused('signin.about', { flow, ...ABOUT, birthDate: day(2) }, 'signin.tooYoung')
  assert.equal((await client.call('signin.about', { flow, ...ABOUT, birthDate: day(0) })).next, 'createProfile')
})

test('[IDN-05] a new password ends every other session at once, sockets too', async () => {
  const person = await signIn(world, newPhone(), ABOUT)
  const socket = await world.socket(person.client)
  await socket.hello()
  await setPassword(person, 'Новый-пароль-осенью')
  const bye = await socket.until('bye', (frame) => frame.t === 'bye')
  assert.ok(bye.t === 'bye' && bye.reason === 'signedOut')
  await person.client.refused('sessions.current', {}, 'session.ended')
})

test('[IDN-05/weak] short, common and own-number passwords are refused', async () => {
  const person = await signIn(world, newPhone(), ABOUT)
  world.clock.advance(CODE_RESEND_MS + 1_000)
  const { client, flow, code } = await atCode('forgot', person.phone)
  await client.call('signin.verifyCode', { flow, code })
  for (const password of ['1234567', 'password', '12345678', person.phone, person.phone.slice(1)]) {
    await client.refused('signin.setPassword', { flow, password }, 'signin.passwordWeak')
  }
  await client.call('signin.setPassword', { flow, password: 'Три слова и пробел' })
})

test('[IDN-07] a password alone is enough only on a device that has shown the code, and there for a bounded time', async () => {
  const person = await signIn(world, newPhone(), ABOUT)
  const password = 'Осенний-лес-шумит'
  const trusted = await setPassword(person, password)
  await trusted.call('sessions.signOut', {})
  const again = await begin(person.phone, trusted)
  assert.equal((await trusted.call('signin.password', { flow: again.flow, password })).next, 'done')
  world.clock.advance(CODE_RESEND_MS + 1_000)
  const stranger = await begin(person.phone)
  const answer = await stranger.client.call('signin.password', { flow: stranger.flow, password })
  assert.equal(answer.next, 'code')
  await stranger.client.refused('sessions.current', {}, 'session.required')
  const code = codeFor(world, person.phone)
  assert.equal((await stranger.client.call('signin.verifyCode', { flow: stranger.flow, code })).next, 'done')
  world.clock.advance(DEVICE_TRUST_MS)
  const late = await begin(person.phone, trusted)
  assert.equal((await trusted.call('signin.password', { flow: late.flow, password })).next, 'code')
})

test('[IDN-02] a registration shows nobody anything: no page, no card and no contact without something shared', async () => {
  const [newcomer, stranger] = [await signIn(world, newPhone(), ABOUT), await signIn(world, newPhone(), ABOUT)]
  const { profileId } = newcomer
  assert.deepEqual((await stranger.client.call('profiles.cards', { ids: [profileId] })).cards, [])
  await stranger.client.refused('contacts.get', { profileId }, 'contact.unknown')
  await stranger.client.refused('chats.openDirect', { id: newId(), profileId }, 'chat.notContact')
  for (const path of [`/people/${profileId}`, `/profile/${profileId}`, `/${profileId}`]) {
    assert.doesNotMatch((await stranger.client.raw(path, { headers: { accept: 'text/html' } })).text, /Ёлкин|Соколова/)
  }
})

test('[IDN-04/no-bypass] whoever has a password cannot pass it by with a code alone', async () => {
  const person = await signIn(world, newPhone(), ABOUT)
  await setPassword(person, 'Мимо-не-пройдёшь')
  world.clock.advance(CODE_RESEND_MS + 1_000)
  const { client, flow, code } = await atCode('first', person.phone)
  assert.equal((await client.call('signin.verifyCode', { flow, code })).next, 'setPassword')
  await client.refused('sessions.current', {}, 'session.required')
})

test('a sign-in ends after half an hour, and its steps cannot be taken out of order or on the other host', async () => {
  const { client, flow } = await begin()
  await client.refused('signin.about', { flow, ...ABOUT }, 'signin.stepWrong')
  await client.refused('signin.createProfile', { flow }, 'signin.stepWrong')
  await world.client('operator').refused('signin.requestCode', { flow, reason: 'first' }, 'signin.flowEnded')
  world.clock.advance(FLOW_LIFE_MS + 1)
  await client.refused('signin.requestCode', { flow, reason: 'first' }, 'signin.flowEnded')
})

test('sessions end by age, by sign-out and from another device; each is listed with its device', async () => {
  const person = await signIn(world, newPhone(), ABOUT)
  world.clock.advance(CODE_RESEND_MS + 1_000)
  const second = await signIn(world, person.phone, ABOUT)
  const { sessions } = await person.client.call('sessions.list', {})
  assert.equal(sessions.length, 2)
  const other = sessions.find(({ current }) => !current)!
  await person.client.call('sessions.end', { sessionId: other.id })
  await second.client.refused('sessions.current', {}, 'session.ended')
  await person.client.call('sessions.signOut', {})
  assert.equal(person.client.cookies.has('__Host-parta'), false)
  world.clock.advance(CODE_RESEND_MS + 1_000)
  const third = await signIn(world, person.phone, ABOUT)
  world.clock.advance(SESSION_LIFE_MS + 1_000)
  await third.client.refused('sessions.current', {}, 'session.ended')
})

test('[IDN-20/replaced] whoever signs in where somebody else is signed in takes his place, in the other tabs too', async () => {
  const mother = await signIn(world, newPhone(), ABOUT)
  const tab = mother.client.at(mother.client.port)
  const socket = await world.socket(tab)
  await socket.hello()
  const atWork = await signIn(world, newPhone(), { ...ABOUT, name: 'Другая' })
  const daughter = await signIn(world, newPhone(), { ...ABOUT, name: 'Ася' }, mother.client)
  const bye = await socket.until('bye', (frame) => frame.t === 'bye')
  assert.ok(bye.t === 'bye' && bye.reason === 'profileSwitched', 'her pages are opened anew')
  await tab.refused('sessions.current', {}, 'session.ended')
  assert.equal((await tab.call('sessions.lastEnd', {})).end, null)
  const { activeProfileId } = await daughter.client.call('sessions.current', {})
  assert.equal(activeProfileId, daughter.profileId)
  await atWork.client.call('sessions.current', {})
  // Who proves once more that he is himself stays in his other tabs.
  const earlier = daughter.client.at(daughter.client.port)
  world.clock.advance(CODE_RESEND_MS + 1_000)
  await signIn(world, daughter.phone, daughter.about, daughter.client)
  await earlier.call('sessions.current', {})
})

test('[IDN-22] after a lost phone all other devices are out at once and have to show the second factor again', async () => {
  const person = await signIn(world, newPhone(), ABOUT)
  const stranger = await signIn(world, newPhone(), { ...ABOUT, name: 'Другая' })
  const password = 'Потеряла-телефон-летом'
  const here = await setPassword(person, password)
  const enter = async (client: Client) => {
    const { flow } = await client.call('signin.start', { phone: person.phone })
    return { flow, next: (await client.call('signin.password', { flow, password })).next }
  }
  world.clock.advance(CODE_RESEND_MS + 1_000)
  const lost = world.client()
  const { flow } = await enter(lost)
  await lost.call('signin.verifyCode', { flow, code: codeFor(world, person.phone) })
  const socket = await world.socket(lost)
  await socket.hello()
  assert.deepEqual(await here.call('sessions.endOthers', {}), { ended: 1 })
  const bye = await socket.until('bye', (frame) => frame.t === 'bye')
  assert.ok(bye.t === 'bye' && bye.reason === 'signedOut')
  await lost.refused('sessions.current', {}, 'session.ended')
  await stranger.client.call('sessions.current', {})
  const { sessions } = await here.call('sessions.list', {})
  assert.deepEqual(
    sessions.map(({ current }) => current),
    [true],
  )
  world.clock.advance(CODE_RESEND_MS + 1_000)
  assert.equal((await enter(lost)).next, 'code', 'the lost one is trusted no more')
  assert.equal((await enter(here)).next, 'done', 'this one still is')
})

test('sessions of one host are nothing on the other, and only operators pass the operator’s door', async () => {
  const operator = await signInOperator(world)
  const person = await signIn(world, newPhone(), ABOUT)
  const smuggled = world.client('operator')
  for (const [name, value] of person.client.cookies) smuggled.cookies.set(name, value)
  await smuggled.refused('requests.list', {}, 'session.ended')
  const back = world.client()
  for (const [name, value] of operator.cookies) back.cookies.set(name, value)
  await back.refused('communities.mine', {}, 'session.ended')
  world.clock.advance(CODE_RESEND_MS + 1_000)
  const client = world.client('operator')
  const { flow, code } = await atCode('first', person.phone, client)
  await client.refused('signin.verifyCode', { flow, code }, 'operator.required')
})
