import type { Role } from '#contract/communities/types.ts'
import type { TestDatabase } from '../test-database.ts'
import { type Cell, tryCells } from './matrix.ts'
import type { LetThrough } from './rehearsal.ts'

/** A right that a role gives in every organisation. */
export interface Given {
  role: Role
  right: string
}

/** Every right that a role of one organisation or another gives. */
export function givenRights(database: TestDatabase): Promise<Given[]> {
  return database.query<Given>(
    'select distinct role, unnest(grants) as right from communities.community_role order by role, "right"',
  )
}

/** Takes a right from a role in every organisation, or gives it there. */
export async function changeRight(database: TestDatabase, { role, right }: Given, to: 'give' | 'take'): Promise<void> {
  const grants = to === 'give' ? `array_append(grants, '${right}')` : `array_remove(grants, '${right}')`
  await keepingNoRehearsal(
    database,
    `update communities.community_role set grants = ${grants} where role = '${role}'
     and ${to === 'give' ? 'not' : ''} ('${right}' = any (grants))`,
  )
}

/** What is said so is kept, though the rehearsal goes on. */
async function keepingNoRehearsal(database: TestDatabase, text: string): Promise<void> {
  await database.query(`begin; set local session_replication_role = replica; ${text}; commit`)
}

/** Some cells at once, so that the first one that deviates ends the search. */
const TOGETHER = 60

/** The first deviation among cells, or null when there is none. */
export async function firstDeviation(cells: readonly Cell[], letThrough: LetThrough): Promise<string | null> {
  for (let at = 0; at < cells.length; at += TOGETHER) {
    const { deviations } = await tryCells(cells.slice(at, at + TOGETHER), letThrough)
    if (deviations.length > 0) return deviations[0]!
  }
  return null
}
