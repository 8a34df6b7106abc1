import type { EventFrame } from '#contract/kit/socket.ts'
import type { Bus, Signal } from '../bus/bus.ts'
import type { Clock } from '../clock/clock.ts'
import { gather } from '../db/gather.ts'
import type { Log } from '../log/log.ts'
import type { Connection } from './connection.ts'
import { Healing } from './healing.ts'
import { LogStream } from './log-stream.ts'
import { encodeTextFrame } from './raw-frames.ts'
import { type Sign, Signs } from './signs.ts'

/** What a profile hears beside its own log. */
export interface Audiences {
  /** By chat the number after which the profile may see its log. */
  chats: ReadonlyMap<string, number>
  /** `community/class`. */
  communities: readonly string[]
  /** Last numbers of these logs by `audience:id`, where they were read in the same moment. */
  heads?: ReadonlyMap<string, number>
}

export interface HubParts {
  readonly bus: Bus
  readonly clock: Clock
  readonly log: Log
  /** Last numbers of these logs, from the database. */
  readonly readHeads: (audience: EventFrame['a'], ids: readonly string[]) => Promise<ReadonlyMap<string, number>>
  /** The active profiles of those sessions that are live now, by session. */
  readonly liveProfiles: (sessionIds: readonly string[]) => Promise<ReadonlyMap<string, string | null>>
  /** What profiles hear, by profile. */
  readonly audiencesOf: (profileIds: readonly string[]) => Promise<ReadonlyMap<string, Audiences>>
  /** Numbered events of a log from the database, for holes. */
  readonly readLog: (audience: EventFrame['a'], id: string, from: number, to: number) => Promise<readonly EventFrame[]>
  /** Whether an event of a chat lets profiles in or out; they are moved exactly at its number. */
  readonly membershipChange: (frame: EventFrame) => MembershipMove | null
  /** Whether an event of a chat is about something earlier in its log. */
  readonly referenceOf: (frame: EventFrame) => Reference | null
  /** Whether an event of a chat is a passing sign of somebody, or ends one. */
  readonly signOf: (frame: EventFrame) => Sign | null
}

/** Who is let in and out of a chat. */
export interface MembershipMove {
  joined: readonly string[]
  /** Those who are let in may see what lies above this number. */
  startSeq: number
  /** Nobody of them hears the event itself, except when everybody has to go. */
  left: readonly string[] | 'everybody'
}

/** What an event is about, and what somebody hears in its place who may not see that. */
export interface Reference {
  targetSeq: number
  instead: EventFrame
}

/** What a socket gets of a log. */
interface Place {
  /** The number after which it hears the log: the stream may lag behind the reading that let it in. */
  after: number
  /** What lies above this number may be seen; events about earlier things say nothing. */
  startSeq: number
}

const TUNINGS_MAX = 10
/** Profiles whose rights are read in one statement, when thousands are read again. */
const READ_TOGETHER_MAX = 256
/** Closed sockets that are taken out of their audiences in one turn. */
const FORGOTTEN_TOGETHER_MAX = 64
const WHOLE: Place = { after: 0, startSeq: 0 }
const NOBODY: MembershipMove = { joined: [], startSeq: 0, left: [] }

interface Listening {
  stream: LogStream
  connections: Map<Connection, Place>
  /** The id of the chat, community or profile: those who hear it keep this text, and not one each. */
  id: string
  /** The place of who came last: most have the same, and keep it together. */
  lastPlace: Place
}

/** All sockets of this node and what each of them hears. */
export class Hub {
  readonly #parts: HubParts
  readonly #byProfile = new Map<string, Set<Connection>>()
  readonly #listening = new Map<string, Listening>()
  readonly #unsubscribe: () => void
  readonly #healing: Healing
  readonly #signs: Signs
  readonly #audiencesOf: (profileId: string) => Promise<Audiences | undefined>
  /** Closed sockets that still stand in their audiences, where they take nothing. */
  #leaving: Connection[] = []

  constructor(parts: HubParts) {
    this.#parts = parts
    this.#signs = new Signs(parts.clock)
    this.#audiencesOf = gather(parts.audiencesOf, READ_TOGETHER_MAX)
    this.#healing = new Healing(() => this.#heal(), parts)
    this.#unsubscribe = parts.bus.subscribe({
      onFrame: (frame, json) => this.#onFrame(frame, json),
      onSignal: (signal) => this.#onSignal(signal),
      onLost: () => this.#healing.start(),
    })
  }

  get connections(): number {
    let count = 0
    for (const set of this.#byProfile.values()) count += set.size
    return count
  }

  all(): Connection[] {
    return [...this.#byProfile.values()].flatMap((set) => [...set])
  }

  ofProfile(profileId: string): ReadonlySet<Connection> {
    return this.#byProfile.get(profileId) ?? new Set()
  }

  add(connection: Connection): void {
    const { profileId } = connection.viewer
    const set = this.#byProfile.get(profileId) ?? new Set()
    set.add(connection)
    this.#byProfile.set(profileId, set)
    this.#listen(connection, 'profile', profileId, WHOLE)
  }

  /**
   * Takes away a socket that has closed. When thousands close in one moment their audiences forget them some at a time,
   * with turns for those who have stayed between.
   */
  remove(connection: Connection): void {
    const { profileId } = connection.viewer
    const set = this.#byProfile.get(profileId)
    if (set?.delete(connection) !== true) return
    if (set.size === 0) this.#byProfile.delete(profileId)
    connection.end()
    this.#leaving.push(connection)
    if (this.#leaving.length === 1) this.#parts.clock.soon(() => this.#forgetSome())
  }

  #forgetSome(): void {
    for (const connection of this.#leaving.splice(0, FORGOTTEN_TOGETHER_MAX)) {
      this.#forget(connection, 'profile', connection.viewer.profileId)
      for (const chatId of [...connection.chats]) this.unhearChat(connection, chatId)
      for (const key of [...connection.communities]) this.#unhearCommunity(connection, key)
    }
    if (this.#leaving.length > 0) this.#parts.clock.soon(() => this.#forgetSome())
  }

  /**
   * Reads what a socket may hear and makes that what it hears. A change while it is read starts the reading again, so
   * that nobody who was let out meanwhile is let in by an old answer.
   *
   * @returns whether it hears a chat now that it did not
   */
  async tune(connection: Connection): Promise<boolean> {
    for (let attempt = 1; attempt <= TUNINGS_MAX; attempt += 1) {
      const asOf = connection.rightsMoves
      const audiences = (await this.#audiencesOf(connection.viewer.profileId))!
      const hearsMore = [...audiences.chats.keys()].some((chatId) => !connection.chats.has(chatId))
      if (this.setAudiences(connection, audiences, asOf)) return hearsMore
    }
    connection.fallBehind('rights')
    return false
  }

  /**
   * Makes what a socket hears exactly this, as it was read when `rightsMoves` stood at `asOf`.
   *
   * @returns false when that has changed since
   */
  setAudiences(connection: Connection, audiences: Audiences, asOf: number): boolean {
    // It closed while they were read.
    if (!this.ofProfile(connection.viewer.profileId).has(connection)) return true
    // Where the logs stood is true whatever has happened to the rights since.
    this.#prime(audiences)
    if (connection.rightsMoves !== asOf) return false
    const { chats } = audiences
    for (const chatId of [...connection.chats]) if (!chats.has(chatId)) this.unhearChat(connection, chatId)
    for (const [chatId, after] of chats) this.hearChat(connection, chatId, { after, startSeq: after })
    const communities = new Set(audiences.communities)
    for (const key of [...connection.communities]) if (!communities.has(key)) this.#unhearCommunity(connection, key)
    for (const key of communities) {
      if (connection.communities.has(key)) continue
      connection.communities.add(this.#listen(connection, 'community', key, WHOLE).id)
    }
    this.#prime(audiences)
    return true
  }

  #prime({ heads }: Audiences): void {
    for (const [key, seq] of heads ?? []) this.#listening.get(key)?.stream.prime(seq)
  }

  /** Lets a socket hear a chat. */
  hearChat(connection: Connection, chatId: string, place: Place): void {
    connection.chats.add(this.#listen(connection, 'chat', chatId, place).id)
  }

  unhearChat(connection: Connection, chatId: string): void {
    connection.chats.delete(chatId)
    this.#forget(connection, 'chat', chatId)
  }

  close(): void {
    this.#unsubscribe()
    this.#healing.close()
    for (const listening of this.#listening.values()) listening.stream.close()
    this.#listening.clear()
  }

  #unhearCommunity(connection: Connection, key: string): void {
    connection.communities.delete(key)
    this.#forget(connection, 'community', key)
  }

  #listen(connection: Connection, audience: EventFrame['a'], id: string, place: Place): Listening {
    const key = `${audience}:${id}`
    let listening = this.#listening.get(key)
    if (listening === undefined) {
      listening = { stream: this.#newStream(audience, id, key), connections: new Map(), id, lastPlace: place }
      this.#listening.set(key, listening)
    }
    const { lastPlace } = listening
    if (lastPlace.after !== place.after || lastPlace.startSeq !== place.startSeq) listening.lastPlace = place
    listening.connections.set(connection, listening.lastPlace)
    return listening
  }

  #forget(connection: Connection, audience: EventFrame['a'], id: string): void {
    const key = `${audience}:${id}`
    const listening = this.#listening.get(key)
    listening?.connections.delete(connection)
    if (listening?.connections.size === 0) {
      listening.stream.close()
      this.#listening.delete(key)
    }
  }

  #newStream(audience: EventFrame['a'], id: string, key: string): LogStream {
    return new LogStream({
      clock: this.#parts.clock,
      deliver: (frame, json) => this.#deliver(key, frame, json),
      readMissing: (from, to) => this.#parts.readLog(audience, id, from, to),
      onHole: () => {
        for (const connection of this.#listening.get(key)?.connections.keys() ?? []) connection.fallBehind('gap')
        // Somebody of this node may have been let in by what is missing; he does not hear the chat yet.
        this.#healing.start()
      },
    })
  }

  #onFrame(frame: EventFrame, json: string): void {
    const key = `${frame.a}:${frame.id}`
    const listening = this.#listening.get(key)
    if (listening === undefined) {
      // Nobody here hears the chat yet, but the event may let somebody of this node in, or make a reading of rights stale.
      if (frame.a === 'chat') {
        this.#admit(frame)
        this.#dismiss(frame)
        if (this.#endsFor(frame)) this.#dismissAll(frame.id)
      }
      this.#listening.get(key)?.stream.push(frame, json)
      return
    }
    if (!listening.stream.push(frame, json) && frame.a === 'chat') this.#refreshJoined(frame)
  }

  /**
   * Somebody who came just now has read the log farther than this event, so nobody hears it any more. Whom it lets in, and who
   * is here and does not hear the chat, reads his rights anew: the event may be old, and he may be out again.
   */
  #refreshJoined(frame: EventFrame): void {
    for (const profileId of this.#parts.membershipChange(frame)?.joined ?? []) {
      const isDeaf = [...this.ofProfile(profileId)].some(({ chats }) => !chats.has(frame.id))
      if (isDeaf) void this.#refresh(profileId)
    }
  }

  #deliver(key: string, frame: EventFrame, json: string): void {
    if (frame.a === 'chat') {
      this.#admit(frame)
      this.#dismiss(frame)
    }
    const sign = frame.a === 'chat' ? this.#parts.signOf(frame) : null
    if (sign === null || !this.#signs.hold(key, sign, () => this.#send(key, frame, json))) this.#send(key, frame, json)
    // The last word of a chat is heard by everybody who leaves with it.
    if (frame.a === 'chat' && this.#endsFor(frame)) this.#dismissAll(frame.id)
  }

  #send(key: string, frame: EventFrame, json: string): void {
    const encoded = encodeTextFrame(json)
    const reference = frame.a === 'chat' ? this.#parts.referenceOf(frame) : null
    const instead = reference === null ? encoded : encodeTextFrame(JSON.stringify(reference.instead))
    const target = reference?.targetSeq ?? Number.POSITIVE_INFINITY
    const seq = frame.s ?? Number.POSITIVE_INFINITY
    for (const [connection, { after, startSeq }] of this.#listening.get(key)?.connections ?? []) {
      if (seq > after) connection.deliver(target > startSeq ? encoded : instead)
    }
  }

  #admit(frame: EventFrame): void {
    const { joined, startSeq } = this.#parts.membershipChange(frame) ?? NOBODY
    for (const profileId of joined) {
      for (const connection of this.ofProfile(profileId)) {
        connection.rightsMoves += 1
        this.hearChat(connection, frame.id, { after: frame.s! - 1, startSeq })
      }
    }
  }

  #dismiss(frame: EventFrame): void {
    const left = this.#parts.membershipChange(frame)?.left ?? []
    if (left === 'everybody') return
    for (const profileId of left) {
      for (const connection of this.ofProfile(profileId)) {
        connection.rightsMoves += 1
        this.unhearChat(connection, frame.id)
      }
    }
  }

  #endsFor(frame: EventFrame): boolean {
    return this.#parts.membershipChange(frame)?.left === 'everybody'
  }

  /** Nobody hears the chat any more, whatever of his rights is just being read. */
  #dismissAll(chatId: string): void {
    for (const connection of this.all()) connection.rightsMoves += 1
    for (const connection of [...(this.#listening.get(`chat:${chatId}`)?.connections.keys() ?? [])]) {
      this.unhearChat(connection, chatId)
    }
  }

  /** Compares everything that is heard here with the database, after the bus may have lost something. */
  async #heal(): Promise<void> {
    const sessions = new Map(this.all().map(({ viewer }) => [viewer.sessionId, viewer.profileId]))
    const live = await this.#parts.liveProfiles([...sessions.keys()])
    for (const [sessionId, profileId] of sessions) {
      const reason = live.has(sessionId) ? 'profileSwitched' : 'signedOut'
      if (live.get(sessionId) !== profileId) this.#onSignal({ t: 'sessionEnded', sessionId, reason })
    }
    const profiles = [...this.#byProfile.keys()]
    for (let at = 0; at < profiles.length; at += READ_TOGETHER_MAX) {
      await Promise.all(profiles.slice(at, at + READ_TOGETHER_MAX).map((profileId) => this.#refresh(profileId)))
    }
    const byAudience = Map.groupBy(this.#listening.keys(), (key) => key.slice(0, key.indexOf(':')) as EventFrame['a'])
    for (const [audience, keys] of byAudience) {
      const ids = keys.map((key) => key.slice(audience.length + 1))
      const heads = await this.#parts.readHeads(audience, ids)
      for (const [id, seq] of heads) this.#listening.get(`${audience}:${id}`)?.stream.expect(seq)
    }
  }

  #onSignal(signal: Signal): void {
    if (signal.t === 'unsure') {
      this.#healing.start()
      return
    }
    if (signal.t === 'audiences') {
      void this.#refresh(signal.profileId)
      return
    }
    if (signal.t === 'suspensions') return
    for (const connection of this.all()) {
      if (connection.viewer.sessionId === signal.sessionId) connection.part(signal.reason, { code: 4001 })
    }
  }

  async #refresh(profileId: string): Promise<void> {
    const connections = [...this.ofProfile(profileId)]
    for (const connection of connections) connection.rightsMoves += 1
    for (const connection of connections) {
      if (connection.phase === 'waiting') continue
      try {
        // What was said in a chat before it was heard is told by nobody: the snapshot has it.
        if (await this.tune(connection)) connection.fallBehind('rights')
      } catch (error) {
        this.#parts.log.error({ error }, 'realtime.audiencesFailed')
        connection.fallBehind('rights')
      }
    }
  }
}
