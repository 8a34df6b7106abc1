import { Icon20Cancel, Icon24Send } from '@vkontakte/icons'
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import type { EditDraft } from '#web/kit/sync/engine-state.ts'
import { quotedIn } from '#web/kit/sync/selectors.ts'
import { late } from '#web/kit/ui/late.tsx'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { useEngine, useMessenger } from '../boot/engine-context.ts'
import { useChatTitle, useName } from '../boot/names.ts'
import { useTouch } from '../boot/use-media.ts'
import { trimmed, type Written, withTyped } from '../mentions/written.ts'
import { t } from '../messenger.texts.ts'
import { IconButton } from '../parts/Parts.tsx'
import { recallRecordings, useHasRecordings } from '../recording/known.ts'
import { type Hold, RecordButton, records } from '../recording/RecordButton.tsx'
import { StickerButton, Stickers, useStickers } from '../stickers/StickerButton.tsx'
import { AttachButton } from '../uploads/AttachButton.tsx'
import { attachFiles, recallAttached } from '../uploads/attached.ts'
import { summaryOf } from '../view/summary.ts'
import { ComposerBox } from './ComposerBox.tsx'
import styles from './chat.module.css'
import { LifetimeSelect } from './LifetimeSelect.tsx'
import { MessageField } from './MessageField.tsx'
import { useSending } from './use-sending.ts'

const UploadTray = late(async () => (await import('../uploads/UploadTray.tsx')).UploadTray, { pressed: true })
const VoiceRecorder = late(async () => (await import('../recording/VoiceRecorder.tsx')).VoiceRecorder, {
  pressed: true,
})
const RecordingTray = late(async () => (await import('../recording/RecordingTray.tsx')).RecordingTray)
const SendLater = late(async () => (await import('../scheduled/SendLater.tsx')).SendLater, { pressed: true })
const ScheduledLine = late(async () => (await import('../scheduled/ScheduledLine.tsx')).ScheduledLine)
const PaceLine = late(async () => (await import('./PaceLine.tsx')).PaceLine)
const QuietLine = late(async () => (await import('../quiet/QuietLine.tsx')).QuietLine)
const LongText = late(async () => (await import('./LongText.tsx')).LongText, { pressed: true })
// Rarely anything was begun.
const BegunEdit = late(async () => (await import('./BegunEdit.tsx')).BegunEdit)

interface ComposerProps {
  chatId: string
  replyTo: number | null
  onReplyEnd: () => void
  onSent: () => void
  /** An edit that was left half-typed. */
  begun: EditDraft | null
  onEdit: (seq: number) => void
  /** The arrow up in an empty field: changes what was written last. */
  onEditLast: () => void
}

/** Where a message is written: kept as a draft with every pause, sent through the outbox. */
export function Composer(props: ComposerProps) {
  const { chatId, replyTo, onReplyEnd, begun, onEdit } = props
  const engine = useEngine()
  const title = useChatTitle(chatId)
  const area = useRef<HTMLTextAreaElement>(null)
  const sending = useSending(props, area)
  const { written, setWritten, attached, pace, slow, spot, sentBeside } = sending
  const { text } = written
  const stickers = useStickers(area)
  const [hold, setHold] = useState<Hold | null>(null)
  const hasRecordings = useHasRecordings(chatId)
  useBeginning(area, replyTo)
  // Files that no message holds are kept for a day only.
  const canPutOff = text.trim() !== '' && attached === undefined
  const later = useLater({ chatId, written, replyTo, canPutOff }, sending.begin)
  // In slow mode the second part would be refused.
  const long = useLongText(written, !pace.slow, sending.send)
  const recorded = (isSent: boolean) => {
    setHold(null)
    if (isSent) sentBeside()
  }
  return (
    <ComposerBox>
      {begun !== null && (
        <BegunEdit
          key={begun.seq}
          chatId={chatId}
          draft={begun}
          onResume={onEdit}
          onDropped={() => area.current?.focus()}
        />
      )}
      <ScheduledLine chatId={chatId} />
      {replyTo !== null && <ReplyBar chatId={chatId} seq={replyTo} onEnd={onReplyEnd} />}
      {attached !== undefined && <UploadTray chatId={chatId} />}
      {stickers.isOpen && hold === null && <Stickers {...stickers} why={slow} spot={spot} onSent={sentBeside} />}
      {hasRecordings && hold === null && <RecordingTray chatId={chatId} />}
      {hold !== null ? (
        <VoiceRecorder spot={spot} hold={hold} onEnd={recorded} />
      ) : (
        <MessageField
          area={area}
          text={text}
          label={t.composer.label(title.name)}
          action={sendAction(attached?.isReady === false, slow, later.putOff)}
          wordless={attached !== undefined}
          before={<AttachButton chatId={chatId} onLater={later.putOff} onDone={() => area.current?.focus()} />}
          onFiles={(files) => void attachFiles(engine, chatId, files)}
          extra={
            <>
              {!sending.stays && (
                <LifetimeSelect chatId={chatId} value={sending.lifetimeMs} onChange={sending.setLifetime} />
              )}
              <StickerButton {...stickers} />
            </>
          }
          idle={idleButton(slow, setHold)}
          onText={(next) => {
            setWritten(withTyped(written, next))
            if (next.trim() !== '') engine.signs.typing(chatId)
          }}
          naming={{ chatId, written, onChoose: setWritten }}
          onSubmit={() => sending.send([trimmed(written)])}
          onLong={long.ask}
          onKeyDown={(event) => onFieldKey(event, props, text)}
        />
      )}
      {pace.slow && <PaceLine chatId={chatId} waitMs={pace.waitMs} />}
      {(text.trim() !== '' || attached !== undefined) && (
        <QuietLine chatId={chatId} urgent={sending.urgent} onUrgent={sending.setUrgent} />
      )}
      {later.form}
      {long.form}
    </ComposerBox>
  )
}

/** Esc ends an answer, and the arrow up in an empty field changes what was written last. */
function onFieldKey(
  event: KeyboardEvent<HTMLTextAreaElement>,
  { replyTo, onReplyEnd, onEditLast }: Pick<ComposerProps, 'replyTo' | 'onReplyEnd' | 'onEditLast'>,
  text: string,
): void {
  if (event.key === 'Escape' && replyTo !== null) {
    event.stopPropagation()
    onReplyEnd()
  }
  if (event.key !== 'ArrowUp' || text !== '' || event.ctrlKey || event.metaKey || event.altKey) return
  event.preventDefault()
  onEditLast()
}

function sendAction(isUploading: boolean, why: string | undefined, onHold: (() => void) | undefined) {
  return {
    label: t.composer.send,
    icon: <Icon24Send />,
    busy: isUploading || why !== undefined,
    why,
    onHold,
  }
}

/** What stands in the place of the button that sends while there is nothing to send. */
function idleButton(why: string | undefined, onBegin: (hold: Hold) => void) {
  if (!records()) return undefined
  return (
    <>
      <RecordButton what="round" why={why} onBegin={onBegin} />
      <RecordButton what="voice" why={why} onBegin={onBegin} />
    </>
  )
}

/** What was left here is there again, and whoever has keys, or answers, writes at once. */
function useBeginning(area: RefObject<HTMLTextAreaElement | null>, replyTo: number | null): void {
  const engine = useEngine()
  const touch = useTouch()
  useEffect(() => {
    void recallAttached(engine)
    void recallRecordings(engine)
  }, [engine])
  useEffect(() => {
    if (!touch) area.current?.focus()
  }, [area, touch])
  useEffect(() => {
    if (replyTo !== null) area.current?.focus()
  }, [area, replyTo])
}

interface PutOff {
  chatId: string
  written: Written
  replyTo: number | null
  canPutOff: boolean
}

/** Asks when what is written shall be sent; `putOff` opens that, where something can be put off. */
function useLater({ canPutOff, ...what }: PutOff, onDone: () => void) {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  const done = () => {
    close()
    onDone()
  }
  return {
    putOff: canPutOff ? () => setOpen(true) : undefined,
    form: open && <SendLater {...what} onClose={close} onDone={done} />,
  }
}

/** Shows what is too long in the parts in which it goes; `ask` opens that, where it may go in parts. */
function useLongText(written: Written, may: boolean, onSend: (parts: readonly Written[]) => void) {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  const send = (parts: readonly Written[]) => {
    close()
    onSend(parts)
  }
  return {
    ask: may ? () => setOpen(true) : undefined,
    form: open && <LongText written={written} onClose={close} onSend={send} />,
  }
}

function ReplyBar({ chatId, seq, onEnd }: { chatId: string; seq: number; onEnd: () => void }) {
  const message = useMessenger(({ sync }) => {
    const slice = sync.chats[chatId]
    return slice === undefined ? undefined : quotedIn(slice, seq)
  })
  const { name, verified } = useName(message?.senderId ?? '')
  return (
    <div className={styles.reply}>
      <span>
        <b className={styles.cut}>
          {t.composer.replyTo(name)} {verified && <VerifiedMark />}
        </b>
        <span className={styles.cut}>
          {message ? (message.erased === null ? summaryOf(message) : t.erased[message.erased]) : t.chat.quoteUnknown}
        </span>
      </span>
      <IconButton label={t.composer.cancelReply} onClick={onEnd}>
        <Icon20Cancel />
      </IconButton>
    </div>
  )
}
