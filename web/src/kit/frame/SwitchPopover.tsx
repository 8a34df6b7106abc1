import { Popover } from '@vkontakte/vkui'
import type { ReactElement, ReactNode } from 'react'
import styles from './Frame.module.css'
import { frameTexts as t } from './frame.texts.ts'

export interface SwitchPopoverProps {
  shown: boolean
  onShownChange: (on: boolean) => void
  content: ReactNode
  children: ReactElement
}

/** The choice of organisation and profile beside its button in the rail. */
export function SwitchPopover({ shown, onShownChange, content, children }: SwitchPopoverProps) {
  return (
    <Popover
      shown={shown}
      onShownChange={onShownChange}
      placement="right-end"
      trigger="click"
      role="dialog"
      aria-label={t.switchTitle}
      content={<div className={styles.switcher}>{content}</div>}
    >
      {children}
    </Popover>
  )
}
