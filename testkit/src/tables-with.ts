import type { TestDatabase } from './test-database.ts'

/** What the product fills, the queue of jobs too. */
const SCHEMAS = [
  'platform',
  'identity',
  'communities',
  'messenger',
  'calls',
  'connector',
  'reports',
  'files',
  'school',
  'pgboss',
]

/** Tables in whose rows a word stands, in whatever column and case. */
export async function tablesWith(database: TestDatabase, word: string): Promise<string[]> {
  const tables = await database.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema = any($1) and table_type = 'BASE TABLE' order by 1`,
    [SCHEMAS],
  )
  const found: string[] = []
  for (const { name } of tables) {
    const rows = await database.query(`select 1 from ${name} t where t::text ilike $1 limit 1`, [`%${word}%`])
    if (rows.length > 0) found.push(name)
  }
  return found
}
