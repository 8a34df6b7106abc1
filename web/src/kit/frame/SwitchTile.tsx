import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import { OrgTile } from '../ui/OrgTile.tsx'
import { whenIdle } from '../ui/when-idle.ts'
import styles from './Frame.module.css'
import { frameTexts as t } from './frame.texts.ts'
import type { FrameContextValue } from './frame-context.ts'
import type { SwitchPopoverProps } from './SwitchPopover.tsx'

interface SwitchTileProps {
  organisation: FrameContextValue['organisation']
  choosing: boolean
  setChoosing: (on: boolean) => void
  content: ReactNode
}

/** The organisation in the rail; what opens beside it comes when the page is idle, or with the first press. */
export function SwitchTile({ organisation, choosing, setChoosing, content }: SwitchTileProps) {
  const Beside = useSwitchPopover(choosing)
  const tile = (
    <button
      type="button"
      className={styles.tile}
      aria-label={t.organisation(organisation?.shortName ?? '')}
      hidden={organisation === null}
      onClick={Beside === null ? () => setChoosing(true) : undefined}
    >
      {organisation !== null && <OrgTile name={organisation.shortName} size={36} />}
    </button>
  )
  if (Beside === null) return tile
  return (
    <Beside shown={choosing} onShownChange={setChoosing} content={content}>
      {tile}
    </Beside>
  )
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
