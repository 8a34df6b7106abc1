import { SESSION_COOKIE } from '#server/platform/http/cookies.ts'
import { Client } from '#testkit/client.ts'
import type { Bench } from '../lib/bench.ts'
import { type Country, type CountrySize, openCountry } from '../lib/country.ts'
import { LOOKERS } from '../lib/country-people.ts'
import { type ListCall, listCalls } from '../lib/list-calls.ts'
import { EXPLAINING, PlanLog, SMALL_ROWS, type Statement } from '../lib/plans.ts'
import { sessionToken } from '../lib/seed.ts'
import { type Server, startSubject } from '../lib/servers.ts'
import { mergeHistograms, percentile } from '../lib/statistics.ts'

const CELL = 'lists'
const MS_MAX = { list: 100, search: 150, work: null } as const
/** So often a statement is planned for its values before it may be planned once for all. */
const PLANNED = 8
/** What takes too long is not asked for more often than shows it. */
const ROUNDS_MIN = 20
const PATIENCE_MS = 10_000

type Parts = Pick<Bench, 'pick' | 'report' | 'say' | 'folder' | 'serverCore' | 'profile'>

/** Every list of the screens of organisations and of the operator in a whole country: how long it takes, and what it reads. */
export async function lists(bench: Parts): Promise<void> {
  const size = bench.pick<CountrySize>(
    { people: 7_500_000, organisations: 70_000, great: 5_000 },
    { people: 200_000, organisations: 4_000, great: 2_000 },
    { people: 40_000, organisations: 2_000, great: 300 },
  )
  const plans = new PlanLog()
  const begun = performance.now()
  const { folder, say } = bench
  const durable = bench.pick(true, true, false)
  await using country = await openCountry(size, { folder, durable, say, log: (line) => plans.take(line) })
  const report = (what: string, unit: string, value: number, target?: { atMost: number }) =>
    bench.report({ cell: CELL, what, unit, value, target })
  report('people', '', size.people)
  report('organisations', '', size.organisations)
  report('people of the great organisation', '', size.great)
  report('database', 'GB', country.gigabytes)
  report('until everybody was there', 's', (performance.now() - begun) / 1000)
  const calls = listCalls(size)
  const isTimed = bench.pick(true, true, false)
  if (isTimed) await measureTimes(bench, country, calls)
  await measureReading(bench, { country, plans, size }, calls)
}

/** The product without its jobs, which would read tables of their own meanwhile. */
const startLooking = ({ serverCore, profile, pick }: Parts, { url }: Country) =>
  startSubject({
    databaseUrl: url,
    core: serverCore,
    profile,
    throwAway: pick(false, false, true),
    environment: { PARTA_ROLES: 'web' },
  })

function clientsOf(server: Server): Record<ListCall['by'], Client> {
  const clientOf = (name: ListCall['by']) => {
    const client = new Client(server.port, name === 'operator' ? 'operator' : 'main', name)
    client.cookies.set(SESSION_COOKIE, sessionToken(LOOKERS[name]))
    return client
  }
  const names = Object.keys(LOOKERS) as ListCall['by'][]
  return Object.fromEntries(names.map((name) => [name, clientOf(name)])) as Record<ListCall['by'], Client>
}

async function measureTimes(bench: Parts, country: Country, calls: readonly ListCall[]): Promise<void> {
  await using server = await startLooking(bench, country)
  const clients = clientsOf(server)
  const rounds = bench.pick(60, 20, 1)
  for (const { what, by, ask, kind = 'list' } of calls) {
    const times: number[] = []
    const begun = performance.now()
    for (let round = 0; round < PLANNED + rounds; round += 1) {
      const asked = performance.now()
      await ask(clients[by], round)
      if (round >= PLANNED) times.push(performance.now() - asked)
      if (times.length >= ROUNDS_MIN && performance.now() - begun > PATIENCE_MS) break
    }
    const histogram = mergeHistograms(times.map((time) => [[Math.round(time * 1000), 1] as const]))
    bench.report({
      cell: CELL,
      what: `${what}, p95`,
      unit: 'ms',
      value: percentile(histogram, 0.95) / 1000,
      target: MS_MAX[kind] === null ? undefined : { atMost: MS_MAX[kind] },
    })
  }
}

interface Reading {
  country: Country
  plans: PlanLog
  size: CountrySize
}

/** Looks at the plan of every statement that a list sends: none reads a large table whole, by whatever index. */
async function measureReading(bench: Parts, { country, plans, size }: Reading, calls: readonly ListCall[]) {
  const large = await largeTables(country)
  const rowsMax = 10 * size.great
  const settings = { ...EXPLAINING, ...bench.pick({}, {}, { enable_seqscan: 'off' }) }
  for (const [name, value] of Object.entries(settings)) {
    await country.query(`alter database ${new URL(country.url).pathname.slice(1)} set ${name} = '${value}'`)
  }
  await using server = await startLooking(bench, country)
  const clients = clientsOf(server)
  const found = { statements: 0, whole: 0, tooMuch: 0, most: 0 }
  const gather = async (mark: string) => {
    await country.query(`do $$ begin raise warning '${mark}'; end $$`)
    return plans.upTo(mark)
  }
  await gather('parta: the server is there')
  for (const [n, { what, by, ask }] of calls.entries()) {
    for (let round = 0; round < PLANNED; round += 1) await ask(clients[by], round)
    for (const statement of distinct(await gather(`parta: list ${n} is there`))) {
      found.statements += 1
      found.most = Math.max(found.most, statement.rows)
      const whole = statement.scanned.filter((table) => large.has(table))
      if (whole.length > 0) found.whole += 1
      if (statement.rows > rowsMax) found.tooMuch += 1
      if (whole.length === 0 && statement.rows <= rowsMax) continue
      bench.say(`  ${what}: ${statement.rows} rows, whole: ${whole.join(', ') || 'none'}\n    ${statement.text}`)
    }
  }
  const report = (told: string, value: number, target?: { atMost: number }) =>
    bench.report({ cell: CELL, what: told, unit: '', value, target })
  report('statements of these lists', found.statements)
  report('of them, those that read a large table from end to end', found.whole, { atMost: 0 })
  report(`of them, those that read more than ${rowsMax} rows`, found.tooMuch, { atMost: 0 })
  report('most rows that one of them reads', found.most)
}

/** Each statement once, as it reads most. */
function distinct(statements: readonly Statement[]): Statement[] {
  const worst = new Map<string, Statement>()
  for (const statement of statements) {
    const known = worst.get(statement.text)
    if (known === undefined || known.rows < statement.rows || statement.scanned.length > known.scanned.length) {
      worst.set(statement.text, statement)
    }
  }
  return [...worst.values()]
}

/** Tables of the product that nobody may read from end to end. */
async function largeTables(country: Country): Promise<Set<string>> {
  const rows = await country.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and c.reltuples > ${SMALL_ROWS} and n.nspname <> 'pgboss' and n.nspname !~ '^pg_'`,
  )
  return new Set(rows.map(({ name }) => name))
}
