import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { type Cluster, startCluster } from '#server/platform/db/cluster/cluster.ts'
import { cpuSeconds, machineTimes } from '#testkit/processes.ts'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'
import { migrateDatabase } from '#testkit/test-database.ts'
import { type Dialect, Generator, type Plan } from './generator.ts'
import { FOLDER_PREFIX } from './left-behind.ts'
import { compileTools, type Tools } from './native.ts'
import { type School, seedSchool } from './seed.ts'
import { type Server, startFloor, startSubject } from './servers.ts'
import type { Part } from './statistics.ts'
import type { Measurement } from './table.ts'

/** `full` is what docs/benchmarks.md shows, `smoke` the same in small, `tiny` a proof that the harness works. */
export type Scale = 'full' | 'smoke' | 'tiny'

/** The application under load has one processor, whoever loads it the other one; PostgreSQL has both. */
export const SERVER_CORE = 0
export const GENERATOR_CORE = 1

const TEMPLATE = 'bench_template'

/** What cells share: the programs, a durable cluster, databases by school, and where figures go. */
export interface Bench {
  readonly scale: Scale
  readonly tools: Tools
  readonly folder: string
  /** Process whose descendants are PostgreSQL. */
  readonly postmasterPid: number
  readonly profile: string | null
  /** The processor that servers have for themselves, or null. */
  readonly serverCore: number | null
  readonly measurements: readonly Measurement[]
  /** Picks by scale. */
  pick<T>(full: T, smoke: T, tiny?: T): T
  report(measurement: Measurement): void
  /** A sentence about what is going on. */
  say(line: string): void
  /** A database of its own with this school in it; dropped with the returned resource. */
  openSchool(school: School): Promise<AsyncDisposable & { url: string }>
  /** Starts PostgreSQL anew, so that its own buffers are empty; the system's stay. Nobody may be connected. */
  coolDatabase(): Promise<void>
  /** The product, on its own processor or, where hashing is measured, `everywhere`. */
  startSubject(url: string, where?: { everywhere: boolean }): Promise<Server>
  startFloor(): Promise<Server>
  generator(kind: Dialect, server: Server, plan: Plan): Promise<Generator>
  /** Runs work and says what the servers of one side spent on it; a peer has a PostgreSQL of its own. */
  measure<T>(
    server: Server,
    side: 'subject' | 'floor' | { postmasterPid: number },
    others: readonly { pid: number }[],
    work: () => Promise<T>,
  ): Promise<Measured<T>>
}

export interface Measured<T> extends Omit<Part, 'units'> {
  result: T
  /** Seconds of PostgreSQL among them. */
  databaseSeconds: number
  /** Seconds of everything that the benchmark runs, the generator too. */
  allSeconds: number
  wallSeconds: number
}

interface Options {
  scale: Scale
  profile: string | null
  say: (line: string) => void
  /** A throw-away cluster of the test run in place of a durable one. */
  throwAway?: Databases
}

/** Compiles the programs and starts PostgreSQL as the product ships it, durable, in a fresh folder. */
export async function openBench(options: Options): Promise<Bench & AsyncDisposable> {
  const resources = new AsyncDisposableStack()
  try {
    const folder = await makeTemporaryFolder(FOLDER_PREFIX)
    resources.defer(() => rm(folder, { recursive: true, force: true }))
    const tools = await compileTools(path.join(folder, 'native'))
    const databases = options.throwAway ?? resources.use(await openDatabases(folder))
    if (options.profile !== null) await mkdir(options.profile, { recursive: true })
    return Object.assign(createBench(options, { folder, tools, databases }), {
      [Symbol.asyncDispose]: () => resources.disposeAsync(),
    })
  } catch (error) {
    await resources.disposeAsync()
    throw error
  }
}

interface Databases {
  readonly postmasterPid: number
  createDatabase: () => Promise<AsyncDisposable & { url: string }>
  /** Absent where the databases belong to somebody else. */
  restart?: () => Promise<void>
}

async function openDatabases(folder: string): Promise<Databases & AsyncDisposable> {
  const start = (port?: number) =>
    startCluster({
      directory: path.join(folder, 'postgres'),
      log: () => undefined,
      ...(port === undefined ? {} : { port }),
    })
  let cluster: Cluster = await start()
  try {
    await cluster.createDatabase(TEMPLATE)
    await migrateDatabase(cluster.urlFor(TEMPLATE))
  } catch (error) {
    await cluster.stop()
    throw error
  }
  let made = 0
  return {
    get postmasterPid() {
      return cluster.postmasterPid
    },
    async restart() {
      const port = Number(new URL(cluster.url).port)
      await cluster.stop()
      cluster = await start(port)
    },
    async createDatabase() {
      made += 1
      const name = `bench_${made}`
      await cluster.createDatabase(name, { template: TEMPLATE })
      return { url: cluster.urlFor(name), [Symbol.asyncDispose]: () => cluster.dropDatabase(name) }
    },
    [Symbol.asyncDispose]: () => cluster.stop(),
  }
}

function createBench(options: Options, parts: { folder: string; tools: Tools; databases: Databases }): Bench {
  const { folder, tools, databases } = parts
  const { scale, profile } = options
  const measurements: Measurement[] = []
  const core = (which: number) => (scale === 'tiny' ? null : which)
  let plans = 0
  return {
    scale,
    tools,
    folder,
    profile,
    serverCore: core(SERVER_CORE),
    measurements,
    get postmasterPid() {
      return databases.postmasterPid
    },
    say: options.say,
    coolDatabase: async () => databases.restart?.(),
    pick: (full, smoke, tiny) => (scale === 'full' ? full : scale === 'smoke' ? smoke : (tiny ?? smoke)),
    report(measurement) {
      measurements.push(measurement)
      options.say(`  ${measurement.cell}: ${measurement.what} ${measurement.value} ${measurement.unit}`)
    },
    async openSchool(school) {
      const database = await databases.createDatabase()
      await seedSchool(database.url, school)
      return database
    },
    startSubject: (databaseUrl, where) =>
      startSubject({
        databaseUrl,
        core: where?.everywhere ? null : core(SERVER_CORE),
        profile,
        throwAway: options.throwAway !== undefined,
      }),
    startFloor: () => startFloor(tools.floor, core(SERVER_CORE)),
    generator(kind, server, plan) {
      plans += 1
      const file = path.join(folder, `plan-${plans}`)
      return Generator.start({ program: tools.load, port: server.port, kind, plan, file, core: core(GENERATOR_CORE) })
    },
    async measure(server, side, others, work) {
      const database = side === 'floor' ? [] : [side === 'subject' ? databases.postmasterPid : side.postmasterPid]
      const own = [server.pid, ...others.map(({ pid }) => pid), process.pid, databases.postmasterPid, ...database]
      const read = () => ({
        counted: cpuSeconds([server.pid]),
        database: cpuSeconds(database),
        own: cpuSeconds(own),
        machine: machineTimes(),
        at: performance.now(),
      })
      const before = read()
      const result = await work()
      const after = read()
      const databaseSeconds = after.database - before.database
      const seconds = after.counted - before.counted + databaseSeconds
      const ours = after.own - before.own
      return {
        result,
        seconds,
        databaseSeconds,
        allSeconds: ours,
        wallSeconds: (after.at - before.at) / 1000,
        steal: (after.machine.stolen - before.machine.stolen) / ours,
        foreign: Math.max(0, after.machine.busy - before.machine.busy - ours) / ours,
      }
    },
  }
}
