import type pg from 'pg'

export interface Column {
  name: string
  type: string
  nullable: boolean
  generated: boolean
  text: string
}

export interface Table {
  schema: string
  name: string
  columns: Column[]
}

const SCHEMAS = ['platform', 'files', 'identity', 'communities', 'messenger', 'calls', 'connector', 'reports', 'school']

/** Tables of the domains with their columns, partitions left out. */
export async function describeTables(client: pg.ClientBase): Promise<Table[]> {
  const result = await client.query<{
    schema: string
    table: string
    name: string
    type: string
    not_null: boolean
    default: string | null
    identity: string
    stored: boolean
  }>(
    `select n.nspname as schema, c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
       a.attnotnull as not_null, pg_get_expr(d.adbin, d.adrelid) as default, a.attidentity as identity,
       a.attgenerated = 's' as stored
     from pg_class c
     join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
     where n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition
     order by n.nspname, c.relname, a.attnum`,
    [SCHEMAS],
  )
  const tables: Table[] = []
  for (const row of result.rows) {
    let table = tables.at(-1)
    if (table?.schema !== row.schema || table.name !== row.table) {
      table = { schema: row.schema, name: row.table, columns: [] }
      tables.push(table)
    }
    const generated = row.default !== null || row.identity !== ''
    const rest = [
      row.identity === 'a' ? ' generated always as identity' : '',
      row.default === null
        ? ''
        : row.stored
          ? ` generated always as (${row.default}) stored`
          : ` default ${row.default}`,
      row.not_null ? ' not null' : '',
    ].join('')
    table.columns.push({
      name: row.name,
      type: row.type,
      nullable: !row.not_null,
      generated,
      text: `${row.name} ${row.type}${rest}`,
    })
  }
  return tables
}

/** The current schema as readable SQL, in one fixed order; a fresh and an upgraded database print the same. */
export async function printSchema(client: pg.ClientBase): Promise<string> {
  const lines: string[] = ['-- The current schema, printed from a migrated database.', '']
  for (const table of await describeTables(client)) {
    const qualified = `${table.schema}.${table.name}`
    const constraints = await client.query<{ text: string }>(
      `select conname || ' ' || pg_get_constraintdef(oid) as text from pg_constraint
       where conrelid = $1::regclass and contype <> 'n' order by contype, conname`,
      [qualified],
    )
    const body = [
      ...table.columns.map((column) => column.text),
      ...constraints.rows.map((row) => `constraint ${row.text}`),
    ]
    const partition = await client.query<{ text: string }>(
      'select pg_get_partkeydef(oid) as text from pg_class where oid = $1::regclass and relkind = $2',
      [qualified, 'p'],
    )
    const tail = partition.rows[0] ? ` partition by ${partition.rows[0].text}` : ''
    lines.push(`create table ${qualified} (`, body.map((line) => `  ${line}`).join(',\n'), `)${tail};`)
    lines.push(...(await printIndexes(client, qualified)), ...(await printTriggers(client, qualified)))
    lines.push(...(await printComments(client, qualified)), '')
  }
  lines.push(...(await printFunctions(client)))
  return lines.join('\n')
}

async function printIndexes(client: pg.ClientBase, qualified: string): Promise<string[]> {
  const indexes = await client.query<{ text: string }>(
    `select pg_get_indexdef(i.indexrelid) as text from pg_index i
     where i.indrelid = $1::regclass
       and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)
     order by 1`,
    [qualified],
  )
  return indexes.rows.map((row) => `${row.text};`)
}

async function printTriggers(client: pg.ClientBase, qualified: string): Promise<string[]> {
  const triggers = await client.query<{ text: string }>(
    `select pg_get_triggerdef(oid) as text from pg_trigger
     where tgrelid = $1::regclass and not tgisinternal order by tgname`,
    [qualified],
  )
  return triggers.rows.map((row) => `${row.text};`)
}

async function printComments(client: pg.ClientBase, qualified: string): Promise<string[]> {
  const comments = await client.query<{ column: string | null; text: string }>(
    `select a.attname as column, d.description as text from pg_description d
     left join pg_attribute a on a.attrelid = d.objoid and a.attnum = d.objsubid and d.objsubid > 0
     where d.objoid = $1::regclass and d.classoid = 'pg_class'::regclass order by d.objsubid`,
    [qualified],
  )
  return comments.rows.map((row) => (row.column === null ? `-- table: ${row.text}` : `-- ${row.column}: ${row.text}`))
}

async function printFunctions(client: pg.ClientBase): Promise<string[]> {
  const functions = await client.query<{ text: string }>(
    `select pg_get_functiondef(p.oid) as text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname = any($1) order by n.nspname, p.proname`,
    [SCHEMAS],
  )
  return functions.rows.map((row) => `${row.text.trimEnd()};\n`)
}

const TYPES: Readonly<Record<string, string>> = {
  uuid: 'string',
  text: 'string',
  date: 'string',
  bigint: 'number',
  integer: 'number',
  smallint: 'number',
  boolean: 'boolean',
  bytea: 'Buffer',
  'bigint[]': 'number[]',
  'integer[]': 'number[]',
  'text[]': 'string[]',
  'uuid[]': 'string[]',
  'timestamp with time zone': 'Date',
  jsonb: 'Json',
}

/** Row types for Kysely, printed from the tables. */
export function printRows(tables: readonly Table[]): string {
  const lines = [
    '// Printed from the migrated database; see `npm run print`.',
    "import type { ColumnType, Generated } from 'kysely'",
    '',
    'type Json = ColumnType<unknown, string, string>',
    '',
    'export interface Tables {',
    ...tables.map((table) => `  '${table.schema}.${table.name}': ${rowName(table)}`),
    '}',
  ]
  for (const table of tables) {
    lines.push('', `export interface ${rowName(table)} {`)
    for (const column of table.columns) {
      const base = TYPES[column.type]
      if (base === undefined) throw new Error(`No row type for ${column.type} in ${table.schema}.${table.name}`)
      const type = column.nullable ? `${base} | null` : base
      lines.push(`  ${column.name}: ${column.generated ? `Generated<${type}>` : type}`)
    }
    lines.push('}')
  }
  return `${lines.join('\n')}\n`
}

function rowName(table: Table): string {
  const words = `${table.schema}_${table.name}`.split('_')
  return `${words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('')}Row`
}
