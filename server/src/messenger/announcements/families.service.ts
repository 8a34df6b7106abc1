import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import { REMIND_FROM_HOUR, REMIND_PAUSE_MS, REMIND_UNTIL_HOUR } from '#contract/messenger/announcements.limits.ts'
import type { AnnouncedFamily } from '#contract/messenger/announcements.ts'
import type { Operations } from '#contract/operations.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { LeftDoors } from '../doors.ts'
import { isAllowedHour } from './allowed-hours.ts'
import type { AnnouncementAccess } from './announcement-access.ts'
import { setReminded } from './answers.store.ts'
import type { AskedFamilies } from './asked-families.ts'

interface Parts extends Pick<Platform, 'clock'> {
  doors: Pick<LeftDoors, 'cards' | 'reachedFamilies'>
  access: AnnouncementAccess
  asked: AskedFamilies
}

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>

const LIST_LIMIT = 50

export type AnnouncedFamiliesService = ReturnType<typeof createAnnouncedFamilies>

/** How the families have answered, for whoever looks after an announcement (P-02). */
export function createAnnouncedFamilies({ clock, doors, access, asked }: Parts) {
  return {
    /** All families are counted with each page, because it is known only with the answers who belongs to it. */
    async list(
      db: Reader,
      viewerId: string,
      input: Input<'announcements.families'>,
      fail: FailOf<'announcements.families'>,
    ): Promise<OutputOf<Operations['announcements.families']>> {
      const { communityId, id, state, limit = LIST_LIMIT } = input
      const place = decodeCursor(input.cursor, ['text', 'id']) as [string, string] | null
      const announcer = await access.staff(db, viewerId, communityId, fail)
      const row = await access.one(db, announcer, id, fail)
      if (row.confirm_who === null) fail('announcement.notAsked')
      const all = await asked.familiesOf(db, row, null)
      const wanted = all.filter(({ done }) => state === undefined || done === (state === 'done')).sort(byUnits)
      const after = place === null ? wanted : wanted.filter((family) => compare(keyOf(family), place) > 0)
      const families = after.slice(0, limit)
      const people = families.flatMap(({ childId, guardianIds }) => [childId, ...guardianIds])
      const last = families.at(-1)
      return {
        families,
        confirmed: { children: all.length, done: all.filter(({ done }) => done).length },
        cards: await doors.cards(db, [...new Set(people)]),
        remindedAt: row.reminded_at === null ? null : toInstant(row.reminded_at),
        next: after.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null,
      }
    },

    async remind(
      tx: Tx,
      viewerId: string,
      { communityId, id }: Input<'announcements.remind'>,
      fail: FailOf<'announcements.remind'>,
    ): Promise<void> {
      const announcer = await access.staff(tx, viewerId, communityId, fail)
      const row = await access.hold(tx, announcer, id, fail)
      if (row.confirm_who === null) fail('announcement.notAsked')
      if (row.withdrawn_at !== null) fail('announcement.withdrawn')
      const now = clock.now()
      if (row.reminded_at !== null && now - row.reminded_at.getTime() < REMIND_PAUSE_MS) {
        fail('announcement.remindedToday')
      }
      if (!isAllowedHour(await doors.reachedFamilies.zoneOf(tx, communityId), now)) {
        fail('announcement.quietHours', { fromHour: REMIND_FROM_HOUR, untilHour: REMIND_UNTIL_HOUR })
      }
      await setReminded(tx, id, now)
    },
  }
}

type Key = readonly [units: string, childId: string]

function keyOf({ unitNames, childId }: Pick<AnnouncedFamily, 'unitNames' | 'childId'>): Key {
  return [unitNames.join(', '), childId]
}

const units = new Intl.Collator('ru', { numeric: true })

function compare([one, childId]: Key, [other, otherId]: Key): number {
  return units.compare(one, other) || (childId < otherId ? -1 : childId > otherId ? 1 : 0)
}

function byUnits(one: AnnouncedFamily, other: AnnouncedFamily): number {
  return compare(keyOf(one), keyOf(other))
}
