import type { Bench } from '../lib/bench.ts'
import { checkClean, type Generator, ms, type Plan } from '../lib/generator.ts'
import { chatId, sessionToken } from '../lib/seed.ts'
import type { Server } from '../lib/servers.ts'
import { measurePairs, type Part, ratios, spreadOf } from '../lib/statistics.ts'
import { TEXT } from './texts.ts'

export const ROOM_CELL = 'fanout-room-1000'
const WINDOWS = [
  { w: 1, multipleMax: 1.6 },
  { w: 16, multipleMax: 2.7 },
] as const

interface RoomPart extends Part {
  databaseSeconds: number
}

/** One room of a thousand who are all there: what does a delivery cost beside a bare write? */
export async function fanoutRoom(bench: Bench): Promise<void> {
  const people = roomPeople(bench)
  await using room = await openRoom(bench)
  const { subject, ours } = room
  await using floor = await bench.startFloor()
  await using theirs = await bench.generator(
    'floor',
    floor,
    roomPlan(people, () => '0'),
  )
  await theirs.open({}, people)
  for (const { w, multipleMax } of WINDOWS) {
    await measureWindow(bench, { subject, floor, ours, theirs, w, multipleMax })
  }
  const rate = bench.pick(50, 50, 50)
  const calm = checkClean(await ours.run({ rate, ms: bench.pick(8_000, 2_000, 300) }))
  for (const [name, q, atMost] of [
    ['p50', 0.5, null],
    ['p99', 0.99, 50],
  ] as const) {
    const target = atMost === null ? {} : { target: { atMost } }
    const what = `delivery ${name} at ${rate} msg/s`
    bench.report({ cell: ROOM_CELL, what, unit: 'ms', value: ms(calm.delivery, q), ...target })
  }
}

interface Sides {
  subject: Server
  floor: Server
  ours: Generator
  theirs: Generator
  w: number
  multipleMax: number
}

async function measureWindow(bench: Bench, { subject, floor, ours, theirs, w, multipleMax }: Sides): Promise<void> {
  const count = bench.pick(w === 1 ? 400 : 3_200, w === 1 ? 80 : 640, 20)
  const side = (server: Server, generator: Generator, name: 'subject' | 'floor') => async (): Promise<RoomPart> => {
    const part = await bench.measure(server, name, [generator], () => generator.run({ w, count }))
    return { ...part, units: checkClean(part.result).deliveries }
  }
  const pairs = await measurePairs(bench.pick(5, 2, 2), {
    floor: side(floor, theirs, 'floor'),
    subject: side(subject, ours, 'subject'),
  })
  const disturbed = pairs.filter(({ quiet }) => !quiet).length
  const report = (what: string, unit: string, values: number[], rest: object = {}) => {
    const { median, least, greatest } = spreadOf(values)
    bench.report({ cell: ROOM_CELL, what: `W=${w} ${what}`, unit, value: median, least, greatest, disturbed, ...rest })
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
    pairs.map((pair) => (pair.subject.databaseSeconds / pair.subject.units) * 1e6),
  )
  report('multiple of the floor', '×', ratios(pairs), { target: { atMost: multipleMax } })
}

export const roomPeople = (bench: Bench): number => bench.pick(1_000, 1_000, 12)

/** The product with the room open, everybody there. */
export async function openRoom(bench: Bench): Promise<AsyncDisposable & { subject: Server; ours: Generator }> {
  const people = roomPeople(bench)
  await using opening = new AsyncDisposableStack()
  const database = opening.use(
    await bench.openSchool({
      people,
      chats: 1,
      memberships: Array.from({ length: people }, (_, person) => [0, person] as const),
      messagesIn: () => 0,
    }),
  )
  const subject = opening.use(await bench.startSubject(database.url))
  const ours = opening.use(await bench.generator('parta', subject, roomPlan(people, sessionToken)))
  await ours.open({}, people)
  // The compiler of the runtime has its say before anything is measured.
  await ours.run({ w: 4, count: bench.pick(400, 200, 5) })
  const resources = opening.move()
  return { subject, ours, [Symbol.asyncDispose]: () => resources.disposeAsync() }
}

/** Everybody in one chat; the floor has groups where the product has sessions. */
export function roomPlan(people: number, token: (person: number) => string): Plan {
  return {
    text: TEXT,
    chatIds: [chatId(0)],
    sockets: Array.from({ length: people }, (_, person) => ({
      token: token(person),
      chats: [{ chat: 0, held: null }],
    })),
  }
}
