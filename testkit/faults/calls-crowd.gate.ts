import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import path from 'node:path'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { CALL_BEAT_MS, CALL_PEOPLE_MAX } from '#contract/calls/calls.limits.ts'
import { type BareMedia, startBareMedia } from '#testkit/bare-media.ts'
import { type CallLoadPart, type CallLoadRan, startCallLoad } from '#testkit/call-load.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { signalsOf, startTestMedia, untilReady } from '#testkit/media.ts'
import { startChat } from '#testkit/messages.ts'
import { cpuSeconds, residentKiB } from '#testkit/processes.ts'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'
import { createWorld } from '#testkit/world.ts'

const SECONDS = 20
/** Packets of one voice in a second. */
const VOICE_RATE = 50
/** Share of packets that may be missing; the codec covers this many without being heard. */
const LOSS_MAX = 0.01
/** They come within half a minute, as at the beginning of a conference. */
const APART_MS = 60
/** With a film of 640 × 360 the machine carries fewer. */
const WATCHING = [100, 200, 350] as const
const FILM = [
  '-f',
  'lavfi',
  '-i',
  'testsrc2=size=640x360:rate=15:duration=10',
  '-c:v',
  'libvpx',
  '-b:v',
  '500k',
  '-g',
  '30',
]

type Media = Awaited<ReturnType<typeof startTestMedia>>

const quantile = (values: readonly number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? Number.NaN

async function startCall(cast: Cast) {
  const chatId = await startChat(cast)
  const { call } = await cast.teacher.client.call('calls.start', { chatId, id: newId() })
  return { chatId, callId: call.id }
}

/** Tokens of sessions that go on saying that they are there, as long as the result lives. */
async function tokensFor(cast: Cast, place: { chatId: string; callId: string }, people: number) {
  const { client } = cast.teacher
  const sessions = Array.from({ length: people }, () => ({ ...place, sessionId: newId() }))
  const tokens: string[] = []
  for (const session of sessions) tokens.push((await client.call('calls.join', session)).admitted!.token)
  const beats = setInterval(() => {
    for (const session of sessions) void client.call('calls.beat', session).catch(() => {})
  }, CALL_BEAT_MS)
  return { tokens, [Symbol.dispose]: () => clearInterval(beats) }
}

/** Lets them in and says what it cost while all were inside. */
async function gather(media: Media, tokens: readonly string[], film: string) {
  return gatherAt({ url: signalsOf(media), pid: media.pid! }, tokens, film)
}

async function gatherAt({ url, pid }: Pick<BareMedia, 'url' | 'pid'>, tokens: readonly string[], film: string) {
  const load = await startCallLoad({ url, tokens, speakers: 1, sound: '', film, apartMs: APART_MS, seconds: SECONDS })
  await load.inside
  const before = { server: cpuSeconds([pid]), load: cpuSeconds([load.pid]), at: performance.now() }
  await delay((SECONDS - 2) * 1_000)
  const seconds = (performance.now() - before.at) / 1_000
  const server = (cpuSeconds([pid]) - before.server) / seconds
  const own = (cpuSeconds([load.pid]) - before.load) / seconds
  return { ran: await load.ran, server, own, memory: residentKiB(pid) / 1_024 }
}

function sumUp({ parts }: CallLoadRan) {
  const listeners = parts.slice(1).filter((part): part is CallLoadPart => part !== null)
  const packets = listeners.reduce((sum, part) => sum + part.packets, 0)
  const lost = listeners.reduce((sum, part) => sum + part.lost, 0)
  return { listeners, packets, loss: lost / Math.max(1, packets + lost) }
}

const percent = (share: number) => `${(100 * share).toFixed(2)} %`

test('[CALL-02/crowd] in a call of 500 the last one hears, and the one after him is refused', async () => {
  await using media = await startTestMedia({ interfaces: ['lo'] })
  await untilReady(media)
  await using world = await createWorld({ mediaServer: media })
  const cast = await createCast(world)
  const place = await startCall(cast)
  using people = await tokensFor(cast, place, CALL_PEOPLE_MAX)
  await cast.pupil.client.refused('calls.join', { ...place, sessionId: newId() }, 'call.full')
  const { ran, server, own, memory } = await gather(media, people.tokens, '')
  const { listeners, packets, loss } = sumUp(ran)
  process.stdout.write(
    `[gate] call of ${CALL_PEOPLE_MAX}, one speaks: ${listeners.length} of ${CALL_PEOPLE_MAX - 1} listen, ` +
      `${Math.round(packets / SECONDS)} packets/s, ${percent(loss)} lost; media server ${server.toFixed(2)} processors and ` +
      `${memory.toFixed(0)} MB, the listeners ${own.toFixed(2)} of the same two; joined in p50 ` +
      `${quantile(
        listeners.map(({ cameMs }) => cameMs),
        0.5,
      )} ms, p95 ${quantile(
        listeners.map(({ cameMs }) => cameMs),
        0.95,
      )} ms\n`,
  )
  assert.deepEqual([...ran.refused], [])
  assert.equal(listeners.length, CALL_PEOPLE_MAX - 1)
  for (const [i, { firstMs, packets: heard }] of listeners.entries()) {
    assert.ok(
      firstMs >= 0 && heard >= SECONDS * VOICE_RATE * (1 - 5 * LOSS_MAX),
      `${i}: ${firstMs} ms, ${heard} packets`,
    )
  }
  assert.ok(loss <= LOSS_MAX, percent(loss))
})

test('[CALL-02/film] with a film beside the voice it is told how many this machine carries', async () => {
  const film = path.join(await makeTemporaryFolder('parta-film-'), 'film.ivf')
  await promisify(execFile)('ffmpeg', ['-loglevel', 'error', ...FILM, film])
  let carried = 0
  for (const people of WATCHING) {
    await using media = await startTestMedia({ interfaces: ['lo'] })
    await untilReady(media)
    await using world = await createWorld({ mediaServer: media })
    const cast = await createCast(world)
    using watching = await tokensFor(cast, await startCall(cast), people)
    const { ran, server, own, memory } = await gather(media, watching.tokens, film)
    const { listeners, packets, loss } = sumUp(ran)
    const bytes = listeners.reduce((sum, part) => sum + part.bytes, 0)
    process.stdout.write(
      `[gate] call of ${people} with a film: ${listeners.length} watch, ${Math.round(packets / SECONDS)} packets/s, ` +
        `${((bytes * 8) / SECONDS / 1e6).toFixed(0)} Mbit/s, ${percent(loss)} lost; media server ${server.toFixed(2)} processors and ` +
        `${memory.toFixed(0)} MB, the listeners ${own.toFixed(2)} of the same two\n`,
    )
    if (loss <= LOSS_MAX && listeners.length === people - 1) carried = people
  }
  assert.ok(carried >= WATCHING[0], `${carried} are carried`)
})

/** Of each kind in turn, so that what the machine does beside falls on both. */
const TURNS = 3
const COMPARED = 200
const DEARER_MAX = 1.1

test('[CALL-02/overhead] a packet costs the media server hardly more in a call than without anything of ours', async () => {
  const costs = { ours: [] as number[], alone: [] as number[] }
  // What went through while it was measured, of what went through in all.
  const costOf = ({ ran, server }: Awaited<ReturnType<typeof gatherAt>>) => (server * SECONDS) / sumUp(ran).packets
  for (let turn = 0; turn < TURNS; turn += 1) {
    {
      await using bare = await startBareMedia()
      costs.alone.push(costOf(await gatherAt(bare, await bare.tokens(COMPARED), '')))
    }
    await using media = await startTestMedia({ interfaces: ['lo'] })
    await untilReady(media)
    await using world = await createWorld({ mediaServer: media })
    const cast = await createCast(world)
    using people = await tokensFor(cast, await startCall(cast), COMPARED)
    costs.ours.push(costOf(await gather(media, people.tokens, '')))
  }
  const [ours, alone] = [quantile(costs.ours, 0.5), quantile(costs.alone, 0.5)]
  process.stdout.write(
    `[gate] a packet to one of ${COMPARED} who listen: ${(ours * 1e6).toFixed(1)} µs of a processor in a call, ` +
      `${(alone * 1e6).toFixed(1)} µs with the media server alone, ${(ours / alone).toFixed(2)} times as much\n`,
  )
  assert.ok(ours / alone <= DEARER_MAX, `${ours / alone}`)
})
