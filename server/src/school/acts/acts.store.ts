import { sql } from 'kysely'
import type { SchoolAct } from '#contract/school/acts.ts'
import type { Reader } from '../../platform/db/database.ts'

/** What an act is about that says it no more when it is over. */
export interface Before {
  personId: string | null
  name: string | null
}

const FROM: Partial<Readonly<Record<SchoolAct, { key: string; statement: string }>>> = {
  'employees.dismiss': {
    key: 'positionId',
    statement: 'person_id as "personId", title as name from school.position',
  },
  'users.close': { key: 'accountId', statement: 'person_id as "personId", null as name from school.account' },
  'classes.remove': { key: 'id', statement: 'null as "personId", name from school.unit' },
  'subjects.remove': { key: 'id', statement: 'null as "personId", name from school.subject' },
  'register.remove': { key: 'id', statement: 'null as "personId", title as name from school.chat' },
}

/** Whom and what an act is about, before it is carried out; null where its input or its answer says it. */
export async function aboutBefore(
  reader: Reader,
  organisationId: string,
  act: SchoolAct,
  input: Readonly<Record<string, unknown>>,
): Promise<Before | null> {
  const from = FROM[act]
  if (from === undefined) return null
  const result = await sql<Before>`select ${sql.raw(from.statement)}
    where organisation_id = ${organisationId}::uuid and id::text = ${String(input[from.key])}`.execute(reader)
  return result.rows[0] ?? null
}
