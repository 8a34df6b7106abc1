import { Client } from 'pg'

/** Rows and a digest of their content, by table. */
export type Digests = Readonly<Record<string, string>>

/** What the product fills; the queue of jobs lives its own life. The ledger is completed by a restore on purpose. */
const SCHEMAS = ['platform', 'files', 'identity', 'communities', 'messenger', 'calls', 'school']
const LEFT_OUT = ['platform.erasure']

export interface Digester extends AsyncDisposable {
  /** Holds all writers for a moment and reads every row; `at` lies between the commits before and those after. */
  digestNow(): Promise<{ at: number; digests: Digests }>
}

export async function createDigester(url: string): Promise<Digester> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const found = await client.query<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.tables t
     where table_schema = any($1) and table_type = 'BASE TABLE'
       and not exists (select from pg_inherits where inhrelid = format('%I.%I', table_schema, table_name)::regclass)
     order by 1`,
    [SCHEMAS],
  )
  const tables = found.rows.map(({ name }) => name).filter((name) => !LEFT_OUT.includes(name))
  return {
    async digestNow() {
      await client.query('begin isolation level read committed')
      try {
        await client.query(`lock table ${tables.join(', ')} in share mode`)
        const moment = await client.query<{ at: Date }>('select clock_timestamp() as at')
        const digests: Record<string, string> = {}
        for (const table of tables) digests[table] = await digestOf(client, table)
        // Whole milliseconds: the next one still lies before any later commit, because the locks are held.
        return { at: moment.rows[0]!.at.getTime() + 1, digests }
      } finally {
        await client.query('commit')
      }
    },
    [Symbol.asyncDispose]: () => client.end(),
  }
}

async function digestOf(client: Client, table: string): Promise<string> {
  const found = await client.query<{ digest: string }>(
    `select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as digest from ${table} t`,
  )
  return found.rows[0]!.digest
}
