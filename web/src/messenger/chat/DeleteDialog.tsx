import { useEffect } from 'react'
import type { Message } from '#contract/messenger/chats.ts'
import { setMarks } from '#contract/messenger/marks.ts'
import { erase } from '#contract/messenger/messages.ts'
import { MARKED_AT_ONCE_MAX } from '#contract/messenger/messenger.limits.ts'
import { quotedIn } from '#web/kit/sync/selectors.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { useEngine, useMessenger } from '../boot/engine-context.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { useNow } from '../boot/use-now.ts'
import { t } from '../messenger.texts.ts'
import { Refusal } from '../newchat/Refusal.tsx'
import { MainButton } from '../parts/Parts.tsx'
import { summaryOf } from '../view/summary.ts'
import styles from './erase.module.css'
import { eraseTexts } from './erase.texts.ts'
import { messageAbilities } from './message-abilities.ts'

const UNDO_MS = 10_000

interface DeleteDialogProps {
  slice: ChatSlice
  /** Numbers of the messages that are to go. */
  seqs: readonly number[]
  onClose: () => void
  onDone: () => void
}

/** Asks whether messages go for everybody, which nothing brings back, or from the reader's own devices only (MSG-13). */
export function DeleteDialog({ slice, seqs, onClose, onDone }: DeleteDialogProps) {
  const engine = useEngine()
  const profileId = useMessenger(({ sync }) => sync.profileId)
  const now = useNow()
  const { id: chatId } = slice.chat
  const messages = seqs.flatMap((seq) => quotedIn(slice, seq) ?? [])
  const able = messages.every((message) => messageAbilities(message, slice, profileId, now, false).erase)
  const remove = useEngineCommand(erase, onDone)
  const hide = useEngineCommand(setMarks, () => {
    const undo = () => void engine.call(setMarks, { chatId, seqs: [...seqs], mark: 'hidden', set: false })
    showToast(eraseTexts.hidden(seqs.length), { until: Date.now() + UNDO_MS, act: undo })
    onDone()
  })
  const busy = remove.isPending || hide.isPending
  const tooMany = seqs.length > MARKED_AT_ONCE_MAX
  useEffect(() => {
    if (messages.length === 0) onClose()
  }, [messages.length, onClose])
  return (
    <Dialog
      title={eraseTexts.ask(seqs.length)}
      onClose={onClose}
      footer={
        <>
          {/* Whoever presses Enter without having read keeps what he has. */}
          <MainButton mode="soft" data-first onClick={onClose}>
            {t.cancel}
          </MainButton>
          <MainButton
            mode="soft"
            disabled={busy || tooMany}
            onClick={() => hide.mutate({ chatId, seqs: [...seqs], mark: 'hidden', set: true })}
          >
            {eraseTexts.forMe}
          </MainButton>
          {able && (
            <MainButton
              mode="danger"
              disabled={busy || tooMany}
              onClick={() => remove.mutate({ chatId, seqs: [...seqs] })}
            >
              {eraseTexts.action}
            </MainButton>
          )}
        </>
      }
    >
      {messages.length === 1 && <blockquote className={styles.erasing}>{summaryOf(messages[0]!)}</blockquote>}
      <p>{able ? textOf(messages, profileId) : eraseTexts.onlyForMe}</p>
      {tooMany && <p role="alert">{eraseTexts.limit(MARKED_AT_ONCE_MAX)}</p>}
      <Refusal error={remove.error ?? hide.error} />
    </Dialog>
  )
}

function textOf(messages: readonly Message[], profileId: string): string {
  return messages.every(({ senderId }) => senderId === profileId) ? eraseTexts.text : eraseTexts.othersText
}
