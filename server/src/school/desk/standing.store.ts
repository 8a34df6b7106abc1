import { type Metarole, type Right, rightsOfMetarole } from '#contract/school/rights.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { Viewer } from '../../platform/dispatch/viewer.ts'
import type { Standing } from './standing.ts'

/** The standing of whoever has this session; null when the account has been closed meanwhile. */
export async function findStanding(
  reader: Reader,
  { sessionId, accountId }: Pick<Viewer, 'sessionId' | 'accountId'>,
): Promise<Standing | null> {
  const row = await reader
    .selectFrom('school.account as a')
    .innerJoin('school.person as p', 'p.id', 'a.person_id')
    .innerJoin('school.organisation as o', 'o.id', 'a.organisation_id')
    .select(['a.id', 'a.login', 'a.person_id', 'a.organisation_id', 'a.password_stale'])
    .select([
      'p.surname',
      'p.name',
      'p.patronymic',
      'o.name as organisation',
      'o.time_zone',
      'o.chats_administrator_id',
    ])
    .where('a.id', '=', accountId)
    .where('a.closed_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined) return null
  const keepsChats = row.chats_administrator_id === row.person_id
  const roles = await rolesOf(reader, row, keepsChats)
  return {
    sessionId,
    accountId: row.id,
    login: row.login,
    personId: row.person_id,
    organisationId: row.organisation_id,
    surname: row.surname,
    name: row.name,
    patronymic: row.patronymic,
    organisation: row.organisation,
    timeZone: row.time_zone,
    roles: roles.map(({ name, metarole }) => ({ name, metarole: metarole as Metarole | null })),
    rights: new Set(roles.flatMap(rightsOf)),
    passwordStale: row.password_stale,
  }
}

/** The roles that the account was given, and that of whoever keeps the chats, which comes with the field of the settings. */
async function rolesOf(
  reader: Reader,
  { id, organisation_id }: { id: string; organisation_id: string },
  keepsChats: boolean,
) {
  return reader
    .selectFrom('school.role as r')
    .leftJoin('school.account_role as given', (join) =>
      join.onRef('given.role_id', '=', 'r.id').on('given.account_id', '=', id),
    )
    .select(['r.name', 'r.metarole', 'r.rights'])
    .where('r.organisation_id', '=', organisation_id)
    .where((eb) =>
      eb.or([eb('given.account_id', 'is not', null), ...(keepsChats ? [eb('r.metarole', '=', 'chats')] : [])]),
    )
    .orderBy('r.name')
    .execute()
}

/** The right of a super-administrator cannot be lost by a change of his role. */
function rightsOf({ metarole, rights }: { metarole: string | null; rights: string[] }): readonly Right[] {
  return metarole === 'super' ? rightsOfMetarole('super') : (rights as Right[])
}
