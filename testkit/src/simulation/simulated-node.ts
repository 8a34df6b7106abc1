import { createMessenger, type Messenger } from '#server/messenger/index.ts'
import { createNumberedBus, type NumberedBus } from '#server/platform/bus/numbered-bus.ts'
import { tellUnsure } from '#server/platform/bus/unsure.ts'
import { createIdMaker } from '#server/platform/clock/random.ts'
import type { Config } from '#server/platform/config/config.ts'
import type { Database, Tx } from '#server/platform/db/database.ts'
import { inTransaction } from '#server/platform/db/transaction.ts'
import { createDispatcher } from '#server/platform/dispatch/dispatcher.ts'
import type { ProfileViewer } from '#server/platform/dispatch/viewer.ts'
import { createEmitter } from '#server/platform/events/emit.ts'
import type { Hosts } from '#server/platform/http/hosts.ts'
import type { Log } from '#server/platform/log/log.ts'
import type { Platform } from '#server/platform/platform.ts'
import { attachGateway } from '#server/platform/realtime/gateway.ts'
import { Hub } from '#server/platform/realtime/hub.ts'
import { createTurnstile } from '#server/platform/realtime/turnstile.ts'
import { type MemoryDatabase, stepOf, type Transaction } from './memory-database.ts'
import { createMemoryMessageStorage } from './memory-message-storage.ts'
import { memoryAudienceLog, memoryCommandResults, type SimulatedCommunity } from './memory-platform.ts'
import { memoryStores } from './memory-stores.ts'
import type { SeededRandom } from './seeded-random.ts'
import { bindingsOf, missing, noErasures, noJobs } from './simulated-domains.ts'
import { simulatedFiles } from './simulated-files.ts'
import type { SimulatedSocket } from './simulated-socket.ts'
import type { SimulatedWire } from './simulated-wire.ts'
import type { TimeScope, VirtualTime } from './virtual-time.ts'

const WIRE_CHANNELS = 2
const SNAPSHOTS_AT_ONCE = 8

/** How often, from 0 to 1, the connection to the database breaks: in the middle of a statement, before a commit, after one. */
export interface DatabaseWeather {
  readonly statement: number
  readonly before: number
  readonly after: number
}

export interface NodeParts {
  readonly name: string
  readonly time: VirtualTime
  readonly random: SeededRandom
  readonly database: MemoryDatabase
  readonly community: SimulatedCommunity
  readonly wire: SimulatedWire
  /** Profiles by live session. */
  readonly sessions: ReadonlyMap<string, string>
  /** Longest way of a statement or of its answer. */
  readonly databaseLatencyMs: number
  readonly databaseWeather: () => DatabaseWeather
  /** A failure that the product did not expect. */
  readonly onFailure: (what: string) => void
}

/** As PostgreSQL and its driver report it. */
export class BrokenConnection extends Error {
  readonly code = '57P01'
}

/** One server process: the product's own dispatcher, messenger, committer, hub and gateway over a database in memory. */
export class SimulatedNode {
  readonly time: TimeScope
  readonly platform: Platform
  readonly messenger: Messenger
  readonly #parts: NodeParts
  readonly #open = new Set<Transaction>()
  readonly #bus: NumberedBus
  readonly #serve: (socket: SimulatedSocket, viewer: ProfileViewer) => void

  constructor(parts: NodeParts) {
    this.#parts = parts
    this.time = parts.time.scope()
    this.#bus = createNumberedBus({
      nodeId: `${parts.name}-${parts.random.below(2 ** 32)}`,
      clock: this.time,
      wire: parts.wire.endOf(this.time),
      channels: WIRE_CHANNELS,
    })
    this.platform = this.#createPlatform()
    this.messenger = createMessenger({
      lookAtPage: null,
      platform: this.platform,
      files: simulatedFiles,
      metrics: { observeBatch: () => undefined },
      doors: parts.community.doors,
      stores: memoryStores,
      messageStorage: createMemoryMessageStorage({
        inTransaction: (work) => this.#inTransaction(work),
        reader: () => this.#begin(),
      }),
      classesOf: parts.community.classesOf,
      standingsOf: parts.community.standingsOf,
    })
    this.messenger.expiry.start()
    this.#serve = this.#createGateway()
    parts.wire.join(this.#bus)
  }

  accept(socket: SimulatedSocket, sessionId: string): boolean {
    const profileId = this.#parts.sessions.get(sessionId)
    if (profileId === undefined) return false
    this.#serve(socket, { sessionId, accountId: profileId, operator: false, profileId })
    return true
  }

  /** The process ends between two awaits: what was not committed is undone, nothing of it goes on. */
  crash(): void {
    this.time.kill()
    this.#parts.wire.leave(this.#bus)
    for (const transaction of this.#open) transaction.rollback()
  }

  #begin(level?: 'repeatableRead'): Transaction {
    const pause = stepOf(this.time, () => this.#parts.random.below(this.#parts.databaseLatencyMs + 1))
    const step = async () => {
      await pause()
      this.#mayBreak('statement')
    }
    return this.#parts.database.begin(step, level)
  }

  #mayBreak(where: keyof DatabaseWeather): void {
    const chance = this.#parts.databaseWeather()[where]
    if (chance > 0 && this.#parts.random.chance(chance)) throw new BrokenConnection()
  }

  async #inTransaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const transaction = this.#begin()
    this.#open.add(transaction)
    try {
      const answer = await work(transaction)
      await transaction.step()
      this.#mayBreak('before')
      transaction.commit()
      await transaction.step()
      this.#mayBreak('after')
      return answer
    } catch (error) {
      transaction.rollback()
      throw error
    } finally {
      this.#open.delete(transaction)
    }
  }

  #createPlatform(): Platform {
    const { random, onFailure, name } = this.#parts
    const log: Log = {
      debug: () => undefined,
      info: () => undefined,
      warn: () => undefined,
      error: (fields, event) => {
        if (fields.error instanceof BrokenConnection) return
        onFailure(`${name} ${event}: ${(fields.error as Error | undefined)?.stack}`)
      },
    }
    const open = <T>(work: (tx: Tx) => Promise<T>) => this.#inTransaction((t) => work(t as unknown as Tx))
    return {
      config: {} as Config,
      clock: this.time,
      random,
      newId: createIdMaker(this.time, random),
      log,
      db: this.#begin() as unknown as Database,
      transaction: (work) =>
        inTransaction(
          open,
          { clock: this.time, onFailure: (error) => tellUnsure({ bus: this.#bus, clock: this.time }, error) },
          work,
        ),
      snapshot: (work) => work(this.#begin('repeatableRead') as unknown as Tx),
      audienceLog: memoryAudienceLog,
      audit: missing('audit'),
      emitter: createEmitter(this.#bus, this.time, memoryAudienceLog),
      bus: this.#bus,
      erasures: noErasures,
      limits: missing('limits'),
      sms: missing('sms'),
      mail: missing('mail'),
      calls: null,
      jobs: noJobs,
      secret: missing('secret'),
      keyOutside: missing('keyOutside'),
    }
  }

  #createGateway(): (socket: SimulatedSocket, viewer: ProfileViewer) => void {
    const { platform, messenger } = this
    const { sessions, community } = this.#parts
    const liveProfiles = async (ids: readonly string[]) =>
      new Map(ids.flatMap((id) => (sessions.has(id) ? [[id, sessions.get(id)!] as const] : [])))
    const dispatcher = createDispatcher(bindingsOf(messenger, community.doors), {
      db: platform.db,
      transaction: platform.transaction,
      results: memoryCommandResults,
      clock: platform.clock,
      log: platform.log,
      keptOf: messenger.keptOf,
      checkFactor: async () => undefined,
      checkSuspension: async () => undefined,
      limit: async () => undefined,
      observe: () => undefined,
      strictOutput: true,
    })
    const hub = new Hub({
      bus: this.#bus,
      clock: platform.clock,
      log: platform.log,
      audiencesOf: messenger.sync.audiencesOf,
      readLog: messenger.sync.readLog,
      readHeads: messenger.sync.heads,
      liveProfiles,
      membershipChange: messenger.membershipChange,
      referenceOf: messenger.referenceOf,
      signOf: messenger.signOf,
    })
    const gateway = attachGateway(null, {
      hub,
      dispatcher,
      hosts: {} as Hosts,
      clock: platform.clock,
      random: platform.random,
      log: platform.log,
      newId: platform.newId,
      viewerOf: async () => null,
      networkOf: () => '127.0.0.1',
      noteUse: () => undefined,
      noteConnected: async () => undefined,
      liveProfiles,
      snapshot: (viewer, hello) => messenger.sync.snapshot(viewer.profileId, hello),
      turnstile: createTurnstile(SNAPSHOTS_AT_ONCE),
      build: 'simulation',
    })
    const origin = { surface: 'main', network: '127.0.0.1', device: '', deviceToken: null } as const
    return (socket, viewer) => gateway.serve(socket.asWebSocket(), { viewer, origin })
  }
}
