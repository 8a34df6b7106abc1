import { sql } from 'kysely'
import type { Act, Facts } from '#contract/kit/acts.ts'
import type { Reader, Tx } from '../db/database.ts'
import { type AuditObject, type AuditRow, FIRST_HASH, OPERATOR_CHAIN } from './canonical.ts'

export interface Subject {
  readonly kind: 'profile' | 'account'
  readonly id: string
}

export interface PersonRow {
  pseudonym: string
  kind: Subject['kind']
  subject_id: string
  salt: Buffer
}

/** A row as it stands in the database. */
export interface StoredRow extends AuditRow {
  readonly hash: Buffer
}

export interface Head {
  chain: string
  number: number
  hash: Buffer
}

export async function peopleBySubject(reader: Reader, ids: readonly string[]): Promise<PersonRow[]> {
  const result = await sql<PersonRow>`select pseudonym, kind, subject_id, salt from platform.audit_person
    where subject_id = any(${[...ids]}::uuid[])`.execute(reader)
  return result.rows
}

export async function peopleByPseudonym(reader: Reader, pseudonyms: readonly string[]): Promise<PersonRow[]> {
  const result = await sql<PersonRow>`select pseudonym, kind, subject_id, salt from platform.audit_person
    where pseudonym = any(${[...pseudonyms]}::text[])`.execute(reader)
  return result.rows
}

/** People whose pseudonyms come after this one, in their order. */
export async function pageOfPeople(reader: Reader, after: string, limit: number): Promise<PersonRow[]> {
  const result = await sql<PersonRow>`select pseudonym, kind, subject_id, salt from platform.audit_person
    where pseudonym collate "C" > ${after} order by pseudonym collate "C" limit ${limit}`.execute(reader)
  return result.rows
}

/** Somebody else may be writing the same person at this moment; then that row stays. Rows come in the order of their subjects. */
export async function insertPeople(tx: Tx, rows: readonly PersonRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('platform.audit_person')
    .values([...rows])
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Destroys what leads from pseudonyms to people; returns how many there were. */
export async function forgetPeople(tx: Tx, subjectIds: readonly string[]): Promise<number> {
  const result =
    await sql`delete from platform.audit_person where subject_id = any(${[...subjectIds]}::uuid[])`.execute(tx)
  return Number(result.numAffectedRows ?? 0)
}

/** Locks the end of a chain, which is made when there is none. */
export async function lockHead(tx: Tx, chain: string): Promise<Head> {
  await tx
    .insertInto('platform.audit_head')
    .values({ chain, last_number: 0, last_hash: FIRST_HASH })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await tx
    .selectFrom('platform.audit_head')
    .selectAll()
    .where('chain', '=', chain)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return { chain, number: row.last_number, hash: row.last_hash }
}

/** Adds rows to a chain whose end is locked, and moves the end. */
export async function appendRows(tx: Tx, rows: readonly StoredRow[]): Promise<void> {
  await tx
    .insertInto('platform.audit_entry')
    .values(
      rows.map((row) => ({
        chain: row.chain,
        number: row.number,
        at: new Date(row.atMicros / 1_000),
        act: row.act,
        actor: row.actor,
        operator: row.operator,
        objects: JSON.stringify(row.objects),
        people: [...row.people],
        before: JSON.stringify(row.before),
        after: JSON.stringify(row.after),
        previous_hash: row.previousHash,
        hash: row.hash,
      })),
    )
    .execute()
  const last = rows.at(-1)!
  await tx
    .updateTable('platform.audit_head')
    .set({ last_number: last.number, last_hash: last.hash })
    .where('chain', '=', last.chain)
    .execute()
}

/** The ends of all chains, and those of chains that have rows and no end. */
export async function readHeads(reader: Reader): Promise<{ chain: string; head: Omit<Head, 'chain'> | null }[]> {
  const result = await sql<{ chain: string; last_number: number | null; last_hash: Buffer | null }>`
    with recursive chains as (
      (select chain from platform.audit_entry order by chain limit 1)
      union all
      select (select e.chain from platform.audit_entry e where e.chain > c.chain order by e.chain limit 1)
      from chains c where c.chain is not null)
    select coalesce(c.chain, h.chain) as chain, h.last_number, h.last_hash
    from (select chain from chains where chain is not null) c
    full join platform.audit_head h on h.chain = c.chain order by 1`.execute(reader)
  return result.rows.map(({ chain, last_number: number, last_hash: hash }) => ({
    chain,
    head: number === null || hash === null ? null : { number, hash },
  }))
}

interface RawRow {
  chain: string
  number: number
  at_micros: number
  act: string
  actor: string | null
  operator: boolean
  objects: AuditObject[]
  people: string[]
  before: Facts
  after: Facts
  previous_hash: Buffer
  hash: Buffer
}

const COLUMNS = sql`e.chain, e.number, (extract(epoch from e.at) * 1000000)::bigint as at_micros, e.act, e.actor, e.operator,
  e.objects, e.people, e.before, e.after, e.previous_hash, e.hash`

function stored({ at_micros: atMicros, previous_hash: previousHash, ...row }: RawRow): StoredRow {
  return { ...row, atMicros, previousHash }
}

/** Rows of a chain after a number, in their order. */
export async function pageOfChain(reader: Reader, chain: string, after: number, limit: number): Promise<StoredRow[]> {
  const result = await sql<RawRow>`select ${COLUMNS} from platform.audit_entry e
    where e.chain = ${chain}::uuid and e.number > ${after} order by e.number limit ${limit}`.execute(reader)
  return result.rows.map(stored)
}

export async function rowOf(reader: Reader, chain: string, number: number): Promise<StoredRow | null> {
  const result = await sql<RawRow>`select ${COLUMNS} from platform.audit_entry e
    where e.chain = ${chain}::uuid and e.number = ${number}`.execute(reader)
  return result.rows[0] === undefined ? null : stored(result.rows[0])
}

export interface AuditFilter {
  /** Rows of one chain, or those of operators in every chain with those of the operator's chain. */
  readonly chain: string | 'operators' | null
  /** One of these. */
  readonly acts: readonly Act[] | null
  /** Of this actor, or about this person. */
  readonly pseudonym: string | null
  /** About this person. */
  readonly about: string | null
  readonly from: Date | null
  readonly to: Date | null
  readonly after: { at: Date; chain: string; number: number } | null
  readonly limit: number
}

// Written out, so that the index of these rows is found.
const OF_OPERATORS = sql`(e.operator or e.chain = ${sql.lit(OPERATOR_CHAIN)})`

/** Rows by time, the newest first. */
export async function listRows(reader: Reader, filter: AuditFilter): Promise<StoredRow[]> {
  const { pseudonym, limit } = filter
  if (pseudonym === null) return listSome(reader, filter, null)
  // Asked for one after the other: each of the two has an index of its own, and both at once have none.
  const by = await listSome(reader, filter, pseudonym)
  const about = await listSome(reader, { ...filter, about: pseudonym }, null)
  const both = new Map([...by, ...about].map((row) => [`${row.chain}/${row.number}`, row]))
  return [...both.values()].sort(newestFirst).slice(0, limit)
}

function newestFirst(one: StoredRow, other: StoredRow): number {
  if (one.atMicros !== other.atMicros) return other.atMicros - one.atMicros
  if (one.chain !== other.chain) return one.chain < other.chain ? -1 : 1
  return other.number - one.number
}

async function listSome(reader: Reader, filter: AuditFilter, actor: string | null): Promise<StoredRow[]> {
  const { chain, acts, about, from, to, after, limit } = filter
  // One person stands in few rows, which are found first; by time one would look through the whole log for them.
  const rows =
    about === null
      ? sql`select ${COLUMNS} from platform.audit_entry e`
      : sql`with about as materialized (
          select chain, number from platform.audit_entry where people @> array[${about}]::text[])
        select ${COLUMNS} from about a cross join lateral (
          select * from platform.audit_entry where chain = a.chain and number = a.number offset 0) e`
  const conditions = [
    chain === null ? sql`true` : chain === 'operators' ? OF_OPERATORS : sql`e.chain = ${chain}::uuid`,
    ...(acts === null ? [] : [acts.length === 1 ? sql`e.act = ${acts[0]}` : sql`e.act = any(${[...acts]}::text[])`]),
    ...(actor === null ? [] : [sql`e.actor = ${actor}`]),
    ...(from === null ? [] : [sql`e.at >= ${from}`]),
    ...(to === null ? [] : [sql`e.at < ${to}`]),
    ...(after === null
      ? []
      : [
          sql`(e.at < ${after.at} or (e.at = ${after.at}
            and (e.chain > ${after.chain}::uuid or (e.chain = ${after.chain}::uuid and e.number < ${after.number}))))`,
        ]),
  ]
  const result = await sql<RawRow>`${rows} where ${sql.join(conditions, sql` and `)}
    order by e.at desc, e.chain, e.number desc limit ${limit}`.execute(reader)
  return result.rows.map(stored)
}

/** Notes that somebody reads data of children in an hour; returns those of whom that was not noted yet. */
export async function noteReads(
  tx: Tx,
  read: { reader: string; children: readonly string[]; data: string; hour: number },
): Promise<string[]> {
  const result = await sql<{ child: string }>`
    insert into platform.audit_read (reader, child, data, hour)
    select ${read.reader}::text, c, ${read.data}::text, ${read.hour}::bigint
    from unnest(${[...read.children].sort()}::text[]) c
    on conflict do nothing returning child`.execute(tx)
  return result.rows.map(({ child }) => child)
}

const HOUR_MS = 3_600_000

/** Forgets which readings were noted in hours that are over; the log itself keeps them. */
export async function forgetReads(tx: Tx, now: number): Promise<number> {
  const hour = Math.floor(now / HOUR_MS) - 1
  const result = await sql`delete from platform.audit_read where ctid in (
    select ctid from platform.audit_read where hour < ${hour} limit 5000)`.execute(tx)
  return Number(result.numAffectedRows ?? 0)
}
