import type { Desk, Naming } from '#contract/school/desk.ts'
import { SCHOOL_PASSWORD_MAX, SCHOOL_PASSWORD_MIN, SCHOOL_SESSION_LIFE_MS } from '#contract/school/school.limits.ts'
import { randomToken, tokenHash } from '../../platform/clock/random.ts'
import type { CookieJar } from '../../platform/dispatch/bind.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Origin, Viewer } from '../../platform/dispatch/viewer.ts'
import { hashPassword, isStrongPassword, passwordFits } from '../../platform/hashing/passwords.ts'
import type { Platform } from '../../platform/platform.ts'
import * as accounts from './accounts.store.ts'
import { findStanding } from './standing.store.ts'
import type { Standing } from './standing.ts'

const QUARTER_HOUR_MS = 15 * 60_000
/** Tries of one login, and of one network, which may be that of a whole school. */
const TRIES_OF_LOGIN = { name: 'school.login', points: 10, durationMs: QUARTER_HOUR_MS }
const TRIES_OF_NETWORK = { name: 'school.network', points: 300, durationMs: QUARTER_HOUR_MS }
const TRIES_OF_CHANGE = { name: 'school.password', points: 10, durationMs: QUARTER_HOUR_MS }

/** Sign-in and the own password. */
export function createDeskService(platform: Platform, { messengerUrl }: { messengerUrl: () => string }) {
  const { clock, limits, random, newId, transaction, config, db } = platform
  const naming = (): Naming => ({
    messenger: config.schoolMessengerName,
    account: config.schoolIdName,
    url: messengerUrl(),
  })
  const view = (standing: Standing): Desk => {
    const { accountId, login, personId, surname, name, patronymic, organisation, timeZone, passwordStale } = standing
    const about = { accountId, login, personId, surname, name, patronymic, organisation, timeZone, passwordStale }
    return { ...about, roles: [...standing.roles], rights: [...standing.rights].sort(), naming: naming() }
  }
  return {
    naming: async () => naming(),
    view,
    async signIn(
      { login, password }: { login: string; password: string },
      { origin, cookies, fail }: { origin: Origin; cookies: CookieJar; fail: Fail<'school.signinWrong'> },
    ): Promise<Desk> {
      await limits.consume(TRIES_OF_NETWORK, origin.network)
      await limits.consume(TRIES_OF_LOGIN, tokenHash(login.trim().toLowerCase()).toString('base64url'))
      const account = await accounts.findByLogin(db, login.trim())
      if (!(await passwordFits(account?.password_hash ?? null, password)) || account === undefined) {
        return fail('school.signinWrong')
      }
      const token = randomToken(random, 32)
      const now = clock.now()
      const session = { id: newId(), accountId: account.id }
      const standing = await transaction(async (tx) => {
        const expiresAt = new Date(now + SCHOOL_SESSION_LIFE_MS)
        await accounts.addSession(tx, { ...session, tokenHash: tokenHash(token), now: new Date(now), expiresAt })
        return findStanding(tx, { sessionId: session.id, accountId: account.id })
      })
      if (standing === null) return fail('school.signinWrong')
      cookies.session(token, SCHOOL_SESSION_LIFE_MS)
      return view(standing)
    },
    async changePassword(
      viewer: Viewer,
      input: { old: string; new: string },
      fail: Fail<'school.passwordOld' | 'school.passwordWeak'>,
    ): Promise<Desk> {
      await limits.consume(TRIES_OF_CHANGE, viewer.accountId)
      const before = await accounts.passwordHash(db, viewer.accountId)
      if (!(await passwordFits(before, input.old))) return fail('school.passwordOld')
      const standing = await findStanding(db, viewer)
      if (standing === null) return fail('school.passwordOld')
      const isSame = input.old.normalize('NFC') === input.new.normalize('NFC')
      if (isSame || !isStrongPassword(input.new, standing.login.toLowerCase())) {
        return fail('school.passwordWeak', { lengthMin: SCHOOL_PASSWORD_MIN, lengthMax: SCHOOL_PASSWORD_MAX })
      }
      const hash = await hashPassword(input.new)
      await transaction(async (tx) => {
        await accounts.setPassword(tx, viewer.accountId, hash, false)
        await accounts.endSessions(tx, viewer.accountId, new Date(clock.now()), viewer.sessionId)
      })
      return view({ ...standing, passwordStale: false })
    },
    async signOut(viewer: Viewer, cookies: CookieJar): Promise<Record<string, never>> {
      await transaction((tx) => accounts.endSession(tx, viewer.sessionId, new Date(clock.now())))
      cookies.session(null)
      return {}
    },
  }
}

export type DeskService = ReturnType<typeof createDeskService>
