import type { Hours, QuietRules } from '#contract/communities/quiet.ts'
import type { Facts } from '#contract/kit/acts.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { recordAct } from '../../platform/audit/record.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { checkManagesRules } from '../dialogues/rules-access.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { readQuietRules, writeQuietRules } from './quiet.store.ts'
import type { Rules } from './quiet-times.ts'

interface Parts extends Pick<Platform, 'clock'> {
  memberships: Pick<Memberships, 'accessMembership'>
  /** What holds in an organisation that has chosen nothing. */
  usual: Rules
}

export type QuietRulesService = ReturnType<typeof createQuietRules>

/** When the messages of an organisation may sound, as its members see it and its administrators change it (P-04). */
export function createQuietRules({ clock, memberships, usual }: Parts) {
  return {
    async get(reader: Reader, viewerId: string, communityId: string, fail: Fail<'community.unknown'>) {
      if ((await memberships.accessMembership(reader, viewerId, communityId)) === null) fail('community.unknown')
      return readQuietRules(reader, communityId, usual)
    },

    async set(
      tx: Tx,
      viewerId: string,
      input: InputOf<Operations['quietRules.set']>,
      fail: Fail<ErrorsOf<Operations['quietRules.set']>>,
    ): Promise<QuietRules> {
      const { communityId } = input
      await checkManagesRules(memberships, tx, { viewerId, communityId }, fail)
      const rules = { ...input, ...checkTimes(input, fail) }
      const before = await readQuietRules(tx, communityId, usual)
      const version = await writeQuietRules(tx, rules, { profileId: viewerId, now: clock.now() })
      if (version === null) return fail('quietRules.versionConflict')
      recordAct(tx, {
        act: 'quietRules.changed',
        communityId,
        by: { profileId: viewerId },
        before: factsOf(before),
        after: factsOf(rules),
      })
      return { ...rules, version }
    },
  }
}

type TimesFail = Fail<'quietRules.hoursWrong' | 'quietRules.lessonsWrong' | 'quietRules.holidayWrong'>

/** The lists in their order; refuses hours that end before they begin, lessons at one time, and days that no calendar has. */
function checkTimes({ staffHours, familyHours, lessons, holidays, restDays }: QuietRules, fail: TimesFail) {
  if (!isForward(staffHours) || !isForward(familyHours)) fail('quietRules.hoursWrong')
  const inOrder = lessons.toSorted((a, b) => (a.from < b.from ? -1 : 1))
  const isOverlapping = inOrder.some(({ to }, at) => at + 1 < inOrder.length && to > inOrder[at + 1]!.from)
  if (isOverlapping || !inOrder.every(isForward)) fail('quietRules.lessonsWrong')
  const named = holidays.map(({ name, ...days }) => ({ ...days, name: name.normalize('NFC').trim() }))
  for (const { from, to, name } of named) {
    if (!isDay(from) || !isDay(to) || from > to || name === '') fail('quietRules.holidayWrong', { name })
  }
  return {
    lessons: inOrder,
    holidays: named.sort((a, b) => (a.from < b.from ? -1 : 1)),
    restDays: restDays.toSorted((a, b) => a - b),
  }
}

export function isForward({ from, to }: Hours): boolean {
  return from < to
}

function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
}

function factsOf({ staffHours, familyHours, restDays, holidays, lessons }: QuietRules): Facts {
  return {
    staffHours: `${staffHours.from}–${staffHours.to}`,
    familyHours: `${familyHours.from}–${familyHours.to}`,
    restDays: restDays.length,
    holidays: holidays.length,
    lessons: lessons.length,
  }
}
