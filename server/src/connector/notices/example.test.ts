import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { SYSTEM_SCOPES } from '#contract/kit/system-scopes.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { agree, createOutsideSystem, type OutsideSystem } from '#testkit/oidc-client.ts'
import { newId } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'
import {
  askState,
  type Connection,
  call,
  isGenuine,
  takeToken,
  tellFacts,
} from '../../../../docs/examples/connector-client.ts'

interface Received {
  signature: string
  body: string
}

let world: World
let cast: Cast
let outside: OutsideSystem
let connection: Connection
const received: Received[] = []
/** Statuses with which notices are answered; then they are taken. */
const refusals: number[] = []
const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    received.push({ signature: signatureOf(request), body: Buffer.concat(chunks).toString('utf8') })
    response.writeHead(refusals.shift() ?? 204).end()
  })
})
const signatureOf = (request: IncomingMessage) => String(request.headers['parta-signature'])

before(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  world = await createWorld()
  cast = await createCast(world)
  const { communityId } = cast.school
  outside = await createOutsideSystem(world, {
    operator: cast.operator,
    noticeUri: `http://127.0.0.1:${port}/notices`,
    scopes: ['link'],
    systemScopes: [...SYSTEM_SCOPES],
  })
  connection = { site: `http://localhost:${world.app.port}`, clientId: outside.id, secret: outside.secret, communityId }
  await cast.director.client.call('integrations.set', { communityId, systemId: outside.id })
})
after(async () => {
  await outside[Symbol.asyncDispose]()
  await world[Symbol.asyncDispose]()
  server.closeAllConnections()
  server.close()
})

const person = (id: string, surname: string) => ({
  type: 'person' as const,
  id,
  revision: 1,
  data: { surname, name: 'Артём', patronymic: '', birthDate: null, kinds: ['pupil'] },
})

test('[GEN-09/example] the client of the documentation tells a school in pieces and reads what became of it', async () => {
  const many = Array.from({ length: 1_200 }, (_, n) => person(`p${n}`, 'Учеников'))
  const reports = await tellFacts(connection, many)
  assert.deepEqual([reports.length, reports.filter(({ outcome }) => outcome === 'taken').length], [1_200, 1_200])
  assert.ok((await tellFacts(connection, many.slice(0, 600))).every(({ outcome }) => outcome === 'same'))
  const [odd] = await tellFacts(connection, [{ type: 'chat', id: 'teachers', revision: 1, removed: true }])
  assert.match(odd!.sentence, /не удаляют/)
  await world.app.connector.rounds.run()
  const { due, waiting } = await askState(connection)
  assert.deepEqual([due, waiting], [false, null])
  await assert.rejects(tellFacts({ ...connection, secret: 'another' }, many.slice(0, 1)), /No token: 401/)
})

/** Notices come by a job, and again after a pause when they were refused. */
async function nextNotice(count: number): Promise<Received> {
  for (let waited = 0; received.length < count; waited += 50) {
    assert.ok(waited < 60_000, `${received.length} notices have come`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return received[count - 1]!
}

test('[GEN-09/notices] a source is told that a person has unlinked himself, until it has heard it, in words that nobody else can say', async () => {
  const { pupil } = cast
  const { communityId, clientId, secret } = connection
  await tellFacts(connection, [person('artyom', pupil.about.surname)])
  const asked = await outside.ask('openid link')
  const { access_token: personToken } = await outside.take(asked, await agree(pupil.client, asked))
  const token = await takeToken(connection, 'connector:links')
  await call(connection, token, 'connector.links.make', { communityId, personId: 'artyom', personToken })
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Moscow' }).format(world.clock.now())
  const place = { unitId: cast.classId, childProfileId: pupil.profileId }
  const absence = { id: newId(), ...place, from: day, to: day, reason: 'illness', note: 'Болит горло' } as const
  await cast.parent.client.call('absences.tell', absence)
  const { event, data } = JSON.parse((await nextNotice(1)).body)
  assert.deepEqual([event, data], ['absences.changed', {}], 'what it is has to be asked for')
  refusals.push(503)
  await pupil.client.call('oidc.unlink', { clientId })
  const first = await nextNotice(2)
  const second = await nextNotice(3)
  const told = JSON.parse(second.body)
  assert.deepEqual(
    [told.event, told.communityId, told.data],
    ['link.undone', communityId, { personId: 'artyom', why: 'owner' }],
  )
  assert.equal(JSON.parse(first.body).id, told.id, 'a second try is the same notice')
  const now = world.clock.now() / 1_000
  for (const { signature, body } of [first, second]) assert.ok(isGenuine(secret, signature, body, now))
  assert.ok(!isGenuine(secret, second.signature, second.body.replace('artyom', 'other'), now))
  assert.ok(!isGenuine(secret, second.signature, second.body, now + 301), 'a recorded one is told from a new one')
  assert.ok(!isGenuine(`${secret}x`, second.signature, second.body, now))
})
