import type { Plan } from '../lib/generator.ts'
import type { Server } from '../lib/servers.ts'

/** How many messages one part of a pair has: a dear server gets fewer, because a part is a matter of seconds. */
export interface PeerCounts {
  warm: number
  one: number
  sixteen: number
}

/** A program of others that does the same work. */
export interface Peer {
  readonly name: string
  /** Which words the generator speaks to it. */
  readonly dialect: 'centrifugo' | 'xmpp'
  readonly counts: PeerCounts
  /** How many times dearer than the product it has to be, by messages on their way; null for information only. */
  readonly times: { readonly one: number; readonly sixteen: number } | null
  /** What it stores the messages in, for the printed row. */
  readonly storesIn: string
  /** Makes it ready to be started, or says in a sentence what is missing on this machine. */
  prepare(say: (line: string) => void): Promise<{ version: string } | { missing: string }>
  /** Starts it on an empty database. */
  start(place: PeerPlace): Promise<Server>
  /** Sockets of a room of so many. */
  plan(room: Plan): Plan
  /** A query for the number of messages that the database holds. */
  readonly countArchived: string
}

export interface PeerPlace {
  /** A folder of its own. */
  folder: string
  databaseUrl: string
  core: number | null
}
