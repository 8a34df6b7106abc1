import {
  Icon20CopyOutline,
  Icon20DeleteOutline,
  Icon20FavoriteOutline,
  Icon20MessageArrowRightOutline,
  Icon20UnfavoriteOutline,
  Icon24Cancel,
} from '@vkontakte/icons'
import { useEffect } from 'react'
import { setMarks } from '#contract/messenger/marks.ts'
import { forwardRefusal, passingRefusal } from '#contract/messenger/messages.abilities.ts'
import { MESSAGES_FORWARDED_MAX } from '#contract/messenger/messenger.limits.ts'
import { markedIn } from '#web/kit/sync/marks.ts'
import { quotedIn } from '#web/kit/sync/selectors.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { showToast } from '#web/kit/ui/toasts.ts'
import { useMessenger } from '../boot/engine-context.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { ComposerBox } from '../chat/ComposerBox.tsx'
import { Refusal } from '../newchat/Refusal.tsx'
import { IconButton, MainButton } from '../parts/Parts.tsx'
import styles from './forward.module.css'
import { forwardTexts as t } from './forward.texts.ts'

interface SelectionBarProps {
  slice: ChatSlice
  /** Numbers of the chosen messages. */
  picked: ReadonlySet<number>
  onForward: (seqs: readonly number[]) => void
  onDelete: (seqs: readonly number[]) => void
  onClose: () => void
}

/** In the place of the composer while messages are chosen: how many, and what can be done with them. */
export function SelectionBar({ slice, picked, onForward, onDelete, onClose }: SelectionBarProps) {
  const marks = useMessenger(({ sync }) => sync.marks)
  const seqs = [...picked].sort((one, other) => one - other)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // A dialogue above has Esc for itself; otherwise it ends the choice only, and leaves the chat open.
      if (event.key !== 'Escape' || document.querySelector('dialog[open]') !== null) return
      event.preventDefault()
      event.stopPropagation()
      onClose()
    }
    addEventListener('keydown', onKeyDown, true)
    return () => removeEventListener('keydown', onKeyDown, true)
  }, [onClose])
  const copy = async () => {
    const texts = seqs.flatMap((seq) => quotedIn(slice, seq)?.text ?? [])
    try {
      await navigator.clipboard.writeText(texts.join('\n\n'))
      showToast(t.copied)
      onClose()
    } catch {
      // The browser has asked and the person has said no.
    }
  }
  const none = picked.size === 0
  const unable = none ? { disabled: true, title: t.chooseFirst } : {}
  const messages = seqs.flatMap((seq) => quotedIn(slice, seq) ?? [])
  const tooMany = picked.size > MESSAGES_FORWARDED_MAX
  const passing = messages.every((message) => passingRefusal(message) === null)
  const forwards = passing && messages.every((message) => forwardRefusal(message, slice) === null)
  const important = markedIn(marks, 'important', slice.chat.id)
  const set = seqs.some((seq) => !important.has(seq))
  const mark = useEngineCommand(setMarks, () => {
    showToast(set ? t.marked(seqs.length) : t.unmarked(seqs.length))
    onClose()
  })
  return (
    <ComposerBox>
      <div className={styles.bar}>
        <IconButton label={t.cancel} onClick={onClose}>
          <Icon24Cancel />
        </IconButton>
        <b aria-live="polite">{t.chosen(picked.size)}</b>
        <IconButton label={t.copy} {...unable} onClick={() => void copy()}>
          <Icon20CopyOutline />
        </IconButton>
        <IconButton
          label={set ? t.important : t.unimportant}
          {...unable}
          disabled={none || !passing || mark.isPending}
          onClick={() => mark.mutate({ chatId: slice.chat.id, seqs, mark: 'important', set })}
        >
          {set ? <Icon20FavoriteOutline /> : <Icon20UnfavoriteOutline />}
        </IconButton>
        <IconButton label={t.remove} {...unable} onClick={() => onDelete(seqs)}>
          <Icon20DeleteOutline />
        </IconButton>
        <MainButton
          {...unable}
          disabled={none || tooMany || !forwards}
          aria-describedby="selection-note"
          onClick={() => onForward(seqs)}
        >
          <Icon20MessageArrowRightOutline />
          <span>{t.title}</span>
        </MainButton>
      </div>
      {!none && !forwards && <p id="selection-note">{t.notForwarded}</p>}
      <Refusal error={mark.error} />
      {tooMany && (
        <p id="selection-note" role="alert">
          {t.limit(MESSAGES_FORWARDED_MAX)}
        </p>
      )}
    </ComposerBox>
  )
}
