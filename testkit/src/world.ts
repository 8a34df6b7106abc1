import { rm } from 'node:fs/promises'
import { type App, createApp } from '#server/app.ts'
import type { MediaServer } from '#server/calls/index.ts'
import { readConfig } from '#server/platform/config/config.ts'
import type { Allowance } from '#server/platform/egress/egress-job.ts'
import { createLog, type Log } from '#server/platform/log/log.ts'
import { Client, type SurfaceName, type Witness } from './client.ts'
import { createFakeMedia } from './fake-media.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'
import { createTestClock, type TestClock } from './test-clock.ts'
import { createTestDatabase, type TestDatabase, WEB_DIST } from './test-database.ts'
import { openSocket, type TestSocket } from './test-socket.ts'

export interface WorldOptions {
  /** Variables of the configuration. */
  environment?: Record<string, string>
  limitFactor?: number
  /** As in an installation with a public address: operators and administrators need a second factor. */
  obligatoryFactors?: boolean
  /** Organisations have the usual quiet times though they have chosen nothing; without it nobody rests at any hour. */
  rests?: boolean
  /** What may be asked on loopback for cards of links. */
  egress?: Allowance
  log?: Log
  database?: TestDatabase
  /** A folder with files that the database knows already; it goes with the world. */
  data?: string
  webDist?: string
  /** Of calls; one that carries nothing when absent. */
  mediaServer?: MediaServer
  /** Sees every byte that reaches any client. */
  witness?: Witness
}

/** The whole product in this process over a database of its own. */
export class World implements AsyncDisposable {
  readonly app: App
  readonly clock: TestClock
  readonly database: TestDatabase
  readonly #resources: AsyncDisposableStack
  readonly #witness: Witness | undefined

  constructor(
    app: App,
    clock: TestClock,
    database: TestDatabase,
    rest: { stack: AsyncDisposableStack; witness?: Witness },
  ) {
    this.app = app
    this.clock = clock
    this.database = database
    this.#resources = rest.stack
    this.#witness = rest.witness
  }

  /** Whether somebody sees every byte that reaches any client. */
  get isWatched(): boolean {
    return this.#witness !== undefined
  }

  /** A browser that has never been here. */
  client(surface: SurfaceName = 'main', name?: string): Client {
    return new Client(this.app.port, surface, name, this.#witness)
  }

  /** A socket with the session of a client; closed with the world. */
  async socket(client: Client, headers: Record<string, string> = {}): Promise<TestSocket> {
    const socket = await openSocket(client, (bytes) => this.#witness?.(client, bytes), headers)
    return this.#resources.use(socket)
  }

  /** The newest text that went to a number, of those that look like this, or undefined. */
  lastSms(phone: string, like = /./): string | undefined {
    const isIt = (message: { kind: string; to: string; text: string }) =>
      message.kind === 'sms' && message.to === phone && like.test(message.text)
    return this.app.inbox.list().find(isIt)?.text
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#resources.disposeAsync()
  }
}

/** Boots the product. `await using world = await createWorld()`. */
export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const stack = new AsyncDisposableStack()
  try {
    const database = options.database ?? stack.use(await createTestDatabase())
    const clock = createTestClock()
    const data = options.data ?? (await makeTemporaryFolder('parta-world-'))
    stack.defer(() => rm(data, { recursive: true, force: true }))
    const app = stack.use(
      await createApp({
        config: readConfig({
          PARTA_PORT: '0',
          PARTA_DATABASE_CONNECTIONS: '8',
          PARTA_DATA: data,
          ...options.environment,
        }),
        databaseUrl: database.url,
        webDist: options.webDist ?? WEB_DIST,
        media: options.mediaServer ?? createFakeMedia(),
        test: {
          throwAwayDatabase: true,
          migrated: options.database === undefined,
          clock,
          log: options.log ?? createLog('error'),
          limitFactor: options.limitFactor ?? 1_000,
          strictOutput: true,
          ...(options.egress === undefined ? {} : { egress: options.egress }),
          restless: options.rests !== true,
          obligatoryFactors: options.obligatoryFactors ?? false,
        },
      }),
    )
    return new World(app, clock, database, {
      stack,
      ...(options.witness === undefined ? {} : { witness: options.witness }),
    })
  } catch (error) {
    await stack.disposeAsync()
    throw error
  }
}
