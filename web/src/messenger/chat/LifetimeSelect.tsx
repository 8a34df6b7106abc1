import { Icon20ClockOutline } from '@vkontakte/icons'
import { chatVanishing } from '#contract/messenger/chat-vanishing.ts'
import type { Lifetime } from '#contract/messenger/messages.ts'
import { LIFETIMES_MS } from '#contract/messenger/messenger.limits.ts'
import { sentenceOf } from '#web/kit/errors/explain.ts'
import { showFailure } from '#web/kit/ui/toasts.ts'
import { useEngine } from '../boot/engine-context.ts'
import { t } from '../messenger.texts.ts'
import styles from './chat.module.css'

interface LifetimeSelectProps {
  chatId: string
  value: Lifetime | null
  onChange: (lifetimeMs: Lifetime | null) => void
}

/** For how long the next messages may be read; where an organisation lets none vanish that is said at the choice. The choice of the device itself, so that it fits every hand. */
export function LifetimeSelect({ chatId, value, onChange }: LifetimeSelectProps) {
  const engine = useEngine()
  const choose = async (lifetimeMs: Lifetime | null) => {
    onChange(lifetimeMs)
    if (lifetimeMs === null) return
    // Without a network the server says it when the message is sent.
    const answer = await engine.call(chatVanishing, { chatId }).catch(() => null)
    if (answer === null || answer.refusal === null) return
    onChange(null)
    showFailure(sentenceOf(answer.refusal))
  }
  return (
    <label className={styles.lifetime} data-on={value !== null || undefined} title={t.lifetime.label}>
      <Icon20ClockOutline aria-hidden="true" />
      {value !== null && <span aria-hidden="true">{t.lifetime.short[value]}</span>}
      <select
        aria-label={t.lifetime.label}
        value={value ?? ''}
        onChange={({ target }) => void choose(LIFETIMES_MS.find((each) => String(each) === target.value) ?? null)}
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
