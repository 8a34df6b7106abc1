import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { canonicalJson } from '../db/canonical-json.ts'
import type { Tx } from '../db/database.ts'
import { fail } from './refusal.ts'

/** Keyed results are kept for this long; what commands create is found by the client's id even later. */
export const RESULT_LIFE_MS = 48 * 3_600_000

export interface CommandKey {
  /** Who asks, and on which device: a key of one of them means nothing to another. */
  actorKey: string
  key: string
  operation: string
  input: unknown
}

/** Results of keyed commands. PostgreSQL is one implementation, the simulation has another in memory. */
export interface CommandResults {
  claimKey: typeof claimKey
  keepResult: typeof keepResult
}

export const pgCommandResults: CommandResults = { claimKey, keepResult }

/** Claims the key, or returns what the same command answered before. A repeat in flight waits for the first. */
export async function claimKey(tx: Tx, command: CommandKey, now: number): Promise<{ output: unknown } | null> {
  const hash = hashInput(command)
  const claimed = await tx
    .insertInto('platform.command_result')
    .values({
      actor_key: command.actorKey,
      command_key: command.key,
      operation: command.operation,
      input_hash: hash,
      output: 'null',
      created_at: new Date(now),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('command_key')
    .executeTakeFirst()
  if (claimed !== undefined) return null
  const kept = await tx
    .selectFrom('platform.command_result')
    .select(['operation', 'input_hash', 'output'])
    .where('actor_key', '=', command.actorKey)
    .where('command_key', '=', command.key)
    .executeTakeFirstOrThrow()
  if (kept.operation !== command.operation || !hash.equals(kept.input_hash)) return fail('key.reused')
  return { output: kept.output }
}

/** Keeps the answer in the transaction that made it. */
export async function keepResult(tx: Tx, command: CommandKey, output: unknown): Promise<void> {
  await tx
    .updateTable('platform.command_result')
    .set({ output: JSON.stringify(output) })
    .where('actor_key', '=', command.actorKey)
    .where('command_key', '=', command.key)
    .execute()
}

/** Deletes results older than 48 hours, in portions; returns how many went. */
export async function forgetResults(tx: Tx, now: number): Promise<number> {
  const result = await sql`delete from platform.command_result where ctid in (
    select ctid from platform.command_result where created_at < ${new Date(now - RESULT_LIFE_MS)} limit 5000)`.execute(
    tx,
  )
  return Number(result.numAffectedRows ?? 0)
}

function hashInput(command: CommandKey): Buffer {
  return createHash('sha256').update(command.operation).update('\n').update(canonicalJson(command.input)).digest()
}
