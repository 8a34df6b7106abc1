import { writeFile } from 'node:fs/promises'
import { createCast } from './cast.ts'
import { type KeptCast, keptOf } from './kept-cast.ts'
import { skipPhones } from './people.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'
import { createWorld } from './world.ts'

/** What the product makes anew, or counts, wherever it starts. */
const OWN = ['public.migration', 'platform.rate_limit']
/** Its people have numbers that no test file comes to, whatever numbers it has taken before it takes the cast. */
const PHONES_BEFORE = 9_000_000
const JOBS_MS_MAX = 30_000
/** Its rows are sealed with their times. */
const SEALED = 'platform.audit_entry'

/**
 * Makes a cast through the product's own operations and keeps it in a file, from which every world of the run takes it: that
 * is ten times cheaper than to make it anew in each of two hundred test files. The secrets of the database it is made in have
 * to be those of the worlds.
 */
export async function keepCast(path: string): Promise<void> {
  await using database = await createTestDatabase()
  await using world = await createWorld({ database })
  skipPhones(PHONES_BEFORE)
  const cast = await createCast(world)
  await untilJobsAreDone(database)
  // Nothing of it may come after the now of a world.
  const madeAt = world.clock.now()
  const kept: KeptCast = { madeAt, statements: await statementsOf(database), ...keptOf(cast) }
  await writeFile(path, JSON.stringify(kept))
}

/** What the product does afterwards belongs to the cast as well. */
async function untilJobsAreDone(database: TestDatabase): Promise<void> {
  const deadline = performance.now() + JOBS_MS_MAX
  for (;;) {
    const open = await database.query("select from pgboss.job where state < 'completed' and start_after <= now()")
    if (open.length === 0) return
    if (performance.now() > deadline) throw new Error(`${open.length} jobs of the cast are not done`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

interface Column {
  table: string
  name: string
  isTime: boolean
  isAlways: boolean
}

/** Statements that put every row of a database into another one of the same build. */
async function statementsOf(database: TestDatabase): Promise<string> {
  const byTable = Map.groupBy(await columnsOf(database), ({ table }) => table)
  const statements = ['set local session_replication_role = replica;']
  for (const [table, columns] of byTable) {
    if (OWN.includes(table)) continue
    const rows = await database.query<{ row: object }>(`select to_jsonb(t) as row from ${table} t`)
    if (rows.length === 0) continue
    const names = columns.map(({ name }) => name).join(', ')
    const values = columns.map(({ name, isTime }) =>
      isTime && table !== SEALED ? `${name} + current_setting('parta.shift')::interval` : name,
    )
    const overriding = columns.some(({ isAlways }) => isAlways) ? ' overriding system value' : ''
    const json = quoted(JSON.stringify(rows.map(({ row }) => row)))
    statements.push(
      `insert into ${table} (${names})${overriding} select ${values.join(', ')} ` +
        `from jsonb_populate_recordset(null::${table}, ${json}::jsonb) on conflict do nothing;`,
    )
  }
  const sequences = await database.query<{ name: string; last: string }>(
    `select format('%I.%I', schemaname, sequencename) as name, last_value as last from pg_sequences
     where last_value is not null and schemaname <> 'pgboss'`,
  )
  for (const { name, last } of sequences) statements.push(`select setval('${name}', ${last});`)
  return statements.join('\n')
}

/** Columns that can be written, of all tables of the product; a table in parts counts as one. */
function columnsOf(database: TestDatabase): Promise<Column[]> {
  return database.query<Column>(
    `select format('%I.%I', n.nspname, c.relname) as table, quote_ident(a.attname) as name,
       a.atttypid = 'timestamptz'::regtype as "isTime", a.attidentity = 'a' as "isAlways"
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
     where c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
       and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss')
     order by 1, a.attnum`,
  )
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
