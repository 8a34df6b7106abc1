import type { Clock } from '../clock/clock.ts'
import type { Connection } from './connection.ts'

/** How long every socket waits between two beats. */
export const HEARTBEAT_MS = 25_000
/** Sockets that have their beat in the same moment. */
export const GROUP_MAX = 100

interface Group {
  members: Set<Connection>
  stop: () => void
}

/**
 * Asks every socket once in {@link HEARTBEAT_MS} whether somebody is there, and ends those that say nothing. Sockets have
 * their beat in groups, each at the time at which its first one came: ten thousand pings and their answers in one moment
 * would hold up everything else for a third of a second.
 */
export class Heartbeat {
  readonly #groups = new Set<Group>()
  readonly #groupOf = new Map<Connection, Group>()
  readonly #clock: Pick<Clock, 'every'>
  readonly #onBeat: (connections: readonly Connection[]) => void

  /** @param onBeat hears who has just had his beat and was there */
  constructor(clock: Pick<Clock, 'every'>, onBeat: (connections: readonly Connection[]) => void) {
    this.#clock = clock
    this.#onBeat = onBeat
  }

  add(connection: Connection): void {
    const group = this.#groups.values().find(({ members }) => members.size < GROUP_MAX) ?? this.#start()
    group.members.add(connection)
    this.#groupOf.set(connection, group)
  }

  remove(connection: Connection): void {
    const group = this.#groupOf.get(connection)
    if (group === undefined) return
    this.#groupOf.delete(connection)
    group.members.delete(connection)
    if (group.members.size > 0) return
    group.stop()
    this.#groups.delete(group)
  }

  close(): void {
    for (const { stop } of this.#groups) stop()
    this.#groups.clear()
  }

  #start(): Group {
    const members = new Set<Connection>()
    const group: Group = { members, stop: this.#clock.every(HEARTBEAT_MS, () => this.#beat([...members])) }
    this.#groups.add(group)
    return group
  }

  #beat(members: readonly Connection[]): void {
    // One that has gone leaves its group while it is ended.
    const { there = [], gone = [] } = Object.groupBy(members, (connection) => (connection.isAlive() ? 'there' : 'gone'))
    for (const connection of gone) connection.ws.terminate()
    for (const connection of there) {
      connection.heard = false
      connection.ws.ping()
    }
    this.#onBeat(there)
  }
}
