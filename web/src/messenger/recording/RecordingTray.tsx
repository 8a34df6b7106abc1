import { Icon20Cancel, Icon20Pause, Icon20Play, Icon20RefreshOutline, Icon20Send } from '@vkontakte/icons'
import { useEffect, useRef, useState } from 'react'
import { explain } from '#web/kit/errors/explain.ts'
import { lengthOf } from '#web/kit/i18n/lengths.ts'
import { share } from '#web/kit/i18n/sizes.ts'
import { cx } from '#web/kit/ui/cx.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { showFailure } from '#web/kit/ui/toasts.ts'
import { useEngine } from '../boot/engine-context.ts'
import { IconButton } from '../parts/Parts.tsx'
import { pause } from './playing.ts'
import { RoundFilm } from './RoundFilm.tsx'
import styles from './recording.module.css'
import { t } from './recording.texts.ts'
import { isSeen, Lost, type Recording, type Recordings, recordingsOf } from './recordings.ts'
import round from './round.module.css'
import { Wave } from './Wave.tsx'
import { wavedOf } from './waved.ts'

/** What was recorded for a chat and is not sent yet: to be listened to, sent, or thrown away. */
export function RecordingTray({ chatId }: { chatId: string }) {
  const recordings = recordingsOf(useEngine())
  const all = recordings.store()
  return (
    <ul className={styles.tray} aria-label={t.list}>
      {all
        .filter((recording) => recording.chatId === chatId && isSeen(recording))
        .map((recording) => (
          <li key={recording.id} className={styles.row}>
            <Row recording={recording} recordings={recordings} />
          </li>
        ))}
    </ul>
  )
}

function Row({ recording, recordings }: { recording: Recording; recordings: Recordings }) {
  const { id, state, ms, levels, what = 'voice' } = recording
  const { isPlaying, part, toggle, film, closeFilm } = useListening(recording, recordings)
  const rests = state === 'kept' || state === 'failed'
  return (
    <>
      {film !== null && (
        <Dialog title={t.fileName.round} onClose={closeFilm}>
          <div className={round.watched}>
            <RoundFilm source={film} ms={ms} from={0} onBroken={() => showFailure(t.lost)} />
          </div>
        </Dialog>
      )}
      <IconButton label={isPlaying ? t.pause : t.listen[what]} onClick={() => void toggle()}>
        {isPlaying ? <Icon20Pause /> : <Icon20Play />}
      </IconButton>
      <span className={styles.track}>
        <Wave peaks={wavedOf(levels)} share={part} />
        <small className={cx(state === 'failed' && styles.bad)} role={state === 'failed' ? 'alert' : 'status'}>
          {lengthOf(ms)} · {lineOf(recording)}
        </small>
      </span>
      <IconButton label={t.cancel} onClick={() => recordings.remove(id)}>
        <Icon20Cancel />
      </IconButton>
      {rests && (
        <IconButton
          label={state === 'failed' ? t.again : t.send[what]}
          className={styles.send}
          onClick={() => recordings.send(id)}
        >
          {state === 'failed' ? <Icon20RefreshOutline /> : <Icon20Send />}
        </IconButton>
      )}
    </>
  )
}

function lineOf({ state, done, bytes, error }: Recording): string {
  if (state === 'failed') return error instanceof Lost ? error.message : explain(error).sentence
  if (state === 'waiting') return t.waiting
  return state === 'sending' ? t.sending(share(done, Math.max(1, bytes))) : t.kept
}

/** Plays what this device holds. */
function useListening({ id, ms, what }: Recording, recordings: Recordings) {
  const audio = useRef<HTMLAudioElement | null>(null)
  const [isPlaying, setPlaying] = useState(false)
  const [part, setPart] = useState(0)
  const [film, setFilm] = useState<string | null>(null)
  useEffect(() => (film === null ? undefined : () => URL.revokeObjectURL(film)), [film])
  useEffect(
    () => () => {
      audio.current?.pause()
      if (audio.current !== null) URL.revokeObjectURL(audio.current.src)
    },
    [],
  )
  const toggle = async () => {
    if (isPlaying) return audio.current?.pause()
    pause()
    if (audio.current === null) {
      const sound = await recordings.soundOf(id)
      if (sound === null) return showFailure(t.lost)
      if (what === 'round') return setFilm(URL.createObjectURL(sound))
      const made = new Audio(URL.createObjectURL(sound))
      made.onplaying = () => setPlaying(true)
      made.onpause = () => setPlaying(false)
      made.onended = () => setPart(0)
      // Recordings do not say how long they are; the person's own clock does.
      made.ontimeupdate = () => setPart(Math.min(1, (made.currentTime * 1_000) / Math.max(1, ms)))
      audio.current = made
    }
    await audio.current.play().catch(() => showFailure(t.lost))
  }
  return { isPlaying, part, toggle, film, closeFilm: () => setFilm(null) }
}
