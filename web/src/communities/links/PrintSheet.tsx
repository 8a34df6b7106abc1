import { useEffect } from 'react'
import { createPortal } from 'react-dom'
import type { InviteLink } from '#contract/communities/links.ts'
import { isStaffRole } from '#contract/communities/types.ts'
import { OrgTile } from '#web/kit/ui/OrgTile.tsx'
import { QrCode } from '#web/kit/ui/QrCode.tsx'
import { useCommunity } from '../layout/community-context.ts'
import { roleName } from '../terms/terms.ts'
import { linkAddress, shortAddress } from './link-address.ts'
import { t } from './links.texts.ts'
import styles from './PrintSheet.module.css'

/** The sheet that hangs at the door of a classroom: on the screen a small one, on paper the whole page. */
export function SheetPaper({ link, qr = 112 }: { link: InviteLink; qr?: number }) {
  const { community } = useCommunity()
  const role = roleName(community.type, link.role)
  return (
    <div className={styles.paper}>
      <div className={styles.head}>
        <OrgTile name={community.shortName} size={24} />
        <span>{community.name}</span>
      </div>
      <p className={styles.title}>
        {isStaffRole(link.role) ? t.sheet.staff(link.unitName) : t.sheet.title(link.unitName, role)}
      </p>
      <div className={styles.middle}>
        <QrCode text={linkAddress(link)} size={qr} label={t.qr} />
        <ol>
          {t.sheet.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </div>
      <p className={styles.address}>{shortAddress(link)}</p>
    </div>
  )
}

/** Prints sheets alone, each on a page of its own. */
export function PrintSheets({ links, onDone }: { links: readonly InviteLink[]; onDone: () => void }) {
  useEffect(() => {
    addEventListener('afterprint', onDone, { once: true })
    const frame = requestAnimationFrame(() => print())
    return () => {
      cancelAnimationFrame(frame)
      removeEventListener('afterprint', onDone)
    }
  }, [onDone])
  return createPortal(
    <div className={styles.page}>
      {links.map((link) => (
        <SheetPaper key={link.id} link={link} qr={360} />
      ))}
    </div>,
    document.body,
  )
}
