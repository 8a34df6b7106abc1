import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FactRow } from '#contract/connector/fact-rows.ts'
import { newId } from '#testkit/client.ts'
import { createSchoolStage, enrol, hire, makeClass, type SchoolStage } from '#testkit/school.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { createMessengerClient } from '../messenger/messenger-client.ts'
import { createSchoolRounds, type SchoolRounds } from './rounds.ts'
import { createTelling } from './telling.ts'

const SECRET = 'секрет, который никто не читает'
const SENTENCE = 'Такого имени не бывает.'

/** How the messenger of these tests answers; each test sets it. */
interface Messenger {
  token: () => Response
  put: (facts: readonly FactRow[]) => Response
}

let world: World
let stage: SchoolStage
let rounds: SchoolRounds
const asked: string[] = []
const messenger: Messenger = { token: () => token(), put: (facts) => taken(facts) }
before(async () => {
  // Nothing is told by itself here: the rounds of the test tell to its own messenger.
  world = await createWorld({ environment: { PARTA_ROLES: 'web,school' } })
  stage = await createSchoolStage(world)
  const { platform } = world.app
  const send = async (url: string, init: RequestInit) => {
    asked.push(new URL(url).pathname)
    if (url.endsWith('/id/token')) return messenger.token()
    return messenger.put(JSON.parse(String(init.body)).facts)
  }
  const outside = { messengerUrl: () => 'https://own.example', ownUrl: () => 'https://school.example', send }
  const client = createMessengerClient({ ...platform, send })
  rounds = createSchoolRounds({
    ...platform,
    tell: createTelling({ ...platform, outside, client, compareLinks: async () => {} }),
  })
})
after(() => world[Symbol.asyncDispose]())

const token = (life = 600) => Response.json({ access_token: newId(), expires_in: life, token_type: 'Bearer' })
const row = ({ type, id }: FactRow, outcome: string, refusal: string | null = null, sentence = '') => ({
  ...{ type, id, outcome, refusal, sentence, places: refusal === null ? [] : ['/surname'], waitsFor: [] },
})
function answer(rows: readonly { outcome: string }[]): Response {
  const count = (outcome: string) => rows.filter((each) => each.outcome === outcome).length
  const counts = { taken: count('taken'), older: count('older'), same: count('same'), refused: count('refused') }
  return Response.json({ rows, ...counts })
}
const taken = (facts: readonly FactRow[]) => answer(facts.map((fact) => row(fact, 'taken')))
const problem = (status: number, code: string, headers = {}) => Response.json({ code }, { status, headers })

const open = () => stage.head.call('connection.open', {})
async function connect(): Promise<void> {
  Object.assign(messenger, { token: () => token(), put: taken })
  const { version } = await open()
  const named = { version, apiUrl: 'https://messenger.example', clientId: newId(), communityId: newId() }
  await stage.head.call('connection.set', { ...named, secret: SECRET })
  asked.length = 0
}
const puts = () => asked.filter((path) => path === '/api/connector.facts.put').length

test('the secret is told nobody, is not kept as it is, and goes to no other address', async () => {
  await connect()
  const { clientId, communityId, version, apiUrl, hasSecret, untold } = await open()
  assert.deepEqual([apiUrl, hasSecret], ['https://messenger.example', true])
  assert.ok(untold > 0)
  const [kept] = await world.database.query<{ client_secret: Buffer }>('select client_secret from school.connection')
  assert.ok(!kept!.client_secret.includes(Buffer.from(SECRET)))
  const again = { version, apiUrl, clientId: clientId!, communityId: communityId! }
  const { head } = stage
  assert.ok(!JSON.stringify(await head.call('connection.set', again)).includes('секрет'))
  await head.refused('connection.set', { ...again, version: version + 1, clientId: newId() }, 'school.secretMissing')
  const elsewhere = { ...again, version: version + 1, apiUrl: 'https://other.example' }
  await head.refused('connection.set', elsewhere, 'school.secretMissing')
  await head.refused('connection.set', again, 'school.changedMeanwhile')
  for (const address of [
    'http://messenger.example',
    'https://localhost',
    'https://127.0.0.1',
    'https://[::1]',
    'https://2130706433',
    'https://router.local',
    'https://user@messenger.example',
    'https://messenger.example/im',
    'ftp://messenger.example',
    'мессенджер',
  ]) {
    const input = { ...again, version: version + 1, apiUrl: address, secret: SECRET }
    await head.refused('connection.set', input, 'school.addressInvalid')
  }
  const own = { ...again, version: version + 1, apiUrl: (await open()).ownUrl, secret: SECRET }
  assert.equal((await head.call('connection.set', own)).apiUrl, null)
})

test('a messenger that does not answer is asked again after growing pauses, and sooner than it wishes never', async () => {
  await connect()
  messenger.put = () => problem(503, 'service.draining')
  await rounds.run()
  assert.equal((await open()).trouble?.what, 'unreachable')
  let waited = 5_000
  for (let n = 0; n < 4; n += 1) {
    const before = puts()
    world.clock.advance(waited - 1_000)
    await rounds.run()
    assert.equal(puts(), before, `it is left alone for ${waited} ms`)
    world.clock.advance(1_100)
    await rounds.run()
    assert.equal(puts(), before + 1)
    waited *= 2
  }
  messenger.put = () => problem(429, 'rate.limited', { 'retry-after': '200' })
  world.clock.advance(waited)
  await rounds.run()
  const before = puts()
  world.clock.advance(190_000)
  await rounds.run()
  assert.equal(puts(), before)
  messenger.put = taken
  world.clock.advance(20_000)
  await rounds.run()
  const { trouble, untold, toldAt } = await open()
  assert.deepEqual([trouble, untold], [null, 0])
  assert.ok(toldAt !== null)
})

test('a token is used while it lasts; one that is worth nothing is renewed once', async () => {
  await connect()
  await rounds.run()
  await hire(stage.head, 'Петрова', 'teaching')
  await rounds.run()
  assert.deepEqual(asked, ['/id/token', '/api/connector.facts.put', '/api/connector.facts.put'])
  asked.length = 0
  let refusals = 1
  messenger.put = (facts) => (refusals-- > 0 ? problem(401, 'system.required') : taken(facts))
  await hire(stage.head, 'Павлова', 'teaching')
  await rounds.run()
  assert.deepEqual(asked, ['/api/connector.facts.put', '/id/token', '/api/connector.facts.put'])
  assert.deepEqual([(await open()).trouble, (await open()).untold], [null, 0])
  messenger.put = () => problem(401, 'system.required')
  await hire(stage.head, 'Попова', 'teaching')
  await rounds.run()
  assert.equal((await open()).trouble?.what, 'credentials')
  await connect()
  messenger.token = () => problem(401, 'invalid_client')
  await rounds.run()
  assert.equal((await open()).trouble?.what, 'credentials')
  assert.equal(puts(), 0)
})

test('what is no messenger is told so, whatever it answers', async () => {
  const page = () => new Response('<html>', { status: 200 })
  const answers = [
    page,
    () => new Response(null, { status: 302, headers: { location: 'http://127.0.0.1/' } }),
    () => Response.json({ rows: [], taken: 0, older: 0, same: 0, refused: 0 }),
    () => new Response(new Uint8Array(5 * 1_024 * 1_024)),
  ]
  for (const put of answers) {
    await connect()
    messenger.put = put
    await rounds.run()
    assert.equal((await open()).trouble?.what, 'strange')
    assert.equal(puts(), 1, 'it follows nobody elsewhere')
  }
  await connect()
  messenger.token = page
  await rounds.run()
  assert.equal((await open()).trouble?.what, 'strange')
})

test('[ESS-05/refused] a row that is refused stops no other, is shown with its reason, and is told again when it has changed', async () => {
  await connect()
  const { head } = stage
  const { id, version } = await hire(head, 'Странная', 'teaching')
  messenger.put = (facts) =>
    answer(facts.map((fact) => (fact.id === id ? row(fact, 'refused', 'malformed', SENTENCE) : row(fact, 'taken'))))
  await rounds.run()
  const { refused, untold, trouble } = await open()
  assert.deepEqual([refused, untold, trouble], [1, 0, null])
  const { rows, total, next } = await head.call('connection.refused', {})
  assert.deepEqual([total, next], [1, null])
  const [{ type, about, sentence, places }] = rows as [(typeof rows)[number]]
  assert.deepEqual([type, about, sentence, places], ['person', 'Странная Ольга', SENTENCE, ['/surname']])
  const before = puts()
  await rounds.run()
  assert.equal(puts(), before, 'what was answered is not told again for the while')
  messenger.put = taken
  const names = { surname: 'Обычная', name: 'Ольга', patronymic: '', birthDate: null }
  await head.call('people.edit', { id, version, ...names })
  await rounds.run()
  assert.deepEqual((await head.call('connection.refused', {})).rows, [])
})

test('registers that were restored count on from above what the messenger knows', async () => {
  await connect()
  const known = new Map<string, number>()
  messenger.put = (facts) =>
    answer(
      facts.map((fact) => {
        const key = `${fact.type} ${fact.id}`
        const last = known.get(key) ?? 1_000
        if (fact.revision <= last) return row(fact, fact.revision === last ? 'same' : 'older')
        known.set(key, fact.revision)
        return row(fact, 'taken')
      }),
    )
  for (let n = 0; n < 12 && (n === 0 || (await open()).untold > 0); n += 1) await rounds.run()
  const { untold, facts, trouble } = await open()
  assert.deepEqual([untold, trouble], [0, null])
  assert.equal(known.size, facts)
})

test('whoever is admitted at last is told everything, though something was told before', async () => {
  await connect()
  await rounds.run()
  assert.equal((await open()).untold, 0)
  messenger.put = () => problem(404, 'connector.unknown')
  await hire(stage.head, 'Новикова', 'teaching')
  await rounds.run()
  const { trouble, untold, facts } = await open()
  assert.deepEqual([trouble?.what, untold], ['notAdmitted', facts])
  const told: FactRow[] = []
  messenger.put = (rows) => {
    told.push(...rows)
    return taken(rows)
  }
  world.clock.advance(5 * 60_000)
  await rounds.run()
  assert.equal(told.length, facts)
})

test('rows go in portions of five hundred, and in smaller ones where they are too large; tombstones are told too', async () => {
  await connect()
  const unit = await makeClass(stage.head, '1А', 1)
  const pupils = []
  for (let n = 0; n < 260; n += 1) pupils.push(await enrol(stage.head, `Ученик ${n}`, unit.id))
  await stage.head.call('pupils.expel', { pupilId: pupils[0]!.id })
  const sizes: number[] = []
  const told = new Map<string, FactRow>()
  messenger.put = (facts) => {
    sizes.push(facts.length)
    if (facts.length > 120) return problem(413, 'request.tooLarge')
    for (const fact of facts) told.set(`${fact.type} ${fact.id}`, fact)
    return taken(facts)
  }
  await rounds.run()
  const { facts, untold } = await open()
  assert.deepEqual([told.size, untold], [facts, 0])
  assert.equal(Math.max(...sizes), 500)
  const gone = told.get(`person ${pupils[0]!.id}`)!
  assert.deepEqual([gone.removed, gone.data], [true, undefined])
  messenger.put = () => problem(413, 'request.tooLarge')
  await hire(stage.head, 'Огромная', 'teaching')
  await rounds.run()
  assert.equal((await open()).refused, 2)
  assert.match((await stage.head.call('connection.refused', {})).rows[0]!.sentence, /слишком велики/)
})
