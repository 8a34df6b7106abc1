import { Icon20Cancel, Icon20MinusOutline, Icon24ArrowLeftOutline } from '@vkontakte/icons'
import { useEffect, useId, useRef } from 'react'
import { cx } from '#web/kit/ui/cx.ts'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import { t } from '../school.texts.ts'
import { useWindows, type WindowSpec } from './windows.ts'

/** The frame of a window: its title, and the ways to put it aside and to close it. On a phone it covers the screen. */
export function WindowFrame({ spec, isFront, isHidden }: { spec: WindowSpec; isFront: boolean; isHidden: boolean }) {
  const { close, hideAll } = useWindows()
  const phone = usePhone()
  const titleId = useId()
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // Whoever comes into a window, or back to it, begins at its title.
    if (isFront && title.current?.closest('section')?.contains(document.activeElement) !== true) title.current?.focus()
  }, [isFront])
  const isAlert = spec.size === 'alert'
  const end = () => close(spec.key)
  return (
    <section
      className={cx('es-win', `es-win-${spec.size}`, !isFront && 'es-dim')}
      role={isAlert ? 'alertdialog' : 'dialog'}
      aria-labelledby={titleId}
      hidden={isHidden}
      inert={!isFront}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && isAlert) end()
      }}
    >
      <header className="es-win-head">
        {phone && !isAlert && (
          <button type="button" className="es-icon" onClick={end} aria-label={t.back}>
            <Icon24ArrowLeftOutline />
          </button>
        )}
        <h1 id={titleId} ref={title} tabIndex={-1}>
          {spec.title}
        </h1>
        {!phone && !isAlert && (
          <button type="button" className="es-icon" onClick={hideAll} aria-label={t.putAside}>
            <Icon20MinusOutline />
          </button>
        )}
        {(!phone || isAlert) && (
          <button type="button" className="es-icon" onClick={end} aria-label={t.close}>
            <Icon20Cancel />
          </button>
        )}
      </header>
      {spec.render(end)}
    </section>
  )
}
