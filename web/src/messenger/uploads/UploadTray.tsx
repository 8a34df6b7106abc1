import { Icon20Cancel, Icon20DocumentOutline, Icon20Pause, Icon20Play, Icon20RefreshOutline } from '@vkontakte/icons'
import { useRef } from 'react'
import { explain } from '#web/kit/errors/explain.ts'
import { fileSize, share } from '#web/kit/i18n/sizes.ts'
import { cx } from '#web/kit/ui/cx.ts'
import { useEngine } from '../boot/engine-context.ts'
import { IconButton } from '../parts/Parts.tsx'
import { OtherFile } from './carry.ts'
import { type UploadItem, type Uploads, uploadsOf } from './upload-queue.ts'
import styles from './uploads.module.css'
import { t } from './uploads.texts.ts'

const [MINUTE_S, HOUR_S] = [60, 3_600]

/** The files of the message that is being written, how far each has come, and what can be done with it. */
export function UploadTray({ chatId }: { chatId: string }) {
  const uploads = uploadsOf(useEngine())
  const items = uploads.store()
  return (
    <ul className={styles.tray} aria-label={t.list}>
      {items
        .filter((item) => item.chatId === chatId)
        .map((item) => (
          <Row key={item.id} item={item} uploads={uploads} />
        ))}
    </ul>
  )
}

function Row({ item, uploads }: { item: UploadItem; uploads: Uploads }) {
  const { id, name, bytes, state, done, preview } = item
  const isBad = state === 'failed' || state === 'lost'
  return (
    <li className={styles.row}>
      {preview === null ? <Icon20DocumentOutline className={styles.icon} /> : <img src={preview} alt="" />}
      <div className={styles.about}>
        <span className={styles.name}>
          <span>{name}</span>
          <small>{fileSize(bytes)}</small>
        </span>
        <span className={cx(styles.line, isBad && styles.bad)} role={isBad ? 'alert' : undefined}>
          {lineOf(item)}
        </span>
        {state !== 'ready' && !isBad && <progress max={bytes} value={done} aria-label={name} />}
      </div>
      <Change item={item} uploads={uploads} />
      <IconButton label={t.remove(name)} onClick={() => uploads.remove(id)}>
        <Icon20Cancel />
      </IconButton>
    </li>
  )
}

/** What else than removing it can be done now. */
function Change({ item: { id, chatId, name, state }, uploads }: { item: UploadItem; uploads: Uploads }) {
  const input = useRef<HTMLInputElement>(null)
  if (state === 'sending' || state === 'waiting' || state === 'queued' || state === 'checking') {
    return (
      <IconButton label={t.pause(name)} onClick={() => uploads.pause(id)}>
        <Icon20Pause />
      </IconButton>
    )
  }
  if (state === 'paused') {
    return (
      <IconButton label={t.resume(name)} onClick={() => uploads.resume(id)}>
        <Icon20Play />
      </IconButton>
    )
  }
  if (state === 'failed') {
    return (
      <IconButton label={t.again(name)} onClick={() => uploads.resume(id)}>
        <Icon20RefreshOutline />
      </IconButton>
    )
  }
  if (state !== 'lost') return null
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        onChange={(event) => uploads.add(chatId, [...(event.target.files ?? [])])}
      />
      <IconButton label={t.choose(name)} onClick={() => input.current?.click()}>
        <Icon20RefreshOutline />
      </IconButton>
    </>
  )
}

function lineOf({ state, done, bytes, speed, error }: UploadItem): string {
  const part = share(done, bytes)
  if (state === 'checking') return t.checking(part)
  if (state === 'paused') return t.paused(part)
  if (state === 'lost') return t.lost(part)
  if (state === 'failed') return sentenceOf(error)
  if (state !== 'sending') return t[state]
  const rate = speed === null || speed < 1 ? [] : [t.speed(fileSize(speed)), t.left(timeOf((bytes - done) / speed))]
  return [t.sending(part), ...rate].join(' · ')
}

function sentenceOf(error: unknown): string {
  if (error instanceof OtherFile) return t.otherFile
  // The browser may not read what it has read before.
  return error instanceof DOMException ? t.unreadable : explain(error).sentence
}

function timeOf(seconds: number): string {
  if (seconds < MINUTE_S) return t.seconds(Math.ceil(seconds))
  return seconds < HOUR_S ? t.minutes(Math.ceil(seconds / MINUTE_S)) : t.hours(Math.ceil(seconds / HOUR_S))
}
