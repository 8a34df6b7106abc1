import { DECISION_UNDO_MS } from '#contract/communities/communities.limits.ts'
import type { ErrorCode } from '#contract/errors.ts'
import type { Act } from '#contract/kit/acts.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Identity } from '../../identity/index.ts'
import { recordAct } from '../../platform/audit/record.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { parentRefusal } from '../families/family-size.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { rolesOf } from '../memberships/memberships.store.ts'
import type { ApplicationLetters } from './application-letters.ts'
import { queueViews, undoUntil } from './application-views.ts'
import type { ApplicationsService } from './applications.service.ts'
import * as store from './applications.store.ts'
import { accessDecider, type Barred, barredAmong } from './deciding.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>
interface Skipped {
  id: string
  code: ErrorCode
}

interface Parts {
  platform: Platform
  identity: Identity
  memberships: Memberships
  applications: ApplicationsService
  letters: ApplicationLetters
}

/** Decisions on applications, one or many in one transaction, and their undo. */
export function createDecisionsService({ platform, identity, memberships, applications, letters }: Parts) {
  const { clock } = platform

  /** Locks what was named; without any of it the whole call is refused, else the missing ones are skipped. */
  const lockNamed = async (
    tx: Tx,
    input: { communityId: string; ids: readonly string[] },
    fail: Fail<'application.unknown'>,
  ) => {
    const rows = await store.lockApplications(tx, input.communityId, input.ids)
    if (rows.length === 0) return fail('application.unknown')
    const found = new Set(rows.map((row) => row.id))
    const skipped: Skipped[] = input.ids
      .filter((id) => !found.has(id))
      .map((id) => ({ id, code: 'application.unknown' }))
    return { rows, skipped }
  }

  const personOf = async (tx: Tx, profileId: string) => {
    const person = (await identity.people(tx, [profileId])).get(profileId)
    if (person === undefined) throw new Error('An application names a profile that does not exist')
    return person
  }

  const doApprove = async (tx: Tx, row: store.ApplicationRow, viewerId: string): Promise<void> => {
    const person = await personOf(tx, row.profile_id)
    const child = row.child_profile_id === null ? null : await personOf(tx, row.child_profile_id)
    await identity.lockBirthDates(tx, [person.personId])
    await memberships.doGrant(tx, {
      communityId: row.community_id,
      profileId: row.profile_id,
      role: row.role,
      unitId: row.unit_id,
      childPersonId: child?.personId ?? null,
      grantedBy: viewerId,
      basis: basisOf(row),
      position: row.position,
    })
  }

  /** Why an application cannot be approved now, though it waits: its place is gone. */
  const approvalRefusal = async (tx: Tx, row: store.ApplicationRow): Promise<ErrorCode | null> => {
    if (row.unit_archived) return 'unit.archived'
    if (row.child_profile_id === null) return null
    // Two approvals for one child at once, each in its own organisation, wait for each other here.
    await identity.holdProfiles(tx, [row.child_profile_id], 'change')
    const roles = await rolesOf(tx, row.community_id, row.child_profile_id)
    const isHere = roles.some((role) => role.role === 'pupil' && role.unit_id === row.unit_id)
    if (!isHere) return 'member.unknown'
    const [child, adult] = [await personOf(tx, row.child_profile_id), await personOf(tx, row.profile_id)]
    return (await parentRefusal(tx, identity, { child, adult }))?.code ?? null
  }

  /** Why a decision cannot be taken back: the applicant waits for the same place, or has got it by another application. */
  const undoRefusal = async (tx: Tx, row: store.ApplicationRow, now: number): Promise<ErrorCode | null> => {
    if (undoUntil(row, now) === null) return 'application.undoExpired'
    if ((await store.waitingFor(tx, row, row.id)) !== null) return 'application.decided'
    const child = row.child_profile_id === null ? null : await personOf(tx, row.child_profile_id)
    const held = (await rolesOf(tx, row.community_id, row.profile_id)).some(
      (role) =>
        role.role === row.role &&
        role.unit_id === row.unit_id &&
        role.child_person_id === (child?.personId ?? null) &&
        role.basis !== basisOf(row),
    )
    return held ? 'application.alreadyMember' : null
  }

  /** Ends just that role which this approval gave. */
  const doTakeBack = async (tx: Tx, row: store.ApplicationRow): Promise<void> => {
    const from = { communityId: row.community_id, profileId: row.profile_id }
    await memberships.doRevoke(tx, from, (role) => role.basis === basisOf(row))
  }

  return {
    async decide(tx: Tx, viewerId: string, input: Input<'applications.decide'>, fail: FailOf<'applications.decide'>) {
      const { communityId } = input
      const decider = await accessDecider(memberships, tx, { viewerId, communityId, hold: true }, fail)
      const reason = (input.reason ?? '').trim()
      if (input.decision === 'reject' && reason === '') fail('application.reasonMissing')
      const { rows, skipped } = await lockNamed(tx, input, fail)
      const barred = await barredAmong(tx, identity, decider, rows)
      failAlone(rows, barred, fail)
      const now = clock.now()
      const decided: store.ApplicationRow[] = []
      for (const row of rows) {
        const code = barred.get(row.id)
        if (code !== undefined) skipped.push({ id: row.id, code })
        else if (row.state !== 'pending') skipped.push({ id: row.id, code: 'application.decided' })
        else {
          const refusal = input.decision === 'approve' ? await approvalRefusal(tx, row) : null
          if (refusal !== null) {
            skipped.push({ id: row.id, code: refusal })
            continue
          }
          const state = input.decision === 'approve' ? 'approved' : 'rejected'
          const kept = input.decision === 'approve' ? '' : reason
          const saved = await store.setState(tx, row.id, state, { at: now, by: viewerId, reason: kept })
          if (state === 'approved') await doApprove(tx, row, viewerId)
          await applications.doTellApplicant(tx, saved)
          await letters.doTell(tx, saved)
          decided.push(saved)
        }
      }
      if (decided.length > 0) {
        await applications.doTellQueue(tx, communityId, decided)
        doRecord(tx, viewerId, input.decision === 'approve' ? 'application.approved' : 'application.rejected', decided)
      }
      return {
        decided: await queueViews(tx, identity, decided, now),
        skipped,
        undoUntil: toInstant(now + DECISION_UNDO_MS),
      }
    },

    /** Takes decisions back while there is time, a lead his own ones; memberships that they made end. */
    async undo(tx: Tx, viewerId: string, input: Input<'applications.undo'>, fail: FailOf<'applications.undo'>) {
      const { communityId } = input
      const decider = await accessDecider(memberships, tx, { viewerId, communityId, hold: true }, fail)
      const { rows, skipped } = await lockNamed(tx, input, fail)
      const barred = await barredAmong(tx, identity, decider, rows)
      for (const row of rows) {
        const isOther = decider.unitIds !== null && row.decided_by !== viewerId
        if (isOther && !barred.has(row.id)) barred.set(row.id, 'application.notDelegated')
      }
      failAlone(rows, barred, fail)
      const now = clock.now()
      if (rows.every((row) => undoUntil(row, now) === null)) fail('application.undoExpired')
      const undone: store.ApplicationRow[] = []
      for (const row of rows) {
        const refusal = barred.get(row.id) ?? (await undoRefusal(tx, row, now))
        if (refusal !== null) skipped.push({ id: row.id, code: refusal })
        else {
          if (row.state === 'approved') await doTakeBack(tx, row)
          const saved = await store.setState(tx, row.id, 'pending', null)
          await applications.doTellApplicant(tx, saved)
          await letters.doTell(tx, saved)
          undone.push(saved)
        }
      }
      if (undone.length > 0) {
        await applications.doTellQueue(tx, communityId, undone)
        doRecord(tx, viewerId, 'application.undone', undone)
      }
      return { undone: await queueViews(tx, identity, undone, now), skipped }
    },
  }
}

/** One that somebody else decides on is refused with its reason; of many it is skipped with it. */
function failAlone(
  rows: readonly store.ApplicationRow[],
  barred: ReadonlyMap<string, Barred>,
  fail: Fail<Barred>,
): void {
  const only = rows.length === 1 ? barred.get(rows[0]!.id) : undefined
  if (only !== undefined && only !== 'community.notAllowed') fail(only)
}

/** One row for what was decided together, with everybody whom it concerns. */
function doRecord(tx: Tx, by: string, act: Act, rows: readonly store.ApplicationRow[]): void {
  const roles = [...new Set(rows.map(({ role }) => role))].sort()
  recordAct(tx, {
    act,
    communityId: rows[0]!.community_id,
    by: { profileId: by },
    objects: rows.map(({ id }) => ({ kind: 'application', id })),
    people: rows.flatMap((row) => [row.profile_id, ...(row.child_profile_id === null ? [] : [row.child_profile_id])]),
    after: { count: rows.length, role: roles.join(' ') },
  })
}

export type DecisionsService = ReturnType<typeof createDecisionsService>

function basisOf(row: store.ApplicationRow): string {
  return `application:${row.id}`
}
