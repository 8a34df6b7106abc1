import { Icon28UserCircleOutline } from '@vkontakte/icons'
import { type ReactNode, useMemo, useState } from 'react'
import { displayName } from '#contract/identity/names.ts'
import { Logo } from '../brand/Logo.tsx'
import { Photo } from '../photos/Photo.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { Count } from '../ui/Chip.tsx'
import { cx } from '../ui/cx.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { usePhone } from '../ui/useMedia.ts'
import { AppLink } from './AppLink.tsx'
import { useBottomBarHidden } from './bottom-bar.ts'
import { useConnection } from './connection.ts'
import styles from './Frame.module.css'
import { frameTexts as t } from './frame.texts.ts'
import { FrameContext, type FrameContextValue } from './frame-context.ts'
import { SwitchTile } from './SwitchTile.tsx'

export interface Surface {
  key: string
  label: string
  icon: ReactNode
  href: string
  active: boolean
  count?: number
  /** What is counted, when it is not what is unread. */
  counts?: 'toDecide'
}

interface FrameProps extends Omit<FrameContextValue, 'openSwitch'> {
  surfaces: readonly Surface[]
  profileHref: string
  profileActive: boolean
  /** A screen that has its own ways out stands alone. */
  bare: boolean
  /** The choice of organisation and profile. */
  switcher: (close: () => void) => ReactNode
  children: ReactNode
}

/** What stands around every screen: the surfaces, the organisation and the profile, one quiet line without a network. */
export function Frame(props: FrameProps) {
  const { organisation, profile, bare, switcher, children } = props
  const [choosing, setChoosing] = useState(false)
  const phone = usePhone()
  const hasBar = !useBottomBarHidden() && phone && !bare
  const context = useMemo(
    () => ({ organisation, profile, openSwitch: () => setChoosing(true) }),
    [organisation, profile],
  )
  const close = () => setChoosing(false)
  return (
    <FrameContext.Provider value={context}>
      <div className={cx(styles.frame, (phone || bare) && styles.phone, hasBar && styles.withBar)}>
        <a className={styles.skip} href="#content">
          {t.skip}
        </a>
        {!phone && !bare && <Rail {...props} choosing={choosing} setChoosing={setChoosing} />}
        <div className={styles.content}>
          <OfflineLine />
          {children}
        </div>
        {hasBar && <BottomBar {...props} />}
        {phone && choosing && (
          <Dialog title={t.switchTitle} bare onClose={close}>
            {switcher(close)}
          </Dialog>
        )}
      </div>
    </FrameContext.Provider>
  )
}

interface RailProps extends FrameProps {
  choosing: boolean
  setChoosing: (on: boolean) => void
}

function Rail(props: RailProps) {
  const { surfaces, organisation, profile, profileHref, profileActive, switcher, choosing, setChoosing } = props
  return (
    <nav className={styles.rail} aria-label={t.surfaces}>
      <AppLink className={styles.logo} href="/" aria-label={t.brand}>
        <Logo size={40} />
      </AppLink>
      {surfaces.map((surface) => (
        <AppLink
          key={surface.key}
          href={surface.href}
          className={cx(styles.surface, surface.active && styles.on)}
          aria-current={surface.active ? 'page' : undefined}
        >
          <SurfaceIcon surface={surface} />
          {surface.label}
        </AppLink>
      ))}
      <span className={styles.grow} />
      <SwitchTile
        organisation={organisation}
        choosing={choosing}
        setChoosing={setChoosing}
        content={switcher(() => setChoosing(false))}
      />
      <AppLink
        href={profileHref}
        className={cx(styles.tile, profileActive && styles.on)}
        aria-current={profileActive ? 'page' : undefined}
      >
        <Avatar id={profile.id} person={profile} size={36}>
          <Photo id={profile.id} size={36} />
        </Avatar>
        <span className="vh">{t.profile(displayName({ ...profile, staff: false }))}</span>
      </AppLink>
    </nav>
  )
}

function BottomBar({ surfaces, profileHref, profileActive }: FrameProps) {
  return (
    <nav className={styles.bottom} aria-label={t.surfaces}>
      {surfaces.map((surface) => (
        <AppLink
          key={surface.key}
          href={surface.href}
          className={cx(surface.active && styles.bottomOn)}
          aria-current={surface.active ? 'page' : undefined}
        >
          <SurfaceIcon surface={surface} />
          {surface.label}
        </AppLink>
      ))}
      <AppLink
        href={profileHref}
        className={cx(profileActive && styles.bottomOn)}
        aria-current={profileActive ? 'page' : undefined}
      >
        <span className={styles.icon}>
          <Icon28UserCircleOutline width={24} height={24} />
        </span>
        {t.profileShort}
      </AppLink>
    </nav>
  )
}

function SurfaceIcon({ surface }: { surface: Surface }) {
  const { count = 0 } = surface
  return (
    <span className={styles.icon}>
      {surface.icon}
      {count > 0 && (
        <span className={styles.badge}>
          <Count tone="highlight">
            <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
            <span className="vh">{t[surface.counts ?? 'unread'](count)}</span>
          </Count>
        </span>
      )}
    </span>
  )
}

function OfflineLine() {
  const { online, waiting } = useConnection()
  return (
    <div role="status">
      {!online && (
        <p className={styles.offline}>
          {t.offline}
          {waiting > 0 && t.waiting(waiting)}
        </p>
      )}
    </div>
  )
}
