import { setTimeout as pause } from 'node:timers/promises'
import type { Bench } from '../lib/bench.ts'
import { checkClean, type Generator, ms, type Plan } from '../lib/generator.ts'
import { chatId, type Membership, sessionToken } from '../lib/seed.ts'
import type { Server } from '../lib/servers.ts'
import { CLASSES_OF_SCHOOL, rowsOf, ToldSchools } from '../lib/told-schools.ts'
import { TEXT } from './texts.ts'

const CELL = 'connector'
const ROWS_PER_SECOND = 20_000
const AGAIN_S_MAX = 2
const LIVE_TIMES_MAX = 2
/** Chats of another school, in which people write meanwhile, four of them there. */
const LIVE_CHATS = 50
const ONLINE = 4
const POLL_MS = 20

/** A thousand classes become chats and roles while others write; then the same again, with nothing to do. */
export async function connector(bench: Bench): Promise<void> {
  const classes = bench.pick(1_000, 100, 4)
  const schools = Math.ceil(classes / CLASSES_OF_SCHOOL)
  const memberships = Array.from({ length: LIVE_CHATS * ONLINE }, (_, n): Membership => [Math.floor(n / ONLINE), n])
  const school = { people: (1 + schools) * 1_000, chats: LIVE_CHATS, memberships, messagesIn: () => 100 }
  await using database = await bench.openSchool(school)
  await using told = await ToldSchools.open(database.url, classes)
  const report = (what: string, unit: string, value: number, target?: { atLeast: number } | { atMost: number }) =>
    bench.report({ cell: CELL, what, unit, value, target })
  const rate = bench.pick(200, 200, 50)
  report('classes', '', classes)

  const normal = await withServer(bench, database.url, async (generator) => {
    await writeFor(generator, rate, bench.pick(3_000, 1_000, 100))
    return await writeFor(generator, rate, bench.pick(10_000, 3_000, 300))
  })
  report(`others write ${rate} messages a second: ack p99 before`, 'ms', normal)

  await told.makeDue()
  const clock = timeOf(told)
  const during = await withServer(bench, database.url, async (generator) => {
    const worst: number[] = []
    do worst.push(await writeFor(generator, rate, bench.pick(2_000, 1_000, 200)))
    while ((await told.due()) > 0)
    // The last one may have gone on after the end.
    return median(worst.length > 1 ? worst.slice(0, -1) : worst)
  })
  const seconds = await clock
  const rows = await told.members()
  if (rows < rowsOf(classes)) throw new Error(`${rows} people are in the chats in place of ${rowsOf(classes)}`)
  report('people in chats that were made', '', rows)
  report('until everybody was there', 's', seconds)
  report('rows of membership', 'rows/s', rows / seconds, { atLeast: ROWS_PER_SECOND })
  report('ack p99 of the others meanwhile, median of parts', 'ms', during)
  report('ack p99 meanwhile ÷ before', '×', during / normal, { atMost: LIVE_TIMES_MAX })

  await told.makeDue()
  const again = timeOf(told)
  await using _server = await bench.startSubject(database.url)
  const idle = await again
  if ((await told.members()) !== rows) throw new Error('nothing was told, and somebody has come or gone')
  report('again without changes, for 100,000 rows', 's', (idle / rows) * 100_000, { atMost: AGAIN_S_MAX })
}

async function withServer<T>(bench: Bench, url: string, work: (generator: Generator) => Promise<T>): Promise<T> {
  await using server: Server = await bench.startSubject(url)
  await using generator = await bench.generator('parta', server, planOfOthers())
  await generator.open({}, LIVE_CHATS * ONLINE)
  return await work(generator)
}

function planOfOthers(): Plan {
  return {
    text: TEXT,
    chatIds: Array.from({ length: LIVE_CHATS }, (_, chat) => chatId(chat)),
    sockets: Array.from({ length: LIVE_CHATS * ONLINE }, (_, n) => ({
      token: sessionToken(n),
      chats: [{ chat: Math.floor(n / ONLINE), held: null }],
    })),
  }
}

async function writeFor(generator: Generator, rate: number, lasts: number): Promise<number> {
  return ms(checkClean(await generator.run({ rate, ms: lasts, until: 'ack' })).ack, 0.99)
}

/** Seconds from the moment at which somebody begins with what is due until nothing is. */
async function timeOf(told: ToldSchools): Promise<number> {
  while ((await told.begun()) === 0) await pause(POLL_MS)
  const began = performance.now()
  while ((await told.due()) > 0) await pause(POLL_MS)
  return (performance.now() - began) / 1000
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
}
