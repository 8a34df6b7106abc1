import { Button } from '@vkontakte/vkui'
import { agreeForOrganisation, listWaitingReports, type WaitingReport } from '#contract/reports/report-desk.ts'
import { learnSentences } from '#web/kit/errors/explain.ts'
import { reportErrors } from '#web/kit/errors/pages/reports.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { useApiPages } from '#web/kit/query/useApiPages.ts'
import { Chip } from '#web/kit/ui/Chip.tsx'
import { More } from '#web/kit/ui/More.tsx'
import { Card, PageHead } from '#web/kit/ui/Page.tsx'
import { Empty, ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { When } from '#web/kit/ui/When.tsx'
import styles from '../reports.module.css'
import { t } from '../reports.texts.ts'

learnSentences(reportErrors)

/** «Жалобы» of the operator: where he is the second person, and where nobody decides in time. */
export function ReportDeskPage() {
  const list = useApiPages(listWaitingReports, {})
  const reports = list.pages.flatMap((page) => page.reports)
  return (
    <>
      <PageHead title={t.desk.title} sub={t.desk.sub} />
      {list.first === undefined ? (
        list.error === null ? (
          <RowsSkeleton rows={3} label={t.desk.loading} />
        ) : (
          <Failed error={list.error} onRetry={() => void list.refetch()} />
        )
      ) : reports.length === 0 ? (
        <Card>
          <Empty title={t.desk.none.title} text={t.desk.none.text} />
        </Card>
      ) : (
        <>
          <ul className={styles.list}>
            {reports.map((report) => (
              <li key={report.id}>
                <Waiting report={report} />
              </li>
            ))}
          </ul>
          <More list={list} />
        </>
      )}
    </>
  )
}

function Waiting({ report: { id, communityName, reason, at, askedAt, overdue } }: { report: WaitingReport }) {
  const agree = useCommand(agreeForOrganisation, {
    refreshes: [listWaitingReports],
    onSuccess: () => showToast(t.desk.agreed),
  })
  return (
    <Card
      title={communityName}
      sub={
        <>
          {t.reasons[reason]} · <When at={at} />
        </>
      }
    >
      <div className={styles.words}>
        <span className={styles.chips}>
          {askedAt !== null && <Chip tone="accent">{t.desk.asked}</Chip>}
          {overdue && <Chip tone="warn">{t.desk.overdue}</Chip>}
        </span>
        {askedAt === null ? (
          <p className={styles.quiet}>{t.desk.writeToThem}</p>
        ) : (
          <div className={styles.acts}>
            <Button size="m" loading={agree.isPending} onClick={() => agree.mutate({ id })}>
              {t.desk.agree}
            </Button>
          </div>
        )}
        <ErrorLine error={agree.error} />
      </div>
    </Card>
  )
}
