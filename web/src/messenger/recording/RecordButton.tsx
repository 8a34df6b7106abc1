import { Icon24VideocamOutline, Icon24VoiceOutline } from '@vkontakte/icons'
import type { PointerEvent } from 'react'
import styles from '../chat/chat.module.css'
import { t } from '../messenger.texts.ts'
import { IconButton } from '../parts/Parts.tsx'

/** What is recorded into a chat: a voice (MSG-04), or the person himself in a circle (MSG-05). */
export type Recorded = 'voice' | 'round'

/** How a recording was begun: by a finger or a button of the mouse that is down still, or by a press. */
export interface Hold {
  readonly what: Recorded
  /** Where the finger went down; null for a press of the keyboard. */
  readonly from: { x: number; y: number } | null
  /** Set as soon as the finger has gone up. */
  isOver: boolean
}

/** Whether this browser can record at all. */
export const records = (): boolean => typeof MediaRecorder === 'function' && navigator.mediaDevices !== undefined

interface RecordButtonProps {
  what: Recorded
  /** Why it cannot be pressed now. */
  why: string | undefined
  onBegin: (hold: Hold) => void
}

/** Begins a voice message or a round one: held down for as long as one speaks, or pressed once. */
export function RecordButton({ what, why, onBegin }: RecordButtonProps) {
  const press = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0 || why !== undefined) return
    // The button goes; the finger is followed wherever it is.
    event.currentTarget.releasePointerCapture(event.pointerId)
    const hold: Hold = { what, from: { x: event.clientX, y: event.clientY }, isOver: false }
    const end = () => {
      hold.isOver = true
      removeEventListener('pointerup', end)
      removeEventListener('pointercancel', end)
    }
    addEventListener('pointerup', end)
    addEventListener('pointercancel', end)
    onBegin(hold)
  }
  return (
    <IconButton
      label={t.composer.record[what]}
      className={styles.record}
      disabled={why !== undefined}
      title={why ?? t.composer.recordHow[what]}
      onPointerDown={press}
      onContextMenu={(event) => event.preventDefault()}
      onClick={({ detail }) => {
        if (detail === 0) onBegin({ what, from: null, isOver: true })
      }}
    >
      {what === 'voice' ? <Icon24VoiceOutline /> : <Icon24VideocamOutline />}
    </IconButton>
  )
}
