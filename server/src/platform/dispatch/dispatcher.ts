import { actsOf } from '#contract/administrative.ts'
import type { ErrorCode } from '#contract/errors.ts'
import { commonErrors } from '#contract/kit/errors.ts'
import { isOpenInLesson, isOpenWhenLeaving, type Operation } from '#contract/kit/operation.ts'
import { isUuid } from '#contract/kit/uuid.ts'
import { operations } from '#contract/operations.ts'
import { recordedActs } from '../audit/record.ts'
import type { Clock } from '../clock/clock.ts'
import type { Database, Tx } from '../db/database.ts'
import type { Log } from '../log/log.ts'
import type { Platform } from '../platform.ts'
import type { Binding, CookieJar } from './bind.ts'
import { databaseRefusal } from './database-refusal.ts'
import { Encoded } from './encoded.ts'
import type { CommandKey, CommandResults } from './idempotency.ts'
import { fail, Refusal } from './refusal.ts'
import { compileSchema, storable, type Validation } from './validation.ts'
import type { Origin, SessionEnd, SystemCaller, Viewer } from './viewer.ts'

/** One call as HTTP or the socket brings it. */
export interface Call {
  readonly id: string
  readonly input: unknown
  readonly key: string | null
  readonly viewer: Viewer | null
  /** The outside system that shows a live token of its own; absent without one, and on the socket. */
  readonly system?: SystemCaller
  /**
   * Tells what became of a session that was named and is not live here: it ended, expired, or belongs to the other
   * host. Null when none was named.
   */
  readonly endedSession: (() => Promise<SessionEnd | null>) | null
  readonly origin: Origin
  readonly cookies: CookieJar
  readonly requestId: string
}

export interface Dispatcher {
  /**
   * Carries a call out and returns its output, which may be `Encoded`.
   *
   * @throws Refusal with a code that the operation declares or that any operation may answer with
   */
  dispatch(call: Call): Promise<unknown>
}

interface Prepared {
  readonly operation: Operation
  readonly binding: Binding
  readonly input: Validation
  readonly output: Validation
}

interface Parts {
  readonly db: Database
  readonly transaction: Platform['transaction']
  readonly results: CommandResults
  readonly clock: Clock
  readonly log: Log
  /** What is kept of an answer for repeats, for as long as they are recognised. */
  readonly keptOf: (output: unknown) => unknown
  /** Counts a call against the limits of its caller; throws `rate.limited`. */
  readonly limit: (call: Call, operation: Operation) => Promise<void>
  /** Refuses with `factor.required` whoever needs a strong second factor for this operation and has none. */
  readonly checkFactor: (viewer: Viewer | null, operation: Operation) => Promise<void>
  /** Refuses with `community.suspended` what would change something in an organisation that is suspended. */
  readonly checkSuspension: (viewer: Viewer | null, operation: Operation, input: unknown) => Promise<void>
  readonly observe: (operation: string, outcome: string, ms: number) => void
  /** Tests let answers that do not fit their schema fail instead of being cut to it. */
  readonly strictOutput: boolean
}

/**
 * The one way in for every transport, to the operations of one registry of the contract.
 *
 * @throws Error when an operation of the contract is not bound, or bound twice
 */
export function createDispatcher(
  bindings: readonly Binding[],
  parts: Parts,
  registry: Readonly<Record<string, Operation>> = operations,
): Dispatcher {
  const prepared = prepare(bindings, registry)
  return {
    async dispatch(call) {
      const started = performance.now()
      const found = prepared.get(call.id)
      if (found === undefined) return fail('operation.unknown')
      try {
        const output = await carryOut(found, { ...call, input: storable(call.input) }, parts)
        parts.observe(call.id, 'ok', performance.now() - started)
        return output
      } catch (error) {
        const refusal = toRefusal(error, found.operation, call, parts.log)
        parts.observe(call.id, refusal.code, performance.now() - started)
        throw refusal
      }
    },
  }
}

function prepare(bindings: readonly Binding[], registry: Readonly<Record<string, Operation>>): Map<string, Prepared> {
  const prepared = new Map<string, Prepared>()
  for (const binding of bindings) {
    if (prepared.has(binding.id)) throw new Error(`Operation ${binding.id} is bound twice`)
    const operation = registry[binding.id]
    if (operation === undefined) throw new Error(`There is no operation ${binding.id}`)
    prepared.set(binding.id, {
      operation,
      binding,
      input: compileSchema(operation.input),
      output: compileSchema(operation.output),
    })
  }
  const missing = Object.keys(registry).filter((id) => !prepared.has(id))
  if (missing.length > 0) throw new Error(`Operations without a binding: ${missing.join(', ')}`)
  return prepared
}

async function carryOut(found: Prepared, call: Call, parts: Parts): Promise<unknown> {
  const { operation, binding } = found
  checkGate(operation, call)
  await parts.limit(call, operation)
  await parts.checkFactor(call.viewer, operation)
  const wrong = found.input.check(call.input)
  if (wrong !== null) return fail('request.invalid', { places: wrong })
  await parts.checkSuspension(call.viewer, operation, call.input)
  const context = {
    input: call.input,
    viewer: operation.gate === 'system' ? call.system : call.viewer,
    origin: call.origin,
    cookies: call.cookies,
    endedSession: call.endedSession,
    requestId: call.requestId,
    fail,
  }
  const handler = binding.handler as (context: unknown) => Promise<unknown>
  if (binding.own) return finish(found, await handler(context), parts)
  if (operation.kind === 'query') return finish(found, await handler({ ...context, db: parts.db }), parts)
  const command = commandKey(operation, call)
  return parts.transaction(async (tx) => {
    if (command !== null) {
      const before = await parts.results.claimKey(tx, command, parts.clock.now())
      if (before !== null) return before.output
    }
    const output = finish(found, await handler({ ...context, tx }), parts)
    if (parts.strictOutput) checkActs(operation, tx)
    if (command !== null) await parts.results.keepResult(tx, command, parts.keptOf(output))
    return output
  })
}

/** What a caller must be before anything of the input is looked at. */
function checkGate(operation: Operation, call: Call): void {
  const { gate } = operation
  if (gate === 'system') {
    checkSystem(operation, call)
    return
  }
  if (call.viewer?.lessonEndsAt !== undefined && !isOpenInLesson(operation)) fail('session.lesson')
  if (call.viewer?.leavesAt !== undefined && !isOpenWhenLeaving(operation)) fail('account.leaving')
  if (gate === 'operator' && call.origin.surface !== 'operator') fail('operation.wrongSurface')
  if (gate === 'profile' && call.origin.surface !== 'main') fail('operation.wrongSurface')
  if (gate === 'school' && call.origin.surface !== 'school') fail('operation.wrongSurface')
  if (gate === 'public') return
  if (call.viewer === null) fail(call.endedSession === null ? 'session.required' : 'session.ended')
  if (gate === 'operator' && !call.viewer.operator) fail('operator.required')
  if (gate === 'profile' && call.viewer.profileId === null) {
    fail(call.viewer.awaitsConsent === true ? 'consent.required' : 'profile.required')
  }
}

/** An outside system comes by itself, from wherever it stands, and no session of a person takes the place of its token. */
function checkSystem({ scope }: Operation, { system, origin }: Call): void {
  if (origin.surface !== 'main') fail('operation.wrongSurface')
  if (system === undefined) fail('system.required')
  if (scope !== undefined && !system.scopes.includes(scope)) fail('system.scopeMissing', { scope })
}

function commandKey(operation: Operation, call: Call): CommandKey | null {
  if (operation.repeat !== 'key') return null
  if (call.key === null) return fail('key.missing')
  if (!isUuid(call.key)) return fail('request.invalid', { places: ['Idempotency-Key'] })
  const actorKey = call.viewer === null ? `network:${call.origin.network}` : `session:${call.viewer.sessionId}`
  return { actorKey, key: call.key, operation: operation.id, input: call.input }
}

function finish(found: Prepared, output: unknown, parts: Parts): unknown {
  if (parts.strictOutput) {
    const wrong = found.output.check(output instanceof Encoded ? output.toJSON() : output)
    if (wrong !== null) throw new Error(`Answer of ${found.operation.id} does not fit its schema: ${wrong.join('; ')}`)
    return output
  }
  return output instanceof Encoded ? output : found.output.clean(output)
}

/** A command writes the administrative acts that the contract names and no others. */
function checkActs({ id }: Operation, tx: Tx): void {
  const named = actsOf(id)
  const other = recordedActs(tx).find(({ act }) => !named.includes(act))
  if (other !== undefined) throw new Error(`${id} writes the act ${other.act}, which the contract does not name`)
}

function toRefusal(error: unknown, operation: Operation, call: Call, log: Log): Refusal {
  if (error instanceof Refusal && isDeclared(operation, error.code)) return error
  const refusal = databaseRefusal(error)
  if (refusal !== null) {
    log.error({ operation: operation.id, requestId: call.requestId, error }, refusal.code)
    return refusal
  }
  log.error({ operation: operation.id, requestId: call.requestId, error }, 'operation.failed')
  return new Refusal('internal')
}

function isDeclared(operation: Operation, code: ErrorCode): boolean {
  return code in commonErrors || (operation.errors as readonly ErrorCode[]).includes(code)
}
