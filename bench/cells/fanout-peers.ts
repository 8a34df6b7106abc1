import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Bench } from '../lib/bench.ts'
import { checkClean, type Generator, type Ran } from '../lib/generator.ts'
import type { Server } from '../lib/servers.ts'
import { measurePairs, type Pair, type Part, ratios, spreadOf } from '../lib/statistics.ts'
import { checkArchived, startPeerDatabase } from '../peers/database.ts'
import type { Peer } from '../peers/peer.ts'
import { openRoom, ROOM_CELL, roomPeople, roomPlan } from './fanout-room.ts'

const WINDOWS = [
  { w: 1, count: 'one' },
  { w: 16, count: 'sixteen' },
] as const

interface PeerPart extends Part {
  databaseSeconds: number
  bytes: number
  messagesPerSecond: number
}

/** The same room with one peer in turn: how many times dearer is a delivery there? */
export async function fanoutBesidePeer(bench: Bench, peer: Peer, { archivedMs = 20_000 } = {}): Promise<void> {
  const people = roomPeople(bench)
  await using room = await openRoom(bench)
  await using resources = new AsyncDisposableStack()
  const folder = path.join(bench.folder, peer.name.toLowerCase())
  await mkdir(folder, { recursive: true })
  resources.defer(() => rm(folder, { recursive: true, force: true }))
  const database = resources.use(await startPeerDatabase(folder))
  const server = resources.use(await peer.start({ folder, databaseUrl: database.url, core: bench.serverCore }))
  const plan = peer.plan(roomPlan(people, () => '-'))
  const theirs = resources.use(await bench.generator(peer.dialect, server, plan))
  await theirs.open({ at_once: 20 }, plan.sockets.length)
  const sides = new Sides(bench, { peer, ours: room, theirs: { server, generator: theirs, database } })
  await sides.warm()
  for (const { w, count } of WINDOWS) sides.report(w, await sides.measure(w, count), peer.times?.[count])
  await checkArchived(database.url, peer.countArchived, sides.sent, archivedMs)
  const note = `all that were sent, counted in ${peer.storesIn}`
  bench.report({ cell: ROOM_CELL, what: 'messages archived', unit: '', value: sides.sent, note })
}

interface Parts {
  peer: Peer
  ours: { subject: Server; ours: Generator }
  theirs: { server: Server; generator: Generator; database: { postmasterPid: number } }
}

class Sides {
  readonly #bench: Bench
  readonly #parts: Parts
  /** Messages that the peer was given. */
  sent = 0

  constructor(bench: Bench, parts: Parts) {
    this.#bench = bench
    this.#parts = parts
  }

  async warm(): Promise<void> {
    const count = this.#bench.pick(this.#parts.peer.counts.warm, Math.ceil(this.#parts.peer.counts.warm / 4), 5)
    await this.#runTheirs(4, count)
  }

  async #runTheirs(w: number, count: number): Promise<Ran> {
    const ran = checkClean(await this.#parts.theirs.generator.run({ w, count, ms: 60_000 }))
    this.sent += ran.sent
    if (ran.sent < count) throw new Error(`${this.#parts.peer.name} took ${ran.sent} of ${count} messages in a minute.`)
    return ran
  }

  measure(w: number, which: 'one' | 'sixteen'): Promise<Pair<PeerPart>[]> {
    const bench = this.#bench
    const { peer, ours, theirs } = this.#parts
    const generators = [ours.ours, theirs.generator]
    const part = (measured: Omit<Part, 'units'> & { result: Ran; databaseSeconds: number; wallSeconds: number }) => ({
      ...measured,
      units: measured.result.deliveries,
      bytes: measured.result.bytes,
      messagesPerSecond: measured.result.sent / measured.wallSeconds,
    })
    const ownCount = w === 1 ? bench.pick(200, 80, 20) : bench.pick(3_200, 640, 20)
    const peerCount = bench.pick(peer.counts[which], Math.ceil(peer.counts[which] / 5), 20)
    return measurePairs<PeerPart>(bench.pick(5, 2, 2), {
      floor: async () =>
        part(await bench.measure(theirs.server, theirs.database, generators, () => this.#runTheirs(w, peerCount))),
      subject: async () =>
        part(
          await bench.measure(ours.subject, 'subject', generators, async () =>
            checkClean(await ours.ours.run({ w, count: ownCount })),
          ),
        ),
    })
  }

  report(w: number, pairs: readonly Pair<PeerPart>[], atLeast: number | undefined): void {
    const { name } = this.#parts.peer
    const disturbed = pairs.filter(({ quiet }) => !quiet).length
    const report = (what: string, unit: string, values: number[], target?: { atLeast: number }) => {
      const { median, least, greatest } = spreadOf(values)
      const spread = { value: median, least, greatest }
      this.#bench.report({ cell: ROOM_CELL, what: `W=${w} ${what}`, unit, ...spread, disturbed, target })
    }
    for (const [who, which] of [
      [name, 'floor'],
      ['Парта', 'subject'],
    ] as const) {
      const parts = pairs.map((pair) => pair[which])
      const per = (of: (part: PeerPart) => number) => parts.map((part) => of(part) / part.units)
      report(
        `${who} with PostgreSQL`,
        'CPU-s/Mdel',
        per(({ seconds }) => seconds * 1e6),
      )
      report(
        `${who}: PostgreSQL alone`,
        'CPU-s/Mdel',
        per(({ databaseSeconds }) => databaseSeconds * 1e6),
      )
      report(
        `${who}: bytes of a delivery`,
        'B',
        per(({ bytes }) => bytes),
      )
      report(
        `${who}: rate`,
        'msg/s',
        parts.map(({ messagesPerSecond }) => messagesPerSecond),
      )
    }
    const times = ratios(pairs).map((multiple) => 1 / multiple)
    report(`${name} ÷ Парта`, '×', times, atLeast === undefined ? undefined : { atLeast })
  }
}
