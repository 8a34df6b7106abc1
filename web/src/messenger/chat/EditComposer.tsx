import { Icon20Cancel, Icon24DoneOutline } from '@vkontakte/icons'
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Message } from '#contract/messenger/chats.ts'
import { edit } from '#contract/messenger/messages.ts'
import { ApiFailure } from '#web/kit/api/api-failure.ts'
import { showFailure } from '#web/kit/ui/toasts.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { t } from '../messenger.texts.ts'
import { Refusal } from '../newchat/Refusal.tsx'
import { IconButton } from '../parts/Parts.tsx'
import styles from './chat.module.css'
import { MessageField } from './MessageField.tsx'

interface EditComposerProps {
  /** As it stands now; while it is edited here, it may be edited or erased elsewhere. */
  message: Message
  onEnd: () => void
}

/** The text of an own message, in the place where messages are written. What was begun there waits as a draft. */
export function EditComposer({ message, onEnd }: EditComposerProps) {
  const { chatId, seq } = message
  const [text, setText] = useState(message.text)
  // The version whose text the author has seen when he began, or when he was told of another one.
  const [version, setVersion] = useState(message.version)
  const save = useEngineCommand(edit, onEnd)
  const area = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    const field = area.current
    field?.focus()
    field?.setSelectionRange(field.value.length, field.value.length)
  }, [])
  useEffect(() => {
    if (message.erased === null) return
    // The field goes from under the author's hands: he is told why.
    showFailure(t.edit.gone)
    onEnd()
  }, [message.erased, onEnd])
  const submit = () => {
    const next = text.trim()
    if (next === message.text) onEnd()
    else {
      const input = { chatId, seq, version, text: next }
      save.mutate(input, { onError: (error) => isConflict(error) && setVersion(message.version) })
    }
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    onEnd()
  }
  return (
    <div className={styles.composer}>
      <div className={styles.reply}>
        <span>
          <b className={styles.cut}>{t.edit.title}</b>
          <span className={styles.cut}>{message.text}</span>
        </span>
        <IconButton label={t.edit.cancel} onClick={onEnd}>
          <Icon20Cancel />
        </IconButton>
      </div>
      <MessageField
        area={area}
        text={text}
        label={t.edit.label}
        action={{ label: t.edit.save, icon: <Icon24DoneOutline />, busy: save.isPending }}
        onText={setText}
        onSubmit={submit}
        onKeyDown={onKeyDown}
      />
      <Refusal error={save.error} />
    </div>
  )
}

function isConflict(error: unknown): boolean {
  return error instanceof ApiFailure && error.code === 'message.versionConflict'
}
