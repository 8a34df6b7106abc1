import { Client, escapeIdentifier } from 'pg'

/**
 * Creates a database.
 * @param url superuser's address of another database of the same server
 * @param template a database without sessions to copy, file by file; default: an empty database
 */
export async function createDatabase(url: string, name: string, template?: string): Promise<void> {
  const copy = template === undefined ? '' : ` template ${escapeIdentifier(template)} strategy file_copy`
  await run(url, `create database ${escapeIdentifier(name)}${copy}`)
}

/** Drops a database and ends the sessions in it; does nothing when there is none of that name. */
export async function dropDatabase(url: string, name: string): Promise<void> {
  await run(url, `drop database if exists ${escapeIdentifier(name)} with (force)`)
}

async function run(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

export async function hasDatabase(url: string, name: string): Promise<boolean> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query('select 1 from pg_database where datname = $1', [name])).rowCount === 1
  } finally {
    await client.end()
  }
}

/** Renames a database that has no sessions. */
export async function renameDatabase(url: string, name: string, to: string): Promise<void> {
  await run(url, `alter database ${escapeIdentifier(name)} rename to ${escapeIdentifier(to)}`)
}
