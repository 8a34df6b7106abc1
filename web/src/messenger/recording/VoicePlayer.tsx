import { Icon20DownloadOutline, Icon24Pause, Icon24Play } from '@vkontakte/icons'
import type { Attachment } from '#contract/messenger/attachment.ts'
import { lengthOf } from '#web/kit/i18n/lengths.ts'
import { number } from '#web/kit/i18n/plural.ts'
import { t as attachments } from '../attachments/attachments.texts.ts'
import { useDownload, useFileAddress } from '../attachments/use-download.ts'
import { useEngine } from '../boot/engine-context.ts'
import { IconButton } from '../parts/Parts.tsx'
import { nextVoice } from './next-voice.ts'
import { changeSpeed, pause, play, seek, usePlaying } from './playing.ts'
import styles from './recording.module.css'
import { t } from './recording.texts.ts'
import { Wave } from './Wave.tsx'
import { wavedOf } from './waved.ts'

const STEP_MS = 1_000

interface VoicePlayerProps {
  file: Attachment
  /** What waits in the outbox can be heard by nobody yet. */
  able: boolean
  isOwn: boolean
}

/** A voice message: played where it stands, from any place and at three speeds; the next one follows by itself (MSG-04). */
export function VoicePlayer({ file, able, isOwn }: VoicePlayerProps) {
  const engine = useEngine()
  const { addressOf } = useFileAddress()
  const { download, isBusy } = useDownload()
  const own = usePlaying((now) => (now.id === file.id ? now : null))
  const isHeard = usePlaying(({ heard }) => isOwn || heard.has(file.id))
  const all = file.durationMs ?? 0
  const ms = Math.min(own?.ms ?? 0, all)
  const player = { addressOf, nextOf: ({ id }: { id: string }) => nextVoice(engine.store.getState().sync, id) }
  const isPlaying = own !== null && (own.state === 'playing' || own.state === 'loading')
  const move = (to: number) => (own === null ? void play(file, player, to) : seek(to))
  return (
    <div className={styles.voice}>
      <IconButton
        label={isPlaying ? t.playing : t.play(lengthOf(all))}
        className={styles.play}
        disabled={!able}
        aria-busy={!able || own?.state === 'loading'}
        onClick={() => (isPlaying ? pause() : void play(file, player))}
      >
        {isPlaying ? <Icon24Pause /> : <Icon24Play />}
      </IconButton>
      <span className={styles.track}>
        <Wave peaks={file.waveform ?? wavedOf([])} share={all === 0 ? 0 : ms / all} />
        {able && (
          <input
            type="range"
            min={0}
            max={all}
            step={STEP_MS}
            value={ms}
            aria-label={t.place}
            aria-valuetext={t.placeOf(lengthOf(ms), lengthOf(all))}
            onChange={({ target }) => move(Number(target.value))}
          />
        )}
        <small>
          {able ? lengthOf(own === null || ms === 0 ? all : ms) : attachments.sending}
          {!isHeard && able && <i role="img" aria-label={t.unheard} />}
        </small>
      </span>
      {own === null ? (
        able && (
          <IconButton label={attachments.download(file.name)} disabled={isBusy} onClick={() => void download(file)}>
            <Icon20DownloadOutline width={20} height={20} />
          </IconButton>
        )
      ) : (
        <button
          type="button"
          className={styles.speed}
          aria-label={t.speed(t.times(number(own.speed)))}
          onClick={changeSpeed}
        >
          {t.times(number(own.speed))}
        </button>
      )}
      {own?.state === 'broken' && <p role="alert">{t.broken}</p>}
    </div>
  )
}
