import type { Duplex } from 'node:stream'
import pg from 'pg'
import { AnswerWatch } from './answer-watch.ts'
import { AS_TEXTS } from './texts.ts'

/** A text is named once it has come so often; lists of changing length make texts that never come again. */
const SEEN_MIN = 3
const NAMES_MAX = 500
const COUNTED_MAX = 5_000

/** Names of statements, the same on all connections of this process. */
class StatementNames {
  readonly #names = new Map<string, string>()
  #seen = new Map<string, number>()

  nameOf(text: string): string | undefined {
    const known = this.#names.get(text)
    if (known !== undefined || this.#names.size >= NAMES_MAX) return known
    const seen = (this.#seen.get(text) ?? 0) + 1
    if (this.#seen.size >= COUNTED_MAX) this.#seen = new Map()
    this.#seen.set(text, seen)
    if (seen < SEEN_MIN) return undefined
    this.#seen.delete(text)
    const name = `s${this.#names.size}`
    this.#names.set(text, name)
    return name
  }
}

const names = new StatementNames()

export interface PlanningConfig extends pg.ClientConfig {
  /** How long an answer may take before the connection counts as dead. Milliseconds; any time when it is not given. */
  answerMsMax?: number
}

/** The answer has not come, and nobody knows whether the statement was carried out. */
class SilentDatabase extends Error {
  /** Of the class of connection failures. */
  readonly code = '08006'

  constructor() {
    super('The database does not answer')
  }
}

/**
 * A connection on which statements that come again and again are prepared: the database parses and plans them once in
 * place of every time, which costs more than carrying them out where a table has partitions. After a migration by another
 * node a prepared statement may have to be refused once (`isStalePlan`); it is prepared anew then.
 *
 * A statement that is not answered in time ends the connection, since neither TCP nor the pool would notice for a quarter
 * of an hour, or ever, that the other machine is gone without a word.
 */
export class PlanningClient extends pg.Client {
  #generation = 0
  readonly #watch: AnswerWatch
  /** Called when an answer has not come in time. */
  onSilence: () => void = () => undefined

  constructor(config?: string | PlanningConfig) {
    super(config)
    const patienceMs = (typeof config === 'object' ? config.answerMsMax : undefined) ?? null
    this.#watch = new AnswerWatch(patienceMs, () => {
      this.drop()
      this.onSilence()
    })
    const plain = this.query.bind(this) as (...args: unknown[]) => unknown
    const query = (...args: unknown[]): unknown => this.#watched(args, (watched) => this.#planned(plain, watched))
    this.query = query as typeof this.query
  }

  get isBusy(): boolean {
    return this.#watch.waiting > 0
  }

  /** From now on answers may take so long; null for work that has no bound, such as a migration. */
  set patienceMs(ms: number | null) {
    this.#watch.patienceMs = ms
  }

  /** Ends the connection without a goodbye, which nobody would hear. */
  drop(): void {
    const { connection } = this as unknown as { connection: { stream: Duplex } }
    connection.stream.destroy(new SilentDatabase())
  }

  #watched(args: unknown[], send: (args: unknown[]) => unknown): unknown {
    const answered = this.#watch.begin()
    const callback = args.findLastIndex((each) => typeof each === 'function')
    if (callback !== -1) {
      const tell = args[callback] as (...answer: unknown[]) => void
      return send(
        args.with(callback, (...answer: unknown[]) => {
          answered()
          tell(...answer)
        }),
      )
    }
    const answer = send(args)
    if (answer instanceof Promise) void answer.then(answered, answered)
    else answered()
    return answer
  }

  #planned(plain: (...args: unknown[]) => unknown, [text, values, ...rest]: unknown[]): unknown {
    const parameters = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? values : null
    const name = parameters === null ? undefined : names.nameOf(text as string)
    if (name === undefined) return plain(rowsOf(text) === null ? text : { text, ...rowsOf(text) }, values, ...rest)
    const config = { name: `${name}_${this.#generation}`, text, values: parameters, ...rowsOf(text as string) }
    const answer = plain(config, ...rest)
    return answer instanceof Promise ? answer.catch((error: unknown) => this.#refuse(error)) : answer
  }

  #refuse(error: unknown): never {
    if (isStalePlan(error)) this.#generation += 1
    throw error
  }
}

const TEXTS = { rowMode: 'array', types: { getTypeParser: () => (text: string) => text } } as const

/** How rows come: as objects, or, when the statement asks for it, as lists of texts. */
function rowsOf(text: unknown): typeof TEXTS | null {
  return typeof text === 'string' && text.startsWith(AS_TEXTS) ? TEXTS : null
}

/** A prepared statement whose columns are others since a migration; the same call succeeds when it is made again. */
export function isStalePlan(error: unknown): boolean {
  const known = error as { code?: unknown; message?: unknown } | null
  return known?.code === '0A000' && String(known.message).includes('cached plan must not change result type')
}
