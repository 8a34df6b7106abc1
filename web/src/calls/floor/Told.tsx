import { useEffect } from 'react'
import { useStore } from 'zustand'
import { fallbackNames, nameOf } from '#web/messenger/index.ts'
import styles from '../room/room.module.css'
import type { Controls } from '../room/use-controls.ts'
import type { CallSession } from '../session/call-session.ts'
import { playTones } from '../tones.ts'
import { t } from './floor.texts.ts'

/** So long the banner of whoever draws attention stands. Milliseconds. */
const STAYS_MS = 8_000
const TONES_HZ = [784, 988]

/** What whoever leads the call says to one: to switch something on, which only he himself can, or to look (CALL-05, CALL-13). */
export function Told({ session, controls }: { session: CallSession; controls: Controls }) {
  return (
    <>
      <Nudge session={session} />
      <AskedFor session={session} controls={controls} />
    </>
  )
}

function useNameOf(session: CallSession, profileId: string | null): string {
  const card = useStore(session.store, ({ cards }) => (profileId === null ? undefined : cards[profileId]))
  return nameOf(card, fallbackNames).name
}

function Nudge({ session }: { session: CallSession }) {
  const nudged = useStore(session.store, (state) => state.nudged)
  const name = useNameOf(session, nudged?.byId ?? null)
  useEffect(() => {
    if (nudged === null) return
    playTones(TONES_HZ)
    navigator.vibrate?.([200, 100, 200])
    const timer = setTimeout(() => session.store.setState({ nudged: null }), STAYS_MS)
    return () => clearTimeout(timer)
  }, [nudged, session])
  return nudged === null ? null : <p role="alert">{t.nudges(name)}</p>
}

function AskedFor({ session, controls }: { session: CallSession; controls: Controls }) {
  const asked = useStore(session.store, (state) => state.asked)
  const name = useNameOf(session, asked?.profileId ?? null)
  if (asked === null) return null
  const done = () => session.store.setState({ asked: null })
  const isMicrophone = asked.source === 'microphone'
  return (
    <p role="alert">
      <span className={styles.asked}>{isMicrophone ? t.asksMicrophone(name) : t.asksCamera(name)}</span>
      <button
        type="button"
        onClick={() => {
          done()
          if (isMicrophone) controls.setMicrophone(true)
          else controls.setCamera(true)
        }}
      >
        {t.turnOn}
      </button>
      <button type="button" onClick={done}>
        {t.notNow}
      </button>
    </p>
  )
}
