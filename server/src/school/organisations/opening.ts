import { SETTINGS_ID } from '#contract/connector/connector.limits.ts'
import type { Tx } from '../../platform/db/database.ts'
import { hashPassword } from '../../platform/hashing/passwords.ts'
import type { Platform } from '../../platform/platform.ts'
import { addOrganisation, addRoles } from '../administration/roles.store.ts'
import { makePassword } from '../administration/users.service.ts'
import { addAccount, setRoles } from '../administration/users.store.ts'
import { addPosition } from '../employees/employees.store.ts'
import { touchFacts } from '../facts/facts.store.ts'
import { addPerson } from '../people/people.store.ts'
import { firstRoles } from './first-roles.ts'

export interface Opening {
  readonly name: string
  readonly timeZone: string
  readonly administrator: { surname: string; name: string; patronymic: string; title: string; login: string }
  /** A password that need not be changed, as of the demonstration; made and stale when absent. */
  readonly password?: string
}

export interface Opened {
  readonly organisationId: string
  readonly personId: string
  readonly accountId: string
  readonly password: string
  /** Ids of the first roles by their keys. */
  readonly roles: ReadonlyMap<string, string>
}

/** Opens an organisation with the roles that it begins with and its first super-administrator. */
export async function doOpenOrganisation(
  tx: Tx,
  { newId, clock, random, config }: Pick<Platform, 'newId' | 'clock' | 'random' | 'config'>,
  { name, timeZone, administrator, password }: Opening,
): Promise<Opened> {
  const now = new Date(clock.now())
  const organisationId = newId()
  await addOrganisation(tx, { id: organisationId, name, time_zone: timeZone, created_at: now })
  const roles = firstRoles(config.schoolMessengerName).map(({ key, ...role }) => ({ key, id: newId(), ...role }))
  await addRoles(
    tx,
    roles.map(({ key: _key, ...role }) => ({ ...role, organisation_id: organisationId })),
  )
  const { login, title, ...names } = administrator
  const person = await addPerson(tx, organisationId, { id: newId(), ...names, birth_date: null }, now)
  const position = { id: newId(), person_id: person.id, title, kind: 'administration' as const }
  await addPosition(tx, organisationId, position, now)
  await touchFacts(tx, organisationId, 'person', [person.id])
  await touchFacts(tx, organisationId, 'position', [position.id])
  await touchFacts(tx, organisationId, 'settings', [SETTINGS_ID])
  const given = password ?? makePassword(random)
  const account = {
    ...{ id: newId(), organisation_id: organisationId, person_id: person.id, login },
    ...{ password_hash: await hashPassword(given), password_stale: password === undefined },
  }
  await addAccount(tx, account, now)
  const ids = new Map(roles.map((role) => [role.key, role.id]))
  await setRoles(tx, account.id, [ids.get('super')!])
  return { organisationId, personId: person.id, accountId: account.id, password: given, roles: ids }
}
