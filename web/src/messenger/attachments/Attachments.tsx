import { Icon20DownloadOutline } from '@vkontakte/icons'
import { useState } from 'react'
import type { Attachment } from '#contract/messenger/attachment.ts'
import { fileSize } from '#web/kit/i18n/sizes.ts'
import { loadsPictures } from '#web/kit/photos/picture-traffic.ts'
import { cx } from '#web/kit/ui/cx.ts'
import { late } from '#web/kit/ui/late.tsx'
import { RoundPlayer } from '../recording/RoundPlayer.tsx'
import { VoicePlayer } from '../recording/VoicePlayer.tsx'
import styles from './attachments.module.css'
import { t } from './attachments.texts.ts'
import { Film } from './Film.tsx'
import { KindIcon } from './KindIcon.tsx'
import { About, Player } from './Player.tsx'
import { previewOf } from './preview.ts'
import { useDownload } from './use-download.ts'

const PLAYED: ReadonlySet<Attachment['kind']> = new Set(['video', 'audio'])

const Viewer = late(async () => (await import('./Viewer.tsx')).Viewer, { pressed: true })

interface AttachmentsProps {
  attachments: readonly Attachment[]
  isSent: boolean
  isOwn: boolean
}

/** The files of a message: photos in a grid, everything else as cards. */
export function Attachments({ attachments, isSent, isOwn }: AttachmentsProps) {
  const [opened, setOpened] = useState<number | null>(null)
  const photos = attachments.filter(isPhoto)
  const others = attachments.filter((file) => !isPhoto(file))
  return (
    <div className={styles.all}>
      {photos.length > 0 && (
        <div className={styles.grid} data-count={Math.min(photos.length, 4)}>
          {photos.map((photo, index) => (
            <Photo
              key={photo.id}
              photo={photo}
              alone={photos.length === 1}
              onOpen={() => setOpened(index)}
              able={isSent}
            />
          ))}
        </div>
      )}
      {others.map((file) => (
        <FileCard key={file.id} file={file} able={isSent} isOwn={isOwn} />
      ))}
      {opened !== null && <Viewer photos={photos} first={opened} onClose={() => setOpened(null)} />}
    </div>
  )
}

/** A picture that can be looked at; others are files to be loaded. */
export function isPhoto({ kind, picture }: Pick<Attachment, 'kind' | 'picture'>): boolean {
  return kind === 'photo' && picture !== null
}

interface PhotoProps {
  photo: Attachment
  alone: boolean
  /** What waits in the outbox is seen by nobody yet. */
  able: boolean
  onOpen: () => void
}

/** A photo as a small picture that opens it. */
export function Photo({ photo, alone, able, onOpen }: PhotoProps) {
  const { width, height } = photo.picture!
  const [isWanted, setWanted] = useState(loadsPictures)
  const [isBroken, setBroken] = useState(false)
  const shape = alone ? { aspectRatio: `${width} / ${height}`, '--w': `${width}px` } : undefined
  if (!able || isBroken) {
    return (
      <span className={cx(styles.photo, styles.blank)} style={shape} role="img" aria-label={t.photo(photo.name)}>
        {isBroken ? t.unseen : t.sending}
      </span>
    )
  }
  return (
    <button
      type="button"
      className={styles.photo}
      style={shape}
      aria-label={isWanted ? t.open(photo.name) : t.load(photo.name)}
      onClick={isWanted ? onOpen : () => setWanted(true)}
    >
      {isWanted ? (
        <img
          src={previewOf(photo, alone ? 320 : 160)}
          alt=""
          loading="lazy"
          decoding="async"
          onError={() => setBroken(true)}
        />
      ) : (
        <span className={styles.saved}>
          <Icon20DownloadOutline />
          {fileSize(photo.bytes)}
        </span>
      )}
    </button>
  )
}

/** A file with its name and size; a press loads it. Films and sounds are played where they stand. */
export function FileCard({ file, able, isOwn = true }: { file: Attachment; able: boolean; isOwn?: boolean }) {
  if (file.kind === 'voice') return <VoicePlayer file={file} able={able} isOwn={isOwn} />
  if (file.kind === 'round' && file.picture !== null) return <RoundPlayer file={file} able={able} />
  if (file.kind === 'video' && file.picture !== null) return <Film film={file} able={able} />
  return PLAYED.has(file.kind) && able ? <Player file={file} /> : <PlainCard file={file} able={able} />
}

function PlainCard({ file, able }: { file: Attachment; able: boolean }) {
  const { download, isBusy } = useDownload()
  return (
    <button
      type="button"
      className={styles.card}
      disabled={!able || isBusy}
      aria-busy={!able || isBusy}
      aria-label={t.download(file.name)}
      onClick={() => void download(file)}
    >
      <span className={styles.kind}>
        <KindIcon attachment={file} />
      </span>
      <About file={file} sending={!able} />
      <Icon20DownloadOutline className={styles.arrow} />
    </button>
  )
}
