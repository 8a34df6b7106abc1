import { Icon20DownloadOutline, Icon24DownloadOutline, Icon48Play } from '@vkontakte/icons'
import { useState } from 'react'
import type { Attachment } from '#contract/messenger/attachment.ts'
import { lengthOf } from '#web/kit/i18n/lengths.ts'
import { fileSize } from '#web/kit/i18n/sizes.ts'
import { loadsPictures } from '#web/kit/photos/picture-traffic.ts'
import { IconButton } from '../parts/Parts.tsx'
import { pause } from '../recording/playing.ts'
import styles from './attachments.module.css'
import { t } from './attachments.texts.ts'
import { About } from './Player.tsx'
import { previewOf } from './preview.ts'
import { useDownload } from './use-download.ts'
import { useFilm } from './use-film.ts'

/** A film with its picture and its length; a press plays it where it stands (MSG-03). */
export function Film({ film, able }: { film: Attachment; able: boolean }) {
  const { source, from, isBusy, isBroken, play, onBroken } = useFilm(film)
  const { download, isBusy: isLoading } = useDownload()
  return (
    <div className={styles.player}>
      {source === null ? (
        <Still film={film} able={able && !isBusy} onPlay={play} />
      ) : (
        // biome-ignore lint/a11y/useMediaCaption: people send films as they are
        <video
          className={styles.film}
          style={shapeOf(film)}
          src={source}
          poster={previewOf(film, 320)}
          controls
          autoPlay
          playsInline
          aria-label={film.name}
          onLoadedMetadata={({ currentTarget }) => {
            currentTarget.currentTime = from
            currentTarget.focus()
          }}
          onPlay={pause}
          onError={({ currentTarget }) => onBroken(currentTarget.currentTime)}
        />
      )}
      <div className={styles.card}>
        <About file={film} sending={!able} />
        {able && (
          <IconButton label={t.download(film.name)} disabled={isLoading} onClick={() => void download(film)}>
            <Icon24DownloadOutline />
          </IconButton>
        )}
      </div>
      {isBroken && <p role="alert">{t.unplayable}</p>}
    </div>
  )
}

/** What is seen of a film that does not play. */
function Still({ film, able, onPlay }: { film: Attachment; able: boolean; onPlay: () => void }) {
  const [isWanted, setWanted] = useState(loadsPictures)
  const [isGone, setGone] = useState(false)
  const { durationMs } = film
  return (
    <button
      type="button"
      className={styles.film}
      style={shapeOf(film)}
      disabled={!able}
      aria-busy={!able}
      aria-label={durationMs === null ? t.play(film.name) : t.playLong(film.name, lengthOf(durationMs))}
      onClick={isWanted ? onPlay : () => setWanted(true)}
    >
      {isWanted && able && !isGone && (
        <img src={previewOf(film, 320)} alt="" loading="lazy" decoding="async" onError={() => setGone(true)} />
      )}
      {isWanted ? (
        <span className={styles.start}>
          <Icon48Play />
        </span>
      ) : (
        <span className={styles.saved}>
          <Icon20DownloadOutline />
          {fileSize(film.bytes)}
        </span>
      )}
      {durationMs !== null && <span className={styles.length}>{lengthOf(durationMs)}</span>}
    </button>
  )
}

function shapeOf({ picture }: Attachment) {
  const { width, height } = picture!
  return { aspectRatio: `${width} / ${height}` }
}
