import { Photo } from '../photos/Photo.tsx'
import { cx } from './cx.ts'
import styles from './OrgTile.module.css'

interface OrgTileProps {
  name: string
  size?: number
  quiet?: boolean
  /** Its logo covers the sign; null without one, and undefined where it is not for the eyes of the viewer. */
  logoId?: string | null
}

/** A small sign of an organisation: its number when the name holds one, else two letters. */
export function OrgTile({ name, size = 40, quiet = false, logoId = null }: OrgTileProps) {
  const sign = orgSign(name)
  // Four digits need smaller ones to stay inside.
  const scale = sign.length > 3 ? 0.32 : 0.416
  return (
    <span
      className={cx(styles.tile, quiet && styles.quiet)}
      style={{ width: size, height: size, fontSize: size * scale }}
      aria-hidden="true"
    >
      {sign}
      {logoId !== null && <Photo id={logoId} pictureId={logoId} size={size} />}
    </span>
  )
}

/** «СОШ № 14» → «14», «Центр „Созвездие“» → «ЦС». */
export function orgSign(name: string): string {
  const number = /\d{1,4}/.exec(name)
  if (number !== null) return number[0]
  const words = name.split(/[^\p{L}]+/u).filter((word) => word.length > 2)
  const letters = words.slice(0, 2).map((word) => word[0]!.toUpperCase())
  return letters.length === 0 ? name.slice(0, 2).toUpperCase() : letters.join('')
}
