import type { OrganisationField } from '#contract/communities/organisation.ts'
import type { CommunityType } from '#contract/communities/types.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

type Column = Exclude<OrganisationField, 'shortName'> | 'short_name'

/** What an organisation says of itself, as its row holds it. */
export type OrganisationRow = Readonly<Record<Column, string>> & {
  id: string
  type: string
  version: number
  logo_id: string | null
}

const COLUMNS = [
  'id',
  'type',
  'version',
  'logo_id',
  'name',
  'short_name',
  'region',
  'municipality',
  'address',
  'inn',
  'kpp',
  'head',
  'phone',
  'email',
  'site',
  'description',
] as const

export async function readOrganisation(reader: Reader, communityId: string): Promise<OrganisationRow> {
  return reader
    .selectFrom('communities.community')
    .select(COLUMNS)
    .where('id', '=', communityId)
    .executeTakeFirstOrThrow()
}

/** Writes the information and gives it the next version; null when somebody has written since `version`. */
export async function writeOrganisation(
  tx: Tx,
  place: { communityId: string; version: number },
  fields: Readonly<Record<Column, string>>,
): Promise<OrganisationRow | null> {
  const row = await tx
    .updateTable('communities.community')
    .set((eb) => ({ ...fields, version: eb('version', '+', 1) }))
    .where('id', '=', place.communityId)
    .where('version', '=', place.version)
    .returning(COLUMNS)
    .executeTakeFirst()
  return row ?? null
}

/** The type of an organisation as the contract names it. */
export function typeOf(row: OrganisationRow): CommunityType {
  return row.type as CommunityType
}
