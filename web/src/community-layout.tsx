import { provideWaitingReports } from './communities/index.ts'
import { CommunityLayout } from './communities/layout/CommunityLayout.tsx'
import { useReportCount } from './reports/index.ts'

provideWaitingReports(useReportCount)

/** The pages of one organisation, with what lies to the right of it. */
export function CommunityFrame() {
  return <CommunityLayout />
}
