import {
  Icon20FullscreenOutline,
  Icon20Squareshape9GridOutline,
  Icon20UserOutline,
  Icon24ChevronDown,
  Icon28CameraSyncOutline,
} from '@vkontakte/icons'
import { type ReactNode, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { lengthOf } from '#web/kit/i18n/lengths.ts'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import { hrefOf, useChatTitle } from '#web/messenger/index.ts'
import { t } from '../calls.texts.ts'
import { choose, useChoices } from '../choices.ts'
import { useDevices } from '../devices.ts'
import type { CallSession } from '../session/call-session.ts'
import styles from './room.module.css'

interface TopBarProps {
  session: CallSession
  own: { camera: boolean }
}

/** Which call this is, how long it has been going on, and how it is shown. */
export function TopBar({ session, own }: TopBarProps) {
  const phone = usePhone()
  const title = useChatTitle(session.chatId)
  const saving = useChoices((choices) => choices.saving)
  return (
    <header className={styles.top}>
      <AppLink
        href={hrefOf(session.chatId)}
        className={styles.icon}
        aria-label={t.room.collapse}
        title={t.room.collapse}
      >
        <Icon24ChevronDown />
      </AppLink>
      <div className={styles.title}>
        <h1 title={title.name}>{title.name}</h1>
        <Length session={session} />
        {saving !== 'all' && !phone && <span className={styles.tag}>{t.room.saved}</span>}
      </div>
      {phone ? (
        own.camera && <Flip session={session} />
      ) : (
        <>
          <Views />
          <FullScreen />
        </>
      )}
    </header>
  )
}

function Length({ session }: { session: CallSession }) {
  const since = useStore(session.store, (state) => state.call.startedAt)
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return <span className={styles.length}>{lengthOf(Math.max(0, now - Date.parse(since)))}</span>
}

const VIEWS = ['grid', 'speaker'] as const

/** Grid or speaker; on a phone the same choice lies behind «Ещё». */
export function Views() {
  const view = useChoices((choices) => choices.view)
  const labels = { grid: t.room.grid, speaker: t.room.speakerView }
  const icons: Record<(typeof VIEWS)[number], ReactNode> = {
    grid: <Icon20Squareshape9GridOutline aria-hidden="true" />,
    speaker: <Icon20UserOutline aria-hidden="true" />,
  }
  return (
    <fieldset className={styles.views}>
      <legend className="vh">{t.room.view}</legend>
      {VIEWS.map((each) => (
        <button key={each} type="button" aria-pressed={view === each} onClick={() => choose({ view: each })}>
          {icons[each]}
          {labels[each]}
        </button>
      ))}
    </fieldset>
  )
}

function FullScreen() {
  const [full, setFull] = useState(false)
  useEffect(() => {
    const onChange = () => setFull(document.fullscreenElement !== null)
    document.addEventListener('fullscreenchange', onChange)
    return () => document.removeEventListener('fullscreenchange', onChange)
  }, [])
  const label = full ? t.room.fullscreenEnd : t.room.fullscreen
  const toggle = () => (full ? document.exitFullscreen() : document.documentElement.requestFullscreen())
  return (
    <button
      type="button"
      className={styles.icon}
      aria-label={label}
      title={label}
      onClick={() => void toggle().catch(() => {})}
    >
      <Icon20FullscreenOutline />
    </button>
  )
}

/** The next camera of a phone: the one that looks the other way. */
function Flip({ session }: { session: CallSession }) {
  const { videoinput } = useDevices(true)
  const chosen = useChoices(({ cameraId }) => cameraId)
  if (videoinput.length < 2) return null
  const flip = () => {
    const next = videoinput[(videoinput.findIndex(({ id }) => id === chosen) + 1) % videoinput.length]!
    choose({ cameraId: next.id })
    void session.setDevice('videoinput', next.id).catch(() => {})
  }
  return (
    <button type="button" className={styles.icon} aria-label={t.room.flip} title={t.room.flip} onClick={flip}>
      <Icon28CameraSyncOutline width={24} height={24} />
    </button>
  )
}
