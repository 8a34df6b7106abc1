import type { Static, TSchema } from 'typebox'
import type { ErrorCode } from '../errors.ts'
import type { SystemScope } from './system-scopes.ts'

/**
 * Who may knock at an operation at all. What a caller may do with one particular row is decided behind it, by access and
 * ability.
 *
 * - `public`: anybody, signed in or not; the reason stands in the printed contract.
 * - `account`: a live session.
 * - `profile`: a live session with an active profile.
 * - `operator`: a live session of the operator's host whose account is an operator.
 * - `school`: a live session of the electronic school, whose registry of operations is its own.
 * - `system`: an outside system with a token of its own (client credentials) that has the operation's `scope`; no person.
 */
export type Gate = 'public' | 'account' | 'profile' | 'operator' | 'school' | 'system'

/**
 * What the sweep does to an operation beside calling it without a session.
 *
 * - `own`: answers only about the caller; there is no foreign input to try.
 * - `member`: the input names something of a community, a chat or a person; a stranger gets notFound or forbidden.
 * - `operator`: people of organisations get forbidden or notFound.
 * - `open`: anybody may.
 */
export type SweepScope = 'own' | 'member' | 'operator' | 'open'

/**
 * How a repeated command is recognised.
 *
 * - `key`: by the client's key; the result is kept for 48 hours in the transaction that made it.
 * - `fresh`: not at all, because the result holds a secret and is never stored; a repeat makes a new one.
 * - `self`: the input itself carries what makes it unique (a flow, a client key), and the feature answers the repeat.
 * - `last`: ephemeral or last write wins; a repeat is harmless.
 */
export type Repeat = 'key' | 'fresh' | 'self' | 'last'

export interface Operation<
  Id extends string = string,
  Kind extends 'query' | 'command' = 'query' | 'command',
  Input extends TSchema = TSchema,
  Output extends TSchema = TSchema,
  Code extends ErrorCode = ErrorCode,
  G extends Gate = Gate,
> {
  readonly id: Id
  readonly kind: Kind
  readonly summary: string
  readonly gate: G
  readonly sweep: SweepScope
  readonly input: Input
  readonly output: Output
  readonly errors: readonly Code[]
  readonly repeat: Repeat
  /** What the token of an outside system must have been given for; of the gate `system`, and of no other. */
  readonly scope?: SystemScope
  /** Calls of one profile in a minute, for what a hand does and a script would flood a chat with; the refusal is `rate.limited`. */
  readonly perMinute?: number
  /** Whether somebody may who is signed in by a class card for a lesson; {@link isOpenInLesson} says what holds when silent. */
  readonly lesson?: boolean
  /** Whether somebody may whose account is to be deleted; {@link isOpenWhenLeaving} says what holds when silent. */
  readonly leaving?: boolean
  /** Whether somebody may who stands in an organisation that the operator has suspended; {@link isOpenWhileSuspended} says what holds when silent. */
  readonly suspended?: boolean
}

interface Definition<Input extends TSchema, Output extends TSchema, Code extends ErrorCode, G extends Gate> {
  /** One sentence for the printed contract. */
  summary: string
  gate: G
  sweep: SweepScope
  input: Input
  output: Output
  errors?: readonly Code[]
  scope?: SystemScope
  perMinute?: number
  lesson?: boolean
  leaving?: boolean
  suspended?: boolean
}

/** Declares an operation that changes nothing. It may be called by GET and cached under an ETag. */
export function query<
  const Id extends string,
  Input extends TSchema,
  Output extends TSchema,
  const Code extends ErrorCode = never,
  const G extends Gate = Gate,
>(id: Id, definition: Definition<Input, Output, Code, G>): Operation<Id, 'query', Input, Output, Code, G> {
  return { id, kind: 'query', repeat: 'last', ...definition, errors: definition.errors ?? [] }
}

/** Declares an operation that changes something. Every command says how its repeat is recognised (`key` when silent). */
export function command<
  const Id extends string,
  Input extends TSchema,
  Output extends TSchema,
  const Code extends ErrorCode = never,
  const G extends Gate = Gate,
>(
  id: Id,
  definition: Definition<Input, Output, Code, G> & { repeat?: Repeat },
): Operation<Id, 'command', Input, Output, Code, G> {
  return { id, kind: 'command', ...definition, repeat: definition.repeat ?? 'key', errors: definition.errors ?? [] }
}

/**
 * Whether an operation is open to somebody who is signed in by a class card (P-06). The account is not his to change from
 * a shared tablet, so whatever is behind the gate `account` is closed unless it says otherwise.
 */
export function isOpenInLesson(operation: Pick<Operation, 'gate' | 'lesson'>): boolean {
  return operation.lesson ?? (operation.gate === 'profile' || operation.gate === 'public')
}

/**
 * Whether an operation is open to somebody whose account is to be deleted (IDN-24): he takes that back, downloads what is
 * his own, or leaves, and nothing else happens in his name.
 */
export function isOpenWhenLeaving(operation: Pick<Operation, 'gate' | 'leaving'>): boolean {
  return operation.leaving ?? operation.gate === 'public'
}

/**
 * Whether an operation is open in an organisation that the operator has suspended (ORG-19): reading goes on, nothing is
 * changed there, except that people may go and children are protected.
 */
export function isOpenWhileSuspended(operation: Pick<Operation, 'kind' | 'gate' | 'suspended'>): boolean {
  return operation.suspended ?? (operation.kind === 'query' || operation.gate !== 'profile')
}

/** Whether an operation is for those who hold a right of administration in the community that its input names. */
export function isAdministration(operation: Pick<Operation, 'errors'>): boolean {
  return operation.errors.includes('community.notAllowed')
}

export type InputOf<O extends Operation> = Static<O['input']>
export type OutputOf<O extends Operation> = Static<O['output']>
export type ErrorsOf<O extends Operation> = O['errors'][number]
