import { useQuery } from '@tanstack/react-query'
import { Icon20CalendarOutline } from '@vkontakte/icons'
import { useEffect, useState } from 'react'
import { listComingCalls, type PlannedCall } from '#contract/calls/planned-calls.ts'
import { day, time } from '#web/kit/i18n/dates.ts'
import { late } from '#web/kit/ui/late.tsx'
import { useEngine, useMessenger } from '#web/messenger/index.ts'
import styles from './planned.module.css'
import { t } from './planned.texts.ts'

const ComingDialog = late(async () => (await import('./ComingDialog.tsx')).ComingDialog, { pressed: true })

/** A call that has begun or was not held is no coming one any more: so often that is looked at. Milliseconds. */
const AGAIN_MS = 5 * 60_000

/** Above the list of chats: the next call of all of them, and by a press those after it; nothing where nothing is planned. */
export function ComingLine() {
  const engine = useEngine()
  const profileId = useMessenger(({ sync }) => sync.profileId)
  const live = useMessenger(({ phase }) => phase === 'stream')
  const [open, setOpen] = useState(false)
  const { data, refetch } = useQuery({
    queryKey: ['im', profileId, 'comingCalls'],
    queryFn: () => engine.call(listComingCalls, {}),
    enabled: live,
    gcTime: 0,
    networkMode: 'always',
    retry: false,
    refetchInterval: AGAIN_MS,
  })
  useEffect(
    () =>
      engine.onEvent(({ e }) => {
        if (e === 'plannedCall.changed') void refetch()
      }),
    [engine, refetch],
  )
  useEffect(() => {
    // What was said while the socket was away has not been heard.
    if (live) void refetch({ cancelRefetch: false })
  }, [live, refetch])
  const next = data?.planned[0]
  if (next === undefined) return null
  return (
    <>
      <button type="button" className={styles.line} onClick={() => setOpen(true)}>
        <Icon20CalendarOutline aria-hidden="true" />
        <span>{t.next(next.title, momentOf(next))}</span>
      </button>
      {open && <ComingDialog planned={data?.planned ?? []} onClose={() => setOpen(false)} />}
    </>
  )
}

/** When a planned call is next, on the clock of its organisation. */
export function momentOf({ nextAt, timeZone }: Pick<PlannedCall, 'nextAt' | 'timeZone'>): string {
  return nextAt === null ? '' : `${day(nextAt, { timeZone })}, ${time(nextAt, { timeZone })}`
}
