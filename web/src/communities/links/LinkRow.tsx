import { Icon20CopyOutline } from '@vkontakte/icons'
import type { InviteLink } from '#contract/communities/links.ts'
import { number } from '#web/kit/i18n/plural.ts'
import { Chip, Dot } from '#web/kit/ui/Chip.tsx'
import { cx } from '#web/kit/ui/cx.ts'
import { QrCode } from '#web/kit/ui/QrCode.tsx'
import { When } from '#web/kit/ui/When.tsx'
import { useCommunity } from '../layout/community-context.ts'
import { roleName, roleTone } from '../terms/terms.ts'
import { copyLink, linkAddress, shortAddress } from './link-address.ts'
import styles from './links.module.css'
import { t } from './links.texts.ts'

const SOON_MS = 3 * 24 * 3_600_000

interface LinkRowProps {
  link: InviteLink
  chosen: boolean
  onChoose: () => void
}

export function LinkRow({ link, chosen, onChoose }: LinkRowProps) {
  const { community } = useCommunity()
  const role = roleName(community.type, link.role)
  const off = link.state !== 'active'
  return (
    <li className={cx(styles.item, chosen && styles.chosen, off && styles.off)}>
      <button type="button" className={styles.qr} aria-label={t.show(`${link.unitName}, ${role}`)} onClick={onChoose}>
        <QrCode text={linkAddress(link)} size={62} label={t.qr} />
      </button>
      <div className={styles.main}>
        <h2>
          <span>{link.unitName}</span> <Chip tone={roleTone(link.role)}>{role}</Chip>
        </h2>
        {link.childName !== null && <p className={styles.state}>{t.childOf(link.childName)}</p>}
        <p className={styles.address}>{shortAddress(link)}</p>
        <p className={styles.state}>
          <LinkState link={link} />
        </p>
      </div>
      <dl className={styles.uses}>
        <dt>{t.uses}</dt>
        <dd className="num">{t.usesOf(number(link.uses), link.usesMax === null ? null : number(link.usesMax))}</dd>
      </dl>
      <button
        type="button"
        className={styles.copy}
        aria-label={t.copy}
        title={t.copy}
        hidden={off}
        onClick={() => void copyLink(link)}
      >
        <Icon20CopyOutline />
      </button>
    </li>
  )
}

/** What is with a link, in a word and a day. */
export function LinkState({ link }: { link: InviteLink }) {
  const { community } = useCommunity()
  const zone = { timeZone: community.timeZone }
  if (link.state !== 'active') {
    return (
      <>
        <Dot tone="off" />
        {t.ended[link.state]}
      </>
    )
  }
  const soon = Date.parse(link.expiresAt) - Date.now() < SOON_MS
  return (
    <>
      <Dot tone={soon ? 'warn' : 'ok'} />
      <span>
        {soon ? t.soon : t.until} <When at={link.expiresAt} {...zone} dayOnly />
      </span>
    </>
  )
}
