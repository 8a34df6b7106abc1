import { Icon16CheckDoubleOutline, Icon16CheckOutline, Icon16ClockOutline, Icon16ErrorCircle } from '@vkontakte/icons'
import type { ComponentProps, ReactNode } from 'react'
import { UNREAD_COUNT_MAX } from '#contract/messenger/messenger.limits.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { cx } from '#web/kit/ui/cx.ts'
import { t } from '../messenger.texts.ts'
import type { Delivery } from '../view/chat-list.ts'
import styles from './parts.module.css'

/** A button that is a picture; its name is for the ear and the tip. */
export function IconButton({ label, className, ...rest }: ComponentProps<'button'> & { label: string }) {
  return <button type="button" aria-label={label} title={label} className={cx(styles.button, className)} {...rest} />
}

type MainButtonProps = ComponentProps<'button'> & { mode?: 'primary' | 'soft' | 'danger' }

export function MainButton({ mode = 'primary', className, ...rest }: MainButtonProps) {
  const look = mode === 'soft' ? styles.soft : mode === 'danger' ? styles.danger : undefined
  return <button type="button" className={cx(styles.main, look, className)} {...rest} />
}

export function Badge({ count, quiet = false }: { count: number; quiet?: boolean }) {
  if (count <= 0) return null
  return (
    <span className={cx(styles.badge, quiet && styles.quiet)}>
      <span aria-hidden="true">{count >= UNREAD_COUNT_MAX ? t.list.over : count}</span>
      <span className="vh">{t.list.unread(count)}</span>
    </span>
  )
}

/** Somebody has named the reader in what he has not read. */
export function At({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <span className={styles.at}>
      <span aria-hidden="true">@</span>
      <span className="vh">{t.list.mentioned(count)}</span>
    </span>
  )
}

export function Ticks({ delivery }: { delivery: Delivery }) {
  // The icons hide themselves from those who listen; this one is not an ornament.
  const label = { 'aria-label': t.delivery[delivery], 'aria-hidden': false, role: 'img' }
  if (delivery === 'read') return <Icon16CheckDoubleOutline className={cx(styles.tick, styles.read)} {...label} />
  if (delivery === 'sent') return <Icon16CheckOutline className={styles.tick} {...label} />
  if (delivery === 'failed') return <Icon16ErrorCircle className={cx(styles.tick, styles.failed)} {...label} />
  return <Icon16ClockOutline className={styles.tick} {...label} />
}

export function Typing({ children }: { children: ReactNode }) {
  return (
    <span className={styles.typing}>
      {children}
      <i />
      <i />
      <i />
    </span>
  )
}

export function Skeleton({ width, height = 12, radius = 6 }: { width: number; height?: number; radius?: number }) {
  return <span className={styles.skeleton} style={{ width, height, borderRadius: radius }} />
}

interface NoticeProps {
  title: string
  text?: string
  code?: string | null
  action?: { label: string } & ({ onClick: () => void } | { href: string })
}

/** What happened and what to do, in the place of a content that is not there. */
export function Notice({ title, text, code, action }: NoticeProps) {
  return (
    <div className={styles.notice} role="status">
      <strong>{title}</strong>
      {text !== undefined && <span>{text}</span>}
      {code && <small>{code}</small>}
      {action !== undefined &&
        ('href' in action ? (
          <AppLink href={action.href} className={cx(styles.main, styles.soft)}>
            {action.label}
          </AppLink>
        ) : (
          <MainButton mode="soft" onClick={action.onClick}>
            {action.label}
          </MainButton>
        ))}
    </div>
  )
}
