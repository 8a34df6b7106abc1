import { type ReactNode, useId } from 'react'
import { t } from '../calls.texts.ts'
import type { Device } from '../devices.ts'
import styles from './prejoin.module.css'

interface DeviceFieldProps {
  label: string
  devices: readonly Device[]
  chosen: string
  onChoose: (id: string) => void
  /** Beside the field. */
  aside?: ReactNode
  /** Below it. */
  children?: ReactNode
}

/** Which microphone, camera or speaker; one that is not here today stands as the default of the system. */
export function DeviceField({ label, devices, chosen, onChoose, aside, children }: DeviceFieldProps) {
  const id = useId()
  const value = devices.some((device) => device.id === chosen) ? chosen : ''
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <div className={styles.line}>
        <select id={id} value={value} onChange={(event) => onChoose(event.target.value)}>
          <option value="">{t.prejoin.byDefault}</option>
          {devices.map((device) => (
            <option key={device.id} value={device.id}>
              {device.label}
            </option>
          ))}
        </select>
        {aside}
      </div>
      {children}
    </div>
  )
}
