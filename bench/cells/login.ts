import type { Bench, Measured } from '../lib/bench.ts'
import { type Circles, chatsOf, circleMemberships, circleSockets } from '../lib/circles.ts'
import { checkClean, type Generator, ms, type Plan, type Ran } from '../lib/generator.ts'
import { benchPasswordHash, type LoggedIn, measureHashing, signInAtRate, signInSteadily } from '../lib/logins.ts'
import { chatId, type Membership, sessionToken } from '../lib/seed.ts'
import type { Server } from '../lib/servers.ts'
import { TEXT } from './texts.ts'

const CELL = 'login-0830'
const HASH_SHARE_MIN = 0.9
const LIVE_P99_MAX = 2
/** What the design reckoned with; the library in use checks a password in a fifth of that time. */
const RECKONED = 50
const LIVE_MEMBERS = 20
/** Sign-ins on their way when as many come as can be served. */
const CROWD = 16

interface Sizes {
  /** Those who kept their session over night. */
  circles: Circles
  /** Chats of people who are there already and write. */
  liveChats: number
  rate: number
  passwords: number
  seconds: number
}

/** Half past eight: thousands open the messenger, hundreds sign in by password, and the others go on writing. */
export async function login(bench: Bench): Promise<void> {
  const sizes: Sizes = {
    circles: { people: bench.pick(5_000, 500, 50), layers: 20, size: 25 },
    liveChats: bench.pick(50, 25, 2),
    rate: bench.pick(500, 500, 20),
    passwords: bench.pick(300, 25, 2),
    seconds: bench.pick(60, 5, 1),
  }
  const hash = await benchPasswordHash()
  const { circles, liveChats } = sizes
  const live = circles.people + sizes.passwords
  await using database = await bench.openSchool({
    people: live + liveChats * LIVE_MEMBERS,
    chats: chatsOf(circles) + liveChats,
    memberships: [...circleMemberships(circles), ...liveMemberships(sizes, live)],
    messagesIn: () => 10,
    readIn: () => 10,
    passwordHash: hash,
  })
  const bound = await measureHashing(hash, bench.pick(5_000, 2_000, 100))
  await using subject = await bench.startSubject(database.url, { everywhere: true })
  const chatIds = Array.from({ length: chatsOf(circles) + liveChats }, (_, chat) => chatId(chat))
  const plan = (sockets: Plan['sockets']): Plan => ({ text: TEXT, chatIds, sockets })
  await using staying = await bench.generator('parta', subject, plan(liveSockets(sizes, live)))
  await using coming = await bench.generator('parta', subject, plan(circleSockets(circles)))
  await staying.open({}, liveChats * LIVE_MEMBERS)
  await measure(bench, sizes, { subject, staying, coming, bound })
}

interface Sides {
  subject: Server
  staying: Generator
  coming: Generator
  /** Checks of a password a second of the idle machine. */
  bound: number
}

async function measure(bench: Bench, sizes: Sizes, { subject, staying, coming, bound }: Sides): Promise<void> {
  const { circles, rate, liveChats, seconds } = sizes
  const write = (lasts: number) => staying.run({ rate, ms: lasts, from: chatsOf(circles), chats: liveChats })
  await write(bench.pick(3_000, 1_000, 200))
  const normal = checkClean(await write(bench.pick(10_000, 2_000, 300)))
  const people = Array.from({ length: sizes.passwords }, (_, i) => circles.people + i)
  const morning = async () => {
    const [wrote, came, signed] = await Promise.all([
      write(seconds * 1_000),
      coming.open({ rate: Math.ceil(circles.people / seconds) }, circles.people),
      signInAtRate(subject.port, people, sizes.passwords / seconds),
    ])
    return { wrote: checkClean(wrote), came: checkClean(came), signed }
  }
  const { result, ...spent } = await bench.measure(subject, 'subject', [staying, coming], morning)
  reportMorning(bench, sizes, { normal, ...result })
  const cpu = (spent.seconds / spent.wallSeconds) * 100
  bench.report({ cell: CELL, what: 'server CPU, of one processor, with PostgreSQL', unit: '%', value: cpu })
  const lasts = bench.pick(10_000, 2_000, 500)
  const come = () => signInSteadily(subject.port, people, { w: CROWD, ms: lasts })
  const alone = await bench.measure(subject, 'subject', [staying, coming], come)
  const [wrote, crowd] = await Promise.all([write(lasts), come()])
  reportCrowd(bench, { normal, wrote: checkClean(wrote), alone, crowd, bound })
}

function reportMorning(
  bench: Bench,
  { circles, seconds, rate }: Sizes,
  { normal, wrote, came, signed }: { normal: Ran; wrote: Ran; came: Ran; signed: LoggedIn },
): void {
  const report = (what: string, unit: string, value: number, target?: { atMost: number }) =>
    bench.report({ cell: CELL, what, unit, value, target })
  const before = ms(normal.delivery, 0.99)
  const meanwhile = ms(wrote.delivery, 0.99)
  report(`sessions that came within ${seconds} s`, '', circles.people)
  report('from the upgrade to live, p99', 'ms', ms(came.sync, 0.99))
  report(`sign-ins by password within ${seconds} s`, '', signed.done)
  report('sign-in p50', 'ms', ms(signed.times, 0.5))
  report('sign-in p99', 'ms', ms(signed.times, 0.99))
  report(`delivery p99 at ${rate} msg/s in peace`, 'ms', before)
  report('delivery p99 meanwhile', 'ms', meanwhile)
  report('delivery p99 meanwhile as a multiple of peace', '×', meanwhile / before, { atMost: LIVE_P99_MAX })
  report('answers to upgrades with a 5xx', '', came.statuses[5]!, { atMost: 0 })
}

interface Crowd {
  normal: Ran
  wrote: Ran
  /** Without messages meanwhile, and with them. */
  alone: Measured<LoggedIn>
  crowd: LoggedIn
  bound: number
}

/** As many sign-ins as can be served, and messages meanwhile. */
function reportCrowd(bench: Bench, { normal, wrote, alone, crowd, bound }: Crowd): void {
  const report = (what: string, unit: string, value: number, target?: { atMost: number } | { atLeast: number }) =>
    bench.report({ cell: CELL, what: `crowd: ${what}`, unit, value, target })
  report('checks of a password that the idle machine makes', '1/s', bound)
  const { done, rate } = alone.result
  report('sign-ins, nobody writes', '1/s', rate)
  report('server CPU per sign-in, with PostgreSQL', 'ms', (alone.seconds / done) * 1e3)
  report('PostgreSQL among it', 'ms', (alone.databaseSeconds / done) * 1e3)
  report('sign-ins while others write', '1/s', crowd.rate)
  report(
    'the same in multiples of the 50 a second that two processors were reckoned to check',
    '×',
    crowd.rate / RECKONED,
  )
  report('share of the checks while others write', '', crowd.rate / bound, { atLeast: HASH_SHARE_MIN })
  report('sign-in p99', 'ms', ms(crowd.times, 0.99))
  const multiple = ms(wrote.delivery, 0.99) / ms(normal.delivery, 0.99)
  report('delivery p99 as a multiple of peace', '×', multiple, { atMost: LIVE_P99_MAX })
}

function liveMemberships({ circles, liveChats }: Sizes, first: number): Membership[] {
  return Array.from({ length: liveChats * LIVE_MEMBERS }, (_, i) => [
    chatsOf(circles) + Math.floor(i / LIVE_MEMBERS),
    first + i,
  ])
}

function liveSockets(sizes: Sizes, first: number): Plan['sockets'] {
  return liveMemberships(sizes, first).map(([chat, person]) => ({
    token: sessionToken(person),
    chats: [{ chat, held: null }],
  }))
}
