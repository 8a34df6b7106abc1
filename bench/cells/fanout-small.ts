import type { Bench } from '../lib/bench.ts'
import { checkClean, type Generator, ms, type PlannedSocket } from '../lib/generator.ts'
import { chatId, sessionToken } from '../lib/seed.ts'
import type { Server } from '../lib/servers.ts'
import { measurePairs, type Part, ratios, spreadOf } from '../lib/statistics.ts'
import { TEXT } from './texts.ts'

const CELL = 'fanout-small'
const MEMBERS = 20
const MULTIPLE_MAX = 1.8
const P99_MS_MAX = 100
/** Most chats that have a message on its way at once: few enough that no socket gets two in one turn. */
const WINDOW = 64

interface SmallPart extends Part {
  databaseSeconds: number
  allSeconds: number
  messages: number
}

/** Ten thousand sockets in chats of twenty: there is nothing to write together. */
export async function fanoutSmall(bench: Bench): Promise<void> {
  const chats = bench.pick(500, 100, 4)
  const people = chats * MEMBERS
  await using database = await bench.openSchool({
    people,
    chats,
    memberships: Array.from({ length: people }, (_, person) => [Math.floor(person / MEMBERS), person] as const),
    messagesIn: () => 100,
  })
  await using subject = await bench.startSubject(database.url)
  await using floor = await bench.startFloor()
  const chatIds = Array.from({ length: chats }, (_, chat) => chatId(chat))
  const sockets = (token: (person: number) => string): PlannedSocket[] =>
    Array.from({ length: people }, (_, person) => ({
      token: token(person),
      chats: [{ chat: Math.floor(person / MEMBERS), held: null }],
    }))
  const group = (person: number) => String(Math.floor(person / MEMBERS))
  await using ours = await bench.generator('parta', subject, { text: TEXT, chatIds, sockets: sockets(sessionToken) })
  await using theirs = await bench.generator('floor', floor, { text: TEXT, chatIds, sockets: sockets(group) })
  await theirs.open({}, people)
  await ours.open({}, people)
  await ours.run({ w: WINDOW, count: bench.pick(8_000, 2_000, 40) })
  const perMessage = await measureCost(bench, { subject, floor, ours, theirs })
  await measureLatency(bench, ours, perMessage)
}

interface Sides {
  subject: Server
  floor: Server
  ours: Generator
  theirs: Generator
}

/** @returns seconds of all processors that a message takes, the generator's share too */
async function measureCost(bench: Bench, { subject, floor, ours, theirs }: Sides): Promise<number> {
  const count = bench.pick(10_000, 2_000, 40)
  const side = (server: Server, generator: Generator, name: 'subject' | 'floor') => async (): Promise<SmallPart> => {
    const part = await bench.measure(server, name, [generator], () => generator.run({ w: WINDOW, count }))
    const { deliveries, sent } = checkClean(part.result)
    return { ...part, units: deliveries, messages: sent }
  }
  const pairs = await measurePairs(bench.pick(5, 2, 1), {
    floor: side(floor, theirs, 'floor'),
    subject: side(subject, ours, 'subject'),
  })
  const disturbed = pairs.filter(({ quiet }) => !quiet).length
  const report = (what: string, unit: string, values: number[], target?: { atMost: number }) => {
    const { median, least, greatest } = spreadOf(values)
    bench.report({ cell: CELL, what, unit, value: median, least, greatest, disturbed, target })
  }
  const perMillion = ({ seconds, units }: Part) => (seconds / units) * 1e6
  report(
    'floor',
    'CPU-s/Mdel',
    pairs.map((pair) => perMillion(pair.floor)),
  )
  report(
    'with PostgreSQL',
    'CPU-s/Mdel',
    pairs.map((pair) => perMillion(pair.subject)),
  )
  report(
    'PostgreSQL alone',
    'CPU-s/Mdel',
    pairs.map(({ subject: part }) => (part.databaseSeconds / part.units) * 1e6),
  )
  report('multiple of the floor', '×', ratios(pairs), { atMost: MULTIPLE_MAX })
  return spreadOf(pairs.map(({ subject: part }) => part.allSeconds / part.messages)).median
}

/** At the rate at which everything together, the generator too, keeps one of the machine's two processors busy. */
async function measureLatency(bench: Bench, generator: Generator, perMessage: number): Promise<void> {
  const rate = Math.max(1, Math.round(1 / perMessage))
  const calm = checkClean(await generator.run({ rate, ms: bench.pick(10_000, 2_000, 300) }))
  bench.report({ cell: CELL, what: 'rate that uses half of the machine', unit: 'msg/s', value: rate })
  bench.report({ cell: CELL, what: `delivery p50 at ${rate} msg/s`, unit: 'ms', value: ms(calm.delivery, 0.5) })
  const p99 = ms(calm.delivery, 0.99)
  bench.report({
    cell: CELL,
    what: `delivery p99 at ${rate} msg/s`,
    unit: 'ms',
    value: p99,
    target: { atMost: P99_MS_MAX },
  })
}
