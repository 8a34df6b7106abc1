import { Button, FormItem, Radio, Textarea } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import { REPORT_REASONS, REPORT_WORDS_MAX, type ReportReason } from '#contract/reports/reports.limits.ts'
import { ownReports, reportMessages, reportPerson } from '#contract/reports/reports.ts'
import { newKey } from '#web/kit/api/api.ts'
import { learnSentences } from '#web/kit/errors/explain.ts'
import { memberErrors } from '#web/kit/errors/pages/members.ts'
import { reportErrors } from '#web/kit/errors/pages/reports.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import type { ReportProps } from '#web/messenger/index.ts'
import styles from './reports.module.css'
import { t } from './reports.texts.ts'

learnSentences(reportErrors)
learnSentences(memberErrors)

/** «Пожаловаться» on messages or on a person: why, a few words, and who reads it (CHT-10, CNT-05). */
export function ReportDialog({ target, onClose }: ReportProps) {
  const [id] = useState(newKey)
  const [reason, setReason] = useState<ReportReason>('bullying')
  const [words, setWords] = useState('')
  const [communityId, setCommunityId] = useState(target.kind === 'person' ? (target.places[0]?.communityId ?? '') : '')
  const options = {
    refreshes: [ownReports],
    onSuccess: () => {
      showToast(t.make.sent)
      onClose()
    },
  }
  const ofMessages = useCommand(reportMessages, options)
  const ofPerson = useCommand(reportPerson, options)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const said = { id, reason, words: words.trim() }
    if (target.kind === 'messages') ofMessages.mutate({ ...said, chatId: target.chatId, seqs: [...target.seqs] })
    else ofPerson.mutate({ ...said, profileId: target.profileId, communityId })
  }
  return (
    <Dialog
      title={t.make.title}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.make.cancel}
          </Button>
          <Button size="l" type="submit" form="report" loading={ofMessages.isPending || ofPerson.isPending}>
            {t.make.send}
          </Button>
        </>
      }
    >
      <form id="report" className={styles.form} onSubmit={submit}>
        <Reasons reason={reason} onChange={setReason} />
        <Words reason={reason} words={words} onChange={setWords} />
        {target.kind === 'person' && target.places.length > 1 && (
          <fieldset className={styles.reasons}>
            <legend>{t.make.where}</legend>
            {target.places.map((place) => (
              <Radio
                key={place.communityId}
                name="report-where"
                checked={communityId === place.communityId}
                onChange={() => setCommunityId(place.communityId)}
              >
                {place.name}
              </Radio>
            ))}
          </fieldset>
        )}
        <p className={styles.quiet}>{target.kind === 'messages' ? t.make.messages : t.make.person}</p>
        <p className={styles.quiet}>{t.make.help}</p>
      </form>
      <ErrorLine error={ofMessages.error ?? ofPerson.error} />
    </Dialog>
  )
}

function Reasons({ reason, onChange }: { reason: ReportReason; onChange: (reason: ReportReason) => void }) {
  return (
    <fieldset className={styles.reasons}>
      <legend>{t.make.reason}</legend>
      {REPORT_REASONS.map((each) => (
        <Radio key={each} name="report-reason" value={each} checked={reason === each} onChange={() => onChange(each)}>
          {t.reasons[each]}
        </Radio>
      ))}
    </fieldset>
  )
}

interface WordsProps {
  reason: ReportReason
  words: string
  onChange: (words: string) => void
}

function Words({ reason, words, onChange }: WordsProps) {
  return (
    <FormItem
      noPadding
      top={t.make.words}
      htmlFor="report-words"
      bottom={reason === 'other' ? t.make.wordsNeeded : t.make.wordsHint}
      bottomId="report-words-hint"
    >
      <Textarea
        id="report-words"
        rows={2}
        required={reason === 'other'}
        maxLength={REPORT_WORDS_MAX}
        aria-describedby="report-words-hint"
        value={words}
        onChange={({ target }) => onChange(target.value)}
      />
    </FormItem>
  )
}
