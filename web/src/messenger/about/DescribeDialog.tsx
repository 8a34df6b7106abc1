import { type FormEvent, useState } from 'react'
import { describeChat } from '#contract/messenger/chat-about.ts'
import { CHAT_DESCRIPTION_MAX } from '#contract/messenger/messenger.limits.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { Refusal } from '../newchat/Refusal.tsx'
import { MainButton } from '../parts/Parts.tsx'
import styles from './about.module.css'
import { t } from './about.texts.ts'

const ROWS = 5

interface DescribeDialogProps {
  chatId: string
  description: string
  onClose: () => void
}

/** Another description of a group; an empty one takes it away. */
export function DescribeDialog({ chatId, description, onClose }: DescribeDialogProps) {
  const [text, setText] = useState(description)
  const describe = useEngineCommand(describeChat, onClose)
  const left = CHAT_DESCRIPTION_MAX - [...text.trim()].length
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (left >= 0) describe.mutate({ chatId, description: text.trim() })
  }
  return (
    <Dialog
      title={t.title}
      sub={t.sub}
      onClose={onClose}
      footer={
        <MainButton type="submit" form="describe-chat" disabled={describe.isPending}>
          {t.save}
        </MainButton>
      }
    >
      <form id="describe-chat" onSubmit={submit} noValidate className={styles.form}>
        <textarea
          rows={ROWS}
          value={text}
          aria-label={t.title}
          aria-invalid={left < 0}
          onChange={(event) => setText(event.target.value)}
        />
        <small role={left < 0 ? 'alert' : 'status'}>{left < 0 ? t.over(-left) : t.left(left)}</small>
      </form>
      <Refusal error={describe.error} />
    </Dialog>
  )
}
