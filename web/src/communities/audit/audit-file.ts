import type { AuditEntry } from '#contract/communities/audit.ts'
import type { CommunityType } from '#contract/communities/types.ts'
import { toCsv } from '#web/kit/csv/csv.ts'
import { t } from './audit.texts.ts'
import { actorWords, factsWords, personWords } from './entry-words.ts'

/** Rows of the log as a file for spreadsheets, with everything that it takes to find a row again. */
export function auditFile(entries: readonly AuditEntry[], type: CommunityType): string {
  const { columns } = t
  const head = [
    columns.organisation,
    columns.number,
    columns.at,
    columns.act,
    columns.actor,
    columns.people,
    columns.before,
    columns.after,
    columns.hash,
  ]
  return toCsv([head, ...entries.map((entry) => cells(entry, type))])
}

function cells(entry: AuditEntry, type: CommunityType): string[] {
  const { people, peopleCount } = entry
  const more = peopleCount - people.length
  return [
    entry.communityId ?? t.desk,
    String(entry.number),
    entry.at,
    t.acts[entry.act],
    actorWords(entry),
    [...people.map(personWords), ...(more > 0 ? [t.others(more)] : [])].join(', '),
    factsWords(entry.before, type),
    factsWords(entry.after, type),
    entry.hash,
  ]
}
