import { Icon48Play } from '@vkontakte/icons'
import { useEffect, useRef, useState } from 'react'
import { lengthOf } from '#web/kit/i18n/lengths.ts'
import { pause } from './playing.ts'
import { Ring } from './Ring.tsx'
import { t } from './recording.texts.ts'
import styles from './round.module.css'

const STEP_MS = 100

/** The circle that plays: of several one at a time. */
let playing: HTMLVideoElement | null = null

interface RoundFilmProps {
  source: string
  /** How long it is. */
  ms: number
  /** Seconds from which it goes on. */
  from: number
  poster?: string
  onBroken: (at: number) => void
}

/** A film in a circle with its sound: a press stops it and lets it go on, the bar under it leads to any place. */
export function RoundFilm({ source, ms: all, from, poster, onBroken }: RoundFilmProps) {
  const film = useRef<HTMLVideoElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [ms, setMs] = useState(from * 1_000)
  const [isPlaying, setPlaying] = useState(true)
  useEffect(() => button.current?.focus(), [])
  const toggle = () => {
    const element = film.current!
    if (element.paused) void element.play().catch(() => undefined)
    else element.pause()
  }
  return (
    <>
      <div className={styles.circle}>
        <button
          ref={button}
          type="button"
          className={styles.face}
          aria-label={isPlaying ? t.round.pause : t.round.watch(lengthOf(all))}
          onClick={toggle}
        >
          {/* biome-ignore lint/a11y/useMediaCaption: people send films as they are */}
          <video
            ref={film}
            src={source}
            poster={poster}
            autoPlay
            playsInline
            onLoadedMetadata={({ currentTarget }) => {
              currentTarget.currentTime = from
            }}
            onPlay={({ currentTarget }) => {
              pause()
              if (playing !== currentTarget) playing?.pause()
              playing = currentTarget
              setPlaying(true)
            }}
            onPause={() => setPlaying(false)}
            onTimeUpdate={({ currentTarget }) => setMs(currentTarget.currentTime * 1_000)}
            onError={({ currentTarget }) => onBroken(currentTarget.currentTime)}
          />
          {!isPlaying && <Icon48Play className={styles.start} />}
        </button>
        <Ring share={all === 0 ? 0 : ms / all} />
      </div>
      <div className={styles.foot}>
        <small>{lengthOf(Math.min(ms, all))}</small>
        <input
          type="range"
          min={0}
          max={all}
          step={STEP_MS}
          value={Math.min(ms, all)}
          aria-label={t.round.place}
          aria-valuetext={t.placeOf(lengthOf(Math.min(ms, all)), lengthOf(all))}
          onChange={({ target }) => {
            film.current!.currentTime = Number(target.value) / 1_000
            setMs(Number(target.value))
          }}
        />
        <small>{lengthOf(all)}</small>
      </div>
    </>
  )
}
