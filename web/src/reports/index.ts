import { countReports } from '#contract/reports/reports.ts'
import { learnSentences } from '#web/kit/errors/explain.ts'
import { reportErrors } from '#web/kit/errors/pages/reports.ts'
import { useApi } from '#web/kit/query/useApi.ts'

learnSentences(reportErrors)

/** How many reports wait for the administrators of an organisation; `REPORTS_COUNTED_MAX` stands for more, too. */
export function useReportCount(communityId: string, enabled: boolean): number {
  return useApi(countReports, { communityId }, { enabled }).data?.waiting ?? 0
}
