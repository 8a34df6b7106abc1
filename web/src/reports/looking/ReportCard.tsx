import { Button } from '@vkontakte/vkui'
import { useState } from 'react'
import { agreeReport, askReport, listReports, type Report } from '#contract/reports/reports.ts'
import { useCommunity } from '#web/communities/index.ts'
import { when } from '#web/kit/i18n/dates.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Chip } from '#web/kit/ui/Chip.tsx'
import { Card } from '#web/kit/ui/Page.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { When } from '#web/kit/ui/When.tsx'
import styles from '../reports.module.css'
import { t } from '../reports.texts.ts'
import { DecideDialog } from './DecideDialog.tsx'
import { SealedMessages } from './SealedMessages.tsx'

/** A report with what its reader may do next. */
export function ReportCard({ report }: { report: Report }) {
  const { timeZone } = useCommunity().community
  const { decided } = report
  const names = report.accused.map(({ name }) => name).join(', ')
  return (
    <Card title={t.reasons[report.reason]} sub={<When at={report.at} timeZone={timeZone} />}>
      <div className={styles.words}>
        {names !== '' && <p>{t.looking.about(names)}</p>}
        <p>{t.looking.reporter(report.reporter === '' ? t.looking.gone : report.reporter)}</p>
        {report.words !== '' && <p>{report.words}</p>}
        <p className={styles.quiet}>{whereOf(report)}</p>
        {decided === null ? (
          <Opening report={report} />
        ) : (
          <>
            <span className={styles.chips}>
              <Chip tone={decided.outcome === 'measures' ? 'accent' : 'plain'}>{t.outcomes[decided.outcome]}</Chip>
            </span>
            {decided.answer !== '' && <p>{decided.answer}</p>}
            <p className={styles.quiet}>
              {t.looking.decided(decided.by === '' ? t.looking.gone : decided.by)},{' '}
              <When at={decided.at} timeZone={timeZone} />
            </p>
          </>
        )}
      </div>
    </Card>
  )
}

function whereOf({ messages, chatTitle }: Report): string {
  if (messages === 0) return t.looking.withoutMessages
  return chatTitle === null ? t.looking.inDialogue(messages) : t.looking.inChat(chatTitle, messages)
}

/** How far the two people have come, and the decision. */
function Opening({ report }: { report: Report }) {
  const { communityId, timeZone } = useCommunity().community
  const [dialog, setDialog] = useState<'read' | 'decide' | null>(null)
  const place = { communityId, id: report.id }
  const refreshes = [listReports]
  const ask = useCommand(askReport, { refreshes, onSuccess: () => showToast(t.looking.notices.asked) })
  const agree = useCommand(agreeReport, { refreshes, onSuccess: () => showToast(t.looking.notices.agreed) })
  const { step, asked, opened } = report
  const close = () => setDialog(null)
  return (
    <>
      {step === 'wait' && <p>{report.byOperator ? t.looking.waitsForOperator : t.looking.waits}</p>}
      {step === 'agree' && (
        <>
          <p>{t.looking.asks(asked?.by ?? '')}</p>
          <p className={styles.quiet}>{t.looking.agreeText}</p>
        </>
      )}
      {step === 'read' && opened !== null && <p>{t.looking.open(when(opened.until, { timeZone }))}</p>}
      {step === 'none' && opened !== null && <p>{t.looking.openedToOthers}</p>}
      <div className={styles.acts}>
        {step === 'ask' && (
          <Button size="m" mode="secondary" loading={ask.isPending} onClick={() => ask.mutate(place)}>
            {t.looking.ask}
          </Button>
        )}
        {step === 'agree' && (
          <Button size="m" mode="secondary" loading={agree.isPending} onClick={() => agree.mutate(place)}>
            {t.looking.agree}
          </Button>
        )}
        {step === 'read' && (
          <Button size="m" onClick={() => setDialog('read')}>
            {t.looking.read}
          </Button>
        )}
        <Button size="m" mode="outline" appearance="neutral" onClick={() => setDialog('decide')}>
          {t.looking.decide}
        </Button>
      </div>
      <ErrorLine error={ask.error ?? agree.error} />
      {dialog === 'read' && <SealedMessages place={place} onClose={close} />}
      {dialog === 'decide' && <DecideDialog place={place} onClose={close} />}
    </>
  )
}
