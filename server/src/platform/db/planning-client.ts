import pg from 'pg'

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

/**
 * A connection on which statements that come again and again are prepared: the database parses and plans them once in
 * place of every time, which costs more than carrying them out where a table has partitions. After a migration by another
 * node a prepared statement may have to be refused once (`isStalePlan`); it is prepared anew then.
 */
export class PlanningClient extends pg.Client {
  #generation = 0

  constructor(config?: string | pg.ClientConfig) {
    super(config)
    const plain = this.query.bind(this) as (...args: unknown[]) => unknown
    const query = (text: unknown, values?: unknown, ...rest: unknown[]): unknown => {
      const parameters = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? values : null
      const name = parameters === null ? undefined : names.nameOf(text as string)
      if (name === undefined) return plain(text, values, ...rest)
      const answer = plain({ name: `${name}_${this.#generation}`, text, values: parameters }, ...rest)
      return answer instanceof Promise ? answer.catch((error: unknown) => this.#refuse(error)) : answer
    }
    this.query = query as typeof this.query
  }

  #refuse(error: unknown): never {
    if (isStalePlan(error)) this.#generation += 1
    throw error
  }
}

/** A prepared statement whose columns are others since a migration; the same call succeeds when it is made again. */
export function isStalePlan(error: unknown): boolean {
  const known = error as { code?: unknown; message?: unknown } | null
  return known?.code === '0A000' && String(known.message).includes('cached plan must not change result type')
}
