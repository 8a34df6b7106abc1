import { Icon20Cancel, Icon24DoneOutline } from '@vkontakte/icons'
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Message } from '#contract/messenger/chats.ts'
import { isSameMentions } from '#contract/messenger/mentioned.ts'
import { edit } from '#contract/messenger/messages.ts'
import { ApiFailure } from '#web/kit/api/api-failure.ts'
import { showFailure } from '#web/kit/ui/toasts.ts'
import { useEngine } from '../boot/engine-context.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { trimmed, type Written, withTyped } from '../mentions/written.ts'
import { Refusal } from '../newchat/Refusal.tsx'
import { IconButton } from '../parts/Parts.tsx'
import { summaryOf } from '../view/summary.ts'
import { ComposerBox } from './ComposerBox.tsx'
import styles from './chat.module.css'
import { editTexts } from './edit.texts.ts'
import { MessageField } from './MessageField.tsx'

interface EditComposerProps {
  /** As it stands now; while it is edited here, it may be edited or erased elsewhere. */
  message: Message
  onEnd: (seq: number) => void
}

/**
 * The text of an own message, in the place where messages are written. What was begun there waits as a draft, and what is
 * begun here does when it is left without being saved.
 */
export function EditComposer({ message, onEnd }: EditComposerProps) {
  const { chatId, seq } = message
  const { written, setWritten, version, setVersion, finish } = useEditDraft(message)
  const end = () => onEnd(seq)
  const save = useEngineCommand(edit, () => {
    finish()
    end()
  })
  const area = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    const field = area.current
    field?.focus()
    field?.setSelectionRange(field.value.length, field.value.length)
  }, [])
  useEffect(() => {
    if (message.erased === null) return
    // The field goes from under the author's hands: he is told why.
    showFailure(editTexts.gone)
    onEnd(seq)
  }, [message.erased, onEnd, seq])
  const { text } = written
  const said = trimmed(written)
  const isChanged = !isSame(said, message)
  const submit = () => {
    if (!isChanged) end()
    else {
      const input = { chatId, seq, version, text: said.text, mentions: [...said.mentions] }
      save.mutate(input, { onError: (error) => isConflict(error) && setVersion(message.version) })
    }
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    end()
  }
  return (
    <ComposerBox>
      <div className={styles.reply}>
        <span>
          <b className={styles.cut}>{editTexts.title}</b>
          <span className={styles.cut}>{summaryOf(message)}</span>
        </span>
        <IconButton label={isChanged ? editTexts.later : editTexts.cancel} onClick={end}>
          <Icon20Cancel />
        </IconButton>
      </div>
      <MessageField
        area={area}
        text={text}
        label={editTexts.label}
        wordless={message.attachments.length > 0}
        action={{ label: editTexts.save, icon: <Icon24DoneOutline />, busy: save.isPending }}
        naming={{ chatId, written, onChoose: setWritten }}
        onText={(next) => setWritten(withTyped(written, next))}
        onSubmit={submit}
        onKeyDown={onKeyDown}
      />
      <Refusal error={save.error} />
    </ComposerBox>
  )
}

/** The new text, from where it was left; kept again when the field goes before it is saved. */
function useEditDraft(message: Message) {
  const { chatId, seq } = message
  const engine = useEngine()
  const [kept] = useState(() => engine.store.getState().edits[chatId]?.find((draft) => draft.seq === seq))
  const [written, setWritten] = useState<Written>(kept ?? message)
  // The version whose text the author has seen when he began, or when he was told of another one.
  const [version, setVersion] = useState(kept?.version ?? message.version)
  const latest = useRef({ written, version, message })
  latest.current = { written, version, message }
  const isSaved = useRef(false)
  useEffect(
    () => () => {
      const left = latest.current
      const isWaiting = !isSaved.current && left.message.erased === null && !isSame(trimmed(left.written), left.message)
      if (isWaiting) engine.edits.keep(chatId, { seq, version: left.version, ...saidOf(left.written) })
      else engine.edits.drop(chatId, seq)
    },
    [engine, chatId, seq],
  )
  /** It is saved, be it that the author has gone elsewhere meanwhile. */
  const finish = () => {
    isSaved.current = true
    engine.edits.drop(chatId, seq)
  }
  return { written, setWritten, version, setVersion, finish }
}

function isSame(one: Written, other: Written): boolean {
  return one.text === other.text && isSameMentions(one.mentions, other.mentions)
}

function saidOf({ text, mentions }: Written): Written {
  return { text, mentions }
}

function isConflict(error: unknown): boolean {
  return error instanceof ApiFailure && error.code === 'message.versionConflict'
}
