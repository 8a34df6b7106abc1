import { operations } from '#contract/operations.ts'
import { schoolOperations } from '#contract/school/school-operations.ts'
import type { TestOptions } from '../platform/create-platform.ts'
import type { Binding } from '../platform/dispatch/bind.ts'
import { createDispatcher, type Dispatcher } from '../platform/dispatch/dispatcher.ts'
import { pgCommandResults } from '../platform/dispatch/idempotency.ts'
import type { Surface } from '../platform/dispatch/viewer.ts'
import type { ApiDoor } from '../platform/http/api-routes.ts'
import { SCHOOL_COOKIE, SESSION_COOKIE } from '../platform/http/cookies.ts'
import type { Hosts } from '../platform/http/hosts.ts'
import { registerNotices } from '../platform/http/notice-routes.ts'
import { createCallLimit, createNetworkLimit } from '../platform/limits/call-limit.ts'
import type { Platform } from '../platform/platform.ts'
import { createSchool, type SchoolRounds } from '../school/index.ts'

type DispatcherParts = Parameters<typeof createDispatcher>[1]

interface Parts extends Pick<DispatcherParts, 'observe' | 'keptOf' | 'checkFactor' | 'checkSuspension'> {
  readonly bindings: readonly Binding[]
  readonly sessions: ApiDoor['sessions']
  readonly test: TestOptions | undefined
  readonly hosts: Hosts
}

/** Who answers operations on which host: the product on its own two, the electronic school, which knows nothing of them, on another. */
export interface ApiDoors {
  readonly dispatcher: Dispatcher
  readonly schoolDispatcher: Dispatcher
  /** Tells the messenger what has changed in the registers of the school. */
  readonly schoolRounds: SchoolRounds
  /** Begins to tell the messenger, once it can be called, since it may be the one of this process; the answer stops it. */
  readonly startSchool: () => () => Promise<void>
  /** Null where this process does not answer. */
  readonly doorOf: (surface: Surface) => ApiDoor | null
  /** Opens the address at which the electronic school hears the messenger, where this process answers for the school. */
  readonly openNotices: (http: Parameters<typeof registerNotices>[0], isDraining: () => boolean) => Promise<void>
}

export function createApiDoors(
  platform: Platform,
  { bindings, sessions, test, hosts, observe, ...checks }: Parts,
): ApiDoors {
  const { db, transaction, clock, log, config } = platform
  const common = {
    ...{ db, transaction, clock, log, observe },
    results: pgCommandResults,
    limit: createCallLimit(test?.limitFactor ?? 1),
    strictOutput: test?.strictOutput ?? false,
  }
  const dispatcher = createDispatcher(bindings, { ...common, ...checks })
  const school = createSchool(platform, {
    messengerUrl: () => hosts.url('main'),
    ownUrl: () => hosts.url('school'),
    send: (url, init) => fetch(url, init),
  })
  // The school checks with each operation what somebody may, and keeps whole answers for repeats.
  const own = { checkFactor: async () => {}, checkSuspension: async () => {}, keptOf: (output: unknown) => output }
  const schoolDoor: ApiDoor = {
    dispatcher: createDispatcher(school.bindings, { ...common, ...own }, schoolOperations),
    registry: schoolOperations,
    cookie: SCHOOL_COOKIE,
    sessions: school.sessions,
  }
  const mainDoor: ApiDoor = { dispatcher, registry: operations, cookie: SESSION_COOKIE, sessions }
  const roleOf = (surface: Surface) => (surface === 'school' ? 'school' : 'web')
  return {
    dispatcher,
    schoolDispatcher: schoolDoor.dispatcher,
    schoolRounds: school.rounds,
    startSchool: () => (config.roles.includes('worker') ? school.rounds.start() : async () => undefined),
    async openNotices(http, isDraining) {
      if (!config.roles.includes('school')) return
      const limit = createNetworkLimit(test?.limitFactor ?? 1)
      await registerNotices(http, { receive: school.receiveNotice, limit, isDraining })
    },
    doorOf(surface) {
      if (!config.roles.includes(roleOf(surface))) return null
      return surface === 'school' ? schoolDoor : mainDoor
    },
  }
}
