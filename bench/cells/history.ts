import type { Bench } from '../lib/bench.ts'
import { checkClean, type Generator, ms } from '../lib/generator.ts'
import { chatId, sessionToken } from '../lib/seed.ts'
import type { Server } from '../lib/servers.ts'
import { spreadOf } from '../lib/statistics.ts'
import { TEXT } from './texts.ts'

const CELL = 'history-50'
const MEMBERS = 20
const PAGES_MIN = 4_000
const P99_MS_MAX = 10
const WINDOWS = [2, 4, 8, 16] as const
/** Above this the rate is not counted: a page that comes later is felt. */
const FELT_MS = 20

/** Pages of fifty messages from anywhere in long chats, right of reading and names of the writers included. */
export async function history(bench: Bench): Promise<void> {
  const chats = bench.pick(5, 2, 2)
  const messages = bench.pick(100_000, 20_000, 500)
  const people = chats * MEMBERS
  await using database = await bench.openSchool({
    people,
    chats,
    memberships: Array.from({ length: people }, (_, person) => [Math.floor(person / MEMBERS), person] as const),
    messagesIn: () => messages,
    readIn: () => messages,
  })
  await bench.coolDatabase()
  await using subject = await bench.startSubject(database.url)
  await using generator = await bench.generator('parta', subject, {
    text: TEXT,
    chatIds: Array.from({ length: chats }, (_, chat) => chatId(chat)),
    sockets: Array.from({ length: people }, (_, person) => ({
      token: sessionToken(person),
      chats: [{ chat: Math.floor(person / MEMBERS), held: messages }],
    })),
  })
  await generator.open({}, people)
  await generator.stand(messages)
  const cold = checkClean(await generator.run({ op: 'page', rate: 50, ms: bench.pick(4_000, 2_000, 200) }))
  bench.report({ cell: CELL, what: 'p50 at 50 pages/s, database just started', unit: 'ms', value: ms(cold.ack, 0.5) })
  bench.report({ cell: CELL, what: 'p99 at 50 pages/s, database just started', unit: 'ms', value: ms(cold.ack, 0.99) })
  await generator.run({ op: 'page', w: 8, count: bench.pick(10_000, 2_000, 50) })
  const rate = await measureRate(bench, subject, generator)
  const calm = checkClean(
    await generator.run({ op: 'page', rate: Math.max(10, Math.round(rate / 2)), ms: bench.pick(8_000, 2_000, 200) }),
  )
  bench.report({ cell: CELL, what: 'p50 at half that rate', unit: 'ms', value: ms(calm.ack, 0.5) })
  bench.report({
    cell: CELL,
    what: 'p99 at half that rate',
    unit: 'ms',
    value: ms(calm.ack, 0.99),
    target: { atMost: P99_MS_MAX },
  })
}

interface Rate {
  pages: number
  application: number
  database: number
}

/** @returns the most pages a second of which 99 % come before they are felt to be late */
async function measureRate(bench: Bench, subject: Server, generator: Generator): Promise<number> {
  const best: Rate[] = []
  for (let round = 0; round < bench.pick(3, 1, 1); round += 1) {
    const rates: Rate[] = []
    for (const w of WINDOWS) {
      const run = () => generator.run({ op: 'page', w, ms: bench.pick(2_500, 1_000, 150) })
      const { result, seconds, databaseSeconds } = await bench.measure(subject, 'subject', [generator], run)
      const { acked, ns, ack } = checkClean(result)
      const application = ((seconds - databaseSeconds) / acked) * 1e6
      const rate = { pages: (acked / ns) * 1e9, application, database: (databaseSeconds / acked) * 1e6 }
      if (ms(ack, 0.99) <= FELT_MS || rates.length === 0) rates.push(rate)
    }
    best.push(rates.reduce((most, each) => (each.pages > most.pages ? each : most)))
  }
  const report = (what: string, unit: string, values: number[], target?: { atLeast: number }) => {
    const { median, least, greatest } = spreadOf(values)
    bench.report({ cell: CELL, what, unit, value: median, least, greatest, target })
    return median
  }
  report(
    'application per page',
    'µs CPU',
    best.map(({ application }) => application),
  )
  report(
    'PostgreSQL per page',
    'µs CPU',
    best.map(({ database }) => database),
  )
  return report(
    `pages at p99 ≤ ${FELT_MS} ms`,
    'pages/s',
    best.map(({ pages }) => pages),
    { atLeast: PAGES_MIN },
  )
}
