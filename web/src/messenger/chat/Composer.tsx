import { Icon20Cancel, Icon24Send } from '@vkontakte/icons'
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { MESSAGE_TEXT_MAX } from '#contract/messenger/messenger.limits.ts'
import { number } from '#web/kit/i18n/plural.ts'
import { quotedIn } from '#web/kit/sync/selectors.ts'
import { cx } from '#web/kit/ui/cx.ts'
import { useEngine, useMessenger } from '../boot/engine-context.ts'
import { useChatTitle, useName } from '../boot/names.ts'
import { useTouch } from '../boot/use-media.ts'
import { t } from '../messenger.texts.ts'
import { IconButton } from '../parts/Parts.tsx'
import styles from './chat.module.css'

/** The counter appears when this little is left. */
const COUNT_FROM = 200
const SAVE_MS = 250

interface ComposerProps {
  chatId: string
  replyTo: number | null
  onReplyEnd: () => void
  onSent: () => void
}

/** Where a message is written: kept as a draft with every pause, sent through the outbox. */
export function Composer({ chatId, replyTo, onReplyEnd, onSent }: ComposerProps) {
  const engine = useEngine()
  const touch = useTouch()
  const title = useChatTitle(chatId)
  const { text, setText, flush } = useDraft(chatId, replyTo)
  const area = useRef<HTMLTextAreaElement>(null)
  useGrowing(area, text)
  useEffect(() => {
    if (!touch) area.current?.focus()
  }, [touch])
  useEffect(() => {
    if (replyTo !== null) area.current?.focus()
  }, [replyTo])

  const length = [...text].length
  const empty = text.trim() === ''
  const over = length - MESSAGE_TEXT_MAX
  const send = () => {
    if (empty || over > 0) return
    void engine.outbox.add({ chatId, text: text.trim(), replyToSeq: replyTo })
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
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    const sends = event.ctrlKey || event.metaKey || (!touch && !event.shiftKey && !event.altKey)
    if (!sends) return
    event.preventDefault()
    send()
  }
  return (
    <div className={styles.composer}>
      {replyTo !== null && <ReplyBar chatId={chatId} seq={replyTo} onEnd={onReplyEnd} />}
      <div className={styles.bar}>
        <div className={styles.field}>
          <textarea
            ref={area}
            rows={1}
            value={text}
            placeholder={t.composer.placeholder}
            aria-label={t.composer.label(title.name)}
            aria-invalid={over > 0}
            enterKeyHint={touch ? 'enter' : 'send'}
            onChange={(event) => {
              setText(event.target.value)
              if (event.target.value.trim() !== '') engine.signs.typing(chatId)
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <IconButton
          label={t.composer.send}
          className={styles.send}
          disabled={empty || over > 0}
          onMouseDown={(event) => event.preventDefault()}
          onClick={send}
        >
          <Icon24Send />
        </IconButton>
      </div>
      {over > -COUNT_FROM && (
        <p className={cx(styles.count, over > 0 && styles.over)} role="status">
          {over > 0
            ? `${t.composer.over(over)}. ${t.composer.tooLong(number(MESSAGE_TEXT_MAX))}`
            : t.composer.left(-over)}
        </p>
      )}
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

/** Grows with its text; the style sheet stops it at eight lines. */
function useGrowing(area: React.RefObject<HTMLTextAreaElement | null>, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const element = area.current
    if (element === null) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
  }, [area, text])
}
