import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import type { Bench } from './bench.ts'
import { chatId, profileId } from './seed.ts'
import { type Histogram, percentile, spreadOf } from './statistics.ts'

/**
 * Milliseconds that one flush of a page takes on the disk of the database, in the middle: one after the other, or with
 * a rest of so many milliseconds before each, after which a processor and a disk have to wake up.
 */
export async function measureFlush(bench: Bench, restMs: number): Promise<number> {
  const file = path.join(bench.folder, 'flushed')
  const lasts = bench.pick(restMs === 0 ? 2_000 : 5_000, 500, 100)
  const { stdout } = await promisify(execFile)(bench.tools.flush, [file, String(lasts), String(restMs * 1_000)])
  const { flush } = JSON.parse(stdout) as { flush: Histogram }
  return percentile(flush, 0.5) / 1000
}

const ROWS = 256

/**
 * The floor of durable sending: 256 ready rows a statement over one connection into the product's own table, with
 * nothing asked, locked or numbered by the database. Rows go to chats in turn.
 */
export class RawInserts implements AsyncDisposable {
  readonly #client: pg.Client
  readonly #chats: number
  readonly #text: string
  readonly #history: number
  #rows = 0

  private constructor(client: pg.Client, rows: { chats: number; history: number; text: string }) {
    this.#client = client
    this.#chats = rows.chats
    this.#history = rows.history
    this.#text = rows.text
  }

  /** On a database of its own with the product's tables, in whose chats `history` messages stand already. */
  static async open(url: string, rows: { chats: number; history: number; text: string }): Promise<RawInserts> {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    return new RawInserts(client, rows)
  }

  /** Inserts for so long; returns the rows a second. */
  async run(ms: number): Promise<number> {
    const begun = performance.now()
    const before = this.#rows
    while (performance.now() - begun < ms) await this.#insert(ROWS)
    return ((this.#rows - before) / (performance.now() - begun)) * 1000
  }

  /** Milliseconds of one statement with a single row, in the middle, with a rest of `restMs` before each. */
  async runSingly(restMs: number, ms: number): Promise<number> {
    const begun = performance.now()
    const times: number[] = []
    while (performance.now() - begun < ms) {
      await new Promise((resolve) => setTimeout(resolve, restMs))
      const sent = performance.now()
      await this.#insert(1)
      times.push(performance.now() - sent)
    }
    return spreadOf(times).median
  }

  async #insert(rows: number): Promise<void> {
    const numbers = Array.from({ length: rows }, (_, i) => this.#rows + i)
    this.#rows += rows
    const seqs = numbers.map((row) => this.#history + Math.floor(row / this.#chats) + 1)
    await this.#client.query({
      name: 'raw',
      text: `insert into messenger.message (chat_id, seq, ordinal, id, sender_id, text, sent_at)
        select chat, seq, seq, id, sender, $5::text, now()
        from unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::uuid[]) as t (chat, seq, id, sender)`,
      values: [
        numbers.map((row) => chatId(row % this.#chats)),
        seqs,
        numbers.map((row) => `01900000-0000-7000-8000-${row.toString(16).padStart(12, '0')}`),
        numbers.map(() => profileId(0)),
        this.#text,
      ],
    })
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#client.end()
  }
}
