import {
  Icon20LockOutline,
  Icon24DeleteOutline,
  Icon24Send,
  Icon24Stop,
  Icon24VideocamOutline,
  Icon24VoiceOutline,
} from '@vkontakte/icons'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { mediaAble } from '#contract/messenger/attachments.ts'
import { ApiFailure } from '#web/kit/api/api-failure.ts'
import { explain, sentenceOf } from '#web/kit/errors/explain.ts'
import { lengthOf } from '#web/kit/i18n/lengths.ts'
import type { Engine } from '#web/kit/sync/engine.ts'
import { cx } from '#web/kit/ui/cx.ts'
import { showFailure, showToast } from '#web/kit/ui/toasts.ts'
import { useEngine } from '../boot/engine-context.ts'
import { IconButton } from '../parts/Parts.tsx'
import type { Hold, Recorded } from './RecordButton.tsx'
import { RoundPreview } from './RoundPreview.tsx'
import styles from './recording.module.css'
import { t } from './recording.texts.ts'
import { type Begun, type Recordings, recordingsOf, type Spot } from './recordings.ts'
import { Wave } from './Wave.tsx'
import { wavedOf } from './waved.ts'

/** So far a finger goes to the side or up to be understood. */
const [CANCEL_PX, LOCK_PX] = [96, 64]
/** Whoever lets go sooner has pressed and not held. */
const TAP_MS = 400
const SHOWN_LEVELS = 40
const UNDO_MS = 6_000

interface VoiceRecorderProps {
  spot: Spot
  hold: Hold
  /** Whatever became of it is told by the list of recordings. */
  onEnd: (sent: boolean) => void
}

/** What is seen while somebody speaks or is filmed: held, or on its own. */
export function VoiceRecorder({ spot, hold, onEnd }: VoiceRecorderProps) {
  const engine = useEngine()
  const recordings = recordingsOf(engine)
  const { own, isHeld, isFar, end } = useRecording({ engine, recordings, spot, hold, onEnd })
  const recording = recordings.store((all) => all.find((each) => each.id === own?.id))
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!isHeld) first.current?.focus()
  }, [isHeld])
  if (recording === undefined || own === null) {
    return (
      <div className={styles.bar} role="toolbar" aria-label={t.bar[hold.what]}>
        <p className={styles.asking} role="status">
          {t.asking[hold.what]}
        </p>
      </div>
    )
  }
  const { ms, levels } = recording
  return (
    <div
      className={styles.bar}
      role="toolbar"
      aria-label={t.bar[hold.what]}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        end('cancel')
      }}
    >
      {hold.what === 'round' && <RoundPreview stream={own.stream} ms={ms} />}
      <span className="vh" role="status">
        {t.begun}. {isHeld ? '' : t.hands}
      </span>
      {!isHeld && (
        <IconButton label={t.cancel} onClick={() => end('cancel')}>
          <Icon24DeleteOutline />
        </IconButton>
      )}
      <span className={styles.live}>
        <i aria-hidden="true" />
        <time role="timer" aria-label={t.lasts(Math.floor(ms / 1_000))}>
          {lengthOf(ms)}
        </time>
        {isHeld ? (
          <span className={cx(styles.how, isFar && styles.far)}>{t.hold}</span>
        ) : (
          <Wave peaks={wavedOf(levels.slice(-SHOWN_LEVELS), SHOWN_LEVELS)} share={1} />
        )}
      </span>
      {isHeld ? (
        <span className={styles.held} aria-hidden="true">
          <Icon20LockOutline />
          {hold.what === 'voice' ? <Icon24VoiceOutline /> : <Icon24VideocamOutline />}
        </span>
      ) : (
        <>
          <IconButton ref={first} label={t.stop[hold.what]} onClick={() => end('keep')}>
            <Icon24Stop />
          </IconButton>
          <IconButton label={t.send[hold.what]} className={styles.send} onClick={() => end('send')}>
            <Icon24Send />
          </IconButton>
        </>
      )}
    </div>
  )
}

type Ending = 'cancel' | 'keep' | 'send'

interface RecordingParts {
  engine: Engine
  recordings: Recordings
  spot: Spot
  hold: Hold
  onEnd: (sent: boolean) => void
}

/** Begins to record at once, follows the finger, and ends in one of three ways, once. */
function useRecording({ engine, recordings, spot, hold, onEnd }: RecordingParts) {
  const [own, setOwn] = useState<Begun | null>(null)
  const [isHeld, setHeld] = useState(hold.from !== null && !hold.isOver)
  const [isFar, setFar] = useState(false)
  const begun = useRef<Begun | null>(null)
  const ended = useRef<Ending | null>(null)
  const finish = async (how: Ending) => {
    const { id, stop } = begun.current!
    await stop()
    if (how === 'send') recordings.send(id)
    if (how === 'cancel') dropWithUndo(recordings, id)
  }
  const end = (how: Ending) => {
    if (ended.current !== null) return
    ended.current = how
    if (begun.current !== null) void finish(how)
    onEnd(how === 'send')
  }
  const latest = useRef(end)
  latest.current = end
  // biome-ignore lint/correctness/useExhaustiveDependencies: it begins once
  useEffect(() => {
    void checkAble(engine)
      .then(() => recordings.begin(spot, hold.what, () => full(hold.what, latest.current)))
      .then(
        (fresh) => {
          begun.current = fresh
          setOwn(fresh)
          // The person was asked meanwhile, and has let go to answer.
          if (hold.isOver) setHeld(false)
          if (ended.current !== null) void finish(ended.current)
        },
        (error: unknown) => {
          showFailure(whyNot(hold.what, error))
          if (ended.current === null) onEnd(false)
          ended.current = 'cancel'
        },
      )
    // Whoever goes to another chat finds it here again.
    return () => latest.current('keep')
  }, [])
  useFinger({ isHeld, hold, onFar: setFar, onLock: () => setHeld(false), end: latest, begun })
  return { own, isHeld, isFar, end }
}

interface FingerParts {
  isHeld: boolean
  hold: Hold
  onFar: (isFar: boolean) => void
  onLock: () => void
  end: RefObject<(how: Ending) => void>
  begun: RefObject<object | null>
}

/** Up keeps recording, to the left cancels, going up from the glass sends. */
function useFinger({ isHeld, hold, onFar, onLock, end, begun }: FingerParts): void {
  const lock = useRef(onLock)
  lock.current = onLock
  useEffect(() => {
    const { from } = hold
    if (!isHeld || from === null) return
    const began = performance.now()
    const onMove = ({ clientX, clientY }: PointerEvent) => {
      const [left, up] = [from.x - clientX, from.y - clientY]
      onFar(left > CANCEL_PX / 2)
      if (left >= CANCEL_PX && left > up) end.current('cancel')
      else if (up >= LOCK_PX) lock.current()
    }
    const onUp = () => {
      // A press, or an answer to the browser's question: it goes on without the finger.
      if (performance.now() - began < TAP_MS || begun.current === null) lock.current()
      else end.current('send')
    }
    const onGone = () => lock.current()
    addEventListener('pointermove', onMove)
    addEventListener('pointerup', onUp)
    addEventListener('pointercancel', onGone)
    return () => {
      removeEventListener('pointermove', onMove)
      removeEventListener('pointerup', onUp)
      removeEventListener('pointercancel', onGone)
    }
  }, [isHeld, hold, onFar, end, begun])
}

function full(what: Recorded, end: (how: Ending) => void): void {
  showToast(t.full[what])
  end('keep')
}

function dropWithUndo(recordings: Recordings, id: string): void {
  let isBack = false
  recordings.hide(id, true)
  showToast(t.dropped, {
    until: Date.now() + UNDO_MS,
    act: () => {
      isBack = true
      recordings.hide(id, false)
    },
  })
  setTimeout(() => {
    if (!isBack) recordings.remove(id)
  }, UNDO_MS)
}

class NotAble extends Error {}

/** Without a network nobody knows; what was spoken waits on the device then. */
async function checkAble(engine: Engine): Promise<void> {
  const able = await engine.call(mediaAble, {}).catch((error: unknown) => {
    if (error instanceof ApiFailure) throw error
    return { voice: true, round: true }
  })
  if (!able.voice) throw new NotAble()
}

function whyNot(what: Recorded, error: unknown): string {
  if (error instanceof NotAble) return sentenceOf('media.unavailable')
  if (error instanceof ApiFailure) return explain(error).sentence
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotFoundError') return t.missing[what]
  return name === 'NotReadableError' || name === 'AbortError' ? t.busy[what] : t.refused[what]
}
