import { Icon12Cancel, Icon16Done } from '@vkontakte/icons'
import type { Poll } from '#contract/messenger/poll.ts'
import { cx } from '#web/kit/ui/cx.ts'
import styles from './polls.module.css'
import { t } from './polls.texts.ts'

interface OptionProps {
  text: string
  poll: Poll
  option: number
  /** The reader has chosen it, or is about to. */
  marked: boolean
  /** Right answers, where they are known. */
  right: readonly number[] | null
  /** Null when it cannot be chosen. */
  onChoose: (() => void) | null
}

/** One option with its part of the votes. */
export function Option({ text, poll, option, marked, right, onChoose }: OptionProps) {
  const { counts, counted } = poll.state
  const count = counts?.[option] ?? 0
  const percent = counted === 0 ? 0 : Math.round((100 * count) / counted)
  const isRight = right?.includes(option) ?? false
  const wrong = right !== null && marked && !isRight
  const label = [
    counts === null ? text : t.option(text, percent, count),
    ...(marked ? [t.yours] : []),
    ...(isRight ? [t.isRight] : wrong ? [t.isWrong] : []),
  ].join(', ')
  return (
    <button
      type="button"
      className={cx(styles.choice, poll.multiple && styles.several, isRight && styles.right, wrong && styles.wrong)}
      aria-pressed={marked}
      aria-label={label}
      disabled={onChoose === null}
      onClick={onChoose ?? undefined}
    >
      <span className={styles.mark}>
        {wrong ? <Icon12Cancel /> : (marked || isRight) && <Icon16Done width={12} height={12} />}
      </span>
      <span className={styles.line}>
        <span>{text}</span>
        {counts !== null && <span>{percent} %</span>}
      </span>
      {counts !== null && (
        <i>
          <u style={{ width: `${percent}%` }} />
        </i>
      )}
    </button>
  )
}
