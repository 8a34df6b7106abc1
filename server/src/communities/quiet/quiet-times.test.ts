import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Hours } from '#contract/communities/quiet.ts'
import { createSeededRandom } from '#testkit/simulation/seeded-random.ts'
import { type Kind, type Quiet, quietByRules, quietByWish, quietUntil, type Rules } from './quiet-times.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const RULES: Rules = {
  staffHours: { from: '08:00', to: '19:00' },
  familyHours: { from: '07:30', to: '21:00' },
  restDays: [7],
  holidays: [
    { from: '2026-10-26', to: '2026-11-03', name: 'Осенние каникулы' },
    { from: '2026-11-04', to: '2026-11-04', name: 'День народного единства' },
  ],
  lessons: [
    { from: '08:30', to: '09:15' },
    { from: '09:25', to: '10:10' },
    { from: '10:30', to: '11:15' },
  ],
}

/** What the wall of a school says at an instant, read anew for each: the slow way. */
function wallOf(timeZone: string) {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return (time: number) => {
    const part = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]))
    const day = `${part.year}-${part.month}-${part.day}`
    return { day, time: `${part.hour}:${part.minute}`, weekday: new Date(`${day}T12:00:00Z`).getUTCDay() || 7 }
  }
}

const isWithin = (time: string, { from, to }: Hours) => from <= time && time < to

function isQuietThen(rules: Rules, kind: Kind, { day, time, weekday }: ReturnType<ReturnType<typeof wallOf>>): boolean {
  if (rules.restDays.includes(weekday) || rules.holidays.some(({ from, to }) => from <= day && day <= to)) return true
  if (!isWithin(time, kind === 'staff' ? rules.staffHours : rules.familyHours)) return true
  return kind === 'pupil' && rules.lessons.some((lesson) => isWithin(time, lesson))
}

const covers = (quiets: readonly Quiet[], time: number) => quietUntil(quiets, time) !== null

const TERM = { from: Date.UTC(2026, 8, 1), to: Date.UTC(2026, 11, 30) }
/** Kaliningrad, Moscow and Kamchatka keep one time; Berlin and Lord Howe change theirs within the term, one by half an hour. */
const ZONES = ['Europe/Kaliningrad', 'Europe/Moscow', 'Asia/Kamchatka', 'Europe/Berlin', 'Australia/Lord_Howe']

test('[P-04/term] every minute of a term is quiet exactly when the clock on the wall says so, in every zone and over midnight', () => {
  for (const timeZone of ZONES) {
    const wall = wallOf(timeZone)
    const quiets = (['staff', 'pupil', 'family'] as const).map(
      (kind) => [kind, quietByRules(RULES, timeZone, [kind], TERM)] as const,
    )
    for (let time = TERM.from; time < TERM.to; time += 5 * MINUTE) {
      const now = wall(time)
      for (const [kind, found] of quiets) {
        const expected = isQuietThen(RULES, kind, now)
        if (covers(found, time) !== expected) assert.fail(`${timeZone} ${now.day} ${now.time} ${kind}: ${!expected}`)
      }
    }
  }
})

test('[P-04/edges] quiet begins and ends on the minute, also where a day has 23 or 25 hours', () => {
  const random = createSeededRandom(4)
  for (const timeZone of ['Europe/Berlin', 'Australia/Lord_Howe']) {
    const wall = wallOf(timeZone)
    for (let round = 0; round < 8; round += 1) {
      const [from, to] = [random.below(24 * 60 - 1), random.below(24 * 60)].sort((a, b) => a - b)
      const text = (minute: number) =>
        `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
      const hours = { from: text(from!), to: text(to! + 1) }
      const rules = { ...RULES, staffHours: hours, restDays: [], holidays: [] }
      // The nights in which both zones change their time.
      for (const day of [Date.UTC(2026, 9, 3, 12), Date.UTC(2026, 9, 24, 20), Date.UTC(2027, 2, 27, 20)]) {
        const span = { from: day, to: day + DAY }
        const quiets = quietByRules(rules, timeZone, ['staff'], span)
        for (let time = span.from; time < span.to; time += MINUTE) {
          const expected = isQuietThen(rules, 'staff', wall(time))
          // An hour that comes twice is taken for one: what it holds is quiet or not from its first minute on.
          if (covers(quiets, time) !== expected && !comesTwice(wall, time)) {
            assert.fail(`${timeZone} ${wall(time).time} ${hours.from}–${hours.to}`)
          }
        }
      }
    }
  }
})

function comesTwice(wall: ReturnType<typeof wallOf>, time: number): boolean {
  const { time: text } = wall(time)
  return [30 * MINUTE, HOUR].some((by) => wall(time - by).time === text || wall(time + by).time === text)
}

test('[P-04/roles] whoever is a teacher and a parent in one school rests when both do; whoever is nothing there never', () => {
  const span = { from: Date.UTC(2026, 8, 14), to: Date.UTC(2026, 8, 15) }
  const both = quietByRules(RULES, 'Europe/Moscow', ['staff', 'family'], span)
  // Monday in Moscow: a parent hears from 7:30 to 21:00, a teacher from 8:00 to 19:00.
  assert.equal(covers(both, Date.UTC(2026, 8, 14, 4, 29)), true)
  assert.equal(covers(both, Date.UTC(2026, 8, 14, 4, 30)), false)
  assert.equal(covers(both, Date.UTC(2026, 8, 14, 17, 59)), false)
  assert.equal(covers(both, Date.UTC(2026, 8, 14, 18, 0)), true)
  assert.deepEqual(quietByRules(RULES, 'Europe/Moscow', [], span), [])
})

test('[P-04/until] a quiet time is told to its end, however long the holidays are', () => {
  const summer = { from: '2026-06-01', to: '2026-08-31', name: 'Лето' }
  const rules = { ...RULES, holidays: [summer] }
  const now = Date.UTC(2026, 5, 10, 9)
  const quiets = quietByRules(rules, 'Europe/Moscow', ['staff'], { from: now, to: now + 1 })
  // Tuesday the 1st of September, 8:00 in Moscow.
  assert.equal(quietUntil(quiets, now), Date.UTC(2026, 8, 1, 5))
  assert.equal(quiets.length, 1)
  const never = { ...RULES, restDays: [1, 2, 3, 4, 5, 6, 7] }
  const end = quietUntil(quietByRules(never, 'Europe/Moscow', ['staff'], { from: now, to: now + 1 }), now)!
  assert.ok(end > now + 300 * DAY && end < now + 401 * DAY, 'it comes to an end')
})

test('[P-04/wish] an own wish has its own hours and days, or nothing', () => {
  const now = Date.UTC(2026, 8, 14, 9)
  const span = { from: now, to: now + 8 * DAY }
  const nothing = { hours: null, restDays: [], timeZone: 'Asia/Omsk' }
  assert.deepEqual(quietByWish(nothing, span), [])
  const hours = quietByWish({ ...nothing, hours: { from: '10:00', to: '24:00' } }, span)
  // 10:00 in Omsk is 4:00 UTC.
  assert.equal(covers(hours, Date.UTC(2026, 8, 15, 3, 59)), true)
  assert.equal(covers(hours, Date.UTC(2026, 8, 15, 4)), false)
  assert.equal(covers(hours, Date.UTC(2026, 8, 14, 17, 59)), false, 'to the last minute of the day')
  const days = quietByWish({ ...nothing, restDays: [6] }, span)
  assert.deepEqual(days, [{ from: Date.UTC(2026, 8, 18, 18), to: Date.UTC(2026, 8, 19, 18) }])
})
