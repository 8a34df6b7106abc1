import type { Bench } from '../lib/bench.ts'
import { measureFlush, RawInserts } from '../lib/database-floors.ts'
import { checkClean, type Generator, ms, type Plan } from '../lib/generator.ts'
import { chatId, type Membership, sessionToken } from '../lib/seed.ts'
import type { Server } from '../lib/servers.ts'
import { spreadOf } from '../lib/statistics.ts'
import { TEXT } from './texts.ts'

const CELL = 'send-durable'
const MEMBERS = 20
const ONLINE = 4
const RAW_SHARE_MIN = 0.5
const FLUSHES_MAX = 3
const LOW_RATE = 20
/** A base in use has a history; the planner of an empty one knows nothing. */
const HISTORY = 100_000

interface Case {
  chats: number
  /** People with a socket; each is in as many chats as make four of them in every chat. */
  online: number
  w: number
}

/** Through the real socket, with rights checked and unread state kept: how near to bare inserts do messages come? */
export async function sendDurable(bench: Bench): Promise<void> {
  const cases: Case[] = [
    { chats: 1, online: ONLINE, w: 200 },
    { chats: 50, online: 50 * ONLINE, w: 512 },
    { chats: bench.pick(5_000, 500, 40), online: bench.pick(1_000, 250, 40), w: 1_024 },
  ]
  const flush = await measureFlush(bench, 0)
  const rested = await measureFlush(bench, 1_000 / LOW_RATE)
  bench.report({ cell: CELL, what: 'flush floor (fdatasync of 8 KiB), p50', unit: 'ms', value: flush })
  bench.report({ cell: CELL, what: `flush ${LOW_RATE} times a second, p50`, unit: 'ms', value: rested })
  for (const each of bench.pick(cases, cases, cases.slice(2))) await measureCase(bench, each, flush)
}

async function measureCase(bench: Bench, each: Case, flush: number): Promise<void> {
  const { chats, online } = each
  const memberships = membershipsOf(each)
  const people = online + chats * (MEMBERS - ONLINE)
  const school = { people: Math.min(people, 20_000), chats, memberships, messagesIn: () => HISTORY / chats }
  await using database = await bench.openSchool(school)
  const alone = Array.from({ length: chats }, (_, chat) => [chat, 0] as const)
  await using bare = await bench.openSchool({ ...school, people: 1, memberships: alone })
  await using subject = await bench.startSubject(database.url)
  await using generator = await bench.generator('parta', subject, planOf(each, memberships))
  await using raw = await RawInserts.open(bare.url, { chats, history: HISTORY / chats, text: TEXT })
  await generator.open({}, online)
  await generator.run({ w: 64, count: bench.pick(20_000, 3_000, 200), until: 'ack' })
  await measureRate(bench, { ...each, subject, generator, raw })
  const slow = checkClean(await generator.run({ rate: LOW_RATE, ms: bench.pick(10_000, 1_500, 500) }))
  const p50 = ms(slow.ack, 0.5)
  const report = (what: string, unit: string, value: number, target?: { atMost: number }) =>
    bench.report({ cell: CELL, what: `${chats} chats: ${what}`, unit, value, target })
  const lasts = bench.pick(5_000, 1_000, 300)
  report(`one bare row ${LOW_RATE} times a second, p50`, 'ms', await raw.runSingly(1_000 / LOW_RATE, lasts))
  report(`ack p50 at ${LOW_RATE} msg/s`, 'ms', p50)
  report(`ack p50 at ${LOW_RATE} msg/s in flushes`, '×', p50 / flush, { atMost: FLUSHES_MAX })
  const steady = checkClean(await generator.run({ rate: 1_000, ms: bench.pick(5_000, 1_500, 300), until: 'ack' }))
  report('ack p50 at 1,000 msg/s', 'ms', ms(steady.ack, 0.5))
  report('ack p99 at 1,000 msg/s', 'ms', ms(steady.ack, 0.99))
}

interface Sides extends Case {
  subject: Server
  generator: Generator
  raw: RawInserts
}

async function measureRate(bench: Bench, { chats, w, subject, generator, raw }: Sides): Promise<void> {
  const runMs = bench.pick(3_000, 1_000, 200)
  const rates: number[] = []
  const raws: number[] = []
  const shares: number[] = []
  const costs: { application: number; database: number }[] = []
  for (let pair = 0; pair < bench.pick(5, 2, 1); pair += 1) {
    const doRaw = async () => raws.push(await raw.run(runMs))
    if (pair % 2 === 0) await doRaw()
    const run = () => generator.run({ w, ms: runMs, until: 'ack' })
    const { result, seconds, databaseSeconds } = await bench.measure(subject, 'subject', [generator], run)
    const { sent, ns } = checkClean(result)
    rates.push((sent / ns) * 1e9)
    costs.push({ application: ((seconds - databaseSeconds) / sent) * 1e6, database: (databaseSeconds / sent) * 1e6 })
    if (pair % 2 === 1) await doRaw()
    shares.push(rates.at(-1)! / raws.at(-1)!)
  }
  const report = (what: string, unit: string, values: readonly number[], target?: { atLeast: number }) => {
    const { median, least, greatest } = spreadOf(values)
    bench.report({ cell: CELL, what: `${chats} chats: ${what}`, unit, value: median, least, greatest, target })
  }
  report('raw inserts of 256 rows', 'rows/s', raws)
  report(`acknowledged, W=${w}`, 'msg/s', rates)
  report('share of raw inserts', '', shares, { atLeast: RAW_SHARE_MIN })
  report(
    'application per message',
    'µs CPU',
    costs.map((cost) => cost.application),
  )
  report(
    'PostgreSQL per message',
    'µs CPU',
    costs.map((cost) => cost.database),
  )
}

/** Four of the twenty members of every chat are online, the others are people without a socket. */
function membershipsOf({ chats, online }: Case): Membership[] {
  const offline = Math.min(chats * (MEMBERS - ONLINE), 20_000 - online)
  return Array.from({ length: chats }, (_, chat) => [
    ...Array.from({ length: ONLINE }, (_, i) => [chat, (chat * ONLINE + i) % online] as const),
    ...Array.from({ length: MEMBERS - ONLINE }, (_, i) => {
      return [chat, online + ((chat * (MEMBERS - ONLINE) + i) % offline)] as const
    }),
  ]).flat()
}

function planOf({ chats, online }: Case, memberships: readonly Membership[]): Plan {
  const heard = Array.from({ length: online }, () => [] as { chat: number; held: null }[])
  for (const [chat, person] of memberships) heard[person]?.push({ chat, held: null })
  return {
    text: TEXT,
    chatIds: Array.from({ length: chats }, (_, chat) => chatId(chat)),
    sockets: heard.map((list, person) => ({ token: sessionToken(person), chats: list })),
  }
}
