import type { InputOf, Operation, OutputOf } from '#contract/kit/operation.ts'
import type { Bell, Locks, OutboxStorage } from '../outbox/outbox-ports.ts'
import type { Clock, Random, Timers, Transport } from '../realtime/ports.ts'
import type { End } from '../realtime/socket-client.ts'
import type { SyncCache } from './cache.ts'
import type { SyncState } from './state.ts'

export interface EngineParts {
  readonly profileId: string
  readonly transport: Transport
  readonly timers: Timers
  readonly clock: Clock
  readonly random: Random
  readonly newKey: () => string
  readonly cache: SyncCache
  readonly outboxStorage: OutboxStorage
  readonly locks: Locks
  readonly bell: Bell
  /** The engine has stopped for good: another profile, a sign-out, a newer server. */
  readonly onEnd: (reason: End) => void
  /** Several tries in a row have not reached the server: the session may have ended. */
  readonly onUnreached: () => void
}

/** Calls an operation of the engine's own profile; a command gets its key here. */
export type EngineCall = <O extends Operation>(operation: O, input: InputOf<O>, key?: string) => Promise<OutputOf<O>>

/** What the pieces of the engine need of it. */
export interface EngineCore {
  readonly state: () => SyncState
  readonly change: (change: (state: SyncState) => SyncState) => void
  readonly call: EngineCall
  readonly isLive: () => boolean
  readonly timers: Timers
  readonly clock: Clock
}
