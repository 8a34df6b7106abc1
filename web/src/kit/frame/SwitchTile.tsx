import { type ComponentType, type ReactNode, useEffect, useRef, useState } from 'react'
import { OrgTile } from '../ui/OrgTile.tsx'
import { whenIdle } from '../ui/when-idle.ts'
import styles from './Frame.module.css'
import { frameTexts as t } from './frame.texts.ts'
import type { FrameContextValue } from './frame-context.ts'
import type { SwitchPopoverProps } from './SwitchPopover.tsx'

/** VKUI fades the popover out and only then gives the focus up. */
const CLOSING_MS = 250

interface SwitchTileProps {
  organisation: FrameContextValue['organisation']
  choosing: boolean
  setChoosing: (on: boolean) => void
  content: ReactNode
}

/** The organisation in the rail; what opens beside it comes when the page is idle, or with the first press. */
export function SwitchTile({ organisation, choosing, setChoosing, content }: SwitchTileProps) {
  const Beside = useSwitchPopover(choosing)
  const place = useFocusBack(choosing)
  const tile = (
    <button
      type="button"
      className={styles.tile}
      aria-label={t.organisation(organisation?.shortName ?? '')}
      hidden={organisation === null}
      onClick={Beside === null ? () => setChoosing(true) : undefined}
    >
      {organisation !== null && <OrgTile name={organisation.shortName} logoId={organisation.logoId} size={36} />}
    </button>
  )
  return (
    <span ref={place}>
      {Beside === null ? (
        tile
      ) : (
        <Beside shown={choosing} onShownChange={setChoosing} content={content}>
          {tile}
        </Beside>
      )}
    </span>
  )
}

/** A button that was drawn anew while its popover opened is not the one that had the focus. */
function useFocusBack(choosing: boolean) {
  const place = useRef<HTMLSpanElement>(null)
  const before = useRef(choosing)
  useEffect(() => {
    const closed = before.current && !choosing
    before.current = choosing
    if (!closed) return
    const timer = setTimeout(() => {
      if (document.activeElement === document.body) place.current?.querySelector('button')?.focus()
    }, CLOSING_MS)
    return () => clearTimeout(timer)
  }, [choosing])
  return place
}

function useSwitchPopover(wanted: boolean): ComponentType<SwitchPopoverProps> | null {
  const [loaded, setLoaded] = useState<{ Popover: ComponentType<SwitchPopoverProps> } | null>(null)
  useEffect(() => {
    if (loaded !== null) return
    const load = () => {
      // Without a network it is tried again with the next press.
      import('./SwitchPopover.tsx').then(
        ({ SwitchPopover }) => setLoaded({ Popover: SwitchPopover }),
        () => {},
      )
    }
    if (!wanted) return whenIdle(load)
    load()
  }, [wanted, loaded])
  return loaded?.Popover ?? null
}
