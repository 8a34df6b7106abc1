import { useQuery } from '@tanstack/react-query'
import { chatQuiet } from '#contract/messenger/chat-quiet.ts'
import { day, time } from '#web/kit/i18n/dates.ts'
import { apiQuery } from '#web/kit/query/useApi.ts'
import styles from '../chat/chat.module.css'
import { t } from './quiet.texts.ts'

/** Quiet times are set to the minute, and whoever writes all day asks no oftener than this. */
const KEPT_MS = 60_000

/** Under the composer of whoever is writing: that others hear nothing now, and when they do (P-04). */
export function QuietLine({ chatId }: { chatId: string }) {
  const { data } = useQuery({ ...apiQuery(chatQuiet, { chatId }), staleTime: KEPT_MS })
  if (data === undefined || data.soundsAt === null || data.quiet === 0) return null
  const when = t.at(day(data.soundsAt), time(data.soundsAt))
  const { quiet, people } = data
  return (
    <p className={styles.count} role="status">
      {people === 1 ? t.alone(when) : quiet === people ? t.all(when) : t.some(quiet, people, when)}
    </p>
  )
}
