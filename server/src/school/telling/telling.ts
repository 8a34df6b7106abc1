import { FACTS_AT_ONCE_MAX } from '#contract/connector/connector.limits.ts'
import type { FactRow, RowReport } from '#contract/connector/fact-rows.ts'
import { putFacts } from '#contract/connector/intake.ts'
import type { Trouble } from '#contract/school/connection.ts'
import type { Platform } from '../../platform/platform.ts'
import { oneLine } from '../../platform/text/shown-text.ts'
import * as connections from '../connection/connection.store.ts'
import { type Reach, reachOf } from '../connection/reach.ts'
import { readFacts } from '../facts/read-facts.store.ts'
import type { CompareLinks } from '../links/comparing.ts'
import { MessengerTrouble } from '../messenger/asking.ts'
import { type MessengerClient, MessengerRefusal } from '../messenger/messenger-client.ts'
import type { SchoolOutside } from '../outside.ts'
import * as store from './told.store.ts'

/** Longer than one call can take, of which each takes the organisation anew. */
const LEASE_MS = 90_000
/** Everything is told again after so long, whatever was acknowledged: an answer may have been lost, or what the messenger knew (ESS-04). */
export const WHOLE_MS = 20 * 3_600_000
/** Pauses after a failure, from the first to the longest; each is twice the one before. */
const PAUSE_MS_MIN = 5_000
const PAUSE_MS_MAX = 5 * 60_000
/** A call takes 256 KiB; what is told stays well below, since names take more bytes than they have letters. */
const CALL_BYTES_MAX = 180_000
const SENTENCE_MAX = 500
const PLACES_MAX = 20

const TOO_LARGE = 'Эти сведения слишком велики, чтобы передать их за один раз: сократите список участников чата.'

type Parts = Pick<Platform, 'clock' | 'db' | 'keyOutside' | 'log' | 'snapshot' | 'transaction'> & {
  outside: SchoolOutside
  client: MessengerClient
  compareLinks: CompareLinks
}

export type Telling = ReturnType<typeof createTelling>

/** Tells the messenger what has changed in the registers of an organisation, by the API that every school system has. */
export function createTelling({ outside, client, compareLinks, ...platform }: Parts) {
  const { clock, db, log, snapshot, transaction } = platform

  /** Notes what was answered, unless somebody has entered another messenger meanwhile. */
  const note = (row: connections.ConnectionRow, rows: readonly FactRow[], reports: readonly RowReport[]) =>
    transaction(async (tx) => {
      if (!(await connections.isCurrent(tx, row))) return
      const answered = rows.map((fact, i) => ({ ...keyOf(fact), report: reports[i]! }))
      const behind = answered.filter(({ report }) => isBehind(report))
      const known = answered.filter(({ report }) => !isBehind(report))
      const now = new Date(clock.now())
      const answers = known.map(({ report, ...key }) => ({ ...key, ...answerOf(report) }))
      await store.noteAnswers(tx, row.organisation_id, answers, now)
      await store.leapRevisions(
        tx,
        row.organisation_id,
        behind.map(({ report: _report, ...key }) => key),
      )
      await connections.lengthen(tx, row.organisation_id, new Date(now.getTime() + LEASE_MS))
    })

  const tellRows = async (row: connections.ConnectionRow, reach: Reach, rows: readonly FactRow[]): Promise<void> => {
    try {
      const { communityId } = reach
      const { rows: reports } = await client.call(reach, putFacts, { communityId, facts: [...rows] })
      if (reports.length !== rows.length) throw new MessengerTrouble('strange')
      await note(row, rows, reports)
    } catch (error) {
      if (!(error instanceof MessengerRefusal) || error.code !== 'request.tooLarge') throw error
      if (rows.length === 1) return note(row, rows, [tooLarge(rows[0]!)])
      const half = Math.ceil(rows.length / 2)
      await tellRows(row, reach, rows.slice(0, half))
      await tellRows(row, reach, rows.slice(half))
    }
  }

  const tellAll = async (row: connections.ConnectionRow): Promise<void> => {
    const organisationId = row.organisation_id
    const reach = await reachOf(platform, outside, row)
    if (reach === null) throw new MessengerTrouble('secretLost')
    const now = clock.now()
    if (row.whole_at === null || row.whole_at.getTime() <= now - WHOLE_MS) {
      await compareLinks(row, reach)
      const facts = await snapshot((tx) => readFacts(tx, organisationId))
      await transaction(async (tx) => {
        await store.countMissing(tx, organisationId, facts)
        await store.forgetTold(tx, organisationId)
        await connections.noteWhole(tx, organisationId, new Date(now))
      })
    }
    const rows = await snapshot(async (tx) => {
      const untold = await store.untoldFacts(tx, organisationId)
      const facts = untold.length === 0 ? null : await readFacts(tx, organisationId)
      return untold.map(({ type, id, revision }): FactRow => {
        const data = facts![type].get(id)
        return data === undefined ? { type, id, revision, removed: true } : { type, id, revision, data: { ...data } }
      })
    })
    for (const portion of portionsOf(rows)) await tellRows(row, reach, portion)
  }

  /** Tells what an organisation has to tell, unless another process does; what fails is noted and tried again after a pause. */
  return async (organisationId: string): Promise<void> => {
    const now = clock.now()
    const row = await connections.lease(db, organisationId, new Date(now), new Date(now + LEASE_MS))
    if (row === undefined) return
    const failed = await tellAll(row).then(() => null, troubleOf)
    const then = clock.now()
    await transaction(async (tx) => {
      if (failed === null) return connections.noteTold(tx, row, new Date(then))
      const againAt = new Date(then + Math.max(failed.pauseMs, pauseAfter(row.failures)))
      await connections.noteTrouble(tx, row, { trouble: failed.trouble, now: new Date(then), againAt })
      // Whoever is admitted anew may have been forgotten meanwhile.
      if (failed.trouble === 'notAdmitted' && (await connections.isCurrent(tx, row))) {
        await store.forgetTold(tx, organisationId)
      }
    })
    if (failed !== null) log.warn({ organisationId, trouble: failed.trouble }, 'school.notTold')
  }
}

const keyOf = ({ type, id, revision }: FactRow) => ({ type: type as store.FactKey['type'], id, revision })

/** Whether the messenger knows a later revision than the school, or another fact under this one. */
function isBehind({ outcome, refusal }: RowReport): boolean {
  return outcome === 'older' || refusal === 'revisionReused'
}

function answerOf({ outcome, sentence, places }: RowReport): Pick<store.Answer, 'refusal' | 'places'> {
  if (outcome !== 'refused') return { refusal: null, places: [] }
  const short = (text: string) => oneLine(text).slice(0, SENTENCE_MAX).toWellFormed()
  return { refusal: short(sentence), places: places.slice(0, PLACES_MAX).map(short) }
}

function tooLarge({ type, id }: FactRow): RowReport {
  return { type, id, outcome: 'refused', refusal: null, sentence: TOO_LARGE, places: [], waitsFor: [] }
}

/** Rows in portions that one call can take. */
function portionsOf(rows: readonly FactRow[]): FactRow[][] {
  const portions: FactRow[][] = []
  let bytes = 0
  for (const row of rows) {
    const size = Buffer.byteLength(JSON.stringify(row))
    const last = portions.at(-1)
    if (last === undefined || last.length === FACTS_AT_ONCE_MAX || bytes + size > CALL_BYTES_MAX) {
      portions.push([row])
      bytes = size
    } else {
      last.push(row)
      bytes += size
    }
  }
  return portions
}

/** What stood in the way. @throws the error itself when it is none of the messenger's */
function troubleOf(error: unknown): { trouble: Trouble; pauseMs: number } {
  if (error instanceof MessengerTrouble) return error
  if (!(error instanceof MessengerRefusal)) throw error
  if (error.code === 'connector.unknown') return { trouble: 'notAdmitted', pauseMs: 0 }
  return { trouble: error.code === 'system.scopeMissing' ? 'credentials' : 'strange', pauseMs: 0 }
}

function pauseAfter(failures: number): number {
  return Math.min(PAUSE_MS_MIN * 2 ** failures, PAUSE_MS_MAX)
}
