import { Icon28Hand, Icon28MessageOutline, Icon28PhoneDownFilled, Icon28SettingsOutline } from '@vkontakte/icons'
import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { explain } from '#web/kit/errors/explain.ts'
import { cx } from '#web/kit/ui/cx.ts'
import { late } from '#web/kit/ui/late.tsx'
import { showFailure } from '#web/kit/ui/toasts.ts'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import { t as callTexts } from '../calls.texts.ts'
import { t as floorTexts } from '../floor/floor.texts.ts'
import { useTabPicture } from '../host/use-tab-picture.ts'
import { WeakLink } from '../link/WeakLink.tsx'
import { Control, OwnDevices, ScreenControl } from '../room/controls.tsx'
import type { Person } from '../room/people.ts'
import styles from '../room/room.module.css'
import { Stage } from '../room/Stage.tsx'
import { type Controls, useControls, useKeys } from '../room/use-controls.ts'
import { useWakeLock } from '../room/use-wake-lock.ts'
import { playTones } from '../tones.ts'
import door from './guest.module.css'
import { t } from './guest.texts.ts'
import type { LinkSession } from './link-session.ts'

// Opened by a press only.
const SettingsDialog = late(async () => (await import('../panel/SettingsDialog.tsx')).SettingsDialog, { pressed: true })

/** A call from inside, for whoever has come by its link: those who are there, and no chat (CALL-08, CALL-20). */
export function LinkRoom({ session, title }: { session: LinkSession; title: string }) {
  const phone = usePhone()
  const people = useLinkPeople(session)
  const { may, hand } = useStore(session.store, (state) => state.own)
  const isIn = useStore(session.store, (state) => state.phase === 'in')
  const controls = useControls(session, may)
  const self = people.find(({ isSelf }) => isSelf)
  const own = {
    microphone: self?.microphone ?? false,
    camera: self?.hasCamera ?? false,
    screen: self?.hasScreen ?? false,
  }
  useKeys(controls, own)
  useWakeLock()
  useTabPicture()
  const [settings, setSettings] = useState(false)
  const raise = () => void session.setHand(!hand).catch((error: unknown) => showFailure(explain(error).sentence))
  const label = hand ? floorTexts.lower : floorTexts.raise
  return (
    <main id="content" className={styles.room}>
      <header className={cx(styles.top, door.top)}>
        <div className={styles.title}>
          <h1>{title}</h1>
          <span>{callTexts.people(Math.max(people.length, 1))}</span>
        </div>
        <button
          type="button"
          className={styles.icon}
          aria-label={callTexts.room.settings}
          title={callTexts.room.settings}
          onClick={() => setSettings(true)}
        >
          <Icon28SettingsOutline />
        </button>
      </header>
      <Stage session={session} people={people} />
      <Troubles session={session} controls={controls} />
      <div className={styles.bar} role="toolbar" aria-label={callTexts.room.bar}>
        <OwnDevices own={own} controls={controls} />
        <div className={styles.group}>
          {!phone && <ScreenControl own={own} controls={controls} />}
          <Control
            label={floorTexts.hand}
            aria-label={label}
            title={label}
            aria-pressed={hand}
            disabled={!isIn}
            onClick={raise}
          >
            <Icon28Hand />
          </Control>
          <Control label={t.chat} aria-disabled="true" title={t.noChat} onClick={() => showFailure(t.noChat)}>
            <Icon28MessageOutline />
          </Control>
        </div>
        <div className={cx(styles.group, styles.last)}>
          <Control label={callTexts.room.leave} className={styles.leave!} onClick={() => session.leave()}>
            <Icon28PhoneDownFilled />
          </Control>
        </div>
      </div>
      {settings && <SettingsDialog session={session} ownRefusal="notHere" onClose={() => setSettings(false)} />}
    </main>
  )
}

/** Everybody who is there, oneself first, under the names that the server tells. */
function useLinkPeople(session: LinkSession): readonly Person[] {
  const occupants = useStore(session.store, (state) => state.occupants)
  const told = useStore(session.store, (state) => state.people)
  return useMemo(() => {
    const bySession = new Map(told.map((one) => [one.sessionId, one]))
    const hands = told.filter(({ hand }) => hand).map(({ sessionId }) => sessionId)
    return occupants.map((occupant) => {
      const known = bySession.get(occupant.sessionId)
      const name = known?.name ?? ''
      const place = hands.indexOf(occupant.sessionId)
      return {
        ...occupant,
        profileId: null,
        name,
        parts: { name, surname: '' },
        staff: known?.verified ?? false,
        guest: known?.guest ?? false,
        hand: place === -1 ? null : place + 1,
      }
    })
  }, [occupants, told])
}

/** So long the banner of whoever draws attention stands. Milliseconds. */
const STAYS_MS = 8_000
const TONES_HZ = [784, 988]

function Nudge({ session }: { session: LinkSession }) {
  const nudges = useStore(session.store, (state) => state.nudges)
  const [shown, setShown] = useState(0)
  useEffect(() => {
    if (nudges === 0) return
    setShown(nudges)
    playTones(TONES_HZ)
    navigator.vibrate?.([200, 100, 200])
    const timer = setTimeout(() => setShown(0), STAYS_MS)
    return () => clearTimeout(timer)
  }, [nudges])
  return shown === 0 ? null : <p role="alert">{t.nudged}</p>
}

function Troubles({ session, controls }: { session: LinkSession; controls: Controls }) {
  const { phase, tries, mending, silenced, strain, occupants, own } = useStore(session.store)
  const { asked } = own
  return (
    <div className={styles.troubles} role="status">
      <Nudge session={session} />
      {(asked === 'microphone' || asked === 'camera') && (
        <p role="alert">
          <span className={styles.asked}>{t.asked[asked]}</span>
          <button
            type="button"
            onClick={() => {
              session.answer()
              if (asked === 'microphone') controls.setMicrophone(true)
              else controls.setCamera(true)
            }}
          >
            {t.turnOn}
          </button>
          <button type="button" onClick={() => session.answer()}>
            {t.notNow}
          </button>
        </p>
      )}
      {phase === 'joining' && <p>{tries === 0 ? callTexts.entering : callTexts.enteringAgain}</p>}
      {(mending || phase === 'lost') && <p>{callTexts.room.mending}</p>}
      {phase === 'in' && !mending && (
        <WeakLink strain={strain} camera={occupants.some(({ isSelf, hasCamera }) => isSelf && hasCamera)} />
      )}
      {phase === 'in' && !mending && silenced && (
        <p>
          {callTexts.room.silenced}
          <button type="button" onClick={() => void session.startSound()}>
            {callTexts.room.sound}
          </button>
        </p>
      )}
    </div>
  )
}
