import assert from 'node:assert/strict'
import { test } from 'node:test'
import { markRead } from '#contract/messenger/messages.ts'
import { ApiFailure, NetworkFailure } from '../api/api-failure.ts'
import { BACKOFF_MS_MAX, backoffMs } from './backoff.ts'
import { SimulatedTime, settle } from './simulated-time.ts'
import { SimulatedWires } from './simulated-wire.ts'
import { createSocketClient, type End, type Phase } from './socket-client.ts'

const PROFILE = '01890a5d-ac96-774b-bcce-b302099a8001'
const CHAT = '01890a5d-ac96-774b-bcce-b302099a8002'

function world() {
  const time = new SimulatedTime()
  const wires = new SimulatedWires()
  const phases: Phase[] = []
  const ends: End[] = []
  const snapshots: unknown[] = []
  const unreached: number[] = []
  const client = createSocketClient({
    transport: wires,
    timers: time,
    random: () => 0.5,
    listener: {
      hello: () => ({ profile: 7, communities: {}, chats: { [CHAT]: 3 }, open: [] }),
      onSnapshot: (body) => snapshots.push(body),
      onEvent: () => {},
      onPhase: (phase) => phases.push(phase),
      onEnd: (reason) => ends.push(reason),
      onUnreached: (failures) => unreached.push(failures),
    },
  })
  const welcome = () => wires.say({ t: 'welcome', v: 1, profileId: PROFILE, now: '', build: 'b', heartbeatMs: 25_000 })
  const goLive = () => {
    welcome()
    wires.say({ t: 'snapshot', body: {} })
    wires.say({ t: 'live' })
  }
  return { time, wires, phases, ends, snapshots, unreached, client, welcome, goLive }
}

test('says hello with its positions and walks through backfill, cutover and stream', () => {
  const { client, wires, phases, goLive } = world()
  client.start()
  goLive()
  assert.deepEqual(wires.sent, [{ t: 'hello', v: 1, profile: 7, communities: {}, chats: { [CHAT]: 3 }, open: [] }])
  assert.deepEqual(phases, ['connecting', 'backfill', 'cutover', 'stream'])
})

test('comes back within ten seconds whatever happened', async () => {
  const { client, wires, time, unreached } = world()
  wires.refuse = true
  client.start()
  for (let minute = 0; minute < 3; minute += 1) {
    const before = wires.opened.length
    await time.pass(60_000)
    assert.ok(wires.opened.length - before >= 6, 'a try at least every ten seconds')
  }
  assert.ok(unreached.length > 0)
  for (let failures = 1; failures < 40; failures += 1) {
    assert.ok(backoffMs(failures, () => 0.999) <= BACKOFF_MS_MAX)
    assert.ok(backoffMs(failures, () => 0) >= 100)
  }
})

test('a silent wire is dead after the heartbeat and its grace', async () => {
  const { client, wires, time, goLive } = world()
  client.start()
  goLive()
  await time.pass(25_000)
  assert.deepEqual(wires.sent.at(-1), { t: 'ping' })
  await time.pass(9_000)
  assert.equal(client.phase, 'stream')
  await time.pass(3_000)
  assert.equal(wires.opened.length, 2)
})

test('answers reach their calls, refusals too, and a lost wire loses them honestly', async () => {
  const { client, wires, goLive } = world()
  client.start()
  goLive()
  const ok = client.call(markRead, { chatId: CHAT, seq: 1 })
  const refused = client.call(markRead, { chatId: CHAT, seq: 2 })
  const lost = client.call(markRead, { chatId: CHAT, seq: 3 }, PROFILE)
  wires.say({ t: 'fail', n: 2, problem: { type: '', title: '', status: 404, code: 'chat.unknown', requestId: 'r' } })
  wires.say({ t: 'ok', n: 1, output: {} })
  assert.deepEqual(await ok, {})
  await assert.rejects(refused, ApiFailure)
  wires.break()
  await assert.rejects(lost, (error) => error instanceof NetworkFailure && error.key === PROFILE)
  await assert.rejects(client.call(markRead, { chatId: CHAT, seq: 4 }), NetworkFailure)
})

test('a call without an answer is given up', async () => {
  const { client, time, goLive } = world()
  client.start()
  goLive()
  const call = assert.rejects(client.call(markRead, { chatId: CHAT, seq: 1 }), NetworkFailure)
  await time.pass(15_000)
  await call
})

test('a resync and a wish of our own both lead to a new hello', () => {
  const { client, wires, goLive } = world()
  client.start()
  goLive()
  wires.say({ t: 'resync', reason: 'slow' })
  assert.equal(client.phase, 'backfill')
  wires.say({ t: 'snapshot', body: {} })
  wires.say({ t: 'live' })
  client.resync()
  assert.equal(wires.sent.filter((frame) => frame.t === 'hello').length, 3)
})

test('a restart of the server is waited for, an ended session is not', async () => {
  const { client, wires, time, ends, goLive } = world()
  client.start()
  goLive()
  wires.say({ t: 'bye', reason: 'draining', afterMs: 1_000 })
  await time.pass(900)
  assert.equal(wires.opened.length, 1)
  await time.pass(1_100)
  assert.equal(wires.opened.length, 2)
  goLive()
  wires.say({ t: 'bye', reason: 'signedOut', afterMs: 0 })
  await time.pass(60_000)
  assert.equal(wires.opened.length, 2)
  assert.deepEqual(ends, ['signedOut'])
})

test('waking tries at once and probes an open wire', async () => {
  const { client, wires, time, goLive } = world()
  wires.refuse = true
  client.start()
  await settle()
  wires.refuse = false
  client.wake()
  await settle()
  goLive()
  client.wake()
  assert.deepEqual(wires.sent.at(-1), { t: 'ping' })
  await time.pass(5_000)
  assert.equal(client.phase, 'offline')
})
