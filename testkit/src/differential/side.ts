import { isDeepStrictEqual } from 'node:util'
import { Snapshot } from '#contract/messenger/sync.ts'
import { type OperationId, operations } from '#contract/operations.ts'
import type { Files } from '#server/files/index.ts'
import { attachmentView, type Media } from '#server/messenger/attachments/media.ts'
import type { MessageStorage } from '#server/messenger/delivery/message-storage.ts'
import type { LeftDoors } from '#server/messenger/doors.ts'
import { createMessenger, type Messenger } from '#server/messenger/index.ts'
import type { MessengerStores } from '#server/messenger/stores.ts'
import { createLocalBus } from '#server/platform/bus/bus.ts'
import { type Clock, createSystemClock } from '#server/platform/clock/clock.ts'
import { createIdMaker } from '#server/platform/clock/random.ts'
import type { Config } from '#server/platform/config/config.ts'
import type { Database } from '#server/platform/db/database.ts'
import { createDispatcher, type Dispatcher } from '#server/platform/dispatch/dispatcher.ts'
import type { CommandResults } from '#server/platform/dispatch/idempotency.ts'
import { Refusal } from '#server/platform/dispatch/refusal.ts'
import { compileSchema } from '#server/platform/dispatch/validation.ts'
import type { AudienceLog } from '#server/platform/events/audience-log.ts'
import { createEmitter } from '#server/platform/events/emit.ts'
import { noCookies } from '#server/platform/http/cookies.ts'
import type { Log } from '#server/platform/log/log.ts'
import type { Platform } from '#server/platform/platform.ts'
import { MemoryDatabase, type Transaction } from '#testkit/simulation/memory-database.ts'
import {
  createSimulatedCommunity,
  type SimulatedCommunity,
  type SimulatedPerson,
} from '#testkit/simulation/memory-platform.ts'
import { createSeededRandom } from '#testkit/simulation/seeded-random.ts'
import { bindingsOf, missing, noErasures, noJobs } from '#testkit/simulation/simulated-domains.ts'

const LOG_ENTRIES_MAX = 10_000
/** Whose files there are is not compared; which of them messages hold is. */
const EVERY_FILE: Files = {
  ...missing<Files>('files'),
  readers: new Map(),
  takeOwn: async () => true,
  erase: async () => undefined,
}

/** One call of one person. */
export interface Ask {
  readonly profileId: string
  readonly operation: OperationId
  readonly input: unknown
  readonly key: string
}

/** What a side has answered, and every event that it has published meanwhile, in the order of its log. */
export interface Told {
  readonly answers: unknown[]
  readonly events: unknown[]
}

/** The messenger over one kind of storage. Two sides that are asked the same answer the same. */
export interface Side {
  /** Asks everything at once; calls of one tick share a batch of the committer. */
  ask(asks: readonly Ask[]): Promise<Told>
  /** Everything that a person is given when he comes back with nothing, and the logs of his chats. */
  everythingOf(profileId: string): Promise<unknown>
  /** Makes files ready for messages, and tells which of them are known then. */
  ready(media: readonly Media[]): Promise<unknown>
  /** Erases what is over. */
  expire(): Promise<Told>
  /** What a person is given who comes back. */
  snapshotOf(profileId: string, heard: Readonly<Record<string, number>>, open: readonly string[]): Promise<unknown>
  setMember(profileId: string, isMember: boolean): Promise<Told>
  /** Time goes by. */
  pass(ms: number): void
}

/** Where a side keeps what it is told. */
export interface Storage {
  readonly db: Database
  readonly stores: MessengerStores
  readonly messageStorage: MessageStorage
  readonly results: CommandResults
  readonly audienceLog: AudienceLog
  readonly transaction: (clock: Clock) => Platform['transaction']
  readonly snapshot: Platform['snapshot']
}

export interface School {
  readonly seed: number
  readonly startMs: number
  readonly communityId: string
  readonly people: readonly SimulatedPerson[]
}

/** A side of its own time, chance and community; only the storage differs from the other side. */
export async function createSide(storage: Storage, school: School): Promise<Side> {
  const side = new StorageSide(storage, school)
  await side.begin()
  return side
}

class StorageSide implements Side {
  readonly #school: School
  readonly #community: SimulatedCommunity
  readonly #members = new MemoryDatabase()
  readonly #beside = this.#members.begin(async () => undefined)
  readonly #doors: LeftDoors
  readonly #storage: Storage
  readonly #platform: Platform
  readonly #messenger: Messenger
  readonly #dispatcher: Dispatcher
  readonly #failures: string[] = []
  #published: unknown[] = []
  #now: number

  constructor(storage: Storage, school: School) {
    this.#school = school
    this.#now = school.startMs
    this.#community = createSimulatedCommunity(school.communityId, school.people)
    const doors = readingBeside(this.#community.doors, this.#beside)
    this.#doors = doors
    this.#storage = storage
    this.#platform = this.#createPlatform(storage)
    this.#messenger = this.#createMessenger(storage)
    this.#dispatcher = createDispatcher(bindingsOf(this.#messenger, doors), {
      db: storage.db,
      transaction: this.#platform.transaction,
      results: storage.results,
      clock: this.#platform.clock,
      log: this.#platform.log,
      keptOf: this.#messenger.keptOf,
      checkFactor: async () => undefined,
      checkSuspension: async () => undefined,
      limit: async () => undefined,
      observe: () => undefined,
      strictOutput: true,
    })
    this.#platform.bus.subscribe({
      onFrame: (frame, json) => this.#published.push([`${frame.a}:${frame.id}`, frame.s ?? 0, JSON.parse(json)]),
      onSignal: () => undefined,
      onLost: () => undefined,
    })
  }

  async begin(): Promise<void> {
    const community = { id: this.#school.communityId, type: 'school' } as const
    await this.#platform.transaction((tx) => this.#messenger.communityChats.onCommunityCreated(tx, community))
  }

  ask(asks: readonly Ask[]): Promise<Told> {
    return this.#told(() => Promise.all(asks.map((ask) => this.#answerOf(ask))))
  }

  setMember(profileId: string, isMember: boolean): Promise<Told> {
    const { communityId } = this.#school
    return this.#told(async () => {
      const access = this.#community.doors.accessMembership(this.#beside as never, profileId, communityId)
      const was = (await access) !== null
      if (was === isMember) return []
      const change = this.#members.begin(async () => undefined)
      await this.#community.setMember(change, profileId, isMember)
      change.commit()
      await this.#platform.transaction((tx) =>
        this.#messenger.communityChats.onMembershipChanged(tx, communityId, [
          {
            profileId,
            before: was ? ['everyone'] : [],
            after: isMember ? ['everyone'] : [],
            leads: { began: [], ended: [] },
          },
        ]),
      )
      return []
    })
  }

  async ready(media: readonly Media[]): Promise<unknown> {
    const { db, stores } = this.#storage
    // A chat that somebody could not make has no files.
    if ((await stores.chats.readChats(db, [media[0]!.chat_id])).size === 0) return []
    await this.#platform.transaction((tx) => stores.attachments.insertMedia(tx, media))
    const ids = media.map((each) => each.file_id)
    return sorted((await stores.attachments.readMedia(db, ids)).map(attachmentView))
  }

  expire(): Promise<Told> {
    return this.#told(async () => {
      await this.#messenger.expiry.run()
      return []
    })
  }

  async snapshotOf(
    profileId: string,
    chats: Readonly<Record<string, number>>,
    open: readonly string[],
  ): Promise<unknown> {
    const hello = { t: 'hello', v: 1, profile: 0, communities: {}, chats, open } as const
    const { body } = await this.#messenger.sync.snapshot(profileId, hello)
    // A process that has just begun remembers nothing, and answers the same.
    const anew = await this.#createMessenger(this.#storage).sync.snapshot(profileId, hello)
    if (!isDeepStrictEqual(plain(body), plain(anew.body))) {
      throw new Error(`Of what is remembered: ${JSON.stringify(body)}\nread anew: ${JSON.stringify(anew.body)}`)
    }
    return fitting(plain(body))
  }

  async everythingOf(profileId: string): Promise<unknown> {
    const { sync } = this.#messenger
    const hello = { t: 'hello', v: 1, profile: 0, communities: {}, chats: {}, open: [] } as const
    const { body, audiences } = await sync.snapshot(profileId, hello)
    const chatIds = [...audiences.chats.keys()].sort()
    const logs = await Promise.all(chatIds.map((id) => sync.readLog('chat', id, 1, LOG_ENTRIES_MAX)))
    const own = await sync.readLog('profile', profileId, 1, LOG_ENTRIES_MAX)
    const heads = await sync.heads('chat', chatIds)
    const heard = (await sync.audiencesOf([profileId])).get(profileId)!
    return plain({
      body: fitting(plain(body)),
      logs,
      own,
      heads: sorted([...heads]),
      heard: [sorted([...heard.chats]), heard.communities],
    })
  }

  pass(ms: number): void {
    this.#now += ms
  }

  async #told(work: () => Promise<unknown[]>): Promise<Told> {
    this.#published = []
    const answers = await work()
    return { answers: plain([...answers, ...this.#failures.splice(0)]), events: sorted(this.#published) }
  }

  async #answerOf({ profileId, operation, input, key }: Ask): Promise<unknown> {
    try {
      return await this.#dispatcher.dispatch({
        id: operation,
        input,
        key: operations[operation].kind === 'command' ? key : null,
        viewer: { sessionId: profileId, accountId: profileId, operator: false, profileId },
        endedSession: null,
        origin: { surface: 'main', network: '127.0.0.1', device: '', deviceToken: null },
        cookies: noCookies,
        requestId: key,
      })
    } catch (error) {
      if (error instanceof Refusal) return { code: error.code, details: error.details }
      throw error
    }
  }

  #createMessenger(storage: Storage): Messenger {
    return createMessenger({
      lookAtPage: null,
      files: EVERY_FILE,
      platform: this.#platform,
      metrics: { observeBatch: () => undefined },
      doors: this.#doors,
      stores: storage.stores,
      messageStorage: storage.messageStorage,
      classesOf: (_reader, profileId) => this.#community.classesOf(this.#beside as never, profileId),
      standingsOf: (_reader, profileIds) => this.#community.standingsOf(this.#beside as never, profileIds),
    })
  }

  #createPlatform(storage: Storage): Platform {
    const clock: Clock = { ...createSystemClock(), now: () => this.#now }
    const random = createSeededRandom(this.#school.seed)
    const bus = createLocalBus()
    const log: Log = {
      debug: () => undefined,
      info: () => undefined,
      warn: () => undefined,
      error: (fields, event) => this.#failures.push(`${event}: ${(fields.error as Error | undefined)?.stack}`),
    }
    return {
      config: {} as Config,
      clock,
      random,
      newId: createIdMaker(clock, random),
      log,
      db: storage.db,
      transaction: storage.transaction(clock),
      snapshot: storage.snapshot,
      audienceLog: storage.audienceLog,
      audit: missing('audit'),
      emitter: createEmitter(bus, clock, storage.audienceLog),
      bus,
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
}

/** The community is not what is compared: both sides ask one in memory. */
function readingBeside<Doors extends object>(doors: Doors, beside: Transaction): Doors {
  const entries = Object.entries(doors).map(([name, door]) => [
    name,
    typeof door === 'object'
      ? readingBeside(door as object, beside)
      : (_reader: unknown, ...rest: unknown[]) => (door as (...all: unknown[]) => unknown)(beside, ...rest),
  ])
  return Object.fromEntries(entries) as Doors
}

/** The answer to a hello is made as JSON, from which nothing is cut: it has to be just what the contract names. */
function fitting(body: unknown): unknown {
  const wrong = compileSchema(Snapshot).check(body)
  if (wrong !== null) throw new Error(`A snapshot does not fit the contract: ${wrong.join('; ')}`)
  return body
}

function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}

/** Lanes of different chats publish next to each other; within one log the numbers say the order. */
function sorted(values: unknown[]): unknown[] {
  return values
    .map((value) => [JSON.stringify(value), value] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, value]) => value)
}
