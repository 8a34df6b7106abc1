import { Icon16ErrorCircleOutline } from '@vkontakte/icons'
import type { MouseEvent } from 'react'
import { ApiFailure } from '#web/kit/api/api-failure.ts'
import { explain } from '#web/kit/errors/explain.ts'
import type { OutboxItem } from '#web/kit/outbox/outbox-ports.ts'
import { useEngine } from '../boot/engine-context.ts'
import { t } from '../messenger.texts.ts'
import styles from './chat.module.css'

/** A message that the server refused: why, and what can be done with it. */
export function Refused({ item }: { item: OutboxItem }) {
  const { outbox } = useEngine()
  const told = explain(
    item.failure === null ? null : new ApiFailure({ type: '', title: '', status: 400, ...item.failure }),
  )
  // The line goes with what was decided; the focus stays in the chat.
  const decide = (event: MouseEvent<HTMLElement>, act: Promise<void>) => {
    event.currentTarget.closest<HTMLElement>('[role=log]')?.focus()
    void act
  }
  return (
    <div className={styles.refused} role="alert">
      <Icon16ErrorCircleOutline aria-hidden="true" />
      <span>{t.chat.refused}</span>
      <button type="button" onClick={(event) => decide(event, outbox.retry(item.key))}>
        {t.chat.resend}
      </button>
      <button type="button" onClick={(event) => decide(event, outbox.discard(item.key))}>
        {t.chat.discard}
      </button>
      <small>{told.sentence}</small>
    </div>
  )
}
