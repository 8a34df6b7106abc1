import { Icon24Phone } from '@vkontakte/icons'
import { joinRefusal } from '#contract/calls/calls.abilities.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { useMessenger } from '#web/messenger/index.ts'
import { useOngoing } from '../ongoing.ts'
import { callHref } from '../place.ts'
import { PlannedStrip } from '../planned/PlannedStrip.tsx'
import { useRunning } from '../use-running.ts'
import styles from './strip.module.css'
import { t } from './strip.texts.ts'

/** Says above the messages that a call runs, how many are in it, and leads there (CALL-19). */
export function CallStrip({ chatId }: { chatId: string }) {
  const slice = useMessenger(({ sync }) => sync.chats[chatId])
  const kind = slice?.chat.kind
  if (slice === undefined || (kind !== 'direct' && kind !== 'group')) return null
  return <Strip chatId={chatId} mayJoin={joinRefusal(slice.mine) === null} />
}

function Strip({ chatId, mayJoin }: { chatId: string; mayJoin: boolean }) {
  const { data } = useRunning(chatId)
  const inside = useOngoing(({ session }) => session !== null && session.callId === data?.call?.id)
  const call = data?.call
  return (
    // The place is there before the call, so that its coming is told. Whoever is in reads it in the bar above the page.
    <div role="status" aria-label={t.label} className={styles.place}>
      {call && !inside && (
        <div className={styles.strip}>
          <span className={styles.sign}>
            <Icon24Phone aria-hidden="true" />
          </span>
          <span className={styles.what}>
            <b>{t.runs}</b>
            <span>
              {[
                data.people === 0 ? t.nobody : t.people(data.people),
                ...(call.locked ? [t.locked] : call.waitingRoom ? [t.waitingRoom] : []),
              ].join(' · ')}
            </span>
          </span>
          {mayJoin && (
            <AppLink href={callHref(chatId)} className={styles.join}>
              {t.join}
            </AppLink>
          )}
        </div>
      )}
      {call === null && <PlannedStrip chatId={chatId} />}
    </div>
  )
}
