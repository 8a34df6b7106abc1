import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import type { InputOf } from '#contract/kit/operation.ts'
import { POLL_QUESTION_MAX } from '#contract/messenger/polls.limits.ts'
import type { createPoll } from '#contract/messenger/polls.ts'
import { newKey } from '#web/kit/api/api.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { Refusal } from '../newchat/Refusal.tsx'
import { MainButton } from '../parts/Parts.tsx'
import { OptionFields } from './OptionFields.tsx'
import { inputOf, type Missing, missingIn, type PollForm, TERMS, type Term } from './poll-form.ts'
import styles from './polls.module.css'
import { t } from './polls.texts.ts'

const NEW: PollForm = {
  question: '',
  options: [
    { key: 0, text: '', right: false },
    { key: 1, text: '', right: false },
  ],
  anonymous: true,
  multiple: false,
  changeable: true,
  test: false,
  term: 'never',
  moment: '',
}

interface PollDialogProps {
  chatId: string
  create: { mutate: (input: InputOf<typeof createPoll>) => void; isPending: boolean; error: Error | null }
  /** Of a channel: whose readers learn nothing of each other. */
  unseen?: boolean
  onClose: () => void
}

/** The form of a poll (POL-01); who opens it carries the command out. */
export function PollDialog({ chatId, create, unseen = false, onClose }: PollDialogProps) {
  const [form, setForm] = useState(NEW)
  const [tried, setTried] = useState(false)
  const sent = useRef<{ input: string; key: string; endsFrom: number } | null>(null)
  const change = (part: Partial<PollForm>) => setForm((before) => ({ ...before, ...part }))
  const missing = missingIn(form)
  const alert = (what: Missing) => tried && missing.includes(what) && <small role="alert">{t.create[what]}</small>
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (missing.length > 0) return
    // The same poll again is the same message: its answer may have been lost.
    const input = JSON.stringify(form)
    if (sent.current?.input !== input) sent.current = { input, key: newKey(), endsFrom: Date.now() }
    create.mutate({ chatId, key: sent.current.key, ...inputOf(form, sent.current.endsFrom) })
  }
  return (
    <Dialog
      title={t.create.title}
      onClose={onClose}
      footer={
        <MainButton type="submit" form="new-poll" disabled={create.isPending}>
          {t.create.send}
        </MainButton>
      }
    >
      <form id="new-poll" className={styles.form} onSubmit={submit} noValidate>
        <label className={styles.field}>
          {t.create.question}
          <input
            value={form.question}
            maxLength={POLL_QUESTION_MAX}
            aria-invalid={tried && missing.includes('questionMissing')}
            autoComplete="off"
            onChange={(event) => change({ question: event.target.value })}
          />
          {alert('questionMissing')}
        </label>
        <OptionFields form={form} onChange={(options) => change({ options })}>
          {alert('optionsMissing')}
          {alert('rightMissing')}
        </OptionFields>
        <Kinds form={form} unseen={unseen} onChange={change} />
        <Ends form={form} onChange={change}>
          {alert('momentMissing')}
        </Ends>
        <Refusal error={create.error} />
      </form>
    </Dialog>
  )
}

interface PartProps {
  form: PollForm
  onChange: (part: Partial<PollForm>) => void
  children?: ReactNode
}

/** Who sees what, and how it is voted. */
function Kinds({ form, unseen, onChange }: PartProps & { unseen: boolean }) {
  const several = (
    <Check checked={form.multiple} onChange={(multiple) => onChange({ multiple })}>
      {t.create.multiple}
    </Check>
  )
  if (unseen) {
    return (
      <>
        <small>{t.create.inChannel}</small>
        {several}
      </>
    )
  }
  return (
    <>
      <Check
        checked={form.test}
        onChange={(test) => onChange({ test })}
        hint={form.test ? t.create.testHint : undefined}
      >
        {t.create.test}
      </Check>
      {!form.test && (
        <fieldset className={styles.group}>
          <legend>{t.create.who}</legend>
          {([true, false] as const).map((anonymous) => (
            <label key={String(anonymous)} className={styles.check}>
              <input
                type="radio"
                name="poll-kind"
                checked={form.anonymous === anonymous}
                onChange={() => onChange({ anonymous })}
              />
              <span>
                {anonymous ? t.create.anonymous : t.create.named}
                {anonymous && <small>{t.create.anonymousHint}</small>}
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {several}
      {!form.test && !form.anonymous && (
        <Check checked={form.changeable} onChange={(changeable) => onChange({ changeable })}>
          {t.create.changeable}
        </Check>
      )}
    </>
  )
}

function Ends({ form, onChange, children }: PartProps) {
  return (
    <>
      <label className={styles.field}>
        {t.create.ends}
        <select value={form.term} onChange={(event) => onChange({ term: event.target.value as Term })}>
          {(Object.keys(TERMS) as Term[]).map((term) => (
            <option key={term} value={term}>
              {t.create.terms[term]}
            </option>
          ))}
        </select>
      </label>
      {form.term === 'moment' && (
        <label className={styles.field}>
          {t.create.moment}
          <input
            type="datetime-local"
            value={form.moment}
            onChange={(event) => onChange({ moment: event.target.value })}
          />
          {children}
        </label>
      )}
    </>
  )
}

interface CheckProps {
  checked: boolean
  onChange: (checked: boolean) => void
  hint?: string | undefined
  children: ReactNode
}

function Check({ checked, onChange, hint, children }: CheckProps) {
  return (
    <label className={styles.check}>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span>
        {children}
        {hint !== undefined && <small>{hint}</small>}
      </span>
    </label>
  )
}
