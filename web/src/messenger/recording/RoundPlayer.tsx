import { Icon20DownloadOutline, Icon48Play } from '@vkontakte/icons'
import { useState } from 'react'
import type { Attachment } from '#contract/messenger/attachment.ts'
import { lengthOf } from '#web/kit/i18n/lengths.ts'
import { loadsPictures } from '#web/kit/photos/picture-traffic.ts'
import { t as attachments } from '../attachments/attachments.texts.ts'
import { previewOf } from '../attachments/preview.ts'
import { useDownload } from '../attachments/use-download.ts'
import { useFilm } from '../attachments/use-film.ts'
import { IconButton } from '../parts/Parts.tsx'
import { RoundFilm } from './RoundFilm.tsx'
import { t } from './recording.texts.ts'
import styles from './round.module.css'

/** A round video message: a press plays it with its sound in its circle, from any place (MSG-05). */
export function RoundPlayer({ file, able }: { file: Attachment; able: boolean }) {
  const { source, from, isBusy, isBroken, play, onBroken } = useFilm(file)
  const { download, isBusy: isLoading } = useDownload()
  const all = file.durationMs ?? 0
  return (
    <div className={styles.round}>
      {source === null ? (
        <Still file={file} able={able && !isBusy} onPlay={play} />
      ) : (
        <RoundFilm source={source} ms={all} from={from} poster={previewOf(file, 240)} onBroken={onBroken} />
      )}
      {source === null && (
        <div className={styles.foot}>
          <small>{able ? lengthOf(all) : attachments.sending}</small>
          {able && (
            <IconButton
              label={attachments.download(file.name)}
              disabled={isLoading}
              onClick={() => void download(file)}
            >
              <Icon20DownloadOutline />
            </IconButton>
          )}
        </div>
      )}
      {isBroken && <p role="alert">{t.broken}</p>}
    </div>
  )
}

/** What is seen of one that does not play. */
function Still({ file, able, onPlay }: { file: Attachment; able: boolean; onPlay: () => void }) {
  const [isWanted] = useState(loadsPictures)
  const [isGone, setGone] = useState(false)
  return (
    <div className={styles.circle}>
      <button
        type="button"
        className={styles.face}
        disabled={!able}
        aria-busy={!able}
        aria-label={t.round.watch(lengthOf(file.durationMs ?? 0))}
        onClick={onPlay}
      >
        {isWanted && able && !isGone ? (
          <img src={previewOf(file, 240)} alt="" loading="lazy" decoding="async" onError={() => setGone(true)} />
        ) : (
          <span className={styles.blank} />
        )}
        <Icon48Play className={styles.start} />
      </button>
    </div>
  )
}
