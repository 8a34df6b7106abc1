import { Outlet, useParams, useRouterState } from '@tanstack/react-router'
import {
  Icon16DropdownOutline,
  Icon20ArticleOutline,
  Icon20CalendarOutline,
  Icon20DocumentListOutline,
  Icon20EducationOutline,
  Icon20HistoryBackwardOutline,
  Icon20HomeOutline,
  Icon20InfoCircleOutline,
  Icon20KeyOutline,
  Icon20LinkCircleOutline,
  Icon20MegaphoneOutline,
  Icon20MoonOutline,
  Icon20NewsfeedOutline,
  Icon20QrCodeOutline,
  Icon20ReportOutline,
  Icon20SquareSplit4Outline,
  Icon20UserAddOutline,
  Icon20UsersOutline,
  Icon20ViewOutline,
} from '@vkontakte/icons'
import { Button } from '@vkontakte/vkui'
import { type ReactNode, useEffect, useRef } from 'react'
import { listAbsences } from '#contract/communities/absences.ts'
import { communityAbilities } from '#contract/communities/communities.abilities.ts'
import { home, type Membership } from '#contract/communities/communities.ts'
import { getOrganisation } from '#contract/communities/organisation.ts'
import { mayAnnounce } from '#contract/communities/unit-audiences.ts'
import { learnSentences } from '#web/kit/errors/explain.ts'
import { absenceErrors } from '#web/kit/errors/pages/absences.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { useFrame } from '#web/kit/frame/frame-context.ts'
import { SwitchButton } from '#web/kit/frame/SwitchButton.tsx'
import { dayKey } from '#web/kit/i18n/dates.ts'
import { useApi } from '#web/kit/query/useApi.ts'
import { Count } from '#web/kit/ui/Chip.tsx'
import { cx } from '#web/kit/ui/cx.ts'
import { OrgTile } from '#web/kit/ui/OrgTile.tsx'
import { Denied } from '#web/kit/ui/States.tsx'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import { chooseCommunity, useMemberships } from '../current-community.ts'
import { roleName, terms } from '../terms/terms.ts'
import styles from './CommunityLayout.module.css'
import { CommunityContext } from './community-context.ts'
import { t } from './layout.texts.ts'
import { useWaitingReports } from './waiting-reports.ts'

learnSentences(absenceErrors)

/** The pages of one organisation: its sections, and which of them is open. */
export function CommunityLayout() {
  const { communityId } = useParams({ strict: false }) as { communityId: string }
  const { memberships } = useMemberships()
  const community = memberships.find((membership) => membership.communityId === communityId) ?? null
  useEffect(() => {
    if (community !== null) chooseCommunity(community.communityId)
  }, [community])
  if (community === null) {
    return (
      <main id="content" className={styles.main}>
        <h1 className="vh">{t.missing.title}</h1>
        <Denied
          title={t.missing.title}
          text={t.missing.text}
          action={
            <Button size="l" Component="a" href="/applications">
              {t.missing.action}
            </Button>
          }
        />
      </main>
    )
  }
  return (
    <CommunityContext.Provider value={community}>
      <Sections community={community} />
    </CommunityContext.Provider>
  )
}

interface Section {
  key: string
  label: string
  icon: ReactNode
  href: string
  count?: number
}

function Sections({ community }: { community: Membership }) {
  const phone = usePhone()
  const sections = useSections(community)
  const pathname = useRouterState({
    select: ({ location }) => location.pathname.replace(/\/$/, '') + ('list' in location.search ? '?list=1' : ''),
  })
  const open = (section: Section) => section.href === pathname
  return (
    <div className={cx(styles.layout, phone && styles.phone)}>
      {phone ? (
        <div className={styles.sticky}>
          <header className={styles.top}>
            <SwitchButton />
          </header>
          <Scroller sections={sections} open={open} />
        </div>
      ) : (
        <SideMenu community={community} sections={sections} open={open} />
      )}
      <main id="content" className={styles.main}>
        <Outlet />
      </main>
    </div>
  )
}

function useSections(community: Membership): Section[] {
  const can = communityAbilities(community)
  const base = `/o/${community.communityId}`
  const decides = can.decideApplications || can.decideUnitApplications
  const figures = useApi(home, { communityId: community.communityId }, { enabled: decides })
  const pending = figures.data?.applicationsToDecide ?? 0
  return [
    { key: 'home', label: t.home, icon: <Icon20HomeOutline />, href: base },
    { key: 'publications', label: t.publications, icon: <Icon20NewsfeedOutline />, href: `${base}/publications` },
    {
      key: 'units',
      label: terms.units[community.type].title,
      icon: <Icon20SquareSplit4Outline />,
      href: `${base}/units`,
    },
    { key: 'members', label: t.members, icon: <Icon20UsersOutline />, href: `${base}/members` },
    ...(decides
      ? [
          {
            key: 'applications',
            label: t.applications,
            icon: <Icon20UserAddOutline />,
            href: `${base}/applications`,
            count: pending,
          },
        ]
      : []),
    ...(can.manageMembers
      ? [
          {
            key: 'roster',
            label: community.type === 'school' ? t.roster : t.rosterOther,
            icon: <Icon20DocumentListOutline />,
            href: `${base}/applications?list=1`,
          },
        ]
      : []),
    ...(can.manageLinks
      ? [{ key: 'links', label: t.links, icon: <Icon20QrCodeOutline />, href: `${base}/links` }]
      : []),
    ...useAbsences(community),
    ...sayingSections(community),
    ...useCareSections(community, figures.data?.administration?.ticketsOpen ?? 0),
    ...(can.manageDialogueRules
      ? [
          { key: 'dialogues', label: t.dialogues, icon: <Icon20ViewOutline />, href: `${base}/dialogue-rules` },
          { key: 'quiet', label: t.quiet, icon: <Icon20MoonOutline />, href: `${base}/quiet` },
        ]
      : []),
    ...(can.manageOrganisation
      ? [{ key: 'integration', label: t.integration, icon: <Icon20LinkCircleOutline />, href: `${base}/integration` }]
      : []),
    ...(can.viewAudit
      ? [{ key: 'audit', label: t.audit, icon: <Icon20HistoryBackwardOutline />, href: `${base}/audit` }]
      : []),
    { key: 'about', label: t.about, icon: <Icon20InfoCircleOutline />, href: `${base}/about` },
  ]
}

/** Where administrators look after members; the counts are of what waits for them. */
function useCareSections(community: Membership, tickets: number): Section[] {
  const { communityId } = community
  const base = `/o/${communityId}`
  const { manageMembers } = communityAbilities(community)
  const reports = useWaitingReports(communityId, manageMembers)
  if (!manageMembers) return []
  return [
    { key: 'verified', label: t.verified, icon: <Icon20EducationOutline />, href: `${base}/verified` },
    { key: 'tickets', label: t.tickets, icon: <Icon20KeyOutline />, href: `${base}/tickets`, count: tickets },
    { key: 'reports', label: t.reports, icon: <Icon20ReportOutline />, href: `${base}/reports`, count: reports },
  ]
}

/** What parents tell the leaders of classes; the count is of what nobody has accepted yet. */
function useAbsences({ communityId, roles, timeZone }: Membership): Section[] {
  const leads = roles.some(({ role }) => role === 'lead')
  const input = { communityId, day: dayKey(Date.now(), { timeZone }) }
  const count = useApi(listAbsences, input, { enabled: leads }).data?.fresh.length ?? 0
  if (!leads) return []
  return [
    {
      key: 'absences',
      label: t.absences,
      icon: <Icon20CalendarOutline />,
      href: `/o/${communityId}/absences`,
      count,
    },
  ]
}

/** Where the staff tells people something. */
function sayingSections(community: Membership): Section[] {
  const base = `/o/${community.communityId}`
  const { writeInChannels } = communityAbilities(community)
  const channels = { key: 'channels', label: t.channels, icon: <Icon20MegaphoneOutline />, href: `${base}/channels` }
  const announcements = {
    key: 'announcements',
    label: t.announcements,
    icon: <Icon20ArticleOutline />,
    href: `${base}/announcements`,
  }
  return [...(writeInChannels ? [channels] : []), ...(mayAnnounce(community) ? [announcements] : [])]
}

interface SectionsProps {
  sections: readonly Section[]
  open: (section: Section) => boolean
}

function SideMenu({ community, sections, open }: SectionsProps & { community: Membership }) {
  const { openSwitch } = useFrame()
  const roles = [...new Set(community.roles.map(({ role }) => roleName(community.type, role)))]
  return (
    <nav className={styles.menu} aria-label={t.sections}>
      <button type="button" className={styles.organisation} onClick={openSwitch} title={community.name}>
        <OrgTile name={community.shortName} logoId={community.logoId} size={36} />
        <span>
          <b>{community.shortName}</b>
          <small>{roles.join(', ')}</small>
        </span>
        <Icon16DropdownOutline />
      </button>
      {sections.map((section) => (
        <AppLink
          key={section.key}
          href={section.href}
          className={cx(styles.item, open(section) && styles.on)}
          aria-current={open(section) ? 'page' : undefined}
        >
          {section.icon}
          <span>{section.label}</span>
          {(section.count ?? 0) > 0 && (
            <Count tone={open(section) ? 'accent' : 'soft'}>{countText(section.count!)}</Count>
          )}
        </AppLink>
      ))}
      <Filled community={community} />
    </nav>
  )
}

/** As the frame writes it: what is more than ninety-nine need not be counted further. */
const countText = (count: number) => (count > 99 ? '99+' : count)

/** How much of the information is filled in, until all of it is; for those who can do something about it. */
function Filled({ community }: { community: Membership }) {
  const { communityId } = community
  const { manageOrganisation } = communityAbilities(community)
  const percent = useApi(getOrganisation, { communityId }, { enabled: manageOrganisation }).data?.percent ?? 100
  if (percent === 100) return null
  return (
    <AppLink href={`/o/${communityId}/about`} className={styles.filled}>
      <b>{t.about}</b>
      <small className="num">{t.percent(percent)}</small>
      <span aria-hidden="true">
        <i style={{ width: `${percent}%` }} />
      </span>
    </AppLink>
  )
}

function Scroller({ sections, open }: SectionsProps) {
  const row = useRef<HTMLDivElement>(null)
  const current = sections.find(open)?.key
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when another section is opened
  useEffect(() => {
    row.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [current])
  return (
    <nav className={styles.scroller} aria-label={t.sections}>
      <div ref={row}>
        {sections.map((section) => (
          <AppLink
            key={section.key}
            href={section.href}
            className={cx(styles.tab, open(section) && styles.tabOn)}
            aria-current={open(section) ? 'page' : undefined}
          >
            {section.label}
            {(section.count ?? 0) > 0 && <span className="num">{countText(section.count!)}</span>}
          </AppLink>
        ))}
      </div>
    </nav>
  )
}
