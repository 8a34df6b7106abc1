import { useMutation } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { Icon24MicrophoneSlashOutline } from '@vkontakte/icons'
import { useState } from 'react'
import { joinRefusal, startRefusal } from '#contract/calls/calls.abilities.ts'
import type { getRunningCall } from '#contract/calls/calls.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { sentenceOf } from '#web/kit/errors/explain.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { ErrorLine, Failed } from '#web/kit/ui/States.tsx'
import { useChatTitle, useEngine, useMessenger } from '#web/messenger/index.ts'
import { t } from '../calls.texts.ts'
import { enterCall } from '../enter.ts'
import { PageTop } from '../host/PageTop.tsx'
import { ConnectionTest } from '../link/ConnectionTest.tsx'
import { useOngoing } from '../ongoing.ts'
import { BackgroundFields } from '../picture/BackgroundFields.tsx'
import { useAllowed } from '../picture/use-allowed.ts'
import { spokenLength } from '../spoken-length.ts'
import { useRunning } from '../use-running.ts'
import { DeviceFields, MICROPHONE_TROUBLE } from './DeviceFields.tsx'
import { isTakenAlong, type Opened, useOpened } from './own-devices.ts'
import { Preview } from './Preview.tsx'
import styles from './prejoin.module.css'

type Running = OutputOf<typeof getRunningCall>

/** Before a call: how one is seen and heard, and the two ways in. */
export function Prejoin({ slice }: { slice: ChatSlice }) {
  const chatId = slice.chat.id
  const wantsCamera = useRouterState({ select: ({ location }) => (location.search as { camera?: unknown }).camera })
  const [cameraOn, setCameraOn] = useState(wantsCamera !== undefined)
  const running = useRunning(chatId)
  const refusal = refusalOf(slice, running.data)
  const allowed = running.data !== undefined && refusal === null
  const microphone = useOpened('audio', allowed)
  const camera = useOpened('video', allowed && cameraOn)
  useAllowed(running.data?.ownPictures)
  return (
    <div className={styles.page}>
      <PageTop chatId={chatId} />
      <main id="content" className={styles.columns}>
        <div className={styles.left}>
          <Preview camera={camera} onCamera={setCameraOn} />
          {allowed && <BackgroundFields ownRefusal={running.data?.ownPictures === false ? 'notAllowed' : null} />}
        </div>
        <div className={styles.side}>
          <Heading chatId={chatId} running={running.data} />
          {running.data === undefined && running.error !== null ? (
            <Failed error={running.error} onRetry={() => void running.refetch()} />
          ) : refusal !== null ? (
            <div className={styles.refused} data-state="denied">
              <h2>{t.prejoin.refused}</h2>
              <p>{sentenceOf(refusal)}</p>
            </div>
          ) : (
            <>
              <DeviceFields microphone={microphone} camera={camera} />
              <ConnectionTest chatId={chatId} />
              <WaysIn slice={slice} running={running.data} microphone={microphone} camera={camera} />
            </>
          )}
        </div>
      </main>
    </div>
  )
}

/** Why the reader may not come in, or may not begin one where none runs. */
function refusalOf({ chat, mine }: ChatSlice, running: Running | undefined) {
  if (chat.kind !== 'direct' && chat.kind !== 'group') return 'call.notHere' as const
  return running?.call == null && running !== undefined ? startRefusal(chat, mine) : joinRefusal(mine)
}

function Heading({ chatId, running }: { chatId: string; running: Running | undefined }) {
  const title = useChatTitle(chatId)
  const call = running?.call
  return (
    <div className={styles.heading}>
      {running !== undefined && (
        <p className={styles.eyebrow} data-runs={call != null || undefined}>
          {call ? t.prejoin.runs(spokenLength(call.startedAt)) : t.prejoin.none}
        </p>
      )}
      <h1>{title.name}</h1>
      {call && <p className={styles.sub}>{t.prejoin.inside(running.people)}</p>}
    </div>
  )
}

interface WaysInProps {
  slice: ChatSlice
  running: Running | undefined
  microphone: Opened
  camera: Opened
}

/** In a group the main way is without a sound; in a dialogue one speaks. */
function WaysIn({ slice, running, microphone, camera }: WaysInProps) {
  const engine = useEngine()
  const profileId = useMessenger(({ sync }) => sync.profileId)
  const chatId = slice.chat.id
  const enter = useMutation({
    networkMode: 'always',
    mutationFn: (withSound: boolean) =>
      enterCall({
        chatId,
        profileId,
        microphone: withSound,
        camera: isTakenAlong(camera),
        onEvent: (listener) => engine.onEvent(listener),
      }),
  })
  const runs = running?.call != null
  const waits = runs && running.mine?.leads !== true && running.mine?.admission !== 'admitted'
  const ways = [
    { label: runs ? t.prejoin.joinMuted : t.prejoin.startMuted, sound: false },
    { label: runs ? t.prejoin.join : t.prejoin.start, sound: true },
  ]
  if (slice.chat.kind === 'direct') ways.reverse()
  return (
    <div className={styles.ways}>
      <LeavesOther chatId={chatId} />
      {waits && running.call?.locked === true && <p className={styles.hint}>{t.prejoin.locked}</p>}
      {waits && running.call?.locked !== true && running.call?.waitingRoom === true && (
        <p className={styles.hint}>{t.prejoin.waits}</p>
      )}
      <ErrorLine error={enter.error} />
      {ways.map(({ label, sound }, place) => (
        <button
          key={label}
          type="button"
          className={place === 0 ? styles.main : styles.other}
          aria-busy={enter.isPending || undefined}
          disabled={running === undefined || (sound && microphone.state === 'trouble')}
          {...(sound && microphone.state === 'trouble' ? { 'aria-describedby': MICROPHONE_TROUBLE } : {})}
          onClick={() => !enter.isPending && enter.mutate(sound)}
        >
          {!sound && <Icon24MicrophoneSlashOutline aria-hidden="true" />}
          {label}
        </button>
      ))}
    </div>
  )
}

function LeavesOther({ chatId }: { chatId: string }) {
  const other = useOngoing(({ session }) => (session === null || session.isOver ? null : session.chatId))
  const title = useChatTitle(other ?? chatId)
  if (other === null || other === chatId) return null
  return <p className={styles.hint}>{t.prejoin.leaves(title.name)}</p>
}
