import type { Bench } from '../lib/bench.ts'
import { type Circles, chatsOf, chatsOfPerson, circleMemberships } from '../lib/circles.ts'
import { checkClean, type Generator, ms, type PlannedSocket, type Ran } from '../lib/generator.ts'
import { chatId, type Membership, sessionToken } from '../lib/seed.ts'
import { TEXT } from './texts.ts'

const CELL = 'reconnect-storm'
const SYNC_95_MS_MAX = 30_000
const SYNC_ALL_MS_MAX = 60_000
const LIVE_P99_MAX = 3
/** Of the twenty chats of each person the first five have gone on; one of them is on the screen. */
const MOVED_LAYERS = 5
const MISSED = 50
const HELD = 10
const LIVE_MEMBERS = 20

/** Ten thousand people lose their connections at once and come back with old positions, while others go on writing. */
export async function reconnectStorm(bench: Bench): Promise<void> {
  const circles: Circles = { people: bench.pick(10_000, 1_000, 50), layers: 20, size: 25 }
  const liveChats = bench.pick(25, 25, 2)
  const rate = bench.pick(100, 100, 20)
  const school = schoolOf(circles, liveChats)
  await using database = await bench.openSchool(school)
  await using subject = await bench.startSubject(database.url)
  await using generator = await bench.generator('parta', subject, {
    text: TEXT,
    chatIds: Array.from({ length: school.chats }, (_, chat) => chatId(chat)),
    sockets: socketsOf(circles, liveChats),
  })
  await generator.open({}, school.people)
  const from = chatsOf(circles)
  await generator.run({ rate, ms: bench.pick(3_000, 1_000, 200), from, chats: liveChats })
  const normal = checkClean(await generator.run({ rate, ms: bench.pick(10_000, 2_000, 300), from, chats: liveChats }))
  const storm = () => generator.storm({ rate, ms: SYNC_ALL_MS_MAX, from, chats: liveChats })
  const { result, seconds, databaseSeconds } = await bench.measure(subject, 'subject', [generator], storm)
  checkStorm(result, generator)
  report(bench, circles.people, { normal, storm: result, seconds, databaseSeconds })
}

function report(
  bench: Bench,
  people: number,
  { normal, storm, seconds, databaseSeconds }: { normal: Ran; storm: Ran; seconds: number; databaseSeconds: number },
): void {
  const tell = (what: string, unit: string, value: number, target?: { atMost: number }) =>
    bench.report({ cell: CELL, what, unit, value, target })
  const back = countBack(storm)
  tell(`sessions of ${people} that came back within ${SYNC_ALL_MS_MAX / 1_000} s`, '', back)
  tell('in sync, 50 %', 'ms', inSync(storm, people, 0.5))
  tell('in sync, 95 %', 'ms', inSync(storm, people, 0.95), { atMost: SYNC_95_MS_MAX })
  tell('in sync, all', 'ms', inSync(storm, people, 1), { atMost: SYNC_ALL_MS_MAX })
  tell('server CPU per session, with PostgreSQL', 'ms', (seconds / back) * 1e3)
  tell('PostgreSQL among it', 'ms', (databaseSeconds / back) * 1e3)
  tell('snapshot of a session', 'KiB', storm.snapshotBytes / back / 1024)
  const before = ms(normal.delivery, 0.99)
  const meanwhile = ms(storm.delivery, 0.99)
  tell('live p95 in the storm', 'ms', ms(storm.delivery, 0.95))
  tell('live p99 in peace', 'ms', before)
  tell('live p99 in the storm', 'ms', meanwhile)
  tell('live p99 in the storm as a multiple of peace', '×', meanwhile / before, { atMost: LIVE_P99_MAX })
  tell('answers with a 5xx', '', storm.statuses[5]!, { atMost: 0 })
}

const countBack = ({ sync }: Ran) => sync.reduce((sum, [, count]) => sum + count, 0)

/** Those who stayed have lost nothing, and everybody who came back has got what was missed of the chat on screen. */
function checkStorm(ran: Ran, generator: Generator): void {
  // Sockets that are refused or closed while they come back try again: that is told by times, not an error.
  checkClean({ ...ran, dropped: 0 })
  const { statuses, refused, byes, caughtUp } = ran
  if (caughtUp >= countBack(ran) * MISSED) return
  const told = JSON.stringify({ back: countBack(ran), caughtUp, statuses, refused, byes })
  throw new Error(`Not everybody got what he had missed: ${told}\n${generator.notes}`)
}

/** Milliseconds until the share `q` of all people was in sync; NaN when so many did not come back in time. */
function inSync(ran: Ran, people: number, q: number): number {
  const back = countBack(ran)
  return back < q * people ? Number.NaN : ms(ran.sync, (q * people) / back)
}

function schoolOf(circles: Circles, liveChats: number) {
  const groups = chatsOf(circles) / circles.layers
  const isMoved = (chat: number) => chat < MOVED_LAYERS * groups
  const live = Array.from(
    { length: liveChats * LIVE_MEMBERS },
    (_, i): Membership => [chatsOf(circles) + Math.floor(i / LIVE_MEMBERS), circles.people + i],
  )
  return {
    people: circles.people + live.length,
    chats: chatsOf(circles) + liveChats,
    memberships: [...circleMemberships(circles), ...live],
    messagesIn: (chat: number) => (isMoved(chat) ? HELD + MISSED : HELD),
    readIn: () => HELD,
  }
}

function socketsOf(circles: Circles, liveChats: number): PlannedSocket[] {
  const coming = Array.from({ length: circles.people }, (_, person) => {
    const chats = chatsOfPerson(circles, person)
    const sides = { storm: true, open: chats[person % MOVED_LAYERS]! }
    return { token: sessionToken(person), chats: chats.map((chat) => ({ chat, held: HELD })), ...sides }
  })
  const staying = Array.from({ length: liveChats * LIVE_MEMBERS }, (_, i) => ({
    token: sessionToken(circles.people + i),
    chats: [{ chat: chatsOf(circles) + Math.floor(i / LIVE_MEMBERS), held: HELD }],
  }))
  return [...coming, ...staying]
}
