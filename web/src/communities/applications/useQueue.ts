import { useDeferredValue, useState } from 'react'
import { type Application, type ApplicationState, queue } from '#contract/communities/applications.ts'
import { DECISIONS_MAX, PAGE_SIZE, PAGE_SIZE_MAX } from '#contract/communities/communities.limits.ts'
import type { RosterMatchKind } from '#contract/communities/roster.limits.ts'
import type { Role } from '#contract/communities/types.ts'
import { api } from '#web/kit/api/api.ts'
import { useApiPages } from '#web/kit/query/useApiPages.ts'
import type { Sorting } from '#web/kit/ui/Table.tsx'

export type QueueTab = 'pending' | 'approved' | 'rejected' | 'closed'
export type QueueSort = 'submitted' | 'name'
export type Period = 'today' | 'week' | 'month'

export interface QueueFilters {
  tab: QueueTab
  unitId: string
  role: Role | ''
  path: Application['path'] | ''
  period: Period | ''
  match: RosterMatchKind | ''
  search: string
}

const STATES: Readonly<Record<QueueTab, ApplicationState[]>> = {
  pending: ['pending'],
  approved: ['approved'],
  rejected: ['rejected'],
  closed: ['withdrawn', 'expired'],
}
const DAY_MS = 86_400_000
const DAYS: Readonly<Record<Period, number>> = { today: 1, week: 7, month: 30 }

/** The queue as it is filtered and sorted, with what has come of it (INV-06). */
export function useQueue(communityId: string, start: Partial<QueueFilters>) {
  const [filters, setFilters] = useState<QueueFilters>({
    tab: 'pending',
    unitId: '',
    role: '',
    path: '',
    period: '',
    match: '',
    search: '',
    ...start,
  })
  const [sorting, setSorting] = useState<Sorting<QueueSort>>({ by: 'submitted', descending: false })
  const search = useDeferredValue(filters.search.trim())
  // The start of a period moves by the minute at most, or the list would be asked for at every render.
  const [opened] = useState(Date.now)
  const input = {
    communityId,
    states: STATES[filters.tab],
    sort: sorting.by,
    descending: sorting.descending,
    ...(filters.unitId === '' ? {} : { unitId: filters.unitId }),
    ...(filters.role === '' ? {} : { role: filters.role }),
    ...(filters.path === '' ? {} : { path: filters.path }),
    ...(filters.period === '' ? {} : { from: new Date(opened - DAYS[filters.period] * DAY_MS).toISOString() }),
    ...(filters.match === '' || filters.tab !== 'pending' ? {} : { match: filters.match }),
    ...(search === '' ? {} : { search }),
  }
  const query = useApiPages(queue, { ...input, limit: PAGE_SIZE })
  return {
    filters,
    setFilters: (change: Partial<QueueFilters>) => setFilters((before) => ({ ...before, ...change })),
    sorting,
    setSorting,
    query,
    applications: query.pages.flatMap((page) => page.applications),
    total: query.first?.total ?? 0,
    pending: query.first?.pending ?? 0,
    narrowed: filters.unitId + filters.role + filters.path + filters.period + filters.match + search !== '',
    /** Ids beyond what is shown, up to what one decision may hold. */
    allIds: async (): Promise<string[]> => {
      const ids: string[] = []
      let cursor: string | null = null
      do {
        const page: Awaited<ReturnType<typeof nextPage>> = await nextPage(cursor)
        ids.push(...page.applications.map(({ id }) => id))
        cursor = page.next
      } while (cursor !== null && ids.length < DECISIONS_MAX)
      return ids.slice(0, DECISIONS_MAX)
    },
  }

  function nextPage(cursor: string | null) {
    return api.call(queue, { ...input, limit: PAGE_SIZE_MAX, ...(cursor === null ? {} : { cursor }) })
  }
}

export type Queue = ReturnType<typeof useQueue>
