import { communityAbilities } from '#contract/communities/communities.abilities.ts'
import type { Membership } from '#contract/communities/communities.ts'
import { DOUBLE_KINDS, DOUBLE_UNDO_MS, DOUBLES_SHOWN } from '#contract/communities/doubles.limits.ts'
import type { DoubleMerge, DoublePair } from '#contract/communities/doubles.ts'
import { fullName } from '#contract/identity/names.ts'
import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Identity } from '../../identity/index.ts'
import { recordAct } from '../../platform/audit/record.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Database, Reader, Tx } from '../../platform/db/database.ts'
import { type Fail, fail as refuse } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { lockAdministrators } from '../memberships/memberships.store.ts'
import { lockRoster } from '../roster/imports.store.ts'
import { allRecords } from '../roster/records.store.ts'
import * as store from './doubles.store.ts'
import type { Finding } from './finding.ts'
import type { PeopleMerging, PersonRefusal } from './merging-people.ts'
import { createRecordMerging, planRecords } from './merging-records.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>
type Pair = Input<'doubles.preview'>
/** Why two are not merged. */
type Refusal = PersonRefusal | 'community.unknown' | 'double.unknown' | 'double.busy'

const JOB = 'communities.doubles'
const MERGES_SHOWN = 20

interface Parts {
  platform: Pick<Platform, 'clock' | 'db' | 'jobs' | 'transaction'>
  identity: Pick<Identity, 'people'>
  memberships: Memberships
  finding: Finding
  people: PeopleMerging
}

export type Doubles = ReturnType<typeof createDoubles>

/** Likely doubles as those who manage members see, merge and separate them (STR-14). */
export function createDoubles({ platform, identity, memberships, finding, people }: Parts) {
  const { clock, db, transaction } = platform
  const records = createRecordMerging(platform)

  const access = async (
    reader: Reader,
    viewerId: string,
    communityId: string,
    fail: Fail<'community.unknown' | 'community.notAllowed'>,
  ): Promise<Membership> => {
    const membership = (await memberships.accessMembership(reader, viewerId, communityId)) ?? fail('community.unknown')
    if (!communityAbilities(membership).manageMembers) fail('community.notAllowed', { right: 'members.manage' })
    return membership
  }

  const viewsOf = async (reader: Reader, rows: readonly store.MergeRow[]): Promise<DoubleMerge[]> => {
    const found = await identity.people(
      reader,
      rows.flatMap((row) => (row.kind === 'people' ? [row.made_by, row.keep_id] : [row.made_by])),
    )
    const communityId = rows[0]?.community_id
    const isListed = rows.some(({ kind }) => kind === 'records')
    const listed = isListed ? await allRecords(reader, communityId!) : []
    const named = new Map(listed.map((record) => [record.id, fullName(record)]))
    const nameOf = (id: string) => {
      const person = found.get(id)
      return person === undefined ? (named.get(id) ?? '') : fullName(person)
    }
    return rows.map((row) => {
      const until = row.made_at.getTime() + DOUBLE_UNDO_MS
      return {
        id: row.id,
        kind: row.kind,
        name: nameOf(row.keep_id),
        state: row.state,
        by: nameOf(row.made_by),
        at: toInstant(row.made_at),
        undoUntil: row.state === 'merged' && until > clock.now() ? toInstant(until) : null,
      }
    })
  }
  const viewOf = async (reader: Reader, id: string): Promise<DoubleMerge> =>
    (await viewsOf(reader, [(await store.mergeById(reader, id))!]))[0]!

  /** The two as they are now, when the viewer may merge them. */
  const checkPair = async (reader: Reader, viewerId: string, pair: Pair, fail: Fail<Refusal>) => {
    const membership = await access(reader, viewerId, pair.communityId, fail)
    const merging = await store.mergingIn(reader, pair.communityId)
    if (merging.has(pair.keepId) || merging.has(pair.goneId)) fail('double.busy')
    const found = (await finding.pair(reader, membership, pair)) ?? fail('double.unknown')
    const both = { viewerId, membership, ...found }
    if (pair.kind === 'people') await people.check(reader, both, fail)
    return both
  }

  /** Ends those merges that can be taken back no more, each in a transaction of its own. */
  const endDue = async (): Promise<void> => {
    for (const id of await store.openMerges(db, new Date(clock.now() - DOUBLE_UNDO_MS))) {
      await transaction(async (tx) => {
        const row = await store.lockMerge(tx, id)
        // It may have been taken back since it was found.
        if (row?.state !== 'merged') return
        const isEnded = row.kind === 'records' || (await people.doEnd(tx, row))
        await store.endMerge(tx, id, isEnded ? 'ended' : 'stopped')
      })
    }
  }
  platform.jobs.declare({ name: JOB, retries: 3, cron: '* * * * *', handle: endDue })

  return {
    endDue,

    async list(reader: Database, viewerId: string, communityId: string, fail: FailOf<'doubles.list'>) {
      const membership = await access(reader, viewerId, communityId, fail)
      const pairs: DoublePair[] = []
      let total = 0
      const merging = await store.mergingIn(reader, communityId)
      for (const kind of DOUBLE_KINDS) {
        const found = await finding.all(reader, membership, kind)
        for (const { one, other, grounds } of found.pairs) {
          if (merging.has(one) || merging.has(other)) continue
          total += 1
          if (pairs.length === DOUBLES_SHOWN) continue
          pairs.push({ kind, one: found.sides.get(one)!, other: found.sides.get(other)!, grounds })
        }
      }
      const merges = await viewsOf(reader, await store.mergesOf(reader, communityId, MERGES_SHOWN))
      return { pairs, total, merges }
    },

    async preview(
      reader: Database,
      viewerId: string,
      pair: Pair,
      fail: FailOf<'doubles.preview'>,
    ): Promise<OutputOf<Operations['doubles.preview']>> {
      const both = await checkPair(reader, viewerId, pair, fail)
      if (pair.kind === 'people') {
        return { ...(await people.preview(reader, both)), filled: [] }
      }
      const { filled } = planRecords(await allRecords(reader, pair.communityId), pair)
      return { roles: [], parents: [], groups: 0, applications: 0, filled }
    },

    async merge(
      tx: Tx,
      viewerId: string,
      { id, ...pair }: Input<'doubles.merge'>,
      fail: FailOf<'doubles.merge'>,
    ): Promise<DoubleMerge> {
      const { communityId, kind, keepId, goneId } = pair
      const known = await store.mergeById(tx, id)
      if (known !== null) {
        await access(tx, viewerId, communityId, fail)
        return known.community_id === communityId && known.made_by === viewerId ? viewOf(tx, id) : refuse('key.reused')
      }
      // First the locks: whoever waited for them finds what has become of the two meanwhile.
      await lockAdministrators(tx, communityId)
      if (kind === 'people') await people.doHold(tx, { communityId, keepId, goneId })
      else await lockRoster(tx, communityId)
      const both = await checkPair(tx, viewerId, pair, fail)
      const effects = kind === 'people' ? await people.doMerge(tx, id, both) : await records.doMerge(tx, pair)
      await store.insertMerge(tx, {
        id,
        community_id: communityId,
        kind,
        keep_id: keepId,
        gone_id: goneId,
        state: 'merged',
        made_by: viewerId,
        made_at: new Date(clock.now()),
        effects,
      })
      recordAct(tx, {
        act: 'double.merged',
        communityId,
        by: { profileId: viewerId },
        people: kind === 'people' ? [keepId, goneId] : [],
        before: { role: [...new Set(both.gone.places.map(({ role }) => role))].sort().join(' ') },
        after: { kind },
      })
      return viewOf(tx, id)
    },

    async undo(
      tx: Tx,
      viewerId: string,
      { communityId, id }: Input<'doubles.undo'>,
      fail: FailOf<'doubles.undo'>,
    ): Promise<DoubleMerge> {
      await access(tx, viewerId, communityId, fail)
      const row = await store.lockMerge(tx, id)
      if (row === null || row.community_id !== communityId) return fail('double.unknown')
      if (row.state === 'undone') return viewOf(tx, id)
      if (row.state !== 'merged' || row.made_at.getTime() + DOUBLE_UNDO_MS <= clock.now()) fail('double.undoOver')
      if (row.kind === 'people') {
        await people.doUndo(tx, viewerId, row)
      } else await records.doUndo(tx, communityId, row.effects!, fail)
      await store.endMerge(tx, id, 'undone')
      recordAct(tx, {
        act: 'double.undone',
        communityId,
        by: { profileId: viewerId },
        people: row.kind === 'people' ? [row.keep_id, row.gone_id] : [],
        after: { kind: row.kind },
      })
      return viewOf(tx, id)
    },

    /** «Это разные люди»: the pair is shown no more, until somebody forgets it. */
    async setDifferent(
      tx: Tx,
      viewerId: string,
      input: Input<'doubles.setDifferent'>,
      fail: FailOf<'doubles.setDifferent'>,
    ): Promise<Record<string, never>> {
      const { communityId, kind, oneId, otherId, different } = input
      const membership = await access(tx, viewerId, communityId, fail)
      if ((await finding.pair(tx, membership, { kind, keepId: oneId, goneId: otherId })) === null)
        fail('double.unknown')
      if (!(await store.writeDifferent(tx, input, { profileId: viewerId, now: clock.now() }))) return {}
      recordAct(tx, {
        act: different ? 'double.different' : 'double.similar',
        communityId,
        by: { profileId: viewerId },
        people: kind === 'people' ? [oneId, otherId] : [],
        after: { kind },
      })
      return {}
    },
  }
}
