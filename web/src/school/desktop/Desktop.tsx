import { Icon12ArrowUpRight, Icon28MessagesOutline } from '@vkontakte/icons'
import { useState } from 'react'
import { Logo } from '#web/kit/brand/Logo.tsx'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import { useDesk, useMessengerName } from '../desk-context.ts'
import { LinkReturn, LinkShortcut } from '../linking/LinkControls.tsx'
import { t } from '../school.texts.ts'
import { StartMenu } from './StartMenu.tsx'
import { type Section, useSections } from './sections.tsx'
import { Taskbar } from './Taskbar.tsx'
import { Wall } from './Wall.tsx'
import { WindowFrame } from './WindowFrame.tsx'
import { useWindows } from './windows.ts'

/** The desktop: shortcuts, windows over them, and the bar with «Пуск». */
export function Desktop() {
  const { open, front } = useWindows()
  const [menu, setMenu] = useState(false)
  const sections = useSections()
  const phone = usePhone()
  const isCovered = front !== null
  return (
    <div className="es-screen">
      <Wall />
      <main className="es-desk">
        <div className="es-under" inert={isCovered || menu} hidden={phone && isCovered}>
          {phone && <h1 className="es-name">{t.school}</h1>}
          {!phone && <h1 className="vh">{t.desktop}</h1>}
          <Shortcuts sections={sections.filter(({ onDesktop }) => onDesktop)} />
        </div>
        {open.map((spec) => (
          <WindowFrame key={spec.key} spec={spec} isFront={spec.key === front && !menu} isHidden={front === null} />
        ))}
        {menu && <StartMenu sections={sections} onClose={() => setMenu(false)} />}
      </main>
      <Taskbar menu={menu} onMenu={setMenu} />
      <LinkReturn chats={sections.find(({ spec }) => spec.key === 'chats')?.spec} />
    </div>
  )
}

function Shortcuts({ sections }: { sections: readonly Section[] }) {
  const { show } = useWindows()
  const messenger = useMessengerName()
  const { naming } = useDesk()
  return (
    <ul className="es-shortcuts" aria-label={t.shortcuts}>
      {sections.map(({ spec, label, Icon }) => (
        <li key={spec.key}>
          <button type="button" className="es-shortcut" onClick={() => show(spec)}>
            <span className={Icon === null ? 'es-face es-face-board' : 'es-face'}>
              {Icon === null ? <Logo size={40} /> : <Icon />}
              <Icon12ArrowUpRight className="es-arrow" />
            </span>
            {label}
          </button>
        </li>
      ))}
      <li>
        <a className="es-shortcut" href={`${naming.url}/im`}>
          <span className="es-face es-face-board">
            <Icon28MessagesOutline />
            <Icon12ArrowUpRight className="es-arrow" />
          </span>
          {t.goTo(messenger.to)}
        </a>
      </li>
      <LinkShortcut />
    </ul>
  )
}
