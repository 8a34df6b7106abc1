import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { findFreePort } from '#server/platform/db/cluster/free-port.ts'
import { type Cast, createCast } from '../cast.ts'
import { type Client, newId } from '../client.ts'
import { FaultProxy } from '../fault-proxy.ts'
import type { Person } from '../people.ts'
import { ServerProcess } from '../server-process.ts'
import { makeTemporaryFolder } from '../temporary-folder.ts'
import { wrapDatabase } from '../test-database.ts'
import { startValkey, type Valkey } from '../valkey.ts'
import { createWorld } from '../world.ts'
import { joinCrowd } from './crowd-people.ts'
import { type Places, RealDatabase } from './real-database.ts'
import type { Owner } from './real-device.ts'

const START_TRIES = 20

/** The whole product in real processes: a database, servers on it, and the bus between them when there are several. */
export class Stand implements AsyncDisposable {
  readonly database: RealDatabase
  readonly nodes: readonly ServerProcess[]
  /** What carries each server's connections to the database. */
  readonly links: readonly FaultProxy[]
  /** Null on a stand of one server. */
  readonly bus: Valkey | null
  readonly cast: Cast
  /** More pupils of the class, as many as were asked for. */
  readonly crowd: readonly Person[]
  readonly #resources: AsyncDisposableStack

  private constructor(
    parts: {
      database: RealDatabase
      nodes: ServerProcess[]
      links: FaultProxy[]
      bus: Valkey | null
      cast: Cast
      crowd: Person[]
    },
    resources: AsyncDisposableStack,
  ) {
    this.database = parts.database
    this.nodes = parts.nodes
    this.links = parts.links
    this.bus = parts.bus
    this.cast = parts.cast
    this.crowd = parts.crowd
    this.#resources = resources
  }

  /**
   * Starts one server, or two with a bus where `valkey` names its program. The database lies in a temporary folder that goes
   * with the stand, or at `places`.
   */
  static async start(options: { valkey?: string | null; places?: Places; crowd?: number } = {}): Promise<Stand> {
    await using resources = new AsyncDisposableStack()
    const folder = await makeTemporaryFolder('parta-stand-')
    resources.defer(() => rm(folder, { recursive: true, force: true }))
    const database = resources.use(await RealDatabase.start(join(folder, 'postgres'), options.places))
    const people = await makePeople(database.url, options.crowd ?? 0)
    const bus = options.valkey ? resources.use(await startValkey(options.valkey)) : null
    const nodes: ServerProcess[] = []
    const links: FaultProxy[] = []
    for (let i = 0; i < (bus === null ? 1 : 2); i += 1) {
      const link = resources.use(await FaultProxy.open({ targetPort: database.port, seed: i }))
      links.push(link)
      nodes.push(resources.use(new ServerProcess(await findFreePort(), settings(database.urlThrough(link.port), bus))))
    }
    await Promise.all(nodes.map((node) => node.start()))
    return new Stand({ database, nodes, links, bus, ...people }, resources.move())
  }

  /** Starts a killed server as a service manager does: again and again until it stays. */
  async startNode(i: number): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        await this.nodes[i]!.start()
        return
      } catch (error) {
        if (tries === START_TRIES) throw error
        await this.nodes[i]!.stop('SIGKILL')
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    }
  }

  ownerAt(person: Person, node: number): Owner {
    const host = `localhost:${this.nodes[node]!.port}`
    return { profileId: person.profileId, host, cookie: person.client.cookieHeader }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#resources.disposeAsync()
  }
}

const settings = (databaseUrl: string, bus: Valkey | null): Record<string, string> => ({
  PARTA_DATABASE_URL: databaseUrl,
  PARTA_DATABASE_CONNECTIONS: '8',
  PARTA_DEMO: 'off',
  PARTA_OPERATOR_PHONE: '+79000000001',
  ...(bus === null ? {} : { PARTA_BUS_URL: bus.url }),
})

/** The people are there before the first server starts. */
async function makePeople(url: string, count: number): Promise<{ cast: Cast; crowd: Person[] }> {
  await using database = wrapDatabase(url)
  await using world = await createWorld({ database })
  const cast = await createCast(world)
  return { cast, crowd: await joinCrowd(world, cast, count) }
}

/** The browser of a person at a server of the stand. */
export function clientAt(stand: Stand, person: Person, node: number): Client {
  return person.client.at(stand.nodes[node]!.port)
}

/** A new group of the teacher with some of the school; made over the first server. */
export async function createGroup(stand: Stand, title: string, members: readonly Person[]): Promise<string> {
  const { cast } = stand
  const { chat } = await clientAt(stand, cast.teacher, 0).call('chats.create', {
    id: newId(),
    communityId: cast.school.communityId,
    title,
    memberIds: members.map(({ profileId }) => profileId),
  })
  return chat.id
}
