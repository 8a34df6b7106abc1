import { listReports } from '#contract/reports/reports.ts'
import { learnSentences } from '#web/kit/errors/explain.ts'
import { reportErrors } from '#web/kit/errors/pages/reports.ts'
import { useApi } from '#web/kit/query/useApi.ts'

learnSentences(reportErrors)

/** How many reports wait for the administrators of an organisation; more than a page of them count as a page. */
export function useReportCount(communityId: string, enabled: boolean): number {
  return useApi(listReports, { communityId, decided: false }, { enabled }).data?.reports.length ?? 0
}
