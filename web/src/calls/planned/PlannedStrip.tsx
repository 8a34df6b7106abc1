import { Icon24Phone } from '@vkontakte/icons'
import { useEffect, useState } from 'react'
import { planRefusal } from '#contract/calls/calls.abilities.ts'
import { time } from '#web/kit/i18n/dates.ts'
import { useMessenger } from '#web/messenger/index.ts'
import styles from '../chat/strip.module.css'
import { BeginButton } from './PlannedDialog.tsx'
import { t } from './planned.texts.ts'
import { canBegin } from './planned-times.ts'
import { usePlanned } from './use-planned.ts'

/** So often it is looked whether the time of a call has come. Milliseconds. */
const LOOK_MS = 15_000

/** Above the messages, from ten minutes before a planned call on: that it is near, and for whoever may the way to begin it. */
export function PlannedStrip({ chatId }: { chatId: string }) {
  const { data } = usePlanned(chatId)
  const slice = useMessenger(({ sync }) => sync.chats[chatId])
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), LOOK_MS)
    return () => clearInterval(timer)
  }, [])
  const plan = data?.planned.find((one) => canBegin(one, now))
  if (plan === undefined || plan.nextAt === null || slice === undefined) return null
  const leads = planRefusal(slice.chat, slice.mine) === null
  return (
    <section className={styles.strip} aria-label={t.strip}>
      <span className={styles.sign}>
        <Icon24Phone aria-hidden="true" />
      </span>
      <span className={styles.what}>
        <b>{t.soon(plan.title, time(plan.nextAt, { timeZone: plan.timeZone }))}</b>
        {!leads && <span>{t.waits}</span>}
      </span>
      {leads && <BeginButton plan={plan} />}
    </section>
  )
}
