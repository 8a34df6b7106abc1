import { sql } from 'kysely'
import type { Reader } from '../../platform/db/database.ts'
import { setDigest } from '../../platform/db/set-digest.ts'

/** A digest of what is told of an organisation and of what is kept of it, without when and by which revision. */
export async function digestOf(reader: Reader, communityId: string): Promise<string> {
  const id = sql`${communityId}::uuid`
  const rows = [
    sql`select concat_ws('|', 'fact', type, id, data) from connector.fact where community_id = ${id} and data is not null`,
    sql`select concat_ws('|', 'link', undone_at is null, profile_id, person_id) from connector.link where community_id = ${id}`,
    sql`select concat_ws('|', 'unit', unit_id, source_id, name) from connector.unit where community_id = ${id}`,
    sql`select concat_ws('|', 'chat', chat_id, closed, kind, source_id, title) from connector.chat where community_id = ${id}`,
    sql`select concat_ws('|', 'member', m.chat_id, m.profile_id, m.by_facts, coalesce(m.by_hand, ''), m.role, m.reasons)
      from connector.member m join connector.chat c on c.chat_id = m.chat_id where c.community_id = ${id}`,
    sql`select concat_ws('|', 'place', profile_id, role, unit_id, removed_by_hand, child_person_id) from connector.place
      where community_id = ${id}`,
  ]
  const result = await setDigest(sql.join(rows, sql` union all `)).execute(reader)
  return result.rows[0]!.digest
}
