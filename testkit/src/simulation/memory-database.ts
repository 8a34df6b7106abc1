import type { Selectable } from 'kysely'
import type { Tables } from '#server/platform/db/rows.ts'
import type { TimeScope } from './virtual-time.ts'

export type TableName = keyof Tables
export type Row<N extends TableName> = Readonly<Selectable<Tables[N]>>

type Content = ReadonlyMap<string, ReadonlyMap<string, unknown>>

const NOTHING: ReadonlyMap<string, never> = new Map<string, never>()

/**
 * Rows in memory that behave as PostgreSQL's do at the levels read committed and repeatable read: a statement sees what
 * was committed when it began, changes wait for the lock of their row, a ring of waiters is broken, a commit is whole.
 */
export class MemoryDatabase {
  #content: Content = new Map()
  readonly #locks = new Map<string, { holder: Transaction; waiters: Waiter[] }>()
  /** Called with the rows that a commit has written, in the moment in which they become durable. */
  onCommit: ((writes: ReadonlyMap<string, ReadonlyMap<string, unknown>>) => void) | null = null

  get content(): Content {
    return this.#content
  }

  rows<N extends TableName>(table: N): ReadonlyMap<string, Row<N>> {
    return (this.#content.get(table) ?? NOTHING) as ReadonlyMap<string, Row<N>>
  }

  begin(step: () => Promise<void>, level: 'readCommitted' | 'repeatableRead' = 'readCommitted'): Transaction {
    return new Transaction(this, step, level === 'repeatableRead' ? this.#content : null)
  }

  isLocked(lock: string, by: Transaction): boolean {
    const held = this.#locks.get(lock)
    return held !== undefined && held.holder !== by
  }

  lock(lock: string, transaction: Transaction): Promise<void> | null {
    const held = this.#locks.get(lock)
    if (held === undefined) {
      this.#locks.set(lock, { holder: transaction, waiters: [] })
      transaction.held.add(lock)
      return null
    }
    if (held.holder === transaction) return null
    if (this.#waitsFor(held.holder, transaction)) throw new DeadlockError()
    return new Promise((resolve) => {
      transaction.waitsAt = lock
      held.waiters.push({ transaction, resolve })
    })
  }

  commit(transaction: Transaction): void {
    const content = new Map(this.#content)
    for (const [table, rows] of transaction.writes) {
      const next = new Map(content.get(table) ?? [])
      for (const [key, row] of rows) {
        if (row === null) next.delete(key)
        else next.set(key, row)
      }
      content.set(table, next)
    }
    this.#content = content
    this.onCommit?.(transaction.writes)
    this.release(transaction)
  }

  release(transaction: Transaction): void {
    if (transaction.waitsAt !== null) {
      const held = this.#locks.get(transaction.waitsAt)
      if (held !== undefined) held.waiters = held.waiters.filter((waiter) => waiter.transaction !== transaction)
      transaction.waitsAt = null
    }
    for (const lock of transaction.held) {
      const next = this.#locks.get(lock)!.waiters.shift()
      if (next === undefined) this.#locks.delete(lock)
      else {
        this.#locks.get(lock)!.holder = next.transaction
        next.transaction.held.add(lock)
        next.transaction.waitsAt = null
        next.resolve()
      }
    }
    transaction.held.clear()
  }

  #waitsFor(waiting: Transaction, target: Transaction): boolean {
    for (let each: Transaction | undefined = waiting; each !== undefined; ) {
      if (each === target) return true
      each = each.waitsAt === null ? undefined : this.#locks.get(each.waitsAt)?.holder
    }
    return false
  }
}

interface Waiter {
  transaction: Transaction
  resolve: () => void
}

/** As PostgreSQL reports it, so that the product tries again. */
class DeadlockError extends Error {
  readonly code = '40P01'
}

/** One transaction, or a statement of its own outside of one. */
export class Transaction {
  readonly #database: MemoryDatabase
  readonly #step: () => Promise<void>
  readonly #snapshot: Content | null
  readonly writes = new Map<string, Map<string, unknown>>()
  readonly held = new Set<string>()
  waitsAt: string | null = null

  constructor(database: MemoryDatabase, step: () => Promise<void>, snapshot: Content | null) {
    this.#database = database
    this.#step = step
    this.#snapshot = snapshot
  }

  /** The way of a statement to the database; every statement begins with it. */
  step(): Promise<void> {
    return this.#step()
  }

  get<N extends TableName>(table: N, key: string): Row<N> | undefined {
    const written = this.writes.get(table)?.get(key)
    if (written !== undefined) return written === null ? undefined : (written as Row<N>)
    return this.#table(table).get(key)
  }

  all<N extends TableName>(table: N): Row<N>[] {
    const written = this.writes.get(table)
    const rows = [...this.#table(table)].filter(([key]) => !written?.has(key)).map(([, row]) => row)
    for (const row of written?.values() ?? []) if (row !== null) rows.push(row as Row<N>)
    return rows
  }

  /** Waits until nobody else holds the row. */
  async lock(table: TableName, key: string): Promise<void> {
    const waiting = this.#database.lock(`${table} ${key}`, this)
    if (waiting !== null) await waiting
  }

  isLockedByOther(table: TableName, key: string): boolean {
    return this.#database.isLocked(`${table} ${key}`, this)
  }

  /** Writes a row whose lock this transaction takes or holds; null deletes it. */
  async put<N extends TableName>(table: N, key: string, row: Row<N> | null): Promise<void> {
    await this.lock(table, key)
    const rows = this.writes.get(table) ?? new Map<string, unknown>()
    rows.set(key, row)
    this.writes.set(table, rows)
  }

  /** Changes a row as it stands once its lock is held; undefined when there is none or `change` leaves it. */
  async change<N extends TableName>(
    table: N,
    key: string,
    change: (row: Row<N>) => Row<N> | undefined,
  ): Promise<Row<N> | undefined> {
    await this.lock(table, key)
    const row = this.get(table, key)
    const changed = row === undefined ? undefined : change(row)
    if (changed !== undefined) await this.put(table, key, changed)
    return changed
  }

  commit(): void {
    this.#database.commit(this)
  }

  rollback(): void {
    this.#database.release(this)
  }

  #table<N extends TableName>(table: N): ReadonlyMap<string, Row<N>> {
    return ((this.#snapshot ?? this.#database.content).get(table) ?? NOTHING) as ReadonlyMap<string, Row<N>>
  }
}

/** The way of statements of one process: each takes a moment, and none comes back to a process that is dead. */
export function stepOf(time: TimeScope, latencyMs: () => number): () => Promise<void> {
  return () => time.pause(latencyMs())
}

/** One statement: its way to the database, its work there, the way of its answer. */
export async function statement<T>(transaction: Transaction, work: () => T | Promise<T>): Promise<T> {
  await transaction.step()
  const answer = await work()
  await transaction.step()
  return answer
}

/** The transaction behind the product's handle of one. */
export function memoryOf(reader: unknown): Transaction {
  return reader as Transaction
}
