import { useRef } from 'react'
import { number } from '../i18n/plural.ts'
import { cx } from './cx.ts'
import styles from './Tabs.module.css'

export interface TabItem<K extends string> {
  key: K
  label: string
  count?: number | undefined
}

interface TabsProps<K extends string> {
  label: string
  items: readonly TabItem<K>[]
  value: K
  onChange: (key: K) => void
}

/** A row of tabs; arrows move between them, as screen readers expect. */
export function Tabs<K extends string>({ label, items, value, onChange }: TabsProps<K>) {
  const row = useRef<HTMLDivElement>(null)
  const move = (step: number) => {
    const at = items.findIndex((item) => item.key === value)
    const next = items[(at + step + items.length) % items.length]!
    onChange(next.key)
    row.current?.querySelectorAll<HTMLButtonElement>('[role=tab]')[items.indexOf(next)]?.focus()
  }
  return (
    <div
      ref={row}
      className={styles.tabs}
      role="tablist"
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key === 'ArrowRight') move(1)
        if (event.key === 'ArrowLeft') move(-1)
      }}
    >
      {items.map((item) => (
        <button
          key={item.key}
          type="button"
          role="tab"
          aria-selected={item.key === value}
          tabIndex={item.key === value ? 0 : -1}
          className={cx(styles.tab, item.key === value && styles.on)}
          onClick={() => onChange(item.key)}
        >
          {item.label}
          {item.count !== undefined && <span>{number(item.count)}</span>}
        </button>
      ))}
    </div>
  )
}
