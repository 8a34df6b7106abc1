import {
  Icon24Cancel,
  Icon24DownloadOutline,
  Icon24MessageOutline,
  Icon28ChevronLeftOutline,
  Icon28ChevronRightOutline,
} from '@vkontakte/icons'
import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useRef, useState } from 'react'
import type { Attachment } from '#contract/messenger/attachment.ts'
import { fileSize } from '#web/kit/i18n/sizes.ts'
import { t as common } from '../messenger.texts.ts'
import { IconButton } from '../parts/Parts.tsx'
import styles from './attachments.module.css'
import { t } from './attachments.texts.ts'
import { previewOf } from './preview.ts'
import { useDownload } from './use-download.ts'

/** So far a finger has to go to the side to turn the page. */
const SWIPE_PX = 48

interface ViewerProps {
  photos: readonly Attachment[]
  first: number
  /** Leads to the message of the photo at this place. */
  onGo?: (index: number) => void
  onClose: () => void
}

/** Photos over the whole screen: arrows or a swipe turn, Esc or a pull down closes. */
export function Viewer({ photos, first, onGo, onClose }: ViewerProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [index, setIndex] = useState(first)
  const { download, isBusy } = useDownload()
  const from = useRef<{ x: number; y: number } | null>(null)
  useLayoutEffect(() => {
    const element = dialog.current!
    element.showModal()
    element.querySelector('button')?.focus()
    return () => element.close()
  }, [])
  const photo = photos[index]!
  const turn = (step: number) => setIndex((now) => Math.min(photos.length - 1, Math.max(0, now + step)))
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft') turn(-1)
    if (event.key === 'ArrowRight') turn(1)
    if (event.key === 'Home') setIndex(0)
    if (event.key === 'End') setIndex(photos.length - 1)
  }
  const onPointerUp = ({ clientX, clientY }: PointerEvent) => {
    const start = from.current
    from.current = null
    if (start === null) return
    const [x, y] = [clientX - start.x, clientY - start.y]
    if (Math.abs(x) >= SWIPE_PX && Math.abs(x) > Math.abs(y)) turn(x < 0 ? 1 : -1)
    else if (y >= SWIPE_PX * 2) onClose()
  }
  return (
    <dialog
      ref={dialog}
      className={styles.viewer}
      aria-label={t.viewer}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <header>
        <IconButton label={common.close} onClick={onClose}>
          <Icon24Cancel />
        </IconButton>
        <p aria-live="polite">
          <span>{photo.name}</span>
          <small>
            {photos.length > 1 && `${t.place(index + 1, photos.length)} · `}
            {fileSize(photo.bytes)}
          </small>
        </p>
        {onGo !== undefined && (
          <IconButton label={t.go} onClick={() => onGo(index)}>
            <Icon24MessageOutline />
          </IconButton>
        )}
        <IconButton label={t.download(photo.name)} disabled={isBusy} onClick={() => void download(photo)}>
          <Icon24DownloadOutline />
        </IconButton>
      </header>
      <div
        className={styles.stage}
        onPointerDown={({ clientX: x, clientY: y }) => {
          from.current = { x, y }
        }}
        onPointerUp={onPointerUp}
        onPointerCancel={() => {
          from.current = null
        }}
      >
        <img key={photo.id} src={previewOf(photo, 1_600)} alt={t.photo(photo.name)} draggable={false} />
      </div>
      {index > 0 && (
        <IconButton label={t.before} className={styles.before} onClick={() => turn(-1)}>
          <Icon28ChevronLeftOutline />
        </IconButton>
      )}
      {index < photos.length - 1 && (
        <IconButton label={t.after} className={styles.after} onClick={() => turn(1)}>
          <Icon28ChevronRightOutline />
        </IconButton>
      )}
    </dialog>
  )
}
