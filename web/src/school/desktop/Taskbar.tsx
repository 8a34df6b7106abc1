import { Icon24HomeOutline, Icon24Squareshape4GridOutline } from '@vkontakte/icons'
import { useEffect, useState } from 'react'
import { Logo } from '#web/kit/brand/Logo.tsx'
import { dayKey, plainDay, time } from '#web/kit/i18n/dates.ts'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import { useDesk } from '../desk-context.ts'
import { shortName } from '../kit/names.ts'
import { LinkedMark } from '../linking/LinkControls.tsx'
import { t } from '../school.texts.ts'
import { useWindows } from './windows.ts'

const TICK_MS = 10_000

/** The bar at the foot: «Пуск», open windows, and who works here. */
export function Taskbar({ menu, onMenu }: { menu: boolean; onMenu: (open: boolean) => void }) {
  const phone = usePhone()
  const { open, front, focus, hideAll } = useWindows()
  const [list, setList] = useState(false)
  const start = (
    <button type="button" className={phone ? 'es-place' : 'es-go'} aria-expanded={menu} onClick={() => onMenu(!menu)}>
      <span className="es-chip es-face-board">
        <Logo size={20} />
      </span>
      {t.start}
    </button>
  )
  const tasks = open
    .filter(({ size }) => size !== 'alert')
    .map(({ key, title }) => (
      <button
        key={key}
        type="button"
        className="es-task"
        aria-current={key === front ? 'true' : undefined}
        onClick={() => {
          onMenu(false)
          setList(false)
          focus(key)
        }}
      >
        {title}
      </button>
    ))
  if (!phone) {
    return (
      <nav className="es-bar" aria-label={t.taskbar}>
        {start}
        <div className="es-tasks">{tasks}</div>
        <Who />
      </nav>
    )
  }
  return (
    <nav className="es-bar" aria-label={t.taskbar}>
      {list && (
        <div className="es-list">
          <h2>{t.windows}</h2>
          {open.length === 0 ? <p className="es-mut">{t.noWindows}</p> : tasks}
        </div>
      )}
      {start}
      <button
        type="button"
        className="es-place"
        aria-current={front === null ? 'page' : undefined}
        onClick={() => {
          onMenu(false)
          setList(false)
          hideAll()
        }}
      >
        <Icon24HomeOutline />
        {t.desktop}
      </button>
      <button type="button" className="es-place" aria-expanded={list} onClick={() => setList(!list)}>
        <Icon24Squareshape4GridOutline />
        {t.windows}
      </button>
    </nav>
  )
}

function Who() {
  const desk = useDesk()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS)
    return () => clearInterval(timer)
  }, [])
  const zone = { timeZone: desk.timeZone }
  return (
    <div className="es-tray">
      <LinkedMark />
      <span className="es-who">
        <b>{shortName(desk)}</b>
        <small>{desk.roles[0]?.name ?? t.noRole}</small>
      </span>
      <span className="es-clock">
        <b>{time(now, zone)}</b>
        <small>{plainDay(dayKey(now, zone))}</small>
      </span>
    </div>
  )
}
