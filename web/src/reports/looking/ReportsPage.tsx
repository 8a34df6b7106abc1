import { useState } from 'react'
import { listReports } from '#contract/reports/reports.ts'
import { useCommunity } from '#web/communities/index.ts'
import { learnSentences } from '#web/kit/errors/explain.ts'
import { reportErrors } from '#web/kit/errors/pages/reports.ts'
import { useApiPages } from '#web/kit/query/useApiPages.ts'
import { More } from '#web/kit/ui/More.tsx'
import { Card, PageHead } from '#web/kit/ui/Page.tsx'
import { Empty, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { Tabs } from '#web/kit/ui/Tabs.tsx'
import styles from '../reports.module.css'
import { t } from '../reports.texts.ts'
import { ReportCard } from './ReportCard.tsx'

learnSentences(reportErrors)

type Shown = 'waiting' | 'decided'

/** «Жалобы» of an organisation: who reports whom and why, and the way of two people to what was said (P-07). */
export function ReportsPage() {
  const [shown, setShown] = useState<Shown>('waiting')
  return (
    <>
      <PageHead title={t.looking.title} sub={t.looking.sub} />
      <div className={styles.tabs}>
        <Tabs
          label={t.looking.tabs.label}
          items={[
            { key: 'waiting', label: t.looking.tabs.waiting },
            { key: 'decided', label: t.looking.tabs.decided },
          ]}
          value={shown}
          onChange={setShown}
        />
      </div>
      <Reports key={shown} decided={shown === 'decided'} />
    </>
  )
}

function Reports({ decided }: { decided: boolean }) {
  const { communityId } = useCommunity().community
  const list = useApiPages(listReports, { communityId, decided })
  if (list.first === undefined) {
    if (list.error === null) return <RowsSkeleton rows={3} label={t.looking.loading} />
    return <Failed error={list.error} onRetry={() => void list.refetch()} />
  }
  const reports = list.pages.flatMap((page) => page.reports)
  const none = decided ? t.looking.noneDecided : t.looking.none
  if (reports.length === 0) {
    return (
      <Card>
        <Empty title={none.title} text={none.text} />
      </Card>
    )
  }
  return (
    <>
      <ul className={styles.list}>
        {reports.map((report) => (
          <li key={report.id}>
            <ReportCard report={report} />
          </li>
        ))}
      </ul>
      <More list={list} />
    </>
  )
}
