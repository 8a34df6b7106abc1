import { REMIND_PAUSE_MS } from '#contract/messenger/announcements.limits.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import type { LeftDoors } from '../doors.ts'
import { isAllowedHour, nextAllowed } from './allowed-hours.ts'
import { type AnnouncementRow, holdAnnouncement } from './announcements.store.ts'
import * as store from './answers.store.ts'
import type { AskedFamilies } from './asked-families.ts'

/** Adults who are told in one transaction. */
const STEP_ADULTS = 100
const STEP_ANNOUNCEMENTS = 50

interface Parts extends Pick<Platform, 'db' | 'transaction' | 'clock' | 'emitter' | 'log'> {
  doors: Pick<LeftDoors, 'reachedFamilies'>
  asked: AskedFamilies
}

export type Reminding = ReturnType<typeof createReminding>

/** Reminds the families that have not answered, each adult once by one reminder, whoever dies in between (P-02). */
export function createReminding({ db, transaction, clock, emitter, log, doors, asked }: Parts) {
  /** The reminder that comes by itself: in an hour that is allowed, and not beside one by hand. */
  const doBegin = async (tx: Tx, row: AnnouncementRow, now: number): Promise<void> => {
    const due = row.due_at?.getTime() ?? 0
    const zone = await doors.reachedFamilies.zoneOf(tx, row.community_id)
    const isTwice = row.reminded_at !== null && now - row.reminded_at.getTime() < REMIND_PAUSE_MS
    if (row.withdrawn_at !== null || isTwice || now >= due) return store.setRemindAt(tx, row.id, null)
    if (isAllowedHour(zone, now)) return store.setReminded(tx, row.id, now)
    const next = nextAllowed(zone, now)
    return store.setRemindAt(tx, row.id, next < due ? next : null)
  }

  /** Tells some of those who have not answered; false when nobody is left. */
  const doTellSome = async (tx: Tx, row: AnnouncementRow, remindedAt: Date): Promise<boolean> => {
    const missing = (await asked.familiesOf(tx, row, null)).filter(({ done }) => !done)
    const adults = missing.flatMap(({ guardianIds, answers }) =>
      guardianIds.filter((id) => answers.every(({ adultId }) => adultId !== id)),
    )
    const left = await store.unreminded(tx, row.id, remindedAt, [...new Set(adults)])
    const told = left.slice(0, STEP_ADULTS)
    if (told.length > 0) await store.noteReminded(tx, row.id, told, remindedAt)
    const places = await store.placesFor(tx, row.id, told)
    await emitter.toProfiles(
      tx,
      'announcement.reminded',
      places.map(({ adultId, chatId, seq }) => ({ profileId: adultId, payload: { id: row.id, chatId, seq } })),
    )
    if (left.length > told.length) return true
    await store.endReminding(tx, row.id)
    return false
  }

  const step = (id: string): Promise<boolean> =>
    transaction(async (tx) => {
      const row = await holdAnnouncement(tx, id)
      if (row === null) return false
      const now = clock.now()
      if (row.remind_at !== null && row.remind_at.getTime() <= now) {
        await doBegin(tx, row, now)
        return true
      }
      if (!row.reminding || row.reminded_at === null) return false
      if (row.withdrawn_at === null) return doTellSome(tx, row, row.reminded_at)
      await store.endReminding(tx, id)
      return false
    })

  return {
    async run(): Promise<void> {
      for (const id of await store.dueReminders(db, clock.now(), STEP_ANNOUNCEMENTS)) {
        try {
          while (await step(id));
        } catch (error) {
          // What fails keeps no other from being told; the next round comes to it again.
          log.warn({ error, id }, 'messenger.reminderFailed')
        }
      }
    },
  }
}

/** When families are reminded by themselves of what is due: a day before, later when that is hardly ahead, never at night; null for never. */
export function firstReminder(zone: string, now: number, due: number, beforeMs: number): number | null {
  const at = nextAllowed(zone, Math.max(due - beforeMs, now + (due - now) / 2))
  return at < due ? at : null
}
