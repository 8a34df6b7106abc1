import { Icon20DoorArrowRightOutline } from '@vkontakte/icons'
import { useEffect, useRef, useState } from 'react'
import { deskOpen, deskSignOut } from '#contract/school/desk.ts'
import { Logo } from '#web/kit/brand/Logo.tsx'
import { refresh, useCommand } from '#web/kit/query/useApi.ts'
import { useDesk } from '../desk-context.ts'
import { ActionButton } from '../kit/ActionButton.tsx'
import { t } from '../school.texts.ts'
import type { Section } from './sections.tsx'
import { useWindows } from './windows.ts'

/** «Пуск»: every section that is open to whoever works here, by its group, with a field that finds one. */
export function StartMenu({ sections, onClose }: { sections: readonly Section[]; onClose: () => void }) {
  const { show } = useWindows()
  const desk = useDesk()
  const [words, setWords] = useState('')
  const box = useRef<HTMLDivElement>(null)
  const leave = useCommand(deskSignOut, {
    onSuccess: () => void refresh(deskOpen),
  })
  useEffect(() => box.current?.querySelector('input')?.focus(), [])
  const found = sections.filter(({ label }) => label.toLowerCase().includes(words.trim().toLowerCase()))
  const groups = (['registers', 'administration'] as const).map((group) => ({
    group,
    own: found.filter((section) => section.group === group),
  }))
  return (
    <>
      <div className="es-scrim" aria-hidden="true" onClick={onClose} />
      <div
        ref={box}
        className="es-start"
        role="dialog"
        aria-label={t.start}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose()
        }}
      >
        <input
          className="es-input"
          type="search"
          value={words}
          placeholder={t.findSection}
          aria-label={t.findSection}
          onChange={(event) => setWords(event.target.value)}
        />
        <div className="es-start-list">
          {groups.map(({ group, own }) =>
            own.length === 0 ? null : (
              <section key={group} aria-label={t.groups[group]}>
                <h2>{t.groups[group]}</h2>
                {own.map(({ spec, label, Icon }) => (
                  <button
                    key={spec.key}
                    type="button"
                    className="es-start-item"
                    onClick={() => {
                      show(spec)
                      onClose()
                    }}
                  >
                    <span className={Icon === null ? 'es-chip es-face-board' : 'es-chip'}>
                      {Icon === null ? <Logo size={20} /> : <Icon />}
                    </span>
                    {label}
                  </button>
                ))}
              </section>
            ),
          )}
          {found.length === 0 && <p className="es-mut">{t.nothingFound}</p>}
        </div>
        <footer className="es-start-foot">
          <span>
            <b>{[desk.surname, desk.name, desk.patronymic].filter((part) => part !== '').join(' ')}</b>
            <small>
              {[desk.roles.map(({ name }) => name).join(', '), desk.organisation]
                .filter((part) => part !== '')
                .join(' · ')}
            </small>
          </span>
          <ActionButton icon={<Icon20DoorArrowRightOutline />} busy={leave.isPending} onClick={() => leave.mutate({})}>
            {t.leave}
          </ActionButton>
        </footer>
      </div>
    </>
  )
}
