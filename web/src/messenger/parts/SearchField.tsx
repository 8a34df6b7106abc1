import { Icon20Cancel, Icon20Search } from '@vkontakte/icons'
import type { KeyboardEvent, Ref } from 'react'
import { cx } from '#web/kit/ui/cx.ts'
import { t } from '../messenger.texts.ts'
import { IconButton } from './Parts.tsx'
import styles from './parts.module.css'

interface SearchFieldProps {
  value: string
  onChange: (value: string) => void
  label: string
  placeholder: string
  hint?: string | undefined
  inputRef?: Ref<HTMLInputElement>
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void
}

export function SearchField({ value, onChange, label, placeholder, hint, inputRef, onKeyDown }: SearchFieldProps) {
  return (
    <search className={styles.search}>
      <Icon20Search aria-hidden="true" />
      <input
        ref={inputRef}
        type="search"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        aria-label={label}
        placeholder={placeholder}
        autoComplete="off"
        enterKeyHint="search"
      />
      {value !== '' ? (
        <IconButton label={t.list.clear} className={cx(styles.clear)} onClick={() => onChange('')}>
          <Icon20Cancel />
        </IconButton>
      ) : (
        hint !== undefined && (
          <span className={styles.kbd} aria-hidden="true">
            {hint}
          </span>
        )
      )}
    </search>
  )
}
