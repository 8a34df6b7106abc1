import { Outlet, useRouterState } from '@tanstack/react-router'
import { Icon28GlobeOutline, Icon28MessagesOutline } from '@vkontakte/icons'
import { type ComponentType, useEffect, useMemo, useState } from 'react'
import { home, type Membership } from '#contract/communities/communities.ts'
import type { EventFrame } from '#contract/kit/socket.ts'
import { callHref, callPlaceOf, hearCall, useOngoing, useRinging } from '#web/calls/index.ts'
import { followEvent, followEverything, useMemberships } from '#web/communities/index.ts'
import { activeProfile, CodeUsedNotice, isSignedOut, leaveForSignin, useWho, type Who } from '#web/identity/index.ts'
import { recall, TOLD_MOVE } from '#web/kit/account/kept.ts'
import { rememberSignedIn } from '#web/kit/account/signed-in.ts'
import { Frame, type Surface } from '#web/kit/frame/Frame.tsx'
import { useApi } from '#web/kit/query/useApi.ts'
import { late } from '#web/kit/ui/late.tsx'
import { Failed } from '#web/kit/ui/States.tsx'
import { whenIdle } from '#web/kit/ui/when-idle.ts'
import { MessengerEngine, provideChatParts, useHeard, useUnread } from '#web/messenger/index.ts'
import { followReports } from '#web/reports/follow.ts'
import { registerWorker } from './register-worker.ts'
import { ShellSkeleton } from './ShellSkeleton.tsx'
import type { SwitchMenuProps } from './SwitchMenu.tsx'
import { t } from './shell.texts.ts'

const AwaitsConsent = late(
  async () => (await import('#web/communities/children/AwaitsConsentPage.tsx')).AwaitsConsentPage,
  { fallback: <ShellSkeleton /> },
)

const importSwitchMenu = () => import('./SwitchMenu.tsx')
const LateSwitchMenu = late(async () => (await importSwitchMenu()).SwitchMenu)

const Announcements = late(async () => (await import('#web/communities/announcements/Announcements.tsx')).Announcements)

const IncomingCall = late(async () => (await import('#web/calls/incoming/IncomingCall.tsx')).IncomingCall)
const CallHost = late(async () => (await import('#web/calls/host/CallHost.tsx')).CallHost)

provideChatParts({
  Head: late(async () => (await import('#web/calls/chat/CallHead.tsx')).CallHead),
  Above: late(async () => (await import('#web/calls/chat/CallStrip.tsx')).CallStrip),
  Info: late(async () => (await import('#web/calls/attendance/ChatCalls.tsx')).ChatCalls),
  List: late(async () => (await import('#web/calls/planned/ComingLine.tsx')).ComingLine),
  Report: late(async () => (await import('#web/reports/ReportDialog.tsx')).ReportDialog, { pressed: true }),
  callHref,
})

/** The bar of a call stays in sight. */
const ABOVE_ALL = { position: 'sticky', top: 0, zIndex: 7 } as const

/** Pages of the site follow what the socket hears. */
const PAGES = {
  onEvent(frame: EventFrame) {
    followEvent(frame.e)
    hearCall(frame)
    followReports(frame.e)
  },
  onLive() {
    followEverything()
    followReports()
  },
}

/** The frame around everything that needs a signed-in person; nobody signed in is sent to the sign-in and back. */
export function Shell() {
  const { query, who } = useWho()
  const awaitsConsent = query.data?.awaitsConsent === true
  const leaves = query.data?.leavesAt != null
  const signedOut =
    isSignedOut(query.error) || (!awaitsConsent && !leaves && who !== null && activeProfile(who) === null)
  useEffect(() => {
    if (signedOut) leaveForSignin()
  }, [signedOut])
  useEffect(() => {
    if (leaves) location.replace('/leaving')
  }, [leaves])
  const movesAt = query.data?.phoneMovesAt
  useEffect(() => {
    // The page of the profile tells of it, so that the others need not hold what it says.
    if (movesAt && recall(TOLD_MOVE) !== movesAt && location.pathname !== '/me') location.assign('/me')
  }, [movesAt])
  useLesson(query.data?.lessonEndsAt ?? null)
  useInstalled(query.data !== undefined && query.data.lessonEndsAt === null && !signedOut && !leaves)
  if (awaitsConsent && !signedOut) {
    return <AwaitsConsent />
  }
  if (who !== null && !signedOut && !leaves)
    return <SignedIn who={who} codeUsedAt={query.data?.recoveryCodeAt ?? null} />
  if (query.error !== null && !signedOut) {
    return <Failed error={query.error} onRetry={() => void query.refetch()} />
  }
  return <ShellSkeleton />
}

/** Has a session by a class card watched, with code that nobody else loads. */
function useLesson(endsAt: string | null) {
  useEffect(() => {
    if (endsAt === null) return
    const watch = import('#web/identity/lesson/watch-in-browser.ts').then((code) => code.watchInBrowser(endsAt))
    return () => void watch.then((stop) => stop())
  }, [endsAt])
}

/** Tells the server once that the page is open in the installed app, and not in a tab of a browser. */
function useInstalled(known: boolean) {
  useEffect(() => {
    if (!known || !matchMedia('(display-mode: standalone)').matches) return
    void import('./note-installed.ts').then(({ noteInstalledApp }) => noteInstalledApp())
  }, [known])
}

/** The choice of organisation and profile is opened by a press only: its code comes when the page is idle, or with the press. */
function useSwitchMenu(): ComponentType<SwitchMenuProps> {
  const [{ Menu }, setLoaded] = useState<{ Menu: ComponentType<SwitchMenuProps> }>({ Menu: LateSwitchMenu })
  useEffect(
    () =>
      whenIdle(() => {
        importSwitchMenu().then(
          ({ SwitchMenu }) => setLoaded({ Menu: SwitchMenu }),
          () => {},
        )
      }),
    [],
  )
  return Menu
}

/** How many applications wait for whoever decides in the chosen organisation; events keep it fresh (INV-09). */
function useToDecide(chosen: Membership | null): number {
  const decides = chosen?.grants.some((grant) => grant.startsWith('applications.')) ?? false
  const figures = useApi(home, { communityId: chosen?.communityId ?? '' }, { enabled: decides })
  return figures.data?.applicationsToDecide ?? 0
}

function SignedIn({ who, codeUsedAt }: { who: Who; codeUsedAt: string | null }) {
  const { query, known, memberships, chosen } = useMemberships()
  const pathname = useRouterState({ select: ({ location }) => location.pathname })
  const profile = activeProfile(who)!
  const unread = useUnread(({ total }) => total)
  const toDecide = useToDecide(chosen)
  const callOf = callPlaceOf(pathname)
  const inCall = useOngoing(({ session }) => session !== null)
  const ringing = useRinging(({ call }) => call)
  const SwitchMenu = useSwitchMenu()
  useHeard(profile.id, PAGES)
  useEffect(() => {
    rememberSignedIn(true)
    registerWorker()
  }, [])
  const organisation = useMemo(() => (chosen === null ? null : { ...chosen, id: chosen.communityId }), [chosen])
  if (!known && query.error === null) return <ShellSkeleton />
  const inMessenger = pathname.startsWith('/im')
  const inProfile = pathname.startsWith('/me')
  const surfaces: Surface[] = [
    {
      key: 'site',
      label: t.site,
      icon: <Icon28GlobeOutline width={24} height={24} />,
      href: chosen === null ? '/applications' : `/o/${chosen.communityId}`,
      active: !inMessenger && !inProfile,
      count: toDecide,
      counts: 'toDecide',
    },
    {
      key: 'messenger',
      label: t.messenger,
      icon: <Icon28MessagesOutline width={24} height={24} />,
      href: '/im',
      active: inMessenger,
      count: unread,
    },
  ]
  return (
    <Frame
      surfaces={surfaces}
      organisation={organisation}
      profile={profile}
      profileHref="/me"
      profileActive={inProfile}
      bare={callOf !== null}
      switcher={(close) => <SwitchMenu who={who} memberships={memberships} chosen={chosen} close={close} />}
    >
      <div>
        {callOf === null && (
          <Announcements memberships={inMessenger ? memberships : memberships.filter((each) => each === chosen)} />
        )}
      </div>
      {codeUsedAt !== null && <CodeUsedNotice at={codeUsedAt} />}
      {ringing !== null && <IncomingCall call={ringing} />}
      <div style={ABOVE_ALL}>{(callOf !== null || inCall) && <CallHost chatId={callOf} />}</div>
      <MessengerEngine profileId={profile.id} atOnce={inMessenger} />
      {known ? <Outlet /> : <Failed error={query.error} onRetry={() => void query.refetch()} />}
    </Frame>
  )
}
