import type { ErrorsOf, InputOf, Operation, OutputOf } from '#contract/kit/operation.ts'
import type { OperationId, Operations } from '#contract/operations.ts'
import type { Database, Tx } from '../db/database.ts'
import type { Encoded } from './encoded.ts'
import type { Fail } from './refusal.ts'
import type { Origin, ProfileViewer, SessionEnd, SystemCaller, Viewer } from './viewer.ts'

type ViewerOf<O extends Operation> = O['gate'] extends 'public'
  ? Viewer | null
  : O['gate'] extends 'profile'
    ? ProfileViewer
    : O['gate'] extends 'system'
      ? SystemCaller
      : Viewer

interface Common<O extends Operation> {
  readonly input: InputOf<O>
  readonly viewer: ViewerOf<O>
  readonly origin: Origin
  readonly fail: Fail<ErrorsOf<O>>
  /** Sets cookies of the answer; does nothing on the socket. */
  readonly cookies: CookieJar
  /** Of a device that comes with a session that is over, why it is; null for everybody else. */
  readonly endedSession: (() => Promise<SessionEnd | null>) | null
  readonly requestId: string
}

export interface CookieJar {
  /** Hands the browser a session; null takes it away. */
  session(token: string | null, lifeMs?: number): void
  /** Marks the browser as a device that has shown the second factor. */
  device(token: string, lifeMs: number): void
  /** Marks the browser as a device of a class. */
  classDevice(token: string, lifeMs: number): void
  /** Makes the browser the guest of a call. */
  guest(token: string, lifeMs: number): void
}

/** What a query gets: a pool to read from. */
export interface QueryContext<O extends Operation> extends Common<O> {
  readonly db: Database
}

/** What a command gets: the transaction in which its result is stored too. */
export interface CommandContext<O extends Operation> extends Common<O> {
  readonly tx: Tx
}

/** A query may answer with JSON that is made already. */
export type Handler<O extends Operation> = O['kind'] extends 'query'
  ? (context: QueryContext<O>) => Promise<OutputOf<O> | Encoded<OutputOf<O>>>
  : (context: CommandContext<O>) => Promise<OutputOf<O>>

/** A command that manages its own transactions, because it is grouped with others of its kind. */
export type OwnHandler<O extends Operation> = (context: Common<O>) => Promise<OutputOf<O>>

export interface Binding {
  readonly id: string
  readonly own: boolean
  readonly handler: (context: never) => Promise<unknown>
}

/** Binds an operation of the contract to the function that carries it out. */
export function bind<const Id extends OperationId>(id: Id, handler: Handler<Operations[Id]>): Binding {
  return { id, own: false, handler: handler as Binding['handler'] }
}

/** Binds a command that opens its transactions itself; its `repeat` is `self` or `last`. */
export function bindOwn<const Id extends OperationId>(id: Id, handler: OwnHandler<Operations[Id]>): Binding {
  return { id, own: true, handler: handler as Binding['handler'] }
}
