import { type OwnReport, ownReports } from '#contract/reports/reports.ts'
import { SubPage } from '#web/kit/frame/SubPage.tsx'
import { useApi } from '#web/kit/query/useApi.ts'
import { Chip } from '#web/kit/ui/Chip.tsx'
import { Card } from '#web/kit/ui/Page.tsx'
import { Empty, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { When } from '#web/kit/ui/When.tsx'
import styles from '../reports.module.css'
import { t } from '../reports.texts.ts'

/** «Мои жалобы»: what the reader has reported, and what was decided. */
export function OwnReportsPage() {
  return (
    <SubPage title={t.own.title} sub={t.own.sub}>
      <Own />
    </SubPage>
  )
}

function Own() {
  const list = useApi(ownReports, {})
  if (list.data === undefined) {
    if (list.error === null) return <RowsSkeleton rows={3} label={t.own.loading} />
    return <Failed error={list.error} onRetry={() => void list.refetch()} />
  }
  const { reports } = list.data
  if (reports.length === 0) {
    return (
      <Card>
        <Empty title={t.own.empty.title} text={t.own.empty.text} />
      </Card>
    )
  }
  return (
    <ul className={styles.list}>
      {reports.map((report) => (
        <li key={report.id}>
          <Reported report={report} />
        </li>
      ))}
    </ul>
  )
}

function Reported({ report }: { report: OwnReport }) {
  const { decided } = report
  return (
    <Card
      title={t.reasons[report.reason]}
      sub={
        <>
          {report.communityName} · <When at={report.at} />
        </>
      }
    >
      <div className={styles.words}>
        <p>{report.accused.length === 0 ? t.own.channel : t.own.about(report.accused.join(', '))}</p>
        {report.words !== '' && <p>{report.words}</p>}
        <span className={styles.chips}>
          {decided === null ? (
            <Chip tone="warn">{t.own.waits}</Chip>
          ) : (
            <Chip tone={decided.outcome === 'measures' ? 'accent' : 'plain'}>{t.outcomes[decided.outcome]}</Chip>
          )}
          {decided === null && report.opened && <Chip>{t.own.opened}</Chip>}
        </span>
        {decided !== null && decided.answer !== '' && (
          <p>
            <b>{t.own.answer}:</b> {decided.answer}
          </p>
        )}
      </div>
    </Card>
  )
}
