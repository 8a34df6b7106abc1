import { Icon16Chevron } from '@vkontakte/icons'
import { MyQuietCard } from '#web/communities/quiet/MyQuietCard.tsx'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { SubPage } from '#web/kit/frame/SubPage.tsx'
import { Card } from '#web/kit/ui/Page.tsx'
import { AppearanceCard } from './AppearanceCard.tsx'
import { NoticesCard } from './NoticesCard.tsx'
import { StorageCard } from './StorageCard.tsx'
import styles from './settings.module.css'
import { t } from './settings.texts.ts'

const ELSEWHERE = [
  { href: '/me/privacy', title: t.privacy, sub: t.privacySub },
  { href: '/me#devices', title: t.devices, sub: t.devicesSub },
  { href: '/me#linked', title: t.linked, sub: t.linkedSub },
  { href: '/help', title: t.help, sub: t.helpSub },
]

/** «Настройки приложения»: what this device does, and the way to everything else that can be set (ACC-06). */
export function SettingsPage() {
  return (
    <SubPage title={t.title} sub={t.sub}>
      <AppearanceCard />
      <NoticesCard />
      <MyQuietCard />
      <StorageCard />
      <Card title={t.more}>
        <ul className={styles.links}>
          {ELSEWHERE.map(({ href, title, sub }) => (
            <li key={href}>
              <AppLink href={href}>
                <span>
                  <b>{title}</b>
                  <small>{sub}</small>
                </span>
                <Icon16Chevron />
              </AppLink>
            </li>
          ))}
        </ul>
      </Card>
    </SubPage>
  )
}
