import { type AppOptions, createApp } from '../app.ts'
import { createSystemClock } from '../platform/clock/clock.ts'
import { fillChats } from './chatter.ts'
import { leaveDeskWork } from './desk.ts'
import { leaveRequests } from './requests.ts'
import { foundSchool, leaveApplications } from './school.ts'
import { createWalkingClock } from './walking-clock.ts'

const DAY_MS = 24 * 3_600_000
const WEEKS_MS = 28 * DAY_MS
const APPLIED_BEFORE_MS = 4 * 3_600_000
const LIMIT_FACTOR = 1_000

/**
 * Fills an empty database with the demonstration school, through the application's own operations and with a clock that
 * walks from four weeks ago to now.
 */
export async function seedDemonstration(options: AppOptions, say: (line: string) => void): Promise<void> {
  const end = createSystemClock().now()
  const clock = createWalkingClock(end - WEEKS_MS)
  const config = { ...options.config, port: 0, sms: 'log' as const, mail: 'log' as const, roles: [] }
  await using app = await createApp({ ...options, config, test: { ...options.test, clock, limitFactor: LIMIT_FACTOR } })
  const parts = { app, clock, say }
  const school = await foundSchool(parts)
  await fillChats({ ...parts, school }, end - APPLIED_BEFORE_MS)
  await leaveRequests(parts)
  await leaveDeskWork(parts, school)
  await leaveApplications(parts, school)
}
