import { sql } from 'kysely'
import type { CommunityType } from '#contract/communities/types.ts'
import type { Reader } from '../../platform/db/database.ts'
import { searchWords } from '../memberships/visible-members.store.ts'
import { isInn } from '../requests/tax-numbers.ts'

export interface FoundOrganisation {
  id: string
  name: string
  type: CommunityType
}

/**
 * Organisations by their whole ИНН, or those whose full or short name has a word that begins so, for every word of the
 * search. What it finds is what everybody knows of an organisation.
 */
export async function findOrganisations(reader: Reader, search: string, limit: number): Promise<FoundOrganisation[]> {
  const matches = isInn(search.trim()) ? [ofInn(search.trim())] : ofWords(search)
  if (matches.length === 0) return []
  const result = await sql<FoundOrganisation>`select c.id, c.name, c.type from communities.community c
    where ${sql.join(matches, sql` and `)} order by c.name, c.id limit ${limit}`.execute(reader)
  return result.rows
}

function ofInn(inn: string) {
  return sql`c.id in (select q.community_id from communities.organisation_request q
    where q.inn = ${inn} and q.community_id is not null)`
}

function ofWords(search: string) {
  return organisationWords(search).map((word) => sql`c.search like ${`% ${word}%`}`)
}

/** Words of a search as patterns for the names of organisations, in which no quotes or brackets count. */
export const organisationWords = (search: string): string[] => searchWords(search.replace(/[«»"()]/gu, ' '))
