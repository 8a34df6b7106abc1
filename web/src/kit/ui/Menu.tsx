import { Popover } from '@vkontakte/vkui'
import { type ReactNode, useRef, useState } from 'react'
import { cx } from './cx.ts'
import { Dialog } from './Dialog.tsx'
import styles from './Menu.module.css'
import { usePhone } from './useMedia.ts'

export interface MenuItem {
  key: string
  label: string
  icon?: ReactNode
  danger?: boolean
  /** Why it cannot be done; the item stays readable and does nothing. */
  impossible?: string | undefined
  onSelect: () => void
}

interface MenuProps {
  label: string
  items: readonly MenuItem[]
  className?: string | undefined
  children: ReactNode
}

/** A button with a menu: beside it on a desktop, from the foot of the screen on a phone. */
export function Menu({ label, items, className, children }: MenuProps) {
  const [open, setOpen] = useState(false)
  const phone = usePhone()
  const button = useRef<HTMLButtonElement>(null)
  const done = () => {
    setOpen(false)
    // What the item opens gives the focus back to here: the item itself is gone by then.
    button.current?.focus()
  }
  const list = <MenuList label={label} items={items} onDone={done} />
  const trigger = (
    <button
      ref={button}
      type="button"
      className={cx(styles.trigger, className)}
      aria-label={label}
      aria-haspopup="menu"
      aria-expanded={open}
      onClick={phone ? () => setOpen(true) : undefined}
    >
      {children}
    </button>
  )
  if (phone) {
    return (
      <>
        {trigger}
        {open && (
          <Dialog title={label} bare onClose={() => setOpen(false)}>
            {list}
          </Dialog>
        )}
      </>
    )
  }
  return (
    <Popover
      shown={open}
      onShownChange={setOpen}
      placement="bottom-end"
      trigger="click"
      content={list}
      aria-label={label}
    >
      {trigger}
    </Popover>
  )
}

function MenuList({ label, items, onDone }: { label: string; items: readonly MenuItem[]; onDone: () => void }) {
  const move = (list: HTMLElement, step: number) => {
    const buttons = [...list.querySelectorAll<HTMLButtonElement>('[role=menuitem]')]
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
    buttons[(at + step + buttons.length) % buttons.length]?.focus()
  }
  return (
    <div
      className={styles.menu}
      role="menu"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown') move(event.currentTarget, 1)
        if (event.key === 'ArrowUp') move(event.currentTarget, -1)
      }}
    >
      {items.map((item) => (
        <button
          key={item.key}
          type="button"
          role="menuitem"
          className={cx(styles.item, item.danger && styles.danger)}
          aria-disabled={item.impossible !== undefined}
          onClick={() => {
            if (item.impossible !== undefined) return
            onDone()
            item.onSelect()
          }}
        >
          {item.icon}
          <span>
            {item.label}
            {item.impossible !== undefined && <small>{item.impossible}</small>}
          </span>
        </button>
      ))}
    </div>
  )
}
