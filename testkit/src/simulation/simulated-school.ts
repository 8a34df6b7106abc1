import type { ServerFrame } from '#contract/kit/socket.ts'
import { uuidv7 } from '#contract/kit/uuid.ts'
import type { Attachment } from '#contract/messenger/attachment.ts'
import { attachmentView } from '#server/messenger/attachments/media.ts'
import { MemoryDatabase } from './memory-database.ts'
import { createSimulatedCommunity, type SimulatedCommunity, type SimulatedPerson } from './memory-platform.ts'
import { createSeededRandom, type SeededRandom } from './seeded-random.ts'
import { SimulatedBrowser } from './simulated-browser.ts'
import { keepFile } from './simulated-files.ts'
import { FAIR_WEATHER, type Host, SimulatedNetwork } from './simulated-network.ts'
import { BrokenConnection, type DatabaseWeather, SimulatedNode } from './simulated-node.ts'
import { SimulatedWire } from './simulated-wire.ts'
import { type TimeScope, VirtualTime } from './virtual-time.ts'

const START = Date.UTC(2026, 8, 1, 6)
const DATABASE_LATENCY_MS = 3
const NODES = 2
const WHOLE: DatabaseWeather = { statement: 0, before: 0, after: 0 }
const QUIET_MS = 90_000

/** A text that a browser has received, with the moment. */
export interface Received {
  readonly browser: SimulatedBrowser
  readonly at: number
  readonly frame: ServerFrame
}

/** Everything of one simulated run: people with their browsers, a network, server processes, a database. */
export class SimulatedSchool {
  readonly random: SeededRandom
  readonly time: VirtualTime
  /** The time of the outside world, which never dies. */
  readonly world: TimeScope
  readonly database = new MemoryDatabase()
  readonly communityId: string
  readonly community: SimulatedCommunity
  readonly people: readonly SimulatedPerson[]
  readonly browsers: SimulatedBrowser[]
  readonly network: SimulatedNetwork
  readonly wire: SimulatedWire
  databaseWeather = WHOLE
  readonly nodes: (SimulatedNode | null)[] = []
  readonly received: Received[] = []
  readonly failures: string[] = []
  /** Times in which no server lived. */
  readonly silences: { readonly from: number; readonly to: number }[] = []
  #silentSince: number | null = null
  readonly #sessions = new Map<string, string>()
  readonly #hosts: Host[]

  constructor(seed: number) {
    this.random = createSeededRandom(seed)
    this.time = new VirtualTime(START)
    this.world = this.time.scope()
    this.communityId = this.newId()
    this.people = ['Учитель', 'Завуч', 'Иванов', 'Петрова'].map((surname, i) => ({
      profileId: this.newId(),
      surname,
      isPupil: i >= 2,
    }))
    this.community = createSimulatedCommunity(this.communityId, this.people)
    this.#hosts = Array.from({ length: NODES }, () => ({ accept: null }))
    this.network = new SimulatedNetwork(this.world, this.random.fork(), this.#hosts)
    this.wire = new SimulatedWire(this.world, this.random.fork())
    this.browsers = this.people.map((person) => this.#newBrowser(person))
  }

  readonly newId = (): string => uuidv7(this.time.now(), this.random.bytes(10))

  /** Starts the servers, makes everybody a member of the community and opens one tab for each. */
  async begin(): Promise<void> {
    for (let i = 0; i < NODES; i += 1) this.startNode(i)
    const setUp = this.database.begin(async () => undefined)
    for (const { profileId } of this.people) await this.community.setMember(setUp, profileId, true)
    setUp.commit()
    for (const browser of this.browsers) browser.openTab()
    await this.time.pass(1_000)
  }

  startNode(i: number): void {
    if (this.nodes[i]) return
    const node = new SimulatedNode({
      name: `node ${i}`,
      time: this.time,
      random: this.random.fork(),
      database: this.database,
      community: this.community,
      wire: this.wire,
      sessions: this.#sessions,
      databaseLatencyMs: DATABASE_LATENCY_MS,
      databaseWeather: () => this.databaseWeather,
      onFailure: (what) => this.failures.push(what),
    })
    this.nodes[i] = node
    if (this.#silentSince !== null) this.silences.push({ from: this.#silentSince, to: this.time.now() })
    this.#silentSince = null
    this.#hosts[i]!.accept = (socket, sessionId) => node.accept(socket, sessionId)
  }

  crashNode(i: number): void {
    this.nodes[i]?.crash()
    this.nodes[i] = null
    if (this.nodes.every((node) => !node)) this.#silentSince ??= this.time.now()
    this.#hosts[i]!.accept = null
    this.network.resetLinksOf(this.#hosts[i]!)
  }

  /** A second browser of somebody: another device, another session. */
  addBrowser(person: SimulatedPerson): SimulatedBrowser {
    const browser = this.#newBrowser(person)
    this.browsers.push(browser)
    browser.openTab()
    return browser
  }

  /** Takes somebody into the community or out of it, as a command of another domain would, on a living node. */
  async setMember(person: SimulatedPerson, isMember: boolean): Promise<void> {
    const node = this.nodes.find((each) => each !== null)
    if (!node) return
    const { communityId } = this
    const { profileId } = person
    await node.platform
      .transaction(async (tx) => {
        await this.community.doors.holdProfiles(tx, [profileId], 'keep')
        const was = (await this.community.doors.accessMembership(tx, profileId, communityId)) !== null
        if (was === isMember) return
        await this.community.setMember(tx as never, profileId, isMember)
        const leads = { began: [], ended: [] }
        const [before, after] = [was, isMember].map((is) => (is ? (['everyone'] as const) : []))
        const changed = { profileId, before: before!, after: after!, leads }
        await node.messenger.communityChats.onMembershipChanged(tx, communityId, [changed])
      })
      .then(() => node.platform.bus.signal({ t: 'audiences', profileId }))
      .catch((error: unknown) => {
        // Whether it has happened is not known; the other domain does it again until it is.
        if (error instanceof BrokenConnection) return this.setMember(person, isMember)
        this.failures.push(`community: ${(error as Error).stack}`)
      })
  }

  /** A file for a message of a chat, whole and ready, as an upload leaves it; a telling one has a clean copy. */
  async upload(ownerId: string, chatId: string, tells: boolean): Promise<Attachment> {
    const [id, cleanId] = [this.newId(), this.newId()]
    const about = { chat_id: chatId, kind: 'photo', name: `${id}.jpg`, bytes: 9, width: 4, height: 3 }
    const previews = { small_id: this.newId(), large_id: this.newId(), created_at: new Date(this.time.now()) }
    const unheard = { duration_ms: null, waveform: null }
    const media = {
      ...about,
      ...previews,
      ...unheard,
      file_id: id,
      tells_place: tells,
      clean_id: tells ? cleanId : null,
    }
    const setUp = this.database.begin(async () => undefined)
    const clean = { ...media, file_id: cleanId, tells_place: false, clean_id: null }
    for (const each of tells ? [media, clean] : [media]) await setUp.put('messenger.media', each.file_id, each)
    const { small_id, large_id } = previews
    for (const fileId of [id, small_id, large_id, ...(tells ? [cleanId] : [])]) {
      await keepFile(setUp, fileId, ownerId)
    }
    setUp.commit()
    return attachmentView(media)
  }

  /** Everything is repaired, and nothing new happens for long enough that everybody has everything. */
  async heal(): Promise<void> {
    this.network.weather = FAIR_WEATHER
    this.wire.weather = { latencyMs: 2, loss: 0, double: 0 }
    this.databaseWeather = WHOLE
    for (let i = 0; i < NODES; i += 1) this.startNode(i)
    for (const browser of this.browsers) {
      browser.goOnline()
      if (browser.tabs.length === 0) browser.openTab()
    }
    await this.time.pass(QUIET_MS)
  }

  #newBrowser(person: SimulatedPerson): SimulatedBrowser {
    const sessionId = this.newId()
    this.#sessions.set(sessionId, person.profileId)
    return new SimulatedBrowser({
      name: `${person.surname} ${this.#sessions.size}`,
      profileId: person.profileId,
      sessionId,
      time: this.time,
      random: this.random.fork(),
      network: this.network,
      newKey: this.newId,
      onFrame: (browser, frame) => this.received.push({ browser, at: this.time.now(), frame }),
    })
  }
}
