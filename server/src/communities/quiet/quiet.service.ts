import { QUIET_DAYS_AHEAD } from '#contract/communities/quiet.limits.ts'
import type { MyQuiet, QuietWish } from '#contract/communities/quiet.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { ADULT_ZONE, type Memberships } from '../memberships/memberships.service.ts'
import * as store from './quiet.store.ts'
import { isForward } from './quiet-rules.service.ts'
import {
  overlapOf,
  type Quiet,
  quietByRules,
  quietByWish,
  quietUntil,
  type Rules,
  type Span,
  unionOf,
} from './quiet-times.ts'

const DAY_MS = 24 * 3_600_000

interface Parts extends Pick<Platform, 'clock'> {
  memberships: Pick<Memberships, 'pupilsAmong'>
  /** What holds in an organisation that has chosen nothing. */
  usual: Rules
}

/** How many of some people hear nothing now, and when half of those hear again, in milliseconds since 1970. */
export interface QuietAmong {
  people: number
  quiet: number
  soundsAt: number | null
}

export type QuietService = ReturnType<typeof createQuiet>

/** Quiet times of people: by the rules of their organisations, and by what they wish themselves (P-04). */
export function createQuiet({ clock, memberships, usual }: Parts) {
  const mine = async (reader: Reader, viewerId: string): Promise<MyQuiet> => {
    const standings = await store.standingsInQuiet(reader, viewerId, usual)
    const mayIgnore = !(await memberships.pupilsAmong(reader, [viewerId])).has(viewerId)
    const timeZone = standings[0]?.timeZone ?? ADULT_ZONE
    const wish = (await store.readWish(reader, viewerId)) ?? { ...NO_WISH, timeZone }
    const span = { from: clock.now(), to: clock.now() + QUIET_DAYS_AHEAD * DAY_MS }
    const follows = wish.follows || !mayIgnore
    return {
      wish: { ...wish, follows },
      mayIgnore,
      own: toldQuiet(quietByWish(wish, span)),
      communities: (follows ? standings : []).map(({ communityId, name, rules, timeZone: zone, kinds }) => ({
        communityId,
        name,
        quiet: toldQuiet(quietByRules(rules, zone, kinds, span)),
      })),
    }
  }

  /** People who are alike hear alike. */
  const inChatOf = async (reader: Reader, communityId: string, profileIds: readonly string[], span: Span) => {
    const { rules, zone } = await rulesOf(reader, communityId)
    return (await store.alikeIn(reader, communityId, profileIds)).map(({ kinds, wish, people }) => {
      const follows = kinds.includes('pupil') || (wish?.follows ?? true)
      const ofRules = follows ? quietByRules(rules, zone, kinds, span) : []
      return { people, quiet: unionOf(ofRules, wish === null ? [] : quietByWish(wish, span)) }
    })
  }

  /** What belongs to no organisation sounds as soon as one of somebody's organisations lets it. */
  const anywhere = async (reader: Reader, profileId: string, span: Span): Promise<Quiet[]> => {
    const wish = await store.readWish(reader, profileId)
    const isPupil = (await memberships.pupilsAmong(reader, [profileId])).has(profileId)
    const standings = isPupil || (wish?.follows ?? true) ? await store.standingsInQuiet(reader, profileId, usual) : []
    const lists = standings.map(({ rules, timeZone, kinds }) => quietByRules(rules, timeZone, kinds, span))
    const ofAll = lists.length === 0 ? [] : lists.reduce(overlapOf)
    return unionOf(ofAll, wish === null ? [] : quietByWish(wish, span))
  }

  return {
    get: mine,

    async set(
      tx: Tx,
      viewerId: string,
      input: InputOf<Operations['quiet.set']>,
      fail: Fail<ErrorsOf<Operations['quiet.set']>>,
    ): Promise<MyQuiet> {
      const wish = checkWish(input, fail)
      const pupils = await memberships.pupilsAmong(tx, [viewerId])
      if (!wish.follows && pupils.has(viewerId)) fail('quiet.pupilFollows')
      if ((await store.writeWish(tx, viewerId, wish, clock.now())) === null) fail('quiet.versionConflict')
      return mine(tx, viewerId)
    },

    /** Quiet times of somebody in the chats of an organisation, or of none, that begin in a span or last into it. */
    async timesOf(reader: Reader, profileId: string, communityId: string | null, span: Span): Promise<Quiet[]> {
      if (communityId === null) return anywhere(reader, profileId, span)
      return (await inChatOf(reader, communityId, [profileId], span)).flatMap(({ quiet }) => quiet)
    },

    /** How many of these people hear nothing of a chat now; a chat of no organisation has two people, one of them asks. */
    async among(reader: Reader, communityId: string | null, profileIds: readonly string[]): Promise<QuietAmong> {
      const now = clock.now()
      const span = { from: now, to: now + 1 }
      const groups =
        communityId !== null
          ? await inChatOf(reader, communityId, profileIds, span)
          : await Promise.all(profileIds.map(async (id) => ({ people: 1, quiet: await anywhere(reader, id, span) })))
      const silent = groups.flatMap(({ people, quiet }) => {
        const until = quietUntil(quiet, now)
        return until === null ? [] : { people, until }
      })
      const quiet = silent.reduce((sum, { people }) => sum + people, 0)
      return { people: profileIds.length, quiet, soundsAt: halfHears(silent, quiet) }
    },
  }

  async function rulesOf(reader: Reader, communityId: string) {
    return {
      rules: await store.readQuietRules(reader, communityId, usual),
      zone: await store.zoneOf(reader, communityId),
    }
  }
}

const NO_WISH: Omit<QuietWish, 'timeZone'> = { version: 0, follows: true, hours: null, restDays: [] }

/** The first time at which half of those who hear nothing hear again; null when everybody hears. */
function halfHears(silent: readonly { people: number; until: number }[], all: number): number | null {
  let hearing = 0
  for (const { people, until } of silent.toSorted((a, b) => a.until - b.until)) {
    hearing += people
    if (hearing * 2 >= all) return until
  }
  return null
}

function toldQuiet(quiets: readonly Quiet[]): MyQuiet['own'] {
  return quiets.map(({ from, to }) => ({ from: toInstant(from), to: toInstant(to) }))
}

function checkWish(wish: QuietWish, fail: Fail<'quiet.hoursWrong' | 'quiet.zoneUnknown'>): QuietWish {
  if (wish.hours !== null && !isForward(wish.hours)) fail('quiet.hoursWrong')
  if (!isZone(wish.timeZone)) fail('quiet.zoneUnknown')
  return { ...wish, restDays: wish.restDays.toSorted((a, b) => a - b) }
}

function isZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return true
  } catch {
    return false
  }
}
