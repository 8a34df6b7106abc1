import { sql } from 'kysely'
import type { Metarole, Right } from '#contract/school/rights.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

export interface RoleRow {
  id: string
  version: number
  name: string
  metarole: Metarole | null
  rights: Right[]
  users: number
}

const wholeRole = sql`select r.id, r.version, r.name, r.metarole, r.rights,
  (select count(*)::int from school.account_role given join school.account a on a.id = given.account_id
    where given.role_id = r.id and a.closed_at is null) as users
  from school.role r`

/** All roles of an organisation, those that the product knows first; there are few. */
export async function rolesOfOrganisation(reader: Reader, organisationId: string): Promise<RoleRow[]> {
  const found = await sql<RoleRow>`${wholeRole} where r.organisation_id = ${organisationId}
    order by array_position(array['super', 'organisation', 'chats'], r.metarole) nulls last, r.name`.execute(reader)
  return found.rows
}

export async function accessRole(reader: Reader, organisationId: string, id: string): Promise<RoleRow | undefined> {
  const found = await sql<RoleRow>`${wholeRole} where r.organisation_id = ${organisationId} and r.id = ${id}`.execute(
    reader,
  )
  return found.rows[0]
}

export async function isRoleThere(reader: Reader, id: string): Promise<boolean> {
  const row = await reader.selectFrom('school.role').select('id').where('id', '=', id).executeTakeFirst()
  return row !== undefined
}

export interface NewRole {
  id: string
  organisation_id: string
  name: string
  metarole: Metarole | null
  rights: readonly Right[]
}

export async function addRoles(tx: Tx, roles: readonly NewRole[]): Promise<void> {
  await tx
    .insertInto('school.role')
    .values(roles.map((role) => ({ ...role, rights: [...role.rights] })))
    .execute()
}

export async function changeRole(tx: Tx, { id, name, rights }: { id: string; name: string; rights: readonly Right[] }) {
  await tx
    .updateTable('school.role')
    .set((eb) => ({ name, rights: [...rights], version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export interface SettingsRow {
  version: number
  name: string
  chats_administrator_id: string | null
  surname: string | null
  person_name: string | null
  patronymic: string | null
}

export async function settingsOf(reader: Reader, organisationId: string): Promise<SettingsRow> {
  return reader
    .selectFrom('school.organisation as o')
    .leftJoin('school.person as p', 'p.id', 'o.chats_administrator_id')
    .select(['o.version', 'o.name', 'o.chats_administrator_id', 'p.surname', 'p.name as person_name', 'p.patronymic'])
    .where('o.id', '=', organisationId)
    .executeTakeFirstOrThrow()
}

export async function setChatsAdministrator(tx: Tx, organisationId: string, personId: string | null): Promise<void> {
  await tx
    .updateTable('school.organisation')
    .set((eb) => ({ chats_administrator_id: personId, version: eb('version', '+', 1) }))
    .where('id', '=', organisationId)
    .execute()
}

export async function addOrganisation(
  tx: Tx,
  organisation: { id: string; name: string; time_zone: string; created_at: Date },
): Promise<void> {
  await tx.insertInto('school.organisation').values(organisation).execute()
}
