import type { ReactNode } from 'react'
import { initials, type NameParts } from '#contract/identity/names.ts'
import styles from './Avatar.module.css'
import { avatarTone } from './avatar-tone.ts'
import { cx } from './cx.ts'
import tones from './Tones.module.css'

interface AvatarProps {
  /** What the colour hangs on: the id of the person. */
  id: string
  person: Pick<NameParts, 'name' | 'surname'>
  size?: number
  className?: string
  /** The photo, where there is one: it covers the letters. */
  children?: ReactNode
}

/** Initials in a stable colour; a picture for the eye only, as large as it is whatever the text: the name stands beside it. */
export function Avatar({ id, person, size = 36, className, children }: AvatarProps) {
  return (
    <span
      className={cx(tones.tone, styles.avatar, className)}
      data-tone={avatarTone(id)}
      style={{ width: size, height: size, fontSize: size * 0.36 }}
      aria-hidden="true"
    >
      {initials({ ...person, patronymic: '' })}
      {children}
    </span>
  )
}
