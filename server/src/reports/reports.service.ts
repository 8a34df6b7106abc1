import { communityAbilities } from '#contract/communities/communities.abilities.ts'
import { fullName } from '#contract/identity/names.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import {
  OWN_REPORTS_SHOWN,
  REPORT_OPEN_MS,
  REPORTS_COUNTED_MAX,
  REPORTS_PAGE,
  type ReportReason,
} from '#contract/reports/reports.limits.ts'
import type { OwnReport, Report, SealedMessage } from '#contract/reports/reports.ts'
import type { Evidence } from '../messenger/index.ts'
import { recordAct } from '../platform/audit/record.ts'
import { toInstant } from '../platform/clock/clock.ts'
import { decodeCursor, encodeCursor } from '../platform/db/cursor.ts'
import type { Reader, Tx } from '../platform/db/database.ts'
import { type Fail, fail as refuse } from '../platform/dispatch/refusal.ts'
import type { Platform } from '../platform/platform.ts'
import { oneLine } from '../platform/text/shown-text.ts'
import type { ReportDoors } from './doors.ts'
import { keptOf } from './kept-messages.store.ts'
import { isOpenTo, stepOf } from './opening.ts'
import * as store from './reports.store.ts'
import type { Sealing } from './sealing.ts'
import type { ReportTelling } from './telling.ts'

type Of<Id extends keyof Operations> = InputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>
type Administration = Fail<'community.unknown' | 'community.notAllowed' | 'report.unknown'>

interface Parts extends Pick<Platform, 'clock'> {
  doors: ReportDoors
  sealing: Sealing
  telling: ReportTelling
}

export type ReportsService = ReturnType<typeof createReportsService>

/** What people report to the administrators of their organisation, and what these do with it (CHT-10, CNT-05, P-07). */
export function createReportsService({ clock, doors, sealing, telling }: Parts) {
  const views = createViews(doors, clock)

  const access = async (
    reader: Reader,
    viewerId: string,
    communityId: string,
    fail: Fail<'community.unknown' | 'community.notAllowed'>,
  ): Promise<void> => {
    const membership = await doors.communities.accessMembership(reader, viewerId, communityId)
    if (membership === null) return fail('community.unknown')
    if (!communityAbilities(membership).manageMembers) fail('community.notAllowed', { right: 'members.manage' })
  }

  /** A report of the organisation under a lock; to those of whom it tells it is not there. */
  const accessReport = async (
    tx: Tx,
    viewerId: string,
    { communityId, id }: Of<'reports.ask'>,
    fail: Administration,
  ) => {
    await access(tx, viewerId, communityId, fail)
    const row = await store.holdReport(tx, id)
    if (row === null || row.community_id !== communityId || row.accused_ids.includes(viewerId))
      return fail('report.unknown')
    return row
  }

  const act = (tx: Tx, row: store.ReportRow, viewerId: string, what: 'asked' | 'opened' | 'read' | 'decided') =>
    recordAct(tx, {
      act: `report.${what}`,
      communityId: row.community_id,
      by: { profileId: viewerId },
      objects: [{ kind: 'report', id: row.id }],
      people: row.accused_ids,
    })

  /** Tells everybody whom it concerns, and answers with how it stands now. */
  const doMove = async (tx: Tx, viewerId: string, id: string): Promise<Report> => {
    const row = (await store.reportOf(tx, id))!
    await telling.doTell(tx, row)
    return (await views.reports(tx, viewerId, [row]))[0]!
  }

  /** The same with what was erased as it stood before. */
  const wholeEvidence = async (tx: Tx, evidence: Evidence, fail: Fail<'message.erased'>): Promise<Evidence> => {
    const named = []
    for (const message of evidence.named) {
      const kept = message.erased === null ? null : await keptOf(tx, message)
      const whole = kept === null ? null : await sealing.whole(message, kept)
      named.push(message.erased === null ? message : (whole ?? fail('message.erased')))
    }
    return { ...evidence, named }
  }

  /** What was reported under this id before: a repeat finds it, also when what it shows is gone meanwhile. */
  const madeBefore = async (tx: Tx, viewerId: string, id: string): Promise<OwnReport | null> => {
    const row = await store.reportOf(tx, id)
    if (row === null) return null
    return row.reporter_id === viewerId ? (await views.own(tx, [row]))[0]! : refuse('key.reused')
  }

  const doWrite = async (tx: Tx, report: store.NewReport, accusedIds: readonly string[]): Promise<OwnReport> => {
    const isNew = await store.insertReport(tx, report, accusedIds)
    if (isNew) await telling.doTell(tx, (await store.reportOf(tx, report.id))!)
    return (await madeBefore(tx, report.reporter_id, report.id))!
  }

  return {
    async messages(tx: Tx, viewerId: string, input: Of<'reports.messages'>, fail: FailOf<'reports.messages'>) {
      const before = await madeBefore(tx, viewerId, input.id)
      if (before !== null) return before
      const words = wordsOf(input, fail)
      const evidence = await wholeEvidence(tx, await doors.messenger.evidenceOf(tx, viewerId, input, fail), fail)
      const senderIds = [...evidence.named, ...evidence.around].map(({ senderId }) => senderId)
      const people = await doors.identity.people(tx, [...new Set(senderIds)])
      const namedIds = new Set(evidence.named.map(({ senderId }) => senderId))
      if (namedIds.has(viewerId)) fail('report.ofSelf')
      const accusedIds = [...namedIds].filter((id) => people.has(id))
      const communityId =
        evidence.communityId ??
        (await doors.communities.answeringFor(tx, viewerId, accusedIds)) ??
        fail('report.nowhere')
      const report = {
        id: input.id,
        community_id: communityId,
        reporter_id: viewerId,
        reason: input.reason,
        words,
        made_at: new Date(clock.now()),
        chat_id: input.chatId,
        chat_title: evidence.title,
        messages: evidence.named.length,
        sealed: await sealing.seal(input.id, evidence, people),
      }
      return doWrite(tx, report, accusedIds)
    },

    async person(tx: Tx, viewerId: string, input: Of<'reports.person'>, fail: FailOf<'reports.person'>) {
      const { communityId, profileId } = input
      const before = await madeBefore(tx, viewerId, input.id)
      if (before !== null) return before
      const words = wordsOf(input, fail)
      if (profileId === viewerId) fail('report.ofSelf')
      if ((await doors.communities.accessMembership(tx, viewerId, communityId)) === null) fail('community.unknown')
      const [seen] = await doors.identity.visibleAmong(tx, viewerId, [profileId])
      const inside = await doors.communities.insideAmong(tx, communityId, [profileId])
      if (seen === undefined || !inside.has(profileId)) fail('member.unknown')
      const report = {
        id: input.id,
        community_id: communityId,
        reporter_id: viewerId,
        reason: input.reason,
        words,
        made_at: new Date(clock.now()),
        chat_id: null,
        chat_title: null,
        messages: 0,
        sealed: null,
      }
      return doWrite(tx, report, [profileId])
    },

    async own(reader: Reader, viewerId: string): Promise<{ reports: OwnReport[] }> {
      return { reports: await views.own(reader, await store.reportsBy(reader, viewerId, OWN_REPORTS_SHOWN)) }
    },

    async list(reader: Reader, viewerId: string, input: Of<'reports.list'>, fail: FailOf<'reports.list'>) {
      const { communityId, decided } = input
      await access(reader, viewerId, communityId, fail)
      const place = decodeCursor(input.cursor, ['instant', 'id'])
      const behind = place === null ? null : { at: new Date(place[0] as string), id: place[1] as string }
      const rows = await store.pageReports(
        reader,
        { communityId, notAbout: viewerId, decided },
        behind,
        REPORTS_PAGE + 1,
      )
      const shown = rows.slice(0, REPORTS_PAGE)
      const last = shown.at(-1)
      const next =
        rows.length > REPORTS_PAGE && last !== undefined
          ? encodeCursor([toInstant(decided ? last.decided_at! : last.made_at), last.id])
          : null
      return { reports: await views.reports(reader, viewerId, shown), next }
    },

    async count(reader: Reader, viewerId: string, input: Of<'reports.count'>, fail: FailOf<'reports.count'>) {
      await access(reader, viewerId, input.communityId, fail)
      const of = { communityId: input.communityId, notAbout: viewerId }
      return { waiting: await store.countWaiting(reader, of, REPORTS_COUNTED_MAX) }
    },

    /** Whoever asks anew, after the time of an opening is over, needs a second person anew. */
    async ask(tx: Tx, viewerId: string, input: Of<'reports.ask'>, fail: FailOf<'reports.ask'>): Promise<Report> {
      const row = await accessReport(tx, viewerId, input, fail)
      if (row.decided_at !== null) fail('report.decided')
      if (!row.has_sealed) fail('report.nothingSealed')
      const now = clock.now()
      const isBegun = row.asked_at !== null && (row.opened_at === null || isOpenTo(row, row.asked_by, now))
      if (isBegun) fail('report.asked')
      await store.setAsked(tx, row.id, viewerId, new Date(now))
      act(tx, row, viewerId, 'asked')
      return doMove(tx, viewerId, row.id)
    },

    async agree(tx: Tx, viewerId: string, input: Of<'reports.agree'>, fail: FailOf<'reports.agree'>): Promise<Report> {
      const row = await accessReport(tx, viewerId, input, fail)
      if (row.decided_at !== null) fail('report.decided')
      if (row.asked_at === null || row.opened_at !== null) fail('report.notAsked')
      if (row.asked_by === viewerId) fail('report.secondPerson', { changedBy: 'administrator' })
      await store.setOpened(tx, row.id, viewerId, new Date(clock.now()))
      act(tx, row, viewerId, 'opened')
      return doMove(tx, viewerId, row.id)
    },

    /** Each reading stands in the log of the organisation. */
    async read(
      tx: Tx,
      viewerId: string,
      input: Of<'reports.read'>,
      fail: FailOf<'reports.read'>,
    ): Promise<{ messages: SealedMessage[] }> {
      const row = await accessReport(tx, viewerId, input, fail)
      if (!isOpenTo(row, viewerId, clock.now())) fail('report.closed', { changedBy: 'administrator' })
      const sealed = (await store.sealedOf(tx, row.id)) ?? fail('report.closed', { changedBy: 'administrator' })
      act(tx, row, viewerId, 'read')
      return { messages: await sealing.open(row.id, sealed) }
    },

    async decide(
      tx: Tx,
      viewerId: string,
      input: Of<'reports.decide'>,
      fail: FailOf<'reports.decide'>,
    ): Promise<Report> {
      const row = await accessReport(tx, viewerId, input, fail)
      if (row.decided_at !== null) fail('report.decided')
      const { outcome } = input
      const decided = { by: viewerId, at: new Date(clock.now()), outcome, answer: oneLine(input.answer) }
      await store.setDecided(tx, row.id, decided)
      act(tx, row, viewerId, 'decided')
      return doMove(tx, viewerId, row.id)
    },
  }
}

function wordsOf(
  { reason, words: typed }: { reason: ReportReason; words: string },
  fail: Fail<'report.wordsMissing'>,
): string {
  const words = oneLine(typed)
  if (reason === 'other' && words === '') fail('report.wordsMissing')
  return words
}

/** Reports with the names of those who stand in them. */
function createViews({ communities, identity }: ReportDoors, clock: Platform['clock']) {
  const namesOf = async (reader: Reader, rows: readonly store.ReportRow[]) => {
    const ids = rows.flatMap((row) => [
      row.reporter_id,
      row.asked_by,
      row.opened_by,
      row.decided_by,
      ...row.accused_ids,
    ])
    const people = await identity.people(reader, [...new Set(ids.filter((id) => id !== null))])
    return (id: string | null) => {
      const person = id === null ? undefined : people.get(id)
      return person === undefined ? '' : fullName(person)
    }
  }
  const communitiesOf = (reader: Reader, rows: readonly store.ReportRow[]) =>
    communities.administratorsIn(reader, [...new Set(rows.map((row) => row.community_id))])

  return {
    async own(reader: Reader, rows: readonly store.ReportRow[]): Promise<OwnReport[]> {
      const [nameOf, known] = await Promise.all([namesOf(reader, rows), communitiesOf(reader, rows)])
      return rows.map((row) => ({
        id: row.id,
        reason: row.reason,
        words: row.words,
        at: toInstant(row.made_at),
        communityName: known.get(row.community_id)?.shortName ?? '',
        accused: row.accused_ids.map(nameOf),
        messages: row.messages,
        opened: row.opened_at !== null,
        decided: decisionOf(row),
      }))
    },

    async reports(reader: Reader, viewerId: string, rows: readonly store.ReportRow[]): Promise<Report[]> {
      const [nameOf, known] = await Promise.all([namesOf(reader, rows), communitiesOf(reader, rows)])
      const now = clock.now()
      return rows.map((row) => {
        const administrators = known.get(row.community_id)?.profileIds ?? []
        return { ...reportView(row, nameOf), ...stepOf(row, viewerId, administrators, now) }
      })
    },
  }
}

function decisionOf({ decided_at: at, outcome, answer }: store.ReportRow): OwnReport['decided'] {
  return at === null || outcome === null ? null : { outcome, answer, at: toInstant(at) }
}

function reportView(row: store.ReportRow, nameOf: (id: string | null) => string): Omit<Report, 'step' | 'byOperator'> {
  const decided = decisionOf(row)
  const at = row.opened_at
  const second = row.opened_operator ? null : nameOf(row.opened_by)
  const until = at === null ? '' : toInstant(at.getTime() + REPORT_OPEN_MS)
  return {
    id: row.id,
    reason: row.reason,
    words: row.words,
    at: toInstant(row.made_at),
    reporter: nameOf(row.reporter_id),
    accused: row.accused_ids.map((profileId) => ({ profileId, name: nameOf(profileId) })),
    chatTitle: row.chat_title,
    messages: row.messages,
    asked: row.asked_at === null ? null : { by: nameOf(row.asked_by), at: toInstant(row.asked_at) },
    opened: at === null ? null : { by: second, at: toInstant(at), until },
    decided: decided === null ? null : { ...decided, by: nameOf(row.decided_by) },
  }
}
