import { SETTINGS_ID } from '#contract/connector/connector.limits.ts'
import type { InputOf } from '#contract/kit/operation.ts'
import type { administrationOperations, SchoolRole, Settings } from '#contract/school/administration.ts'
import { RIGHTS, type Right } from '#contract/school/rights.ts'
import { ROLES_MAX } from '#contract/school/school.limits.ts'
import type { Database, Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Standing } from '../desk/standing.ts'
import { positionsOf } from '../employees/employees.store.ts'
import { touchFacts } from '../facts/facts.store.ts'
import { accessPeople, lockOrganisation } from '../people/people.store.ts'
import { checkTitle, shortName } from '../people/people.ts'
import * as store from './roles.store.ts'

type Operations = typeof administrationOperations
type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type Codes<Id extends keyof Operations> = Operations[Id]['errors'][number]

/** The windows «Роли» and «Настройки организации». */
export function createAdministrationService() {
  const settings = async (reader: Reader, organisationId: string): Promise<Settings> => {
    const row = await store.settingsOf(reader, organisationId)
    const { surname, person_name: name, patronymic } = row
    const id = row.chats_administrator_id
    return {
      version: row.version,
      organisation: row.name,
      chatsAdministrator:
        id === null ? null : { id, name: shortName({ surname: surname!, name: name!, patronymic: patronymic! }) },
    }
  }
  return {
    async roles(db: Database, { organisationId }: Standing) {
      return { rows: await store.rolesOfOrganisation(db, organisationId) }
    },
    async addRole(
      tx: Tx,
      standing: Standing,
      input: Input<'roles.add'>,
      fail: Fail<Codes<'roles.add'>>,
    ): Promise<SchoolRole> {
      const { organisationId } = standing
      await lockOrganisation(tx, organisationId)
      checkGiven(standing, input.rights, [], fail)
      const name = checkTitle(input.name, 'name', fail)
      const roles = await store.rolesOfOrganisation(tx, organisationId)
      if (roles.length >= ROLES_MAX) return fail('school.tooMany', { rolesMax: ROLES_MAX })
      if (roles.some((role) => role.name === name)) return fail('school.nameTaken')
      if (await store.isRoleThere(tx, input.id)) return fail('school.rowTaken')
      const role = {
        id: input.id,
        organisation_id: organisationId,
        name,
        metarole: null,
        rights: inOrder(input.rights),
      }
      await store.addRoles(tx, [role])
      return (await store.accessRole(tx, organisationId, input.id))!
    },
    async editRole(
      tx: Tx,
      standing: Standing,
      input: Input<'roles.edit'>,
      fail: Fail<Codes<'roles.edit'>>,
    ): Promise<SchoolRole> {
      const { organisationId } = standing
      await lockOrganisation(tx, organisationId)
      const name = checkTitle(input.name, 'name', fail)
      const role = (await store.accessRole(tx, organisationId, input.id)) ?? fail('school.rowUnknown')
      checkGiven(standing, input.rights, role.rights, fail)
      const others = await store.rolesOfOrganisation(tx, organisationId)
      if (others.some((other) => other.id !== role.id && other.name === name)) return fail('school.nameTaken')
      if (role.metarole === 'super' && input.rights.length < RIGHTS.length) return fail('school.roleFixed')
      if (role.version !== input.version) return fail('school.changedMeanwhile')
      await store.changeRole(tx, { id: role.id, name, rights: inOrder(input.rights) })
      return (await store.accessRole(tx, organisationId, role.id))!
    },
    settings: (db: Database, { organisationId }: Standing) => settings(db, organisationId),
    async setSettings(
      tx: Tx,
      { organisationId }: Standing,
      input: Input<'settings.set'>,
      fail: Fail<Codes<'settings.set'>>,
    ): Promise<Settings> {
      await lockOrganisation(tx, organisationId)
      const before = await store.settingsOf(tx, organisationId)
      const id = input.chatsAdministratorId
      if (id !== null) {
        if ((await accessPeople(tx, organisationId, [id])).length === 0) return fail('school.rowUnknown')
        const positions = await positionsOf(tx, organisationId, [id])
        if (!positions.some(({ kind }) => kind === 'administration')) return fail('school.notAdministrator')
      }
      if (before.version !== input.version) return fail('school.changedMeanwhile')
      await store.setChatsAdministrator(tx, organisationId, id)
      await touchFacts(tx, organisationId, 'settings', [SETTINGS_ID])
      return settings(tx, organisationId)
    },
  }
}

/** Nobody puts a right into a role that he has not himself, else he could give himself everything. */
function checkGiven(
  { rights, roles }: Standing,
  wanted: readonly Right[],
  before: readonly Right[],
  fail: Fail<'school.roleAbove'>,
): void {
  if (roles.some(({ metarole }) => metarole === 'super')) return
  if (wanted.some((right) => !before.includes(right) && !rights.has(right))) fail('school.roleAbove')
}

/** Rights stand in the order of their modules, however they were ticked. */
function inOrder(rights: readonly Right[]): Right[] {
  return RIGHTS.filter((right) => rights.includes(right))
}

export type AdministrationService = ReturnType<typeof createAdministrationService>
