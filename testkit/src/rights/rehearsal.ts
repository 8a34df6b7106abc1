import type { TestDatabase } from '../test-database.ts'

/** What the database says when a command would have been kept. */
const MARK = 'rehearsal: this command was let through'

/** Tables that are written beside what a command does: they may be kept. */
const KEPT = `schemaname in ('communities', 'identity') and tablename !~ '^(session|signin_|device|account_code|oidc_payload|oidc_key)'
  or schemaname = 'platform' and tablename in ('command_result', 'audit_entry')`

/** A line of the log as the server writes it of a call that failed. */
interface FailureLine {
  msg?: string
  requestId?: string
  error?: { message?: string }
}

/**
 * From now on no command is kept: whatever is let through is carried out to its end and taken back at the commit, so that
 * thousands of commands can be tried on one world and none changes what the next one finds. Whoever is let through gets a
 * failure of this kind, which only the commit itself brings forth.
 */
export async function beginRehearsal(database: TestDatabase): Promise<void> {
  await database.query(`create function public.refuse_commit() returns trigger language plpgsql as
    $$ begin raise exception '${MARK}' using errcode = 'RH000'; end $$`)
  const tables = await database.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where ${KEPT}`,
  )
  for (const { name } of tables) {
    await database.query(`create constraint trigger rehearsal after insert or update or delete on ${name}
      deferrable initially deferred for each row execute function public.refuse_commit()`)
  }
}

/** Collects the requests that only the commit refused, from the lines of the server's log; any other line goes on. */
export class LetThrough {
  readonly #requests = new Set<string>()
  readonly #others: string[] = []

  readonly write = (line: string): void => {
    const { requestId, error, msg } = JSON.parse(line) as FailureLine
    // The first anonymous poll makes the key that its counts are sealed under, which the operator has to hear of.
    if (msg === 'backup.keyMade') return
    if (error?.message?.includes(MARK) !== true) this.#others.push(line)
    else if (requestId !== undefined) this.#requests.add(requestId)
  }

  has(requestId: string): boolean {
    return this.#requests.has(requestId)
  }

  /** Failures that are none of the rehearsal. */
  get others(): readonly string[] {
    return this.#others
  }
}
