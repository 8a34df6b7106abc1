import { Button } from '@vkontakte/vkui'
import type { InviteLink } from '#contract/communities/links.ts'
import { When } from '#web/kit/ui/When.tsx'
import { useCommunity } from '../layout/community-context.ts'
import { roleName } from '../terms/terms.ts'
import { LinkState } from './LinkRow.tsx'
import { copyLink, shortAddress } from './link-address.ts'
import styles from './links.module.css'
import { t } from './links.texts.ts'
import { SheetPaper } from './PrintSheet.tsx'

interface LinkDetailsProps {
  link: InviteLink
  onPrint: () => void
  onRevoke: () => void
}

/** One link: the sheet as it is printed, the address, how long and for how many. */
export function LinkDetails({ link, onPrint, onRevoke }: LinkDetailsProps) {
  const { community } = useCommunity()
  const zone = { timeZone: community.timeZone }
  const active = link.state === 'active'
  return (
    <>
      <div className={styles.details}>
        <div>
          <h2 className={styles.name}>
            {link.unitName}, {roleName(community.type, link.role).toLocaleLowerCase()}
          </h2>
          <p className={styles.state}>
            <LinkState link={link} />
          </p>
        </div>
        {active && <SheetPaper link={link} />}
        {active && (
          <div className={styles.copyRow}>
            <span className={styles.copyText}>{shortAddress(link)}</span>
            <Button size="s" mode="secondary" onClick={() => void copyLink(link)}>
              {t.copyShort}
            </Button>
          </div>
        )}
        <dl className={styles.facts}>
          <dt>{t.panel.made}</dt>
          <dd>
            <When at={link.createdAt} {...zone} dayOnly />
          </dd>
          {link.childName !== null && (
            <>
              <dt>{t.panel.child}</dt>
              <dd>{link.childName}</dd>
            </>
          )}
          <dt>{t.uses}</dt>
          <dd className="num">{link.uses}</dd>
          <dt>{t.panel.limit}</dt>
          <dd className="num">
            {link.usesMax === null
              ? t.panel.noLimit
              : `${link.usesMax}, ${t.left(Math.max(0, link.usesMax - link.uses))}`}
          </dd>
        </dl>
      </div>
      {active && (
        <footer className={styles.foot}>
          <Button size="l" stretched onClick={onPrint}>
            {t.print}
          </Button>
          <Button size="l" stretched mode="outline" appearance="negative" onClick={onRevoke}>
            {t.revoke}
          </Button>
        </footer>
      )}
    </>
  )
}
