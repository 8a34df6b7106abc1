import type { ClientBase } from 'pg'

export interface CheckOptions {
  /** true for a database that tests throw away: settings that lose data in a crash are accepted */
  readonly throwAway?: boolean
}

/** The database cannot be trusted with people's data; the message lists every reason and what to do about it. */
export class DatabaseRefused extends Error {
  override readonly name = 'DatabaseRefused'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(['The server does not start on this database:', ...problems.map((problem) => `- ${problem}`)].join('\n'))
    this.problems = problems
  }
}

/** Oldest major version that the queries are written for. */
const oldestMajor = 16

/** Without these a power cut loses messages that were acknowledged. */
const durabilitySettings = ['fsync', 'full_page_writes', 'synchronous_commit'] as const

/**
 * Checks the connected database: version, encoding, durability, and that trigrams see Cyrillic. Creates pg_trgm when missing.
 * @throws DatabaseRefused with all problems at once
 */
export async function checkDatabase(client: Pick<ClientBase, 'query'>, options: CheckOptions = {}): Promise<void> {
  const problems = await findSettingsProblems(client, options.throwAway ?? false)
  problems.push(...(await findTrigramProblems(client)))
  if (problems.length > 0) throw new DatabaseRefused(problems)
}

async function findSettingsProblems(client: Pick<ClientBase, 'query'>, throwAway: boolean): Promise<string[]> {
  const { rows } = await client.query<Record<string, string>>(`
    select current_setting('server_version_num') as version,
           current_setting('server_encoding') as encoding,
           current_database() as database,
           current_setting('fsync') as fsync,
           current_setting('full_page_writes') as full_page_writes,
           current_setting('synchronous_commit') as synchronous_commit`)
  const row = rows[0]!
  const problems: string[] = []
  const major = Math.floor(Number(row.version) / 10_000)
  if (major < oldestMajor) {
    problems.push(`The server is PostgreSQL ${major}. Move to version ${oldestMajor} or newer.`)
  }
  if (row.encoding !== 'UTF8') {
    problems.push(
      `The encoding of "${row.database}" is ${row.encoding}. Create the database anew with: encoding 'UTF8' template template0.`,
    )
  }
  for (const name of throwAway ? [] : durabilitySettings) {
    if (row[name] !== 'off') continue
    problems.push(
      `${name} is off, so a power cut would lose acknowledged messages. Set ${name} = on in postgresql.conf ` +
        `(or: alter system set ${name} = on; select pg_reload_conf();), and look for a setting of the role or the database.`,
    )
  }
  return problems
}

async function findTrigramProblems(client: Pick<ClientBase, 'query'>): Promise<string[]> {
  try {
    await client.query('create extension if not exists pg_trgm')
  } catch (error) {
    return [
      `The extension pg_trgm is missing and could not be created (${(error as Error).message}). ` +
        'Install the contrib package of PostgreSQL, then as a superuser in this database: create extension pg_trgm.',
    ]
  }
  const { rows } = await client.query<{ alike: number; ctype: string; database: string }>(`
    select similarity('Иванов', 'Ивонов') as alike, datctype as ctype, datname as database
    from pg_database where datname = current_database()`)
  const row = rows[0]!
  if (row.alike > 0) return []
  return [
    `Search by name does not see Cyrillic letters: LC_CTYPE of "${row.database}" is ${row.ctype}. Create the database anew ` +
      `with a UTF-8 one and restore the data into it: create database … template template0 lc_ctype 'C.UTF-8'.`,
  ]
}
