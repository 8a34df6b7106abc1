import { useRef, useState } from 'react'
import type { AuditEntry, AuditPerson, listAudit, listOperatorAudit } from '#contract/communities/audit.ts'
import { PAGE_SIZE, PAGE_SIZE_MAX } from '#contract/communities/communities.limits.ts'
import type { CommunityType } from '#contract/communities/types.ts'
import type { Act } from '#contract/kit/acts.ts'
import type { InputOf } from '#contract/kit/operation.ts'
import { api } from '#web/kit/api/api.ts'
import { saveText } from '#web/kit/csv/csv.ts'
import { dayKey } from '#web/kit/i18n/dates.ts'
import { useApiPages } from '#web/kit/query/useApiPages.ts'
import { showToast } from '#web/kit/ui/toasts.ts'
import { t } from './audit.texts.ts'
import { auditFile } from './audit-file.ts'

export type AuditPeriod = 'today' | 'week' | 'month' | 'year'

/** Which log is read: that of an organisation, or that of the operator. */
export type AuditDoor =
  | { operation: typeof listAudit; input: { communityId: string }; type: CommunityType }
  | { operation: typeof listOperatorAudit; input: Record<string, never>; type: CommunityType }

interface Filters {
  act: Act | ''
  period: AuditPeriod | ''
  person: AuditPerson | null
}

const DAY_MS = 86_400_000
const DAYS: Readonly<Record<AuditPeriod, number>> = { today: 1, week: 7, month: 30, year: 365 }
/** A file of more rows is none that a spreadsheet opens quickly. */
const EXPORT_MAX = 10_000

/** The log as it is filtered, with what has come of it. */
export function useAudit({ operation, input: place, type }: AuditDoor) {
  const [filters, setFilters] = useState<Filters>({ act: '', period: '', person: null })
  // The start of a period moves with the page, or the list would be asked for at every render.
  const [opened] = useState(Date.now)
  const input = {
    ...place,
    ...(filters.act === '' ? {} : { act: filters.act }),
    ...(filters.period === '' ? {} : { from: new Date(opened - DAYS[filters.period] * DAY_MS).toISOString() }),
    ...(filters.person === null ? {} : { pseudonym: filters.person.pseudonym }),
  }
  const query = useApiPages(operation as typeof listAudit, { ...input, limit: PAGE_SIZE } as Filtered)
  const file = useExport(type, (cursor) =>
    api.call(
      operation as typeof listAudit,
      {
        ...input,
        limit: PAGE_SIZE_MAX,
        ...(cursor === null ? {} : { cursor }),
      } as InputOf<typeof listAudit>,
    ),
  )
  return {
    filters,
    setFilters: (change: Partial<Filters>) => setFilters((before) => ({ ...before, ...change })),
    query,
    entries: query.pages.flatMap((page) => page.entries),
    narrowed: filters.act !== '' || filters.period !== '' || filters.person !== null,
    file,
  }
}

type Filtered = Omit<InputOf<typeof listAudit>, 'cursor'>
export type AuditState = ReturnType<typeof useAudit>

type NextPage = (cursor: string | null) => Promise<{ entries: AuditEntry[]; next: string | null }>

/** Collects the rows that fit the filters page by page; it can be stopped, and says how far it is. */
function useExport(type: CommunityType, nextPage: NextPage) {
  const [count, setCount] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)
  const stopped = useRef(false)
  const collect = async (): Promise<void> => {
    const entries: AuditEntry[] = []
    let cursor: string | null = null
    do {
      setCount(entries.length)
      const page: Awaited<ReturnType<NextPage>> = await nextPage(cursor)
      entries.push(...page.entries)
      cursor = page.next
      if (stopped.current) return
    } while (cursor !== null && entries.length < EXPORT_MAX)
    saveText(`audit-${dayKey(Date.now())}.csv`, auditFile(entries, type))
    showToast(cursor === null ? t.exported(entries.length) : t.exportedMost(entries.length))
  }
  return {
    /** How many rows have come; null while nothing is collected. */
    count,
    error,
    start: async () => {
      stopped.current = false
      setError(null)
      await collect().catch(setError)
      setCount(null)
    },
    stop: () => {
      stopped.current = true
    },
  }
}
