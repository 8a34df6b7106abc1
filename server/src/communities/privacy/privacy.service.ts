import { DEFAULT_LIMIT, type Privacy, REACHES, type Reach } from '#contract/communities/privacy.ts'
import type { InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Identity } from '../../identity/index.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { blockersAmong, taughtAmong } from '../blocks/blocks.store.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { answeringFor, type ChosenPrivacy, nearTo, readPrivacy, writePrivacy } from './privacy.store.ts'
import { type LimitOfPupil, limitsOfPupils } from './privacy-limit.store.ts'

/** Called in the transaction in which somebody begins or ceases to show how far he has read. */
export type ReadMarksHook = (tx: Tx, profileId: string, shown: boolean) => Promise<void>

/** Of whoever is a pupil by his age alone: no organisation has said anything of him. */
const LIMIT_BY_AGE: LimitOfPupil = { widest: DEFAULT_LIMIT, setBy: null }
const NO_LIMIT: LimitOfPupil = { widest: REACHES[0], setBy: null }

interface Parts extends Pick<Platform, 'clock'> {
  identity: Identity
  memberships: Pick<Memberships, 'pupilsAmong'>
  readMarksChanged: readonly ReadMarksHook[]
}

export type PrivacyService = ReturnType<typeof createPrivacy>

/** Whom people let come to them (ACC-07), and what follows for those who want to. */
export function createPrivacy({ clock, identity, memberships, readMarksChanged }: Parts) {
  /**
   * What holds for people now: what they have chosen, as far as they may. A pupil's years and roles change that, and so do
   * his organisations, of which the strictest counts; what he has chosen comes back when they do.
   */
  const privacyOf = async (reader: Reader, ids: readonly string[]): Promise<Map<string, Privacy>> => {
    const chosen = await readPrivacy(reader, ids)
    const pupils = await memberships.pupilsAmong(reader, ids)
    const limits = await limitsOfPupils(reader, [...pupils])
    const limitOf = (id: string) => (pupils.has(id) ? (limits.get(id) ?? LIMIT_BY_AGE) : NO_LIMIT)
    return new Map(ids.map((id) => [id, within(chosen.get(id), limitOf(id), pupils.has(id))]))
  }

  /** Those of `others` whom somebody does not reach by what they have chosen. Parent and child always reach each other. */
  const unreachedAmong = async (
    reader: Reader,
    comerId: string,
    others: readonly string[],
    what: 'write' | 'calls' | 'groups',
  ): Promise<string[]> => {
    if (others.length === 0) return []
    const privacy = await privacyOf(reader, others)
    const isReach = (reach: Reach) => (id: string) => privacy.get(id)![what] === reach
    const asked = others.filter(isReach('contacts'))
    const reached = asked.length === 0 ? new Set<string>() : await nearTo(reader, comerId, asked)
    const refusing = [...others.filter(isReach('nobody')), ...asked.filter((id) => !reached.has(id))]
    const strangers: string[] = []
    for (const id of refusing) if (!(await identity.isGuardianPair(reader, comerId, id))) strangers.push(id)
    return strangers
  }

  return {
    async get(reader: Reader, viewerId: string): Promise<Privacy> {
      return (await privacyOf(reader, [viewerId])).get(viewerId)!
    },

    async set(
      tx: Tx,
      viewerId: string,
      input: InputOf<Operations['privacy.set']>,
      fail: Fail<'privacy.tooWide'>,
    ): Promise<Privacy> {
      await identity.holdProfiles(tx, [viewerId], 'change')
      const before = (await privacyOf(tx, [viewerId])).get(viewerId)!
      const tooWide = [input.write, input.calls, input.groups, input.photo].some((reach) =>
        isWider(reach, before.widest),
      )
      const setBy = before.setBy === null ? 'parta' : 'organisation'
      if (tooWide) fail('privacy.tooWide', { widest: before.widest, setBy, changedBy: 'administrator' })
      await writePrivacy(tx, viewerId, input, clock.now())
      if (input.readMarks !== before.readMarks) {
        for (const hook of readMarksChanged) await hook(tx, viewerId, input.readMarks)
      }
      return { ...input, widest: before.widest, setBy: before.setBy }
    },

    /**
     * Those of `others`, whom somebody sees, who let him see their photos too. A pupil's is for the people of his classes and
     * for whoever answers for the organisation's members, whatever else the viewer is to him; parent and child always see each other.
     */
    async photosSeenAmong(reader: Reader, viewerId: string, others: readonly string[]): Promise<string[]> {
      const blockers = new Set(await blockersAmong(reader, viewerId, others))
      const open = others.filter((id) => !blockers.has(id))
      const privacy = await privacyOf(reader, open)
      const reachOf = (id: string) => privacy.get(id)!
      const pupils = await memberships.pupilsAmong(reader, open)
      const isPupil = (id: string) => pupils.has(id)
      const asked = open.filter((id) => reachOf(id).photo === 'contacts')
      const near = await nearTo(reader, viewerId, asked)
      const inClass = await answeringFor(reader, viewerId, asked.filter(isPupil))
      const family = await identity.familyAmong(reader, viewerId, open)
      return open.filter((id) => {
        const { photo } = reachOf(id)
        if (family.has(id) || photo === 'organisations') return true
        return photo === 'contacts' && (isPupil(id) ? inClass : near).has(id)
      })
    },

    /** Whether somebody may not begin a dialogue with another one, because that one does not want it. */
    async refusesWriting(reader: Reader, writerId: string, otherId: string): Promise<boolean> {
      return (await unreachedAmong(reader, writerId, [otherId], 'write')).length > 0
    },

    /** Whether somebody may not call another one in their dialogue, because that one does not want it. */
    async refusesCalls(reader: Reader, callerId: string, otherId: string): Promise<boolean> {
      return (await unreachedAmong(reader, callerId, [otherId], 'calls')).length > 0
    },

    /**
     * Those of `others` whom somebody may not add to a group, because they have blocked him or do not let him. Staff of
     * their own class brings them into the chats of the organisation all the same: who keeps a person off does not keep
     * the organisation off.
     */
    async refusingToJoin(
      reader: Reader,
      adderId: string,
      others: readonly string[],
      communityId: string | undefined,
    ): Promise<ReadonlySet<string>> {
      const refusing = new Set([
        ...(await blockersAmong(reader, adderId, others)),
        ...(await unreachedAmong(reader, adderId, others, 'groups')),
      ])
      if (refusing.size === 0 || communityId === undefined) return refusing
      return refusing.difference(await taughtAmong(reader, adderId, [...refusing], communityId))
    },
  }
}

function isWider(reach: Reach, than: Reach): boolean {
  return REACHES.indexOf(reach) < REACHES.indexOf(than)
}

function within(chosen: ChosenPrivacy | undefined, { widest, setBy }: LimitOfPupil, isPupil: boolean): Privacy {
  // A pupil who has chosen nothing has the strict default also where the organisation would let him open wider.
  const start = isPupil ? DEFAULT_LIMIT : widest
  const { write, calls, groups, photo, readMarks } = chosen ?? {
    write: start,
    calls: start,
    groups: start,
    photo: start,
    readMarks: true,
  }
  const narrow = (reach: Reach) => (isWider(reach, widest) ? widest : reach)
  const reaches = { write: narrow(write), calls: narrow(calls), groups: narrow(groups), photo: narrow(photo) }
  return { ...reaches, readMarks, widest, setBy }
}
