import { type FormEvent, useState } from 'react'
import { changeScheduled, type Scheduled } from '#contract/messenger/scheduled.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { trimmed, type Written, withTyped } from '../mentions/written.ts'
import { Refusal } from '../newchat/Refusal.tsx'
import { MainButton } from '../parts/Parts.tsx'
import styles from './scheduled.module.css'
import { t } from './scheduled.texts.ts'
import { WhenFields } from './WhenFields.tsx'

/** Another text or another time for a message that waits. */
export function ChangeScheduled({ scheduled, onClose }: { scheduled: Scheduled; onClose: () => void }) {
  const { chatId, id, version } = scheduled
  const [written, setWritten] = useState<Written>(scheduled)
  const [at, setAt] = useState<number | null>(() => Date.parse(scheduled.sendAt))
  const [isPast, setPast] = useState(false)
  const change = useEngineCommand(changeScheduled, onClose)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const missed = at === null || at <= Date.now()
    setPast(missed)
    if (missed) return
    const { text, mentions } = trimmed(written)
    change.mutate({ chatId, id, version, text, mentions: [...mentions], sendAt: new Date(at).toISOString() })
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <label className={styles.field}>
        {t.text}
        <textarea
          rows={3}
          value={written.text}
          onChange={({ target }) => setWritten(withTyped(written, target.value))}
        />
      </label>
      <WhenFields at={at} onChange={setAt} />
      {isPast && (
        <p className={styles.alert} role="alert">
          {t.past}
        </p>
      )}
      <Refusal error={change.error} />
      <div className={styles.buttons}>
        <MainButton type="submit" disabled={change.isPending || written.text.trim() === ''}>
          {t.save}
        </MainButton>
        <MainButton mode="soft" onClick={onClose}>
          {t.cancel}
        </MainButton>
      </div>
    </form>
  )
}
