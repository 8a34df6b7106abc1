import {
  Icon28ArrowUpRectangleOutline,
  Icon28ArrowUpRectangleSlashOutline,
  Icon28MicrophoneAlt,
  Icon28MicrophoneSlashAlt,
  Icon28VideocamAlt,
  Icon28VideocamSlashAlt,
} from '@vkontakte/icons'
import type { ComponentProps, ReactNode } from 'react'
import { cx } from '#web/kit/ui/cx.ts'
import { t } from '../calls.texts.ts'
import styles from './room.module.css'
import type { Controls } from './use-controls.ts'

/** What one sends now. */
export interface Own {
  microphone: boolean
  camera: boolean
  screen: boolean
}

interface DeviceProps {
  own: Own
  controls: Controls
}

/** Whether the browser lets a page show the screen. */
export function canShareScreen(): boolean {
  return navigator.mediaDevices !== undefined && 'getDisplayMedia' in navigator.mediaDevices
}

/** The own microphone and camera. */
export function OwnDevices({ own, controls }: DeviceProps) {
  const microphone = own.microphone ? t.room.microphoneOff : t.room.microphoneOn
  const camera = own.camera ? t.room.cameraOff : t.room.cameraOn
  return (
    <div className={styles.group}>
      <Control
        label={t.microphone}
        aria-label={microphone}
        title={microphone}
        className={cx(styles.device, !own.microphone && styles.off)}
        onClick={() => controls.setMicrophone(!own.microphone)}
      >
        {own.microphone ? <Icon28MicrophoneAlt /> : <Icon28MicrophoneSlashAlt />}
      </Control>
      <Control
        label={t.camera}
        aria-label={camera}
        title={camera}
        className={cx(styles.device, !own.camera && styles.off)}
        onClick={() => controls.setCamera(!own.camera)}
      >
        {own.camera ? <Icon28VideocamAlt /> : <Icon28VideocamSlashAlt />}
      </Control>
    </div>
  )
}

/** Shows the own screen, where the browser can. */
export function ScreenControl({ own, controls }: DeviceProps) {
  if (!canShareScreen()) return null
  const label = own.screen ? t.room.screenOff : t.room.screenOn
  return (
    <Control
      label={t.screen}
      aria-label={label}
      title={label}
      aria-pressed={own.screen}
      onClick={() => controls.setScreen(!own.screen)}
    >
      {own.screen ? <Icon28ArrowUpRectangleSlashOutline /> : <Icon28ArrowUpRectangleOutline />}
    </Control>
  )
}

interface ControlProps extends ComponentProps<'button'> {
  label: string
  children: ReactNode
  badge?: number
  /** The number stands for somebody who waits for an answer. */
  isCalling?: boolean
}

/** One round of the bar, with its name below. */
export function Control({ label, children, badge = 0, isCalling = false, className, ...rest }: ControlProps) {
  const counted = badge > 0 ? { 'aria-label': `${label}: ${isCalling ? t.room.asks(badge) : t.people(badge)}` } : {}
  return (
    <button type="button" className={cx(styles.control, className)} {...counted} {...rest}>
      <span className={styles.sign}>
        {children}
        {badge > 0 && <em data-calling={isCalling || undefined}>{badge}</em>}
      </span>
      <span>{label}</span>
    </button>
  )
}
