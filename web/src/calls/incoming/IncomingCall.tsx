import { useRouterState } from '@tanstack/react-router'
import { Icon24Dismiss, Icon24Phone } from '@vkontakte/icons'
import { useEffect } from 'react'
import { joinRefusal } from '#contract/calls/calls.abilities.ts'
import type { Call } from '#contract/calls/calls.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { useFrame } from '#web/kit/frame/frame-context.ts'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { EngineContext, hrefOf, useChatTitle, useHostedEngine, useMessenger } from '#web/messenger/index.ts'
import { useOngoing } from '../ongoing.ts'
import { callHref, callPlaceOf } from '../place.ts'
import styles from './incoming.module.css'
import { t } from './incoming.texts.ts'
import { ringFor } from './ring.ts'
import { useRinging } from './ringing.ts'

/** So long a call rings, in milliseconds; then the line above its chat is enough. */
const RINGS_MS = 40_000

/** Wherever in the app one is: that somebody calls, with the way in. */
export function IncomingCall({ call }: { call: Call }) {
  const { profile } = useFrame()
  const engine = useHostedEngine(profile.id)
  const session = useOngoing((ongoing) => ongoing.session)
  const isOwn = call.startedBy === profile.id || session?.callId === call.id
  useEffect(() => {
    if (isOwn) useRinging.setState({ call: null })
  }, [isOwn])
  if (engine === null || isOwn) return null
  return (
    <EngineContext.Provider value={engine}>
      <Line key={call.id} call={call} />
    </EngineContext.Provider>
  )
}

function Line({ call }: { call: Call }) {
  const { chatId } = call
  const title = useChatTitle(chatId)
  const slice = useMessenger(({ sync }) => sync.chats[chatId])
  const pathname = useRouterState({ select: ({ location }) => location.pathname })
  const isDirect = slice?.chat.kind === 'direct'
  // Whoever sees a dialogue of others is not called, and a chat that is muted stays silent.
  const wanted =
    slice !== undefined && !slice.mine.muted && slice.mine.role !== 'observer' && joinRefusal(slice.mine) === null
  // In the chat of a group the line above its messages says so, and who is about to come in knows.
  const isTold = callPlaceOf(pathname) === chatId || (!isDirect && pathname === hrefOf(chatId))
  const shown = wanted && !isTold
  useEffect(() => {
    const timer = setTimeout(() => useRinging.setState({ call: null }), RINGS_MS)
    return () => clearTimeout(timer)
  }, [])
  useEffect(
    () => (shown && isDirect ? ringFor(slice?.chat.communityId ?? null) : undefined),
    [shown, isDirect, slice?.chat.communityId],
  )
  if (!shown) return null
  return (
    <section className={styles.line} role="alert" aria-label={t.label}>
      <span className={styles.sign}>
        <Icon24Phone aria-hidden="true" />
      </span>
      <span className={styles.what}>
        <b>
          {title.name} {title.verified && <VerifiedMark />}
        </b>
        <span>{isDirect ? t.calls : t.begun}</span>
      </span>
      <AppLink href={callHref(chatId)} className={styles.answer} onClick={() => useRinging.setState({ call: null })}>
        {isDirect ? t.answer : t.join}
      </AppLink>
      <button
        type="button"
        className={styles.away}
        aria-label={t.notNow}
        title={t.notNow}
        onClick={() => useRinging.setState({ call: null })}
      >
        <Icon24Dismiss />
      </button>
    </section>
  )
}
