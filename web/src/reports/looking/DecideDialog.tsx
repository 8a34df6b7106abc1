import { Button, FormItem, Radio, Textarea } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import { REPORT_WORDS_MAX } from '#contract/reports/reports.limits.ts'
import {
  countReports,
  decideReport,
  listReports,
  REPORT_OUTCOMES,
  type ReportOutcome,
} from '#contract/reports/reports.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import styles from '../reports.module.css'
import { t } from '../reports.texts.ts'

interface DecideDialogProps {
  place: { communityId: string; id: string }
  onClose: () => void
}

/** What was decided, and what the reporter is told. */
export function DecideDialog({ place, onClose }: DecideDialogProps) {
  const [outcome, setOutcome] = useState<ReportOutcome>('measures')
  const [answer, setAnswer] = useState('')
  const decide = useCommand(decideReport, {
    refreshes: [listReports, countReports],
    onSuccess: () => {
      showToast(t.looking.notices.decided)
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    decide.mutate({ ...place, outcome, answer: answer.trim() })
  }
  return (
    <Dialog
      title={t.decide.title}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.decide.cancel}
          </Button>
          <Button size="l" type="submit" form="decide-report" loading={decide.isPending}>
            {t.decide.save}
          </Button>
        </>
      }
    >
      <form id="decide-report" className={styles.form} onSubmit={submit}>
        <fieldset className={styles.reasons}>
          <legend>{t.decide.outcome}</legend>
          {REPORT_OUTCOMES.map((each) => (
            <Radio
              key={each}
              name="report-outcome"
              value={each}
              checked={outcome === each}
              onChange={() => setOutcome(each)}
            >
              {t.outcomes[each]}
            </Radio>
          ))}
        </fieldset>
        <FormItem
          noPadding
          top={t.decide.answer}
          htmlFor="report-answer"
          bottom={t.decide.hint}
          bottomId="report-answer-hint"
        >
          <Textarea
            id="report-answer"
            rows={2}
            maxLength={REPORT_WORDS_MAX}
            aria-describedby="report-answer-hint"
            value={answer}
            onChange={({ target }) => setAnswer(target.value)}
          />
        </FormItem>
        <p className={styles.quiet}>{t.decide.ends}</p>
      </form>
      <ErrorLine error={decide.error} />
    </Dialog>
  )
}
