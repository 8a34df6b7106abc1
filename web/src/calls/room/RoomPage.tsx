import { useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { cx } from '#web/kit/ui/cx.ts'
import { late } from '#web/kit/ui/late.tsx'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import { hrefOf } from '#web/messenger/index.ts'
import { t } from '../calls.texts.ts'
import { leaveCurrent } from '../enter.ts'
import { Applause } from '../floor/Applause.tsx'
import { Told } from '../floor/Told.tsx'
import { useOwnRole } from '../floor/use-own-role.ts'
import { HallBar } from '../halls/HallBar.tsx'
import { useTabPicture } from '../host/use-tab-picture.ts'
import { WeakLink } from '../link/WeakLink.tsx'
import type { CallSession } from '../session/call-session.ts'
import { Alone } from './Alone.tsx'
import { Announcer } from './Announcer.tsx'
import { ControlBar } from './ControlBar.tsx'
import { usePeople } from './people.ts'
import styles from './room.module.css'
import { Stage } from './Stage.tsx'
import { TopBar } from './TopBar.tsx'
import { type Controls, useControls, useKeys } from './use-controls.ts'
import { useWakeLock } from './use-wake-lock.ts'

// Opened by a press only.
const PeoplePanel = late(async () => (await import('../panel/PeoplePanel.tsx')).PeoplePanel, { pressed: true })
const ChatSettings = late(async () => (await import('../panel/SettingsDialog.tsx')).ChatSettings, { pressed: true })
const HallsDialog = late(async () => (await import('../halls/HallsDialog.tsx')).HallsDialog, { pressed: true })
const LeaveDialog = late(async () => (await import('./LeaveDialog.tsx')).LeaveDialog, { pressed: true })

export type Opened = 'people' | 'halls' | 'settings' | 'leave' | null

/** A call from inside. */
export function RoomPage({ session }: { session: CallSession }) {
  const phone = usePhone()
  const { history } = useRouter()
  const people = usePeople(session)
  const { may } = useOwnRole(session)
  const controls = useControls(session, may)
  const [opened, setOpened] = useState<Opened>(null)
  const leads = useStore(session.store, (state) => state.mine.leads)
  const self = people.find(({ isSelf }) => isSelf)
  const own = {
    microphone: self?.microphone ?? false,
    camera: self?.hasCamera ?? false,
    screen: self?.hasScreen ?? false,
  }
  useKeys(controls, own)
  useWakeLock()
  useTabPicture()
  useEscape(() => setOpened(null))
  const close = () => setOpened(null)
  const leave = () => {
    leaveCurrent()
    history.replace(hrefOf(session.chatId))
  }
  const open = (what: Opened) => (what === 'leave' && !leads ? leave() : setOpened(opened === what ? null : what))
  return (
    <main id="content" className={cx(styles.room, opened === 'people' && !phone && styles.withPanel)}>
      <TopBar session={session} own={own} />
      <Stage session={session} people={people} alone={<Alone session={session} />} />
      <HallBar session={session} onOpen={() => setOpened('halls')} />
      {opened === 'people' && <PeoplePanel session={session} people={people} onClose={close} />}
      <Applause session={session} />
      <Troubles session={session} controls={controls} />
      <ControlBar session={session} own={own} controls={controls} opened={opened} onOpen={open} />
      <Announcer session={session} people={people} />
      {opened === 'settings' && <ChatSettings session={session} onClose={close} />}
      {opened === 'halls' && <HallsDialog session={session} onClose={close} />}
      {opened === 'leave' && <LeaveDialog session={session} onLeave={leave} onClose={close} />}
    </main>
  )
}

/** What keeps one from hearing and being heard, over the stage. */
function Troubles({ session, controls }: { session: CallSession; controls: Controls }) {
  const { phase, tries, mending, silenced, strain, occupants } = useStore(session.store)
  const lost = mending || phase === 'lost'
  return (
    <div className={styles.troubles} role="status">
      <Told session={session} controls={controls} />
      {phase === 'joining' && <p>{tries === 0 ? t.entering : t.enteringAgain}</p>}
      {lost && <p>{t.room.mending}</p>}
      {phase === 'in' && !lost && (
        <WeakLink strain={strain} camera={occupants.some(({ isSelf, hasCamera }) => isSelf && hasCamera)} />
      )}
      {phase === 'in' && !lost && silenced && (
        <p>
          {t.room.silenced}
          <button type="button" onClick={() => void session.startSound()}>
            {t.room.sound}
          </button>
        </p>
      )}
    </div>
  )
}

function useEscape(close: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]') !== null) return
      close()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  })
}
