import type { ComponentProps, ReactNode } from 'react'
import { cx } from '#web/kit/ui/cx.ts'

interface ActionButtonProps extends ComponentProps<'button'> {
  tone?: 'main' | 'plain' | 'quiet' | 'danger'
  icon?: ReactNode
  busy?: boolean
  /** Why it cannot be pressed now, and what to do; null when it can. */
  closed?: string | null
}

/** A button of the windows. One that is closed keeps its place and says why. */
export function ActionButton({
  tone = 'plain',
  icon,
  busy = false,
  closed = null,
  className,
  children,
  ...rest
}: ActionButtonProps) {
  const isOff = busy || closed !== null
  return (
    <button
      type="button"
      {...rest}
      className={cx('es-btn', `es-${tone}`, className)}
      aria-busy={busy || undefined}
      aria-disabled={isOff || undefined}
      title={closed ?? rest.title}
      onClick={isOff ? (event) => event.preventDefault() : rest.onClick}
    >
      {icon}
      <span>{children}</span>
    </button>
  )
}
