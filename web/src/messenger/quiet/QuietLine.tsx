import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { UrgentReason } from '#contract/communities/urgent.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { chatQuiet } from '#contract/messenger/chat-quiet.ts'
import { day, time } from '#web/kit/i18n/dates.ts'
import { apiQuery } from '#web/kit/query/useApi.ts'
import { cx } from '#web/kit/ui/cx.ts'
import { late } from '#web/kit/ui/late.tsx'
import styles from '../chat/chat.module.css'
import own from './quiet.module.css'
import { t } from './quiet.texts.ts'

const UrgentDialog = late(async () => (await import('./UrgentDialog.tsx')).UrgentDialog, { pressed: true })

/** Quiet times are set to the minute, and whoever writes all day asks no oftener than this. */
const KEPT_MS = 60_000

interface QuietLineProps {
  chatId: string
  /** Why the message that is written sounds all the same; null while it does not. */
  urgent: UrgentReason | null
  onUrgent: (reason: UrgentReason | null) => void
}

/** Under the composer of whoever is writing: that others hear nothing now, when they do, and what makes a message urgent (P-04). */
export function QuietLine({ chatId, urgent, onUrgent }: QuietLineProps) {
  const { data, refetch } = useQuery({ ...apiQuery(chatQuiet, { chatId }), staleTime: KEPT_MS })
  const [asks, setAsks] = useState(false)
  const ask = () => {
    // What was sent from another device counts too.
    void refetch()
    setAsks(true)
  }
  if (urgent !== null) {
    return (
      <p className={cx(styles.count, own.urgent)} role="status">
        <span>{t.is(t.reasons[urgent])}</span>
        <button type="button" className={own.press} onClick={() => onUrgent(null)}>
          {t.undo}
        </button>
      </p>
    )
  }
  if (data === undefined || data.soundsAt === null || data.quiet === 0) return null
  return (
    <>
      <p className={styles.count} role="status">
        <span>{sentenceOf(data, data.soundsAt)}</span>
        {data.urgentLeft !== null && (
          <button type="button" className={own.press} onClick={ask}>
            {t.make}
          </button>
        )}
      </p>
      {asks && (
        <UrgentDialog
          left={data.urgentLeft ?? 0}
          onClose={() => setAsks(false)}
          onChoose={(reason) => {
            setAsks(false)
            onUrgent(reason)
          }}
        />
      )}
    </>
  )
}

function sentenceOf({ quiet, people }: OutputOf<typeof chatQuiet>, soundsAt: string): string {
  const when = t.at(day(soundsAt), time(soundsAt))
  if (people === 1) return t.alone(when)
  return quiet === people ? t.all(when) : t.some(quiet, people, when)
}
