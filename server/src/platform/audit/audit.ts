import type { ChildDatum, Facts } from '#contract/kit/acts.ts'
import type { Clock } from '../clock/clock.ts'
import { keyedHash, type Random } from '../clock/random.ts'
import type { Reader, Tx } from '../db/database.ts'
import * as store from './audit.store.ts'
import { hashOfRow, OPERATOR_CHAIN } from './canonical.ts'
import { type Actor, type NewAct, recordAct, recordedActs } from './record.ts'

const HOUR_MS = 3_600_000
const SALT_BYTES = 16
const PSEUDONYM_BYTES = 16

/** Somebody reads data of children. */
export interface ChildReading {
  readonly by: NonNullable<Actor>
  /** Whose data they are there; null where an operator reads them for no organisation. */
  readonly communityId: string | null
  /** Profiles. */
  readonly children: readonly string[]
  readonly data: ChildDatum
  readonly role: string | null
}

/** The log of administrative acts (decision 0023). Domains write into it by `recordAct`. */
export interface Audit {
  /** Writes what was recorded in a transaction; the last that the transaction does. */
  write(tx: Tx): Promise<void>
  /** Records a reading once for a reader, a child, a kind of data and an hour; false when all of it was recorded before. */
  recordReading(tx: Tx, reading: ChildReading): Promise<boolean>
  /** Rows of the log, the newest first. */
  list(reader: Reader, filter: store.AuditFilter): Promise<store.StoredRow[]>
  /** The pseudonym of somebody; null when the log does not know him. */
  pseudonymOf(reader: Reader, subjectId: string): Promise<string | null>
  /** Who is behind pseudonyms; those of erased people are left out. */
  subjectsOf(reader: Reader, pseudonyms: readonly string[]): Promise<ReadonlyMap<string, store.Subject>>
}

interface Parts {
  clock: Clock
  random: Random
  /** The installation's key of pseudonyms, 32 bytes. */
  key: Uint8Array
}

/** A keyed hash of who it is, with a salt that goes with the person. */
export function pseudonymFor(key: Uint8Array, { kind, id }: store.Subject, salt: Uint8Array): string {
  const digest = keyedHash(key, `${kind}:${id}:${Buffer.from(salt).toString('hex')}`)
  return digest.subarray(0, PSEUDONYM_BYTES).toString('base64url')
}

export function createAudit({ clock, random, key }: Parts): Audit {
  /** The pseudonyms of these people by their ids; those who have none get one. */
  const pseudonyms = async (tx: Tx, subjects: readonly store.Subject[]): Promise<Map<string, string>> => {
    const wanted = new Map(subjects.map((subject) => [subject.id, subject]))
    const found = new Map<string, string>()
    const take = async () => {
      const missing = [...wanted.keys()].filter((id) => !found.has(id))
      if (missing.length === 0) return missing
      for (const row of await store.peopleBySubject(tx, missing)) found.set(row.subject_id, row.pseudonym)
      return missing.filter((id) => !found.has(id))
    }
    const fresh = (await take()).sort().map((id) => {
      const salt = Buffer.from(random.bytes(SALT_BYTES))
      const subject = wanted.get(id)!
      return { pseudonym: pseudonymFor(key, subject, salt), kind: subject.kind, subject_id: id, salt }
    })
    if (fresh.length === 0) return found
    await store.insertPeople(tx, fresh)
    await take()
    return found
  }

  /** Adds rows to one chain. */
  const append = async (
    tx: Tx,
    chain: string,
    acts: readonly NewAct[],
    names: ReadonlyMap<string, string>,
  ): Promise<void> => {
    let { number, hash } = await store.lockHead(tx, chain)
    // After the lock, so that times go up with the numbers.
    const atMicros = Math.floor(clock.now()) * 1_000
    const rows: store.StoredRow[] = []
    for (const act of acts) {
      number += 1
      const row = { ...rowOf(act, names), chain, number, atMicros, previousHash: hash }
      hash = hashOfRow(row)
      rows.push({ ...row, hash })
    }
    await store.appendRows(tx, rows)
  }

  return {
    async write(tx) {
      const acts = recordedActs(tx)
      if (acts.length === 0) return
      const names = await pseudonyms(tx, acts.flatMap(subjectsIn))
      const chains = Map.groupBy(acts, ({ communityId }) => communityId ?? OPERATOR_CHAIN)
      // People first, then the ends of the chains in their order: the last locks of everybody who writes here.
      for (const chain of [...chains.keys()].sort()) await append(tx, chain, chains.get(chain)!, names)
    },

    async recordReading(tx, { by, communityId, children, data, role }) {
      const subjects = children.map((id): store.Subject => ({ kind: 'profile', id }))
      const reader = subjectOf(by)
      const names = await pseudonyms(tx, [reader, ...subjects])
      const hour = Math.floor(clock.now() / HOUR_MS)
      const noted = new Set(
        await store.noteReads(tx, {
          reader: names.get(reader.id)!,
          children: children.map((id) => names.get(id)!),
          data,
          hour,
        }),
      )
      const people = children.filter((id) => noted.has(names.get(id)!))
      if (people.length === 0) return false
      const after: Facts = role === null ? { data } : { data, role }
      recordAct(tx, { act: 'child.read', communityId, by, people, after })
      return true
    },

    list: store.listRows,

    async pseudonymOf(reader, subjectId) {
      return (await store.peopleBySubject(reader, [subjectId]))[0]?.pseudonym ?? null
    },

    async subjectsOf(reader, wanted) {
      const rows = await store.peopleByPseudonym(reader, [...new Set(wanted)])
      return new Map(rows.map(({ pseudonym, kind, subject_id: id }) => [pseudonym, { kind, id }]))
    },
  }
}

function subjectOf(by: NonNullable<Actor>): store.Subject {
  return 'profileId' in by ? { kind: 'profile', id: by.profileId } : { kind: 'account', id: by.operatorId }
}

function subjectsIn({ by, people = [] }: NewAct): store.Subject[] {
  const concerned = people.map((id): store.Subject => ({ kind: 'profile', id }))
  return by === null ? concerned : [subjectOf(by), ...concerned]
}

function rowOf(act: NewAct, names: ReadonlyMap<string, string>) {
  const { by, objects = [], people = [], before = {}, after = {} } = act
  return {
    act: act.act,
    actor: by === null ? null : names.get(subjectOf(by).id)!,
    operator: by !== null && 'operatorId' in by,
    objects,
    people: [...new Set(people)].map((id) => names.get(id)!),
    before,
    after,
  }
}
