import { Icon24Dismiss } from '@vkontakte/icons'
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { cx } from './cx.ts'
import styles from './Dialog.module.css'
import { uiTexts as t } from './ui.texts.ts'

interface DialogProps {
  title: string
  sub?: ReactNode
  onClose: () => void
  children: ReactNode
  /** The buttons; on a phone they stay at the foot. */
  footer?: ReactNode
  wide?: boolean
  /** Room for a sheet of paper beside a form. */
  sheet?: boolean
  /** Without a visible heading: menus and choices. */
  bare?: boolean
}

const FIRST = ':is(input, select, textarea, [role=menuitem], [data-first], [data-first] button):enabled'

/** A dialogue in the middle of a desktop, a sheet from the foot of a phone. Esc and the veil close it, focus returns. */
export function Dialog({
  title,
  sub,
  onClose,
  children,
  footer,
  wide = false,
  sheet = false,
  bare = false,
}: DialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  const id = useId()
  // Before the dialogue leaves the document: only then does closing it give the focus back.
  useLayoutEffect(() => {
    const dialog = element.current
    if (dialog !== null && !dialog.open) {
      dialog.showModal()
      // The first field, not the cross, is what the person came for; a menu takes its first item.
      dialog.querySelector<HTMLElement>(FIRST)?.focus()
    }
    return () => dialog?.close()
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc is the key for it, given by the browser
    <dialog
      ref={element}
      className={cx(styles.dialog, wide && styles.wide, sheet && styles.sheet, bare && styles.bare)}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === element.current) onClose()
      }}
    >
      <div className={styles.inside}>
        <header className={cx(styles.head, bare && 'vh')}>
          <div>
            <h2 id={id}>{title}</h2>
            {sub !== undefined && <p>{sub}</p>}
          </div>
          <button type="button" className={styles.close} aria-label={t.close} onClick={onClose}>
            <Icon24Dismiss />
          </button>
        </header>
        <div className={styles.body}>{children}</div>
        {footer !== undefined && <footer className={styles.foot}>{footer}</footer>}
      </div>
    </dialog>
  )
}
