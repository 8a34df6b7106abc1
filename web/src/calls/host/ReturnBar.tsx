import { Icon24Phone, Icon28PhoneDownOutline } from '@vkontakte/icons'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { explain } from '#web/kit/errors/explain.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { showFailure, showToast } from '#web/kit/ui/toasts.ts'
import { useChatTitle } from '#web/messenger/index.ts'
import { t } from '../calls.texts.ts'
import { leaveCurrent } from '../enter.ts'
import { useOngoing } from '../ongoing.ts'
import { callHref } from '../place.ts'
import type { CallSession } from '../session/call-session.ts'
import { Floating } from './Floating.tsx'
import styles from './host.module.css'
import { useTabPicture } from './use-tab-picture.ts'

/** Elsewhere in the app: that the person is still heard in a call, and the way back there. */
export function ReturnBar() {
  const session = useOngoing((ongoing) => ongoing.session)
  return session === null ? null : <Bar session={session} />
}

function Bar({ session }: { session: CallSession }) {
  const phase = useStore(session.store, (state) => state.phase)
  const title = useChatTitle(session.chatId)
  useTabPicture()
  useEffect(() => {
    if (phase !== 'over') return
    const { ending } = session.store.getState()
    if (ending?.how === 'ended') showToast(t.over.ended)
    if (ending?.how === 'elsewhere') showToast(t.over.elsewhere)
    if (ending?.how === 'refused') showFailure(explain(ending.error).sentence)
    useOngoing.setState({ session: null })
  }, [phase, session])
  if (phase === 'over') return null
  return (
    <section className={styles.bar} aria-label={t.bar.label}>
      {phase === 'in' && <Floating session={session} />}
      <AppLink href={callHref(session.chatId)} className={styles.back}>
        <Icon24Phone aria-hidden="true" />
        <span>
          <b>{phase === 'waiting' ? t.bar.waits : t.bar.inside}</b>
          <span className={styles.title}>{title.name}</span>
        </span>
        <span className={styles.act}>{t.bar.back}</span>
      </AppLink>
      <button
        type="button"
        className={styles.leave}
        aria-label={t.bar.leave}
        title={t.bar.leave}
        onClick={leaveCurrent}
      >
        <Icon28PhoneDownOutline />
      </button>
    </section>
  )
}
