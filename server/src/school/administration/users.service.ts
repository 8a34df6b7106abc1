import type { InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { administrationOperations, SchoolUser } from '#contract/school/administration.ts'
import { LOGIN_LENGTH_MAX, LOGIN_LENGTH_MIN } from '#contract/school/school.limits.ts'
import type { Random } from '../../platform/clock/random.ts'
import type { Database, Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import { hashPassword } from '../../platform/hashing/passwords.ts'
import type { Platform } from '../../platform/platform.ts'
import { endSessions, setPassword } from '../desk/accounts.store.ts'
import { findStanding } from '../desk/standing.store.ts'
import type { Standing } from '../desk/standing.ts'
import { accessPeople, lockOrganisation } from '../people/people.store.ts'
import { accessRole } from './roles.store.ts'
import * as store from './users.store.ts'

type Operations = typeof administrationOperations
type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type Codes<Id extends keyof Operations> = Operations[Id]['errors'][number]

const LOGIN = new RegExp(`^[A-Za-z0-9._-]{${LOGIN_LENGTH_MIN},${LOGIN_LENGTH_MAX}}$`)
/** Without signs that are read for one another. */
const PASSWORD_SIGNS = 'abcdefghijkmnpqrstuvwxyz23456789'
const PASSWORD_LENGTH = 12

/** The register «Пользователи»: accounts, which administrators give out. */
export function createUsersService({ clock, random }: Pick<Platform, 'clock' | 'random'>) {
  const viewOne = async (tx: Tx, user: store.UserRow) => (await viewUsers(tx, [user]))[0]!
  return {
    async list(
      db: Database,
      { organisationId }: Standing,
      ask: Input<'users.list'>,
    ): Promise<OutputOf<Operations['users.list']>> {
      const { rows, ...part } = await store.pageUsers(db, organisationId, ask)
      return { rows: await viewUsers(db, rows), ...part }
    },
    async give(tx: Tx, standing: Standing, input: Input<'users.give'>, fail: Fail<Codes<'users.give'>>) {
      const { organisationId } = standing
      await lockOrganisation(tx, organisationId)
      if ((await accessPeople(tx, organisationId, [input.personId])).length === 0) return fail('school.rowUnknown')
      if (!LOGIN.test(input.login)) return fail('school.loginInvalid')
      const before = await store.accountOf(tx, input.personId)
      if (before !== undefined && before.closed_at === null) return fail('school.hasLogin')
      if (before !== undefined) await store.forgetAccount(tx, before.id)
      await checkRoles(tx, standing, input.roleIds, fail)
      if (await store.isAccountThere(tx, input.accountId)) return fail('school.rowTaken')
      if (await store.isLoginTaken(tx, input.login)) return fail('school.loginTaken')
      const password = makePassword(random)
      const account = {
        ...{ id: input.accountId, organisation_id: organisationId, person_id: input.personId, login: input.login },
        ...{ password_hash: await hashPassword(password), password_stale: true },
      }
      await store.addAccount(tx, account, new Date(clock.now()))
      await store.setRoles(tx, account.id, input.roleIds)
      return { user: await viewOne(tx, (await store.accessUser(tx, organisationId, account.id))!), password }
    },
    async renewPassword(
      tx: Tx,
      standing: Standing,
      { accountId }: Input<'users.renewPassword'>,
      fail: Fail<Codes<'users.renewPassword'>>,
    ) {
      await lockOrganisation(tx, standing.organisationId)
      const user = (await store.accessUser(tx, standing.organisationId, accountId)) ?? fail('school.rowUnknown')
      await checkAbove(tx, standing, accountId, fail)
      const password = makePassword(random)
      await setPassword(tx, accountId, await hashPassword(password), true)
      await endSessions(tx, accountId, new Date(clock.now()), null)
      return { user: await viewOne(tx, user), password }
    },
    async setRoles(tx: Tx, standing: Standing, input: Input<'users.setRoles'>, fail: Fail<Codes<'users.setRoles'>>) {
      const { organisationId } = standing
      await lockOrganisation(tx, organisationId)
      const user = (await store.accessUser(tx, organisationId, input.accountId)) ?? fail('school.rowUnknown')
      await checkAbove(tx, standing, user.id, fail)
      const keepsSuper = await checkRoles(tx, standing, input.roleIds, fail)
      const supers = await store.supersOf(tx, organisationId)
      if (!keepsSuper && supers.length === 1 && supers[0] === user.id) return fail('school.lastSuper')
      await store.setRoles(tx, user.id, input.roleIds)
      return viewOne(tx, user)
    },
    async close(tx: Tx, standing: Standing, { accountId }: Input<'users.close'>, fail: Fail<Codes<'users.close'>>) {
      const { organisationId } = standing
      await lockOrganisation(tx, organisationId)
      const user = (await store.accessUser(tx, organisationId, accountId)) ?? fail('school.rowUnknown')
      await checkAbove(tx, standing, user.id, fail)
      const supers = await store.supersOf(tx, organisationId)
      if (supers.length === 1 && supers[0] === user.id) return fail('school.lastSuper')
      const now = new Date(clock.now())
      await store.closeAccount(tx, user.id, now)
      await endSessions(tx, user.id, now, null)
      return {}
    },
  }
}

const isSuper = ({ roles }: Standing) => roles.some(({ metarole }) => metarole === 'super')

/** Nobody does anything to an account that may more than he may himself, else he could take it over. */
async function checkAbove(
  tx: Tx,
  standing: Standing,
  accountId: string,
  fail: Fail<'school.roleAbove'>,
): Promise<void> {
  if (isSuper(standing)) return
  const other = await findStanding(tx, { sessionId: standing.sessionId, accountId })
  if (other !== null && (isSuper(other) || [...other.rights].some((right) => !standing.rights.has(right)))) {
    fail('school.roleAbove')
  }
}

/** Nobody gives more than he may himself; whether the super-administrator's role is among those that are given. */
async function checkRoles(
  tx: Tx,
  standing: Standing,
  roleIds: readonly string[],
  fail: Fail<'school.rowUnknown' | 'school.roleAbove'>,
): Promise<boolean> {
  let givesSuper = false
  for (const id of roleIds) {
    const role = (await accessRole(tx, standing.organisationId, id)) ?? fail('school.rowUnknown')
    if (role.metarole === 'super') givesSuper = true
    const isAbove = role.metarole === 'super' || role.rights.some((right) => !standing.rights.has(right))
    if (isAbove && !isSuper(standing)) fail('school.roleAbove')
  }
  return givesSuper
}

/** A first password that can be read aloud. */
export function makePassword(random: Pick<Random, 'below'>): string {
  const signs = Array.from({ length: PASSWORD_LENGTH }, () => PASSWORD_SIGNS[random.below(PASSWORD_SIGNS.length)]!)
  return [0, 4, 8].map((from) => signs.slice(from, from + 4).join('')).join('-')
}

async function viewUsers(reader: Reader, users: readonly store.UserRow[]): Promise<SchoolUser[]> {
  const roles = await store.rolesOf(
    reader,
    users.map(({ id }) => id),
  )
  return users.map(({ id, person_id, ...names }) => ({
    accountId: id,
    personId: person_id,
    ...names,
    roles: roles.filter((role) => role.account_id === id).map((role) => ({ id: role.id, name: role.name })),
  }))
}

export type UsersService = ReturnType<typeof createUsersService>
