import { Icon20Cancel, Icon24Send } from '@vkontakte/icons'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { quotedIn } from '#web/kit/sync/selectors.ts'
import { useEngine, useMessenger } from '../boot/engine-context.ts'
import { useChatTitle, useName } from '../boot/names.ts'
import { useTouch } from '../boot/use-media.ts'
import { t } from '../messenger.texts.ts'
import { IconButton } from '../parts/Parts.tsx'
import styles from './chat.module.css'
import { MessageField } from './MessageField.tsx'

const SAVE_MS = 250

interface ComposerProps {
  chatId: string
  replyTo: number | null
  onReplyEnd: () => void
  onSent: () => void
  /** The arrow up in an empty field: changes what was written last. */
  onEditLast: () => void
}

/** Where a message is written: kept as a draft with every pause, sent through the outbox. */
export function Composer({ chatId, replyTo, onReplyEnd, onSent, onEditLast }: ComposerProps) {
  const engine = useEngine()
  const touch = useTouch()
  const title = useChatTitle(chatId)
  const { text, setText, flush } = useDraft(chatId, replyTo)
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (!touch) area.current?.focus()
  }, [touch])
  useEffect(() => {
    if (replyTo !== null) area.current?.focus()
  }, [replyTo])

  const send = () => {
    void engine.outbox.add({ chatId, text: text.trim(), replyToSeq: replyTo, lifetimeMs: null })
    setText('')
    flush('')
    onReplyEnd()
    onSent()
    area.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Escape' && replyTo !== null) {
      event.stopPropagation()
      onReplyEnd()
    }
    if (event.key !== 'ArrowUp' || text !== '' || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    onEditLast()
  }
  return (
    <div className={styles.composer}>
      {replyTo !== null && <ReplyBar chatId={chatId} seq={replyTo} onEnd={onReplyEnd} />}
      <MessageField
        area={area}
        text={text}
        label={t.composer.label(title.name)}
        action={{ label: t.composer.send, icon: <Icon24Send /> }}
        onText={(next) => {
          setText(next)
          if (next.trim() !== '') engine.signs.typing(chatId)
        }}
        onSubmit={send}
        onKeyDown={onKeyDown}
      />
    </div>
  )
}

function ReplyBar({ chatId, seq, onEnd }: { chatId: string; seq: number; onEnd: () => void }) {
  const message = useMessenger(({ sync }) => {
    const slice = sync.chats[chatId]
    return slice === undefined ? undefined : quotedIn(slice, seq)
  })
  const { name } = useName(message?.senderId ?? '')
  return (
    <div className={styles.reply}>
      <span>
        <b className={styles.cut}>{t.composer.replyTo(name)}</b>
        <span className={styles.cut}>
          {message ? (message.erased === null ? message.text : t.erased[message.erased]) : t.chat.quoteUnknown}
        </span>
      </span>
      <IconButton label={t.composer.cancelReply} onClick={onEnd}>
        <Icon20Cancel />
      </IconButton>
    </div>
  )
}

/** The text of a chat as it was left, kept again with every pause and when the chat is left. */
function useDraft(chatId: string, replyTo: number | null) {
  const engine = useEngine()
  const [text, setText] = useState(() => engine.store.getState().drafts[chatId]?.text ?? '')
  const latest = useRef({ text, replyTo })
  latest.current = { text, replyTo }
  const flush = useRef((written: string, reply: number | null) => {
    const draft = written.trim() === '' && reply === null ? null : { text: written, replyToSeq: reply }
    const kept = engine.store.getState().drafts[chatId]
    if (draft === null ? kept === undefined : kept?.text === draft.text && kept.replyToSeq === draft.replyToSeq) return
    engine.saveDraft(chatId, draft)
  })
  useEffect(() => {
    const timer = setTimeout(() => flush.current(text, replyTo), SAVE_MS)
    return () => clearTimeout(timer)
  }, [text, replyTo])
  useEffect(() => {
    const save = () => flush.current(latest.current.text, latest.current.replyTo)
    addEventListener('pagehide', save)
    return () => {
      removeEventListener('pagehide', save)
      save()
    }
  }, [])
  return { text, setText, flush: (written: string) => flush.current(written, null) }
}
