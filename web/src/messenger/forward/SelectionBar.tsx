import { Icon20CopyOutline, Icon20MessageArrowRightOutline, Icon24Cancel } from '@vkontakte/icons'
import { useEffect } from 'react'
import { MESSAGES_FORWARDED_MAX } from '#contract/messenger/messenger.limits.ts'
import { quotedIn } from '#web/kit/sync/selectors.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { showToast } from '#web/kit/ui/toasts.ts'
import { ComposerBox } from '../chat/ComposerBox.tsx'
import { IconButton, MainButton } from '../parts/Parts.tsx'
import styles from './forward.module.css'
import { forwardTexts as t } from './forward.texts.ts'

interface SelectionBarProps {
  slice: ChatSlice
  /** Numbers of the chosen messages. */
  picked: ReadonlySet<number>
  onForward: (seqs: readonly number[]) => void
  onClose: () => void
}

/** In the place of the composer while messages are chosen: how many, and what can be done with them. */
export function SelectionBar({ slice, picked, onForward, onClose }: SelectionBarProps) {
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
  const tooMany = picked.size > MESSAGES_FORWARDED_MAX
  return (
    <ComposerBox>
      <div className={styles.bar}>
        <IconButton label={t.cancel} onClick={onClose}>
          <Icon24Cancel />
        </IconButton>
        <b aria-live="polite">{t.chosen(picked.size)}</b>
        <MainButton mode="soft" disabled={picked.size === 0} onClick={() => void copy()}>
          <Icon20CopyOutline />
          <span>{t.copy}</span>
        </MainButton>
        <MainButton disabled={picked.size === 0 || tooMany} onClick={() => onForward(seqs)}>
          <Icon20MessageArrowRightOutline />
          <span>{t.title}</span>
        </MainButton>
      </div>
      {tooMany && <p role="alert">{t.limit(MESSAGES_FORWARDED_MAX)}</p>}
    </ComposerBox>
  )
}
