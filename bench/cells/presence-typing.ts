import { TYPING_REPEAT_MS } from '#contract/messenger/messenger.limits.ts'
import type { Bench } from '../lib/bench.ts'
import { type Circles, chatsOf, circleMemberships, circleSockets } from '../lib/circles.ts'
import { checkClean, type Generator, ms, type Ran } from '../lib/generator.ts'
import { chatId } from '../lib/seed.ts'
import type { Server } from '../lib/servers.ts'
import { TEXT } from './texts.ts'

const CELL = 'presence-typing'
const SIZE = 25
/** Share of those online who type at the busiest minute, all chats alike. */
const BUSY_SHARE = 0.1
/** People of one class who type at once in a chat that everybody talks in. */
const HOT_TYPISTS = 10
const HOT_CHATS = 100
/** How often signs may come to one client, whatever goes on in its chats. */
const ARRIVALS_MAX = 1
/** Half of the chats may cost half of the bytes and what is needed once, and no more. */
const GROWTH_MAX = 2.1

/**
 * A city comes online and types. Nobody is told who is there, so that coming costs only the one who comes; signs of
 * typing are told to a whole class.
 */
export async function presenceTyping(bench: Bench): Promise<void> {
  const many: Circles = { people: bench.pick(10_000, 1_000, 50), layers: 20, size: SIZE }
  const few: Circles = { people: bench.pick(1_000, 250, 50), layers: 10, size: SIZE }
  const chats = chatsOf(many) + chatsOf(few)
  const after = { chat: chatsOf(many), person: many.people }
  await using database = await bench.openSchool({
    people: many.people + few.people,
    chats,
    memberships: [...circleMemberships(many), ...circleMemberships(few, after)],
    messagesIn: () => 10,
    readIn: () => 10,
  })
  await using subject = await bench.startSubject(database.url)
  await using generator = await bench.generator('parta', subject, {
    text: TEXT,
    chatIds: Array.from({ length: chats }, (_, chat) => chatId(chat)),
    sockets: [...circleSockets(many), ...circleSockets(few, after)],
  })
  await measureComing(bench, { subject, generator, many: many.people, few: few.people })
  await measureTyping(bench, { subject, generator, many })
}

interface Sides {
  subject: Server
  generator: Generator
}

async function measureComing(bench: Bench, sides: Sides & { many: number; few: number }): Promise<void> {
  const { subject, generator, many, few } = sides
  const report = (what: string, unit: string, value: number, target?: { atMost: number }) =>
    bench.report({ cell: CELL, what, unit, value, target })
  const fewRan = await generator.open({ from: many, to: many + few, rate: Math.ceil(few / bench.pick(10, 3, 1)) }, few)
  const seconds = bench.pick(50, 5, 1)
  const open = () => generator.open({ to: many, rate: Math.ceil(many / seconds) }, many + few)
  const coming = await bench.measure(subject, 'subject', [generator], open)
  checkClean(coming.result)
  report('people who come online a second', '', many / coming.wallSeconds)
  report('server CPU per person, with PostgreSQL', 'ms', (coming.seconds / many) * 1e3)
  report('from the upgrade to live, p99', 'ms', ms(coming.result.sync, 0.99))
  const bytes = (ran: Ran, people: number) => ran.snapshotBytes / people / 1024
  report('bytes for one who comes, 20 chats', 'KiB', bytes(coming.result, many))
  report('bytes for one who comes, 10 chats', 'KiB', bytes(fewRan, few))
  report('growth of bytes with twice the chats', '×', bytes(coming.result, many) / bytes(fewRan, few), {
    atMost: GROWTH_MAX,
  })
}

async function measureTyping(bench: Bench, { subject, generator, many }: Sides & { many: Circles }): Promise<void> {
  const seconds = TYPING_REPEAT_MS / 1_000
  const busy = { rate: Math.ceil((many.people * BUSY_SHARE) / seconds), chats: chatsOf(many), hearers: many.people }
  const hotChats = Math.min(HOT_CHATS, many.people / SIZE)
  const hot = { rate: Math.ceil((hotChats * HOT_TYPISTS) / seconds), chats: hotChats, hearers: hotChats * SIZE }
  // The compiler of the runtime has its say before anything is measured.
  await generator.run({ op: 'typing', rate: busy.rate, ms: bench.pick(2_000, 1_000, 100), chats: busy.chats })
  for (const [name, { rate, chats, hearers }] of [
    [`one of ${1 / BUSY_SHARE} types`, busy],
    [`${HOT_TYPISTS} of a class of ${SIZE} type`, hot],
  ] as const) {
    const run = () => generator.run({ op: 'typing', rate, ms: bench.pick(10_000, 2_000, 500), chats })
    const { result, ...spent } = await bench.measure(subject, 'subject', [generator], run)
    const lasted = checkClean(result).ns / 1e9
    const report = (what: string, unit: string, value: number, target?: { atMost: number }) =>
      bench.report({ cell: CELL, what: `${name}: ${what}`, unit, value, target })
    report('signs sent', '1/s', result.sent / lasted)
    report('signs that came to clients', '1/s', result.typed / lasted)
    report('arrivals at one client', '1/s', result.typedArrivals / lasted / hearers, { atMost: ARRIVALS_MAX })
    report('bytes to one client', 'B/s', result.typedBytes / lasted / hearers)
    report('server CPU, of one processor, with PostgreSQL', '%', (spent.seconds / spent.wallSeconds) * 100)
    report('PostgreSQL among it', '%', (spent.databaseSeconds / spent.wallSeconds) * 100)
    report('answer p99', 'ms', ms(result.ack, 0.99))
  }
}
