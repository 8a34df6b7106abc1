import { type AppOptions, createApp } from '../app.ts'
import { createSystemClock } from '../platform/clock/clock.ts'
import { createHosts } from '../platform/http/hosts.ts'
import { signInOperatorActor } from './actors.ts'
import { fillChats } from './chatter.ts'
import { leaveClassList } from './class-list.ts'
import { leaveDeskWork } from './desk.ts'
import { connectElectronicSchool, fillElectronicSchool } from './electronic-school.ts'
import { OPERATOR_PHONE } from './people.ts'
import { leaveRequests } from './requests.ts'
import { foundSchool, leaveApplications, SCHOOL_NAME } from './school.ts'
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
  await leaveClassList(app, school.actors.get('director')!, school.communityId)
  const head = await fillElectronicSchool(app, SCHOOL_NAME)
  const { communityId, actors } = school
  const hosts = createHosts(options.config, () => options.config.port)
  await connectElectronicSchool({
    ...{ app, head, communityId, director: actors.get('director')! },
    operator: await signInOperatorActor(app, OPERATOR_PHONE),
    schoolUrl: hosts.url('school'),
    innerUrl: `http://127.0.0.1:${options.config.port}`,
  })
}
