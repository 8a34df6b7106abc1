import { Icon20PinOutline, Icon24ListBulletSquareOutline } from '@vkontakte/icons'
import { useState } from 'react'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { late } from '#web/kit/ui/late.tsx'
import { useMessenger } from '../boot/engine-context.ts'
import { useName } from '../boot/names.ts'
import { t as texts } from '../messenger.texts.ts'
import { IconButton } from '../parts/Parts.tsx'
import { summaryOf } from '../view/summary.ts'
import styles from './pins.module.css'
import { t } from './pins.texts.ts'
import { seenPins } from './seen-pins.ts'

// Opened by a press only.
const PinsSheet = late(async () => (await import('./PinsSheet.tsx')).PinsSheet, { pressed: true })

interface PinBarProps {
  slice: ChatSlice
  onJump: (seq: number) => void
}

/** What is pinned, one message at a time: a press goes there and shows the next one (MSG-17). */
export function PinBar({ slice, onJump }: PinBarProps) {
  const marks = useMessenger(({ sync }) => sync.marks)
  const pins = seenPins(slice, marks)
  const [chosen, setChosen] = useState(0)
  const [listing, setListing] = useState(false)
  const place = chosen < pins.length ? chosen : 0
  const message = pins[place]
  const { name } = useName(message?.senderId ?? '')
  if (message === undefined) return null
  const { erased, seq } = message
  return (
    <div className={styles.bar} role="note">
      <button
        type="button"
        className={styles.pinned}
        onClick={() => {
          onJump(seq)
          setChosen((place + 1) % pins.length)
        }}
      >
        <Icon20PinOutline aria-hidden="true" />
        <span>
          <b>{pins.length === 1 ? t.one : t.place(place + 1, pins.length)}</b>
          <span>
            {erased === null
              ? `${slice.chat.kind === 'group' ? `${name}: ` : ''}${summaryOf(message)}`
              : texts.erased[erased]}
          </span>
        </span>
      </button>
      <IconButton label={t.all} onClick={() => setListing(true)}>
        <Icon24ListBulletSquareOutline />
      </IconButton>
      {listing && (
        <PinsSheet
          slice={slice}
          onJump={(target) => {
            setListing(false)
            onJump(target)
          }}
          onClose={() => setListing(false)}
        />
      )}
    </div>
  )
}
