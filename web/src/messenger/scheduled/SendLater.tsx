import { type FormEvent, useState } from 'react'
import { addScheduled } from '#contract/messenger/scheduled.ts'
import { newKey } from '#web/kit/api/api.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { trimmed, type Written } from '../mentions/written.ts'
import { Refusal } from '../newchat/Refusal.tsx'
import { MainButton } from '../parts/Parts.tsx'
import { momentWords } from './moment.ts'
import { quickTimes } from './quick-times.ts'
import styles from './scheduled.module.css'
import { t } from './scheduled.texts.ts'
import { WhenFields } from './WhenFields.tsx'

interface SendLaterProps {
  chatId: string
  written: Written
  replyTo: number | null
  /** It waits for its time. */
  onDone: () => void
  onClose: () => void
}

/** Asks when the message that is written shall be sent. */
export function SendLater({ chatId, written, replyTo, onDone, onClose }: SendLaterProps) {
  const [id] = useState(newKey)
  const [at, setAt] = useState<number | null>(() => quickTimes(Date.now()).find(({ key }) => key === 'tomorrow')!.at)
  const [isPast, setPast] = useState(false)
  const add = useEngineCommand(addScheduled)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const missed = at === null || at <= Date.now()
    setPast(missed)
    if (missed) return
    const { text, mentions } = trimmed(written)
    const input = {
      chatId,
      id,
      text,
      mentions: [...mentions],
      ...(replyTo === null ? {} : { replyToSeq: replyTo }),
      sendAt: new Date(at).toISOString(),
    }
    add.mutate(input, {
      onSuccess: () => {
        showToast(t.done(momentWords(at)))
        onDone()
      },
    })
  }
  return (
    <Dialog
      title={t.title}
      sub={t.sub}
      onClose={onClose}
      footer={
        <MainButton type="submit" form="send-later" disabled={add.isPending}>
          {t.put}
        </MainButton>
      }
    >
      <form id="send-later" className={styles.form} onSubmit={submit} noValidate>
        <p className={styles.said}>{written.text.trim()}</p>
        <WhenFields at={at} onChange={setAt} />
        {isPast && (
          <p className={styles.alert} role="alert">
            {t.past}
          </p>
        )}
        <Refusal error={add.error} />
      </form>
    </Dialog>
  )
}
