import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useStore } from 'zustand'
import { hrefOf, useChatTitle } from '#web/messenger/index.ts'
import { t } from '../calls.texts.ts'
import { leaveCurrent } from '../enter.ts'
import { Gauge } from '../prejoin/Gauge.tsx'
import { useOpened } from '../prejoin/own-devices.ts'
import { Preview } from '../prejoin/Preview.tsx'
import styles from '../prejoin/prejoin.module.css'
import { TestButton } from '../prejoin/SpeakerField.tsx'
import { troubleText } from '../prejoin/trouble-text.ts'
import type { CallSession } from '../session/call-session.ts'
import { PageTop } from './PageTop.tsx'

/** At the door of a call: nobody is seen or named, and one tries one's own devices (CALL-09). */
export function WaitingPage({ session }: { session: CallSession }) {
  const { history } = useRouter()
  const title = useChatTitle(session.chatId)
  const tries = useStore(session.store, (state) => state.tries)
  const [cameraOn, setCameraOn] = useState(false)
  const microphone = useOpened('audio', true)
  const camera = useOpened('video', cameraOn)
  const leave = () => {
    leaveCurrent()
    history.replace(hrefOf(session.chatId))
  }
  return (
    <div className={styles.page}>
      <PageTop chatId={session.chatId} />
      <main id="content" className={styles.waiting} aria-label={t.waiting.label}>
        <section className={styles.board}>
          <p className={styles.where} role="status">
            <span className={styles.wheel} aria-hidden="true" />
            {tries > 0 ? t.enteringAgain : t.waiting.where}
          </p>
          <h1>{title.name}</h1>
          <p>{t.waiting.title}</p>
        </section>
        <div className={styles.below}>
          <Preview camera={camera} onCamera={setCameraOn} />
          <div className={styles.checks}>
            <p className={styles.sub}>{t.waiting.text}</p>
            {microphone.state === 'trouble' ? (
              <p className={styles.wrong}>{troubleText('Audio', microphone.trouble)}</p>
            ) : (
              <Gauge stream={microphone.state === 'on' ? microphone.stream : null} />
            )}
            <div className={styles.foot}>
              <TestButton />
              <button type="button" className={`${styles.soft} ${styles.danger}`} onClick={leave}>
                {t.waiting.leave}
              </button>
            </div>
          </div>
        </div>
      </main>
    </div>
  )
}
