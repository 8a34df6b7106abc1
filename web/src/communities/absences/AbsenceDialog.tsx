import { Button, FormItem, Input, Radio, Textarea } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import {
  ABSENCE_AHEAD_DAYS,
  ABSENCE_BACK_DAYS,
  ABSENCE_DAYS_MAX,
  ABSENCE_NOTE_MAX,
  ABSENCE_REASONS,
  type AbsenceReason,
} from '#contract/communities/absences.limits.ts'
import {
  type Absence,
  type ChildAbsences,
  changeAbsence,
  ownAbsences,
  tellAbsence,
} from '#contract/communities/absences.ts'
import { newKey } from '#web/kit/api/api.ts'
import { learnSentences } from '#web/kit/errors/explain.ts'
import { absenceErrors } from '#web/kit/errors/pages/absences.ts'
import { fileErrors } from '#web/kit/errors/pages/files.ts'
import { memberErrors } from '#web/kit/errors/pages/members.ts'
import { unitErrors } from '#web/kit/errors/pages/units.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import styles from './absences.module.css'
import { t } from './absences.texts.ts'
import { childName } from './child-name.ts'
import { dayAfter, likelyDay, todayIn } from './days.ts'
import { PaperField } from './PaperField.tsx'
import { usePaper } from './use-paper.ts'

learnSentences(absenceErrors)
learnSentences(memberErrors)
learnSentences(unitErrors)
learnSentences(fileErrors)

interface Said {
  from: string
  to: string
  reason: AbsenceReason
  note: string
}

interface AbsenceDialogProps {
  child: ChildAbsences
  /** What is changed; left out, something new is told. */
  known?: Absence
  onClose: () => void
}

/** Days, reason and a note; what is most likely stands there already, so that a press tells it (MSG-23). */
export function AbsenceDialog({ child, known, onClose }: AbsenceDialogProps) {
  const { unitId, childProfileId, unitName, teachers } = child
  const name = childName(child)
  const [id] = useState(() => known?.id ?? newKey())
  const [said, setSaid] = useState<Said>(() => known ?? newlySaid(child))
  const paper = usePaper(known?.paper ?? null)
  const isSending = paper.state.step === 'sending'
  const options = {
    refreshes: [ownAbsences],
    onSuccess: () => {
      showToast(known === undefined ? t.tell.told(name) : t.tell.changed)
      onClose()
    },
  }
  const tell = useCommand(tellAbsence, options)
  const change = useCommand(changeAbsence, options)
  const set = (part: Partial<Said>) => {
    setSaid({ ...said, ...part })
    tell.reset()
    change.reset()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { from, to, reason, note } = said
    const { there } = paper
    const input = {
      ...{ id, unitId, childProfileId, from, to, reason, note: note.trim() },
      ...(there === null ? {} : { paperId: there.id }),
    }
    if (known === undefined) tell.mutate(input)
    else change.mutate({ ...input, version: known.version })
  }
  return (
    <Dialog
      title={known === undefined ? t.tell.title : t.tell.change}
      sub={t.tell.who(name, unitName)}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.tell.cancel}
          </Button>
          <Button size="l" type="submit" form="absence" loading={tell.isPending || change.isPending || isSending}>
            {known === undefined ? t.tell.submit : t.tell.save}
          </Button>
        </>
      }
    >
      <form id="absence" className={styles.form} onSubmit={submit}>
        <Fields child={child} said={said} onChange={set} />
        <PaperField paper={paper} />
        <p className={styles.quiet}>
          {t.tell.reads(teachers.join(', '))} {child.system !== null && t.tell.systemLearns(child.system)}
        </p>
      </form>
      <ErrorLine error={tell.error ?? change.error} />
    </Dialog>
  )
}

function newlySaid({ timeZone, absences }: ChildAbsences): Said {
  const day = likelyDay(
    timeZone,
    absences.filter(({ withdrawnAt }) => withdrawnAt === null),
  )
  return { from: day, to: day, reason: 'illness', note: '' }
}

interface FieldsProps {
  child: ChildAbsences
  said: Said
  onChange: (part: Partial<Said>) => void
}

function Fields({ child, said: { from, to, reason, note }, onChange }: FieldsProps) {
  const today = todayIn(child.timeZone)
  return (
    <>
      <div className={styles.days}>
        <FormItem noPadding top={t.tell.from} htmlFor="absence-from">
          <Input
            id="absence-from"
            type="date"
            required
            min={dayAfter(today, -ABSENCE_BACK_DAYS)}
            max={dayAfter(today, ABSENCE_AHEAD_DAYS)}
            value={from}
            onChange={({ target: { value } }) =>
              value !== '' && onChange({ from: value, to: value > to || from === to ? value : to })
            }
          />
        </FormItem>
        <FormItem noPadding top={t.tell.to} htmlFor="absence-to">
          <Input
            id="absence-to"
            type="date"
            required
            min={from}
            max={dayAfter(from, ABSENCE_DAYS_MAX - 1)}
            value={to}
            onChange={({ target: { value } }) => value !== '' && onChange({ to: value })}
          />
        </FormItem>
      </div>
      <fieldset className={styles.reasons}>
        <legend>{t.tell.reason}</legend>
        {ABSENCE_REASONS.map((each) => (
          <Radio
            key={each}
            name="absence-reason"
            value={each}
            checked={reason === each}
            onChange={() => onChange({ reason: each })}
          >
            {t.reasons[each]}
          </Radio>
        ))}
      </fieldset>
      <FormItem
        noPadding
        top={t.tell.note}
        htmlFor="absence-note"
        bottom={child.parentNamed ? t.tell.noteWhose : t.tell.noteHint}
        bottomId="absence-note-hint"
      >
        <Textarea
          id="absence-note"
          rows={2}
          maxLength={ABSENCE_NOTE_MAX}
          aria-describedby="absence-note-hint"
          value={note}
          onChange={({ target }) => onChange({ note: target.value })}
        />
      </FormItem>
    </>
  )
}
