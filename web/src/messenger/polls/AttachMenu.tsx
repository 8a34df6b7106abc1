import { Icon20ClockOutline, Icon20DocumentOutline, Icon20PollOutline } from '@vkontakte/icons'
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import styles from '../chat/chat.module.css'
import { t } from './polls.texts.ts'

const GAP_PX = 8

interface AttachMenuProps {
  label: string
  /** The button that has opened it; the focus goes back there. */
  button: HTMLElement
  onFiles: () => void
  onPoll: () => void
  onLater?: (() => void) | undefined
  onClose: () => void
}

/** What can be put into a chat beside words: above its button on a desktop, from the foot of a phone. */
export function AttachMenu({ label, button, onFiles, onPoll, onLater, onClose }: AttachMenuProps) {
  const menu = useRef<HTMLDivElement>(null)
  const phone = usePhone()
  useLayoutEffect(() => {
    menu.current?.querySelector('button')?.focus()
    return () => button.focus({ preventScroll: true })
  }, [button])
  useEffect(() => {
    // Before anybody else: the key closes the menu only.
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      onClose()
    }
    addEventListener('keydown', onKeyDown, true)
    return () => removeEventListener('keydown', onKeyDown, true)
  }, [onClose])
  const { left, top } = button.getBoundingClientRect()
  const act = (what: () => void) => () => {
    onClose()
    what()
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: Esc is the key for it */}
      <div className={styles.veil} onClick={onClose} />
      <div
        ref={menu}
        className={styles.menu}
        style={phone ? {} : { left, bottom: innerHeight - top + GAP_PX }}
        role="menu"
        tabIndex={-1}
        aria-label={label}
        onKeyDown={(event) => onMenuKey(event, onClose)}
      >
        <button type="button" role="menuitem" onClick={act(onFiles)}>
          <Icon20DocumentOutline />
          <span>{t.files}</span>
        </button>
        <button type="button" role="menuitem" onClick={act(onPoll)}>
          <Icon20PollOutline />
          <span>{t.poll}</span>
        </button>
        {onLater !== undefined && (
          <button type="button" role="menuitem" onClick={act(onLater)}>
            <Icon20ClockOutline />
            <span>{t.later}</span>
          </button>
        )}
      </div>
    </>
  )
}

function onMenuKey(event: KeyboardEvent<HTMLElement>, onClose: () => void): void {
  if (event.key === 'Tab') {
    event.preventDefault()
    onClose()
  }
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  event.preventDefault()
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
  const step = event.key === 'ArrowDown' ? 1 : -1
  buttons[(at + step + buttons.length) % buttons.length]?.focus()
}
