import { residentKiB } from '#testkit/processes.ts'
import type { Bench } from '../lib/bench.ts'
import { type Circles, chatsOf, circleMemberships, circleSockets } from '../lib/circles.ts'
import { checkClean } from '../lib/generator.ts'
import { chatId } from '../lib/seed.ts'
import { TEXT } from './texts.ts'

const CELL = 'idle-10k'
const KIB_MAX = 14

/** Ten thousand people with twenty chats each who do nothing: what does one of them cost? */
export async function idle(bench: Bench): Promise<void> {
  const circles: Circles = { people: bench.pick(10_000, 2_000, 50), layers: 20, size: 25 }
  const chats = chatsOf(circles)
  await using database = await bench.openSchool({
    people: circles.people,
    chats,
    memberships: circleMemberships(circles),
    messagesIn: () => 10,
  })
  await using subject = await bench.startSubject(database.url)
  const chatIds = Array.from({ length: chats }, (_, chat) => chatId(chat))
  await using generator = await bench.generator('parta', subject, {
    text: TEXT,
    chatIds,
    sockets: circleSockets(circles),
  })
  // A few come and go first, so that what the program needs once is not counted as theirs.
  const early = Math.floor(circles.people / 100)
  await generator.open({ to: early }, early)
  const before = residentKiB(subject.pid)
  const opened = await bench.measure(subject, 'subject', [generator], () => generator.open({}, circles.people))
  const others = circles.people - early
  const report = (what: string, unit: string, value: number, target?: { atMost: number }) =>
    bench.report({ cell: CELL, what, unit, value, target })
  report('server CPU per connection opened, with PostgreSQL', 'ms', (opened.seconds / others) * 1e3)
  report('PostgreSQL among it', 'ms', (opened.databaseSeconds / others) * 1e3)
  report('RSS per connection, just opened', 'KiB', (residentKiB(subject.pid) - before) / others)
  // One message into every chat of the first layer reaches everybody once.
  const groups = chats / circles.layers
  const broadcast = checkClean(await generator.run({ w: 32, count: groups, chats: groups }))
  if (broadcast.deliveries !== circles.people) throw new Error(`${broadcast.deliveries} got the broadcast`)
  report('RSS per connection after one broadcast to all', 'KiB', (residentKiB(subject.pid) - before) / others)
  const rest = await bench.measure(subject, 'subject', [generator], () =>
    generator.idle(bench.pick(26_000, 4_000, 100)),
  )
  report('RSS per connection after that, when it is calm', 'KiB', (residentKiB(subject.pid) - before) / others, {
    atMost: KIB_MAX,
  })
  report('CPU of doing nothing, of one processor', '%', (rest.seconds / rest.wallSeconds) * 100)
}
