import { Icon16ClockOutline, Icon16ErrorCircleOutline } from '@vkontakte/icons'
import { useState } from 'react'
import { cx } from '#web/kit/ui/cx.ts'
import { late } from '#web/kit/ui/late.tsx'
import styles from './scheduled.module.css'
import { t } from './scheduled.texts.ts'
import { useScheduled } from './use-scheduled.ts'

const ScheduledSheet = late(async () => (await import('./ScheduledSheet.tsx')).ScheduledSheet, { pressed: true })

/**
 * Above the field of a chat: how much waits there for its time. Above the list of chats (`chatId` is null): how much could not
 * be sent anywhere. Nothing where there is nothing.
 */
export function ScheduledLine({ chatId }: { chatId: string | null }) {
  const { list } = useScheduled()
  const [open, setOpen] = useState(false)
  const own = list.filter((each) => chatId === null || each.chatId === chatId)
  const failed = own.filter(({ failure }) => failure !== null).length
  const count = chatId === null ? failed : own.length
  const sheet = open && <ScheduledSheet chatId={chatId} onClose={() => setOpen(false)} />
  if (count === 0) return sheet
  return (
    <>
      <button
        type="button"
        className={cx(styles.line, failed > 0 && styles.failed, chatId === null && styles.above)}
        onClick={() => setOpen(true)}
      >
        {failed > 0 ? <Icon16ErrorCircleOutline aria-hidden="true" /> : <Icon16ClockOutline aria-hidden="true" />}
        {failed > 0 ? t.failed(failed) : t.waiting(count)}
      </button>
      {sheet}
    </>
  )
}
