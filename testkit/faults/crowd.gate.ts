import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { newId } from '#testkit/client.ts'
import { Crowd } from '#testkit/history/crowd.ts'
import type { RealDevice } from '#testkit/history/real-device.ts'
import { clientAt, createGroup, Stand } from '#testkit/history/stand.ts'
import { residentKiB } from '#testkit/processes.ts'

const DEVICES = 1_000
const SEED = Number(process.env.PARTA_TEST_SEED ?? 20_261_128)
const OPENING_MS_MAX = 120_000
const SYNC_95_MS_MAX = 30_000
const SYNC_ALL_MS_MAX = 60_000

const SLOW = 50
const OTHERS = 10
/** More than the system holds for a socket, about 4 MiB, with what the server holds. */
const MESSAGES = 450
const PAUSE_MS = 5
/** Signs of four bytes, nearly as many as a message may have: 16 KiB in a frame. */
const LONG = '🌱'.repeat(4_000)
/** What the server may hold for each slow reader, and what it may grow besides. MiB. */
const HELD_EACH_MB = 1
const GROWTH_MB = 150

let stand: Stand
let posted = 0
before(async () => {
  stand = await Stand.start({ crowd: Crowd.peopleFor(DEVICES) })
})
after(() => stand[Symbol.asyncDispose]())

/** Somebody of the crowd writes, each time another one, since a session may not call so often. */
async function post(chatId: string, text: string): Promise<number> {
  posted += 1
  const client = clientAt(stand, stand.crowd[posted % stand.crowd.length]!, 0)
  return (await client.call('messages.send', { chatId, key: newId(), text })).message.seq
}

const quantile = (sorted: readonly number[], share: number) => sorted[Math.ceil(sorted.length * share) - 1]!
const seconds = (ms: number) => (ms / 1_000).toFixed(1)

test('[MSG-21/storm] a thousand devices come back after the server was killed', async () => {
  const chatId = await createGroup(stand, 'Буря', stand.crowd)
  using crowd = new Crowd(stand, chatId, { devices: DEVICES, seed: SEED })
  await crowd.whenInStep(chatId, 1, OPENING_MS_MAX)
  await stand.nodes[0]!.stop('SIGKILL')
  await stand.startNode(0)
  const ready = performance.now()
  const seq = await post(chatId, 'Все здесь?')
  const back = (await crowd.whenInStep(chatId, seq, SYNC_ALL_MS_MAX * 2)).map((moment) => moment - ready)
  const [most, all] = [quantile(back, 0.95), back.at(-1)!]
  process.stdout.write(
    `[gate] storm: ${DEVICES} devices after kill -9 of the server, 95 % in step ${seconds(most)} s and all ${seconds(all)} s ` +
      'after it was ready, both on one machine\n',
  )
  assert.ok(most <= SYNC_95_MS_MAX && all <= SYNC_ALL_MS_MAX, `${seconds(most)} s, ${seconds(all)} s`)
})

/** Posts long messages and returns how late each reached each of the devices, in milliseconds, sorted. */
async function delaysOf(chatId: string, devices: readonly RealDevice[]): Promise<number[]> {
  const delays: number[] = []
  const stops = devices.map(({ engine }) =>
    engine.onEvent((frame) => {
      if (frame.e !== 'message.posted') return
      const { text } = (frame.p as { message: { text: string } }).message
      delays.push(performance.now() - Number(text.split(' ')[0]))
    }),
  )
  for (let n = 0; n < MESSAGES; n += 1) {
    await post(chatId, `${performance.now()} ${LONG}`)
    await delay(PAUSE_MS)
  }
  await delay(1_000)
  for (const stop of stops) stop()
  return delays.sort((one, other) => one - other)
}

/** Devices that have left their stream: they were told that they fell behind, or were given up as silent. */
function watchBehind(devices: readonly RealDevice[]): ReadonlySet<RealDevice> {
  const behind = new Set<RealDevice>()
  for (const device of devices) {
    device.engine.store.subscribe(({ phase }, before) => {
      if (before.phase === 'stream' && phase !== 'stream') behind.add(device)
    })
  }
  return behind
}

test('[MSG-21/slow-readers] readers that stop reading hurt nobody else and are in step when they read again', async () => {
  const chatId = await createGroup(stand, 'Медленно', stand.crowd)
  using crowd = new Crowd(stand, chatId, { devices: SLOW + OTHERS, seed: SEED })
  await crowd.whenInStep(chatId, 1, OPENING_MS_MAX)
  const [slow, others] = [crowd.devices.slice(0, SLOW), crowd.devices.slice(SLOW)]
  const peace = await delaysOf(chatId, others)
  const before = residentKiB(stand.nodes[0]!.pid) / 1_024
  const behind = watchBehind(slow)
  for (const device of slow) device.stopReading()
  const beside = await delaysOf(chatId, others)
  const grown = residentKiB(stand.nodes[0]!.pid) / 1_024 - before
  for (const device of slow) device.readAgain()
  const seq = await post(chatId, 'Читаем')
  const read = performance.now()
  const back = await crowd.whenInStep(chatId, seq, SYNC_ALL_MS_MAX)
  assert.equal(behind.size, SLOW, 'every slow reader has to fall behind, or nobody was slow')
  const [normal, worse] = [quantile(peace, 0.99), quantile(beside, 0.99)]
  process.stdout.write(
    `[gate] slow readers: ${SLOW} sockets stop reading during ${MESSAGES} long messages; p99 of ${others.length} others ` +
      `${normal.toFixed(0)} ms before, ${worse.toFixed(0)} ms beside them; the server grew by ${grown.toFixed(0)} MiB; ` +
      `in step ${seconds(back.at(-1)! - read)} s after reading again\n`,
  )
  assert.equal(beside.length, MESSAGES * others.length)
  assert.ok(worse <= 2 * normal + 20, `p99 ${normal} ms, beside slow readers ${worse} ms`)
  assert.ok(grown <= SLOW * HELD_EACH_MB + GROWTH_MB, `grew by ${grown} MiB`)
})
