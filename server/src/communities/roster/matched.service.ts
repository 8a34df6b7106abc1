import { communityAbilities } from '#contract/communities/communities.abilities.ts'
import { DECISION_UNDO_MS } from '#contract/communities/communities.limits.ts'
import type { MatchedApproval } from '#contract/communities/matched.ts'
import { MATCHED_CHUNK } from '#contract/communities/roster.limits.ts'
import { fullName } from '#contract/identity/names.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Identity } from '../../identity/index.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Database, Reader } from '../../platform/db/database.ts'
import { type Fail, fail as refuse } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { DecisionsService } from '../applications/decisions.service.ts'
import { isOneHuman } from '../links/links.service.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import * as store from './matched.store.ts'
import type { Matching } from './matching.service.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>

const APPROVALS_SHOWN = 20
/** Steps of one call, each a transaction of its own. */
const STEPS = 4

interface Parts {
  platform: Platform
  identity: Pick<Identity, 'people'>
  memberships: Memberships
  matching: Matching
  decisions: DecisionsService
}

/** Approves at once all who match the roster exactly, says on one page who they were, and takes it back (P-05). */
export function createMatched({ platform, identity, memberships, matching, decisions }: Parts) {
  const { clock, db, transaction } = platform

  const checkDecider = async (
    reader: Reader,
    viewerId: string,
    communityId: string,
    fail: Fail<'community.unknown' | 'community.notAllowed'>,
  ): Promise<void> => {
    const membership = (await memberships.accessMembership(reader, viewerId, communityId)) ?? fail('community.unknown')
    if (!communityAbilities(membership).decideApplications)
      fail('community.notAllowed', { right: 'applications.decide' })
  }

  /** An approval of a community in which the viewer decides. */
  const accessApproval = async (
    reader: Reader,
    viewerId: string,
    id: string,
    fail: Fail<'matched.unknown' | 'community.notAllowed'>,
  ): Promise<store.ApprovalRow> => {
    const row = (await store.approvalById(reader, id)) ?? fail('matched.unknown')
    const membership =
      (await memberships.accessMembership(reader, viewerId, row.community_id)) ?? fail('matched.unknown')
    if (!communityAbilities(membership).decideApplications)
      fail('community.notAllowed', { right: 'applications.decide' })
    return row
  }

  const view = async (reader: Reader, rows: readonly store.ApprovalRow[]): Promise<MatchedApproval[]> => {
    const people = await identity.people(
      reader,
      rows.map((row) => row.made_by),
    )
    return rows.map((row) => {
      const maker = people.get(row.made_by)
      const until = row.made_at.getTime() + DECISION_UNDO_MS
      return {
        id: row.id,
        by: maker === undefined ? '' : fullName(maker),
        at: toInstant(row.made_at),
        approved: row.approved,
        undone: row.undone,
        undoUntil: until > clock.now() && row.undone < row.approved ? toInstant(until) : null,
      }
    })
  }
  const viewOf = async (id: string): Promise<MatchedApproval> =>
    (await view(db, [(await store.approvalById(db, id))!]))[0]!

  /** Who may be approved now: the viewer's own application, under whatever profile, is decided by somebody else. */
  const exactOf = async (reader: Reader, viewerId: string, communityId: string) => {
    const exact = [...(await matching.compare(reader, communityId))].filter(([, { kind }]) => kind === 'exact')
    const people = await identity.people(reader, [viewerId, ...exact.map(([, { profileId }]) => profileId)])
    return exact.filter(([, { profileId }]) => !isOneHuman(people.get(viewerId), people.get(profileId)))
  }

  /** Approves the next of them; returns those that could not be approved. */
  const doApprove = (viewerId: string, { id, communityId }: Input<'matched.approve'>, skipped: ReadonlySet<string>) =>
    transaction(async (tx) => {
      const exact = await exactOf(tx, viewerId, communityId)
      const next = exact.filter(([each]) => !skipped.has(each)).slice(0, MATCHED_CHUNK)
      if (next.length === 0) return null
      const ids = next.map(([each]) => each)
      const answer = await decisions.decide(tx, viewerId, { communityId, ids, decision: 'approve' }, refuse)
      const grounds = new Map(next.map(([each, match]) => [each, match.grounds]))
      const lines = answer.decided.map((each) => ({ applicationId: each.id, grounds: grounds.get(each.id) ?? [] }))
      await store.insertLines(tx, id, lines)
      return answer.skipped.map((each) => each.id)
    })

  return {
    async summary(reader: Database, viewerId: string, communityId: string, fail: FailOf<'matched.summary'>) {
      await checkDecider(reader, viewerId, communityId, fail)
      const counts = { exact: 0, near: 0, several: 0, none: 0 }
      for (const { kind } of (await matching.compare(reader, communityId)).values()) counts[kind] += 1
      return {
        roster: await matching.hasRoster(reader, communityId),
        ...counts,
        approvals: await view(reader, await store.approvalsOf(reader, communityId, APPROVALS_SHOWN)),
      }
    },

    async approve(viewerId: string, input: Input<'matched.approve'>, fail: FailOf<'matched.approve'>) {
      const { id, communityId } = input
      await checkDecider(db, viewerId, communityId, fail)
      const row = { id, community_id: communityId, made_by: viewerId, made_at: new Date(clock.now()) }
      await transaction((tx) => store.insertApproval(tx, row))
      const known = await store.approvalById(db, id)
      if (known?.community_id !== communityId || known.made_by !== viewerId) fail('matched.unknown')
      const skipped = new Set<string>()
      for (let step = 0; step < STEPS; step += 1) {
        const more = await doApprove(viewerId, input, skipped)
        if (more === null) break
        for (const each of more) skipped.add(each)
      }
      const left = (await exactOf(db, viewerId, communityId)).filter(([each]) => !skipped.has(each)).length
      return { approval: await viewOf(id), left }
    },

    async undo(viewerId: string, id: string, fail: FailOf<'matched.undo'>) {
      const row = await accessApproval(db, viewerId, id, fail)
      if (row.made_at.getTime() + DECISION_UNDO_MS <= clock.now()) fail('application.undoExpired')
      const skipped = new Set<string>()
      const standing = async () => (await store.standingLines(db, id)).filter((each) => !skipped.has(each))
      for (let step = 0; step < STEPS; step += 1) {
        const ids = (await standing()).slice(0, MATCHED_CHUNK)
        if (ids.length === 0) break
        const input = { communityId: row.community_id, ids }
        const answer = await transaction((tx) => decisions.undo(tx, viewerId, input, refuse))
        for (const each of answer.skipped) skipped.add(each.id)
      }
      return { approval: await viewOf(id), left: (await standing()).length }
    },

    async log(reader: Database, viewerId: string, id: string, fail: FailOf<'matched.log'>) {
      const row = await accessApproval(reader, viewerId, id, fail)
      const lines = await store.linesOf(reader, id)
      const people = await identity.people(reader, [...new Set(lines.map((line) => line.profile_id))])
      return {
        approval: (await view(reader, [row]))[0]!,
        lines: lines.map(({ profile_id: profileId, unit_name: unitName, grounds, stands }) => {
          const person = people.get(profileId)
          return { name: person === undefined ? '' : fullName(person), unitName, grounds, stands }
        }),
      }
    },
  }
}

export type MatchedService = ReturnType<typeof createMatched>
