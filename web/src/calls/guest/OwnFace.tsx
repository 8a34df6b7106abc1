import { Icon28VideocamOutline, Icon28VideocamSlashOutline } from '@vkontakte/icons'
import { useEffect, useRef } from 'react'
import { Avatar } from '#web/kit/ui/Avatar.tsx'
import { t as callTexts } from '../calls.texts.ts'
import { t as pictureTexts } from '../picture/picture.texts.ts'
import { useCovered } from '../picture/use-covered.ts'
import type { Opened } from '../prejoin/own-devices.ts'
import styles from '../prejoin/prejoin.module.css'
import { troubleText } from '../prejoin/trouble-text.ts'
import { t } from './guest.texts.ts'

interface OwnFaceProps {
  name: string
  camera: Opened
  onCamera: (on: boolean) => void
}

/** How somebody who has come by a link is seen, or his letter where the camera is off. */
export function OwnFace({ name, camera, onCamera }: OwnFaceProps) {
  const on = camera.state !== 'off'
  const covered = useCovered(camera)
  const label = on ? callTexts.prejoin.cameraStop : callTexts.prejoin.cameraOn
  return (
    <section className={styles.preview} aria-label={t.preview}>
      {covered.state === 'on' ? (
        <Mirror stream={covered.stream} />
      ) : (
        <div className={styles.face}>
          <Avatar id={name} person={{ name, surname: '' }} size={72} />
          <p className={styles.trouble} role="status">
            {camera.state === 'asking' && callTexts.prejoin.asking}
            {covered.state === 'preparing' && pictureTexts.preparing}
            {camera.state === 'off' && callTexts.prejoin.cameraOff}
            {camera.state === 'trouble' && troubleText('Video', camera.trouble)}
          </p>
        </div>
      )}
      <button
        type="button"
        className={styles.round}
        aria-label={label}
        title={label}
        data-off={!on || undefined}
        onClick={() => onCamera(!on)}
      >
        {on ? <Icon28VideocamOutline /> : <Icon28VideocamSlashOutline />}
      </button>
    </section>
  )
}

function Mirror({ stream }: { stream: MediaStream }) {
  const element = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    if (element.current !== null) element.current.srcObject = stream
  }, [stream])
  return <video ref={element} className={styles.mirror} autoPlay playsInline muted />
}
