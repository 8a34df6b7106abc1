import { Icon20ClockOutline } from '@vkontakte/icons'
import type { Lifetime } from '#contract/messenger/messages.ts'
import { LIFETIMES_MS } from '#contract/messenger/messenger.limits.ts'
import { t } from '../messenger.texts.ts'
import styles from './chat.module.css'

interface LifetimeSelectProps {
  value: Lifetime | null
  onChange: (lifetimeMs: Lifetime | null) => void
}

/** For how long the next messages may be read. The choice of the device itself, so that it fits every hand. */
export function LifetimeSelect({ value, onChange }: LifetimeSelectProps) {
  return (
    <label className={styles.lifetime} data-on={value !== null || undefined} title={t.lifetime.label}>
      <Icon20ClockOutline aria-hidden="true" />
      {value !== null && <span aria-hidden="true">{t.lifetime.short[value]}</span>}
      <select
        aria-label={t.lifetime.label}
        value={value ?? ''}
        onChange={(event) => onChange(LIFETIMES_MS.find((each) => String(each) === event.target.value) ?? null)}
      >
        <option value="">{t.lifetime.never}</option>
        {LIFETIMES_MS.map((each) => (
          <option key={each} value={each}>
            {t.lifetime.long[each]}
          </option>
        ))}
      </select>
    </label>
  )
}
