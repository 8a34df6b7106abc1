import { Icon20Add, Icon20Cancel } from '@vkontakte/icons'
import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import { POLL_OPTION_MAX, POLL_OPTIONS_MAX, POLL_OPTIONS_MIN } from '#contract/messenger/polls.limits.ts'
import { IconButton } from '../parts/Parts.tsx'
import type { FormOption, PollForm } from './poll-form.ts'
import styles from './polls.module.css'
import { t } from './polls.texts.ts'

interface OptionFieldsProps {
  form: PollForm
  onChange: (options: readonly FormOption[]) => void
  /** What is missing. */
  children: ReactNode
}

/** The options of a poll that is being made; Enter goes to the next one, and from the last one to a new one. */
export function OptionFields({ form, onChange, children }: OptionFieldsProps) {
  const list = useRef<HTMLFieldSetElement>(null)
  const { options, test, multiple } = form
  const full = options.length >= POLL_OPTIONS_MAX
  const focus = (place: number) =>
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLInputElement>('[data-option]')[place]?.focus())
  const change = (key: number, part: Partial<FormOption>) =>
    onChange(options.map((option) => (option.key === key ? { ...option, ...part } : option)))
  // Of a single choice one answer is right.
  const mark = (key: number, right: boolean) =>
    onChange(
      options.map((option) =>
        option.key === key ? { ...option, right } : multiple ? option : { ...option, right: false },
      ),
    )
  const add = () => {
    if (full) return
    onChange([...options, { key: Math.max(...options.map(({ key }) => key)) + 1, text: '', right: false }])
    focus(options.length)
  }
  const onKeyDown = (event: KeyboardEvent, place: number) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    if (place + 1 < options.length) focus(place + 1)
    else add()
  }
  return (
    <fieldset ref={list} className={styles.group}>
      <legend>{t.create.options}</legend>
      {options.map(({ key, text, right }, index) => (
        <div key={key} className={styles.option}>
          {test && (
            <input
              type={multiple ? 'checkbox' : 'radio'}
              name="poll-right"
              aria-label={t.create.mark(index + 1)}
              title={t.create.mark(index + 1)}
              checked={right}
              onChange={(event) => mark(key, event.target.checked)}
            />
          )}
          <input
            data-option
            value={text}
            maxLength={POLL_OPTION_MAX}
            aria-label={t.create.option(index + 1)}
            placeholder={t.create.option(index + 1)}
            autoComplete="off"
            onChange={(event) => change(key, { text: event.target.value })}
            onKeyDown={(event) => onKeyDown(event, index)}
          />
          {options.length > POLL_OPTIONS_MIN && (
            <IconButton
              label={t.create.remove(index + 1)}
              onClick={() => {
                onChange(options.filter((option) => option.key !== key))
                focus(Math.max(0, index - 1))
              }}
            >
              <Icon20Cancel />
            </IconButton>
          )}
        </div>
      ))}
      {full ? (
        <small>{t.create.enough(POLL_OPTIONS_MAX)}</small>
      ) : (
        <button type="button" className={styles.add} onClick={add}>
          <Icon20Add />
          {t.create.add}
        </button>
      )}
      {children}
    </fieldset>
  )
}
