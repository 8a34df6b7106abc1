import type { Reader } from '../db/database.ts'
import * as store from './audit.store.ts'
import { pseudonymFor } from './audit.ts'
import { FIRST_HASH, hashOfRow } from './canonical.ts'

/**
 * What is wrong with a row.
 *
 * - `missing`: the row with this number is not there.
 * - `unlinked`: it does not name the hash of the one before it.
 * - `changed`: its content does not give its hash.
 * - `end`: the chain ends elsewhere than it did when it was written to last: rows were cut off or put on.
 * - `anchor`: it has another hash than somebody has kept of it.
 */
export type Damage = 'missing' | 'unlinked' | 'changed' | 'end' | 'anchor'

/** The end of a chain as somebody keeps it outside of the database. */
export interface Anchor {
  readonly chain: string
  readonly number: number
  /** In hexadecimal digits. */
  readonly hash: string
}

export interface BrokenRow {
  readonly chain: string
  readonly number: number
  readonly damage: Damage
}

export interface Verification {
  readonly rows: number
  /** The ends of the chains, to be kept outside of the database and shown next time. */
  readonly ends: readonly Anchor[]
  /** The first broken row of each chain that has one. */
  readonly broken: readonly BrokenRow[]
  /** A pseudonym that leads to somebody else than it was made of; null when there is none. */
  readonly exchanged: string | null
}

const AT_ONCE = 1_000

/**
 * Walks every chain of the log from its first row to its end. `reader` sees one moment (`platform.snapshot`).
 *
 * `anchors` are ends that were kept before: whoever rules the database can write a whole chain anew, and only what was
 * kept elsewhere shows it.
 */
export async function verifyAudit(
  reader: Reader,
  key: Uint8Array,
  anchors: readonly Anchor[] = [],
): Promise<Verification> {
  const ends: Anchor[] = []
  const broken: BrokenRow[] = []
  let rows = 0
  for (const { chain, head } of await store.readHeads(reader)) {
    const walked = await walk(reader, chain, head)
    rows += walked.rows
    if (walked.broken !== null) broken.push(walked.broken)
    if (head !== null && head.number > 0) ends.push({ chain, number: head.number, hash: head.hash.toString('hex') })
  }
  for (const { chain, number, hash } of anchors) {
    if (broken.some((each) => each.chain === chain && each.number <= number)) continue
    const row = await store.rowOf(reader, chain, number)
    if (row === null) broken.push({ chain, number, damage: 'missing' })
    else if (row.hash.toString('hex') !== hash) broken.push({ chain, number, damage: 'anchor' })
  }
  return { rows, ends, broken, exchanged: await exchangedPerson(reader, key) }
}

async function walk(
  reader: Reader,
  chain: string,
  head: { number: number; hash: Buffer } | null,
): Promise<{ rows: number; broken: BrokenRow | null }> {
  let last: { number: number; hash: Buffer } = { number: 0, hash: FIRST_HASH }
  for (;;) {
    const page = await store.pageOfChain(reader, chain, last.number, AT_ONCE)
    for (const row of page) {
      const damage = damageOf(row, last)
      if (damage !== null) {
        const number = damage === 'missing' ? last.number + 1 : row.number
        return { rows: last.number, broken: { chain, number, damage } }
      }
      last = row
    }
    if (page.length < AT_ONCE) break
  }
  const isWhole = head !== null && head.number === last.number && head.hash.equals(last.hash)
  if (isWhole) return { rows: last.number, broken: null }
  // Where the end stands further on, the row after the last one is gone; else the last one should not be there.
  const cut = head !== null && head.number > last.number
  return { rows: last.number, broken: { chain, number: cut ? last.number + 1 : last.number, damage: 'end' } }
}

function damageOf(row: store.StoredRow, last: { number: number; hash: Buffer }): Damage | null {
  if (row.number !== last.number + 1) return 'missing'
  if (!row.previousHash.equals(last.hash)) return 'unlinked'
  return hashOfRow(row).equals(row.hash) ? null : 'changed'
}

/** A pseudonym is made of the person and its salt, so that nobody's deeds can be given to somebody else unnoticed. */
async function exchangedPerson(reader: Reader, key: Uint8Array): Promise<string | null> {
  for (let after = ''; ; ) {
    const page = await store.pageOfPeople(reader, after, AT_ONCE)
    for (const { pseudonym, kind, subject_id: id, salt } of page) {
      if (pseudonymFor(key, { kind, id }, salt) !== pseudonym) return pseudonym
      after = pseudonym
    }
    if (page.length < AT_ONCE) return null
  }
}
