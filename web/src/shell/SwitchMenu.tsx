import { useRouter } from '@tanstack/react-router'
import { Icon20Check } from '@vkontakte/icons'
import type { Membership } from '#contract/communities/communities.ts'
import { fullName } from '#contract/identity/names.ts'
import { ChildLabels, chooseCommunity, roleName } from '#web/communities/index.ts'
import { becomeProfile, type Who } from '#web/identity/index.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { frameTexts } from '#web/kit/frame/frame.texts.ts'
import { Photo } from '#web/kit/photos/Photo.tsx'
import { Avatar } from '#web/kit/ui/Avatar.tsx'
import { Count } from '#web/kit/ui/Chip.tsx'
import { cx } from '#web/kit/ui/cx.ts'
import { late } from '#web/kit/ui/late.tsx'
import { OrgTile } from '#web/kit/ui/OrgTile.tsx'
import { chooseFolder, useUnread } from '#web/messenger/index.ts'
import styles from './SwitchMenu.module.css'
import { t } from './shell.texts.ts'

const TeacherLink = late(async () => (await import('#web/kit/teacher/TeacherLink.tsx')).TeacherLink)
const TasksLink = late(async () => (await import('#web/communities/home/TasksLink.tsx')).TasksLink)

export interface SwitchMenuProps {
  who: Who
  memberships: readonly Membership[]
  chosen: Membership | null
  close: () => void
}

/** Organisation and profile, each changed by one tap (ORG-12). */
export function SwitchMenu({ who, memberships, chosen, close }: SwitchMenuProps) {
  const router = useRouter()
  const unread = useUnread(({ byCommunity }) => byCommunity)
  const { pathname } = router.state.location
  const inMessenger = pathname.startsWith('/im')
  const open = ({ communityId }: Membership) => {
    chooseCommunity(communityId)
    close()
    if (!inMessenger) return router.history.push(`/o/${communityId}`)
    if (memberships.length > 1) chooseFolder(communityId)
    // A chat of another organisation is left.
    if (pathname !== '/im') router.history.push('/im')
  }
  return (
    <div className={styles.menu}>
      {memberships.length > 0 && <p>{t.organisations}</p>}
      {memberships.map((membership) => {
        const on = membership.communityId === chosen?.communityId
        const roles = [...new Set(membership.roles.map(({ role }) => roleName(membership.type, role)))]
        return (
          <button
            key={membership.communityId}
            type="button"
            className={cx(on && styles.on)}
            aria-pressed={on}
            onClick={() => open(membership)}
          >
            <OrgTile name={membership.shortName} logoId={membership.logoId} size={36} quiet={!on} />
            <span>
              <b>{membership.shortName}</b>
              <small>{roles.join(', ')}</small>
              <ChildLabels communityId={membership.communityId} />
            </span>
            <UnreadHere count={unread[membership.communityId] ?? 0} />
            {on && <Icon20Check />}
          </button>
        )
      })}
      <p>{t.profiles}</p>
      {who.profiles.map((profile) => {
        const on = profile.id === who.activeProfileId
        return (
          <button
            key={profile.id}
            type="button"
            className={cx(on && styles.on)}
            aria-pressed={on}
            onClick={() => (on ? close() : void becomeProfile(profile.id))}
          >
            <Avatar id={profile.id} person={profile} size={36}>
              <Photo id={profile.id} size={36} />
            </Avatar>
            <span>
              <b>{fullName(profile)}</b>
              <small>{t[profile.kind]}</small>
            </span>
            {on && <Icon20Check />}
          </button>
        )
      })}
      <AppLink href="/applications" className={styles.link} onClick={close}>
        {t.applications}
      </AppLink>
      {chosen !== null && <TasksLink membership={chosen} className={styles.link} onClick={close} />}
      <TeacherLink from={inMessenger ? 'messenger' : 'site'} className={styles.link} onClick={close} />
    </div>
  )
}

function UnreadHere({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <Count tone="highlight">
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="vh">{frameTexts.unread(count)}</span>
    </Count>
  )
}
