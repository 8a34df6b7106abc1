import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import { WebSocket } from 'ws'
import { type Cast, createCast } from '#testkit/cast.ts'
import { type Client, newId, readProblem } from '#testkit/client.ts'
import { pollInput } from '#testkit/polls.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
let chatId: string
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  const { chat } = await cast.teacher.client.call('chats.create', {
    id: newId(),
    communityId: cast.school.communityId,
    title: 'Класс',
    memberIds: [cast.pupil.profileId, cast.secondPupil.profileId],
  })
  chatId = chat.id
})
after(() => world[Symbol.asyncDispose]())

const client = (): Client => cast.teacher.client
const message = (text: string) => JSON.stringify({ chatId, key: newId(), text })

async function codeOf(body: string, headers: Record<string, string> = {}, id = 'messages.send') {
  const answer = await client().post(id, body, headers)
  return answer.status === 200 ? 'accepted' : readProblem(id, answer).code
}

test('[GEN-01/http] malformed bodies get a declared error each, and nothing of them is kept', async () => {
  const before = await client().call('chats.get', { chatId })
  const cases: [string, string, string][] = [
    ['no JSON', '{"chatId":', 'request.malformed'],
    ['no object', '[]', 'request.invalid'],
    ['null', 'null', 'request.invalid'],
    ['wrong types', JSON.stringify({ chatId: 7, key: [], text: {} }), 'request.invalid'],
    ['a field too many', JSON.stringify({ chatId, key: newId(), text: 'а', admin: true }), 'request.invalid'],
    ['a field missing', JSON.stringify({ chatId, text: 'а' }), 'request.invalid'],
    [
      '__proto__',
      `{"chatId":"${chatId}","key":"${newId()}","text":"а","__proto__":{"admin":true}}`,
      'request.malformed',
    ],
    ['constructor', `{"chatId":"${chatId}","key":"${newId()}","text":"а","constructor":{"prototype":{}}}`, 'request'],
    ['duplicate keys', `{"chatId":"${chatId}","key":"${newId()}","text":"а","text":"б"}`, 'request.malformed'],
    ['an id that is none', JSON.stringify({ chatId: "' or 1=1 --", key: newId(), text: 'а' }), 'request.invalid'],
    ['a number beyond all', JSON.stringify({ chatId, key: newId(), text: 'а', replyToSeq: 1e300 }), 'request.invalid'],
    ['4,097 characters', message('ы'.repeat(4_097)), 'message.tooLong'],
  ]
  for (const [what, body, code] of cases)
    assert.ok((await codeOf(body)).startsWith(code), `${what}: ${await codeOf(body)}`)
  assert.deepEqual(await client().call('chats.get', { chatId }), before)
})

test('[GEN-01/http] places of other lists, days that no calendar has and inputs that stand twice are refused', async () => {
  const { communityId } = cast.school
  const cursorOf = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url')
  const refuse = async (by: Client, id: string, input: object) => {
    const answer = await by.post(id, JSON.stringify(input))
    assert.equal(readProblem(id, answer).code, 'request.invalid', JSON.stringify(input))
  }
  const { client: director } = cast.director
  await refuse(director, 'applications.queue', { communityId, cursor: cursorOf(['Петров', newId()]) })
  await refuse(director, 'applications.queue', { communityId, sort: 'name', cursor: cursorOf(['Петров', 'x']) })
  await refuse(director, 'verified.list', { communityId, cursor: cursorOf(['Петров', 'x']) })
  await refuse(director, 'applications.queue', { communityId, from: '2026-99-99T99:99:99.999Z' })
  await refuse(director, 'members.list', { communityId, cursor: cursorOf(['а\0', newId()]) })
  await refuse(director, 'members.list', { communityId, cursor: cursorOf(['а', 'x']) })
  await refuse(client(), 'chats.list', { cursor: cursorOf(['Петров', newId()]) })
  await refuse(client(), 'chats.list', { cursor: cursorOf(['2026-01-01T00:00:00.000Z', 'x']) })
  await refuse(client(), 'chats.members', { chatId, cursor: cursorOf([0.5, 1, newId()]) })
  for (const number of [1.5, 1e300]) await refuse(cast.operator, 'requests.list', { cursor: cursorOf([number]) })
  const halves = [`{"communityId":"${communityId}"`, `"communityId":"${newId()}"}`].map(encodeURIComponent)
  const twice = await director.raw(`/api/units.list?input=${halves.join('&input=')}`)
  assert.equal(readProblem('units.list', twice).code, 'request.malformed')
})

test('[GEN-01/http] changes of messages that no page could ask for are refused', async () => {
  const { message: sent } = await client().call('messages.send', { chatId, key: newId(), text: 'Как есть' })
  const { seq } = sent
  const cases: [string, object][] = [
    ['messages.edit', { chatId, seq, version: 0, text: 'а' }],
    ['messages.edit', { chatId, seq, version: 2 ** 31, text: 'а' }],
    ['messages.edit', { chatId, seq: -1, version: 1, text: 'а' }],
    ['messages.edit', { chatId, seq, version: 1, text: 'а', erased: null }],
    ['messages.erase', { chatId, seqs: [] }],
    ['messages.erase', { chatId, seqs: [seq, seq] }],
    ['messages.erase', { chatId, seqs: Array.from({ length: 101 }, (_, i) => i) }],
    ['reactions.set', { chatId, seq, reaction: '👎' }],
    ['reactions.set', { chatId, seq, reaction: '' }],
    ['reactions.set', { chatId, seq }],
    ['reactions.list', { chatId, seq, limit: 0 }],
    ['reactions.list', { chatId, seq, cursor: Buffer.from('["а"]').toString('base64url') }],
    ['messages.send', { chatId, key: newId(), text: 'а', lifetimeMs: 0 }],
    ['polls.create', pollInput(chatId, { options: ['Один'] })],
    ['polls.create', pollInput(chatId, { options: Array.from({ length: 11 }, (_, i) => `${i}`) })],
    ['polls.create', pollInput(chatId, { endsAt: 'завтра' })],
    ['polls.create', { ...pollInput(chatId), state: { voters: 9 } }],
    ['polls.vote', { chatId, seq, key: newId(), choice: [10] }],
    ['polls.vote', { chatId, seq, key: newId(), choice: [-1] }],
    ['polls.vote', { chatId, seq, key: newId(), choice: [1, 1] }],
    ['polls.vote', { chatId, seq, key: 'мой', choice: [0] }],
    ['polls.vote', { chatId, seq, key: newId(), choice: [0], profileId: cast.teacher.profileId }],
    ['polls.voters', { chatId, seq, option: 10 }],
  ]
  for (const [id, input] of cases) {
    const answer = await client().post(id, JSON.stringify(input), { 'idempotency-key': newId() })
    assert.equal(readProblem(id, answer).code, 'request.invalid', `${id} ${JSON.stringify(input)}`)
  }
  const { messages } = await client().call('messages.get', { chatId, seqs: [seq] })
  assert.deepEqual(messages, [sent])
})

test('[GEN-01/http] U+0000 and halves of characters fail nothing, and nobody names a chat with nothing to see', async () => {
  const { communityId } = cast.school
  const { client: director } = cast.director
  const search = 'Сокол\0ова\ud83d'
  await director.call('applications.queue', { communityId, search })
  assert.equal((await director.call('members.list', { communityId, search: 'Сокол\0ова' })).total, 1)
  await client().refused('chats.rename', { chatId, title: '\u200b\u200d' }, 'chat.titleInvalid')
  await client().refused('chats.rename', { chatId, title: '\0' }, 'request.invalid')
  const { chat } = await client().call('chats.rename', { chatId, title: '\u202eсса\0лК\u202c 5\ud83d' })
  assert.equal(chat.title, 'ссалК 5\ufffd')
  await client().call('chats.rename', { chatId, title: 'Класс' })
})

test('[GEN-01/http] ten megabytes, wrong media types, unknown operations and wrong methods are refused at the border', async () => {
  const big = await client().post('messages.send', message('а'.repeat(10_000_000)))
  assert.equal(readProblem('messages.send', big).code, 'request.tooLarge')
  assert.equal(await codeOf('{}', {}, 'messages.destroy'), 'operation.unknown')
  assert.equal(await codeOf('{}', {}, '__proto__'), 'operation.unknown')
  assert.equal(await codeOf('{}', {}, 'constructor'), 'operation.unknown')
  const form = await client().post('messages.send', 'text=a', { 'content-type': 'application/x-www-form-urlencoded' })
  assert.ok(form.status >= 400 && form.status < 500, String(form.status))
  const got = await client().raw(`/api/messages.send?input=${encodeURIComponent(message('а'))}`)
  assert.equal(readProblem('messages.send', got).code, 'operation.unknown')
  assert.equal(await codeOf(message('жив')), 'accepted')
})

test('[GEN-01/origin] a foreign, missing or sibling origin changes nothing, and a foreign host is nobody', async () => {
  const { port } = client()
  for (const origin of ['https://evil.example', 'null', `http://ops.localhost:${port}`, `https://localhost:${port}`]) {
    assert.equal(await codeOf(message('чужое'), { origin }), 'request.originRefused', origin)
  }
  const bare = await client().raw('/api/messages.send', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: message('без источника'),
  })
  assert.equal(readProblem('messages.send', bare).code, 'request.originRefused')
  const host = await client().raw('/api/sessions.current', { headers: { host: 'evil.example' } })
  assert.equal(readProblem('sessions.current', host).code, 'request.hostUnknown')
})

test('commands without a key, with a broken key, or with a key of other input say so', async () => {
  const input = (title: string) => JSON.stringify({ chatId, title })
  assert.equal(await codeOf(input('Имя'), {}, 'chats.rename'), 'key.missing')
  assert.equal(await codeOf(input('Имя'), { 'idempotency-key': 'x' }, 'chats.rename'), 'request.invalid')
  const key = newId()
  assert.equal(await codeOf(input('Имя'), { 'idempotency-key': key }, 'chats.rename'), 'accepted')
  assert.equal(await codeOf(input('Имя'), { 'idempotency-key': key }, 'chats.rename'), 'accepted')
  assert.equal(await codeOf(input('Другое'), { 'idempotency-key': key }, 'chats.rename'), 'key.reused')
})

test('two calls with one key at the same moment are one deed', async () => {
  const key = newId()
  const body = JSON.stringify({ id: newId(), communityId: cast.school.communityId, name: '3«Э»', grade: 3 })
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => cast.director.client.post('units.create', body, { 'idempotency-key': key })),
  )
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]))
  for (const { text } of answers) assert.deepEqual(JSON.parse(text), JSON.parse(answers[0]!.text))
})

test('sessions that never were, and tokens that are too long, are strangers', async () => {
  for (const token of ['x', 'A'.repeat(43), 'A'.repeat(4_000), '%00%ff']) {
    const stranger = world.client()
    stranger.cookies.set('__Host-parta', token)
    await stranger.refused('sessions.current', {}, 'session.ended')
  }
})

test('[GEN-01/socket] malformed frames end only the socket that sent them', async () => {
  const innocent = await world.socket(cast.pupil.client)
  await innocent.hello()
  const frames = [
    'not json',
    '[]',
    '{"t":"hello"}',
    '{"t":"unknown"}',
    '{"t":"ping","t":"call"}',
    '{"t":"ping","__proto__":{}}',
    JSON.stringify({ t: 'call', n: 'one', op: 'chats.list', input: {} }),
    JSON.stringify({ t: 'hello', v: 1, profile: -1, communities: {}, chats: {}, open: [] }),
  ]
  for (const frame of frames) {
    const socket = await world.socket(cast.teacher.client)
    socket.send(frame)
    assert.equal(await socket.closed(), 1008, frame)
  }
  const binary = await world.socket(cast.teacher.client)
  binary.ws.send(Buffer.from([1, 2, 3]))
  assert.equal(await binary.closed(), 1008)
  const huge = await world.socket(cast.teacher.client)
  huge.send(JSON.stringify({ t: 'call', n: 1, op: 'messages.send', input: 'а'.repeat(70_000) }))
  assert.equal(await huge.closed(), 1009)
  await innocent.settle()
})

test('[GEN-01/socket] unknown operations and bad input on a socket are answers, and duplicate frames one deed', async () => {
  const socket = await world.socket(cast.teacher.client)
  await socket.hello()
  const failing = async (op: string, input: unknown) => {
    const from = socket.frames.length
    socket.send({ t: 'call', n: 900 + from, op, key: newId(), input })
    const answer = await socket.until('fail', (frame) => frame.t === 'fail' && frame.n === 900 + from, from)
    return answer.t === 'fail' ? answer.problem.code : ''
  }
  assert.equal(await failing('messages.destroy', {}), 'operation.unknown')
  assert.equal(await failing('messages.send', { chatId }), 'request.invalid')
  assert.equal(await failing('requests.list', {}), 'operation.wrongSurface')
  const frame = JSON.stringify({
    t: 'call',
    n: 1,
    op: 'messages.send',
    key: newId(),
    input: { chatId, key: newId(), text: 'Раз' },
  })
  for (let i = 0; i < 5; i += 1) socket.send(frame)
  const answers = () => socket.frames.filter((each) => each.t === 'ok' && each.n === 1).length
  await socket.until('fifth answer', () => answers() === 5)
  const seqs = socket.frames.flatMap((each) =>
    each.t === 'ok' && each.n === 1 ? [(each.output as { message: { seq: number } }).message.seq] : [],
  )
  assert.equal(seqs.length, 5)
  assert.equal(new Set(seqs).size, 1)
})

async function upgradeStatus(headers: Record<string, string>): Promise<number> {
  const ws = new WebSocket(`ws://127.0.0.1:${client().port}/api/socket`, { headers })
  ws.on('error', () => undefined)
  const [, response] = (await Promise.race([
    once(ws, 'unexpected-response'),
    once(ws, 'open').then(() => [null, { statusCode: 101 }]),
  ])) as [unknown, { statusCode: number }]
  ws.terminate()
  return response.statusCode
}

test('[GEN-01/socket] a socket needs a session, our host and our origin', async () => {
  const { host, origin, cookieHeader: cookie } = client()
  assert.equal(await upgradeStatus({ host, origin, cookie }), 101)
  assert.equal(await upgradeStatus({ host, origin }), 401)
  assert.equal(await upgradeStatus({ host, origin: 'https://evil.example', cookie }), 403)
  assert.equal(await upgradeStatus({ host, cookie }), 403)
  assert.equal(await upgradeStatus({ host: 'evil.example', origin, cookie }), 404)
})

test('a broken HTTP request and a dribble of bytes hurt nobody', async () => {
  const socket = connect(client().port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write('GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n')
  const [answer] = (await once(socket, 'data')) as [Buffer]
  assert.match(answer.toString('latin1'), /^HTTP\/1\.1 4\d\d/)
  socket.destroy()
  assert.equal(await codeOf(message('всё ещё жив')), 'accepted')
})

test('pages and answers carry the headers that keep a browser safe', async () => {
  for (const path of ['/', '/im', '/id', '/api/links.open']) {
    const { headers } = await client().raw(path)
    const policy = String(headers['content-security-policy'])
    assert.match(policy, /default-src 'none'|default-src 'self'/, path)
    assert.ok(!/script-src[^;]*'unsafe-(inline|eval)'/.test(policy), policy)
    assert.match(policy, /frame-ancestors 'none'/)
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.match(String(headers['referrer-policy']), /no-referrer|same-origin/)
  }
})

test('[CALL-15/pages] only pages with calls may compile WebAssembly', async () => {
  for (const [path, allowed] of [
    ['/im', true],
    ['/call/some-link', true],
    ['/id', false],
    ['/api/links.open', false],
  ] as const) {
    const policy = String((await client().raw(path)).headers['content-security-policy'])
    assert.equal(policy.includes("'wasm-unsafe-eval'"), allowed, path)
  }
})

test('nothing personal reaches a log, whatever fails', async () => {
  const lines: string[] = []
  const { createLog } = await import('#server/platform/log/log.ts')
  const log = createLog('debug', (line) => lines.push(line))
  await using quiet = await createWorld({ log })
  const people = await createCast(quiet)
  const { hooks } = quiet.app.communities
  hooks.membershipChanged.push(async (_tx, _communityId, [change]) => {
    throw new Error(`failed for ${change!.profileId}`)
  })
  await people.director.client
    .call('members.remove', { communityId: people.school.communityId, profileId: people.pupil.profileId })
    .catch(() => undefined)
  const text = lines.join('\n')
  assert.ok(text.includes('operation.failed'))
  for (const secret of [
    people.pupil.phone,
    people.pupil.phone.slice(2),
    'Соколова',
    'Артём',
    people.teacher.client.cookies.get('__Host-parta')!,
  ]) {
    assert.ok(!text.includes(secret), `the log holds ${secret}`)
  }
})
