import type { Problem } from './errors.ts'

/** Version of the frames below; a client that speaks another one is asked to reload. */
export const SOCKET_VERSION = 1

/** Where a client stands in one chat: the last number it holds without a gap. */
export interface ChatPosition {
  seq: number
}

/** Frames from the client. Any operation may arrive as `call`. */
export type ClientFrame =
  | {
      t: 'hello'
      v: number
      /** Last number held of the profile's own log, 0 for an empty client. */
      profile: number
      /** Last numbers held of the logs of communities, by `community/class`. */
      communities: Readonly<Record<string, number>>
      /** Last number held of every chat in the cache. */
      chats: Readonly<Record<string, number>>
      /** Chats on screen now: they get their missed messages first and in full. */
      open: readonly string[]
    }
  | { t: 'call'; n: number; op: string; key?: string; input: unknown }
  | { t: 'ping' }

/** One event of a log. `s` is its number, absent for ephemeral ones. */
export interface EventFrame {
  t: 'event'
  e: string
  a: 'chat' | 'profile' | 'community'
  /** Chat id, profile id, or `community/class`. */
  id: string
  s?: number
  /** When it happened. */
  at: string
  p: unknown
}

/** Frames from the server. */
export type ServerFrame =
  | { t: 'welcome'; v: number; profileId: string; now: string; build: string; heartbeatMs: number }
  /** The answer to `hello`: one repeatable-read snapshot; see `messenger/sync.ts` for its body. */
  | { t: 'snapshot'; body: unknown }
  /** Everything up to the snapshot has been sent; what follows is live. */
  | { t: 'live' }
  | EventFrame
  | { t: 'ok'; n: number; output: unknown }
  | { t: 'fail'; n: number; problem: Problem }
  /** The client fell behind or the log has a hole: keep the cache, say hello again with the positions you hold. */
  | { t: 'resync'; reason: 'slow' | 'gap' | 'rights' }
  /** The server closes: come back after this time (a restart), or sign in again. */
  | { t: 'bye'; reason: 'draining' | 'signedOut' | 'profileSwitched' | 'protocol' | 'tooMany'; afterMs: number }
  | { t: 'pong'; now: string }
