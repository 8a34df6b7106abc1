import { useQuery } from '@tanstack/react-query'
import { Icon24CalendarOutline } from '@vkontakte/icons'
import { useEffect } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { listAbsences } from '#contract/communities/absences.ts'
import type { Membership } from '#contract/communities/communities.ts'
import { learnSentences } from '#web/kit/errors/explain.ts'
import { absenceErrors } from '#web/kit/errors/pages/absences.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { dayKey } from '#web/kit/i18n/dates.ts'
import { useEngine, useMessenger } from '../boot/engine-context.ts'
import { useOwnKey } from '../boot/use-engine-calls.ts'
import feed from '../feed/feed.module.css'
import styles from '../list/list.module.css'
import { t } from './absences.texts.ts'

learnSentences(absenceErrors)

/** Whoever comes back soon is not asked for again. Milliseconds. */
const FRESH_MS = 300_000

/** Above the chats of whoever leads classes: what parents have told of absences and nobody has accepted yet (MSG-23). */
export function AbsencesLinks() {
  const led = useMessenger(
    useShallow(({ sync }) =>
      Object.values(sync.memberships).filter(({ roles }) => roles.some(({ role }) => role === 'lead')),
    ),
  )
  return led.map((community) => <AbsencesLink key={community.communityId} of={community} alone={led.length === 1} />)
}

function AbsencesLink({ of, alone }: { of: Membership; alone: boolean }) {
  const { communityId, timeZone, name } = of
  const engine = useEngine()
  const live = useMessenger((state) => state.phase === 'stream')
  const { data: count = 0, refetch } = useQuery({
    queryKey: useOwnKey('absences-fresh', communityId),
    enabled: live,
    staleTime: FRESH_MS,
    networkMode: 'always',
    retry: false,
    queryFn: async () => {
      const { fresh } = await engine.call(listAbsences, { communityId, day: dayKey(Date.now(), { timeZone }) })
      return fresh.length
    },
  })
  useEffect(
    () =>
      engine.onEvent((frame) => {
        if (frame.e === 'absences.changed') void refetch()
      }),
    [engine, refetch],
  )
  if (count === 0) return null
  return (
    <AppLink href={`/o/${communityId}/absences`} className={styles.feed}>
      <Icon24CalendarOutline aria-hidden="true" />
      {alone ? t.line : t.lineOf(name)}
      <span className={feed.waits}>
        <span aria-hidden="true">{count}</span>
        <span className="vh">{t.count(count)}</span>
      </span>
    </AppLink>
  )
}
