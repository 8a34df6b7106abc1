import { Icon24DownloadOutline, Icon28PlayCircle } from '@vkontakte/icons'
import { useState } from 'react'
import type { Attachment } from '#contract/messenger/attachment.ts'
import { fileSize } from '#web/kit/i18n/sizes.ts'
import { IconButton } from '../parts/Parts.tsx'
import styles from './attachments.module.css'
import { t } from './attachments.texts.ts'
import { useDownload, useFileAddress } from './use-download.ts'

/** A film or a sound: nothing of it is loaded before the press that plays it (MSG-03). */
export function Player({ file }: { file: Attachment }) {
  const { addressOf, isBusy } = useFileAddress()
  const { download, isBusy: isLoading } = useDownload()
  const [source, setSource] = useState<string | null>(null)
  const [isBroken, setBroken] = useState(false)
  const play = async () => {
    setBroken(false)
    const url = await addressOf(file)
    if (url !== null) setSource(`${url}&play=1`)
  }
  const played = {
    src: source ?? '',
    controls: true,
    autoPlay: true,
    'aria-label': file.name,
    onError: () => {
      setSource(null)
      setBroken(true)
    },
  }
  return (
    <div className={styles.player}>
      {source !== null && (file.kind === 'video' ? <video {...played} playsInline /> : <audio {...played} />)}
      <div className={styles.card}>
        {source === null && (
          <IconButton label={t.play(file.name)} disabled={isBusy} onClick={() => void play()}>
            <Icon28PlayCircle />
          </IconButton>
        )}
        <About file={file} />
        <IconButton label={t.download(file.name)} disabled={isLoading} onClick={() => void download(file)}>
          <Icon24DownloadOutline />
        </IconButton>
      </div>
      {isBroken && <p role="alert">{t.unplayable}</p>}
    </div>
  )
}

/** Name, kind and size of a file. */
export function About({ file, sending = false }: { file: Attachment; sending?: boolean }) {
  return (
    <span className={styles.about}>
      <span className={styles.name}>{file.name}</span>
      <small>{sending ? t.sending : `${t.kinds[file.kind]} · ${fileSize(file.bytes)}`}</small>
    </span>
  )
}
