import { Icon28VideocamOutline, Icon28VideocamSlashOutline } from '@vkontakte/icons'
import { useEffect, useRef } from 'react'
import { displayName } from '#contract/identity/names.ts'
import { useFrame } from '#web/kit/frame/frame-context.ts'
import { Photo } from '#web/kit/photos/Photo.tsx'
import { Avatar } from '#web/kit/ui/Avatar.tsx'
import { t } from '../calls.texts.ts'
import { t as pictureTexts } from '../picture/picture.texts.ts'
import { useCovered } from '../picture/use-covered.ts'
import type { Opened } from './own-devices.ts'
import styles from './prejoin.module.css'
import { troubleText } from './trouble-text.ts'

interface PreviewProps {
  camera: Opened
  onCamera: (on: boolean) => void
}

/** How the others will see the person, or his letters where the camera is off, with the switch of the camera. */
export function Preview({ camera, onCamera }: PreviewProps) {
  const { profile } = useFrame()
  const on = camera.state !== 'off'
  const covered = useCovered(camera)
  return (
    <section className={styles.preview} aria-label={t.prejoin.preview}>
      {covered.state === 'on' ? (
        <Mirror stream={covered.stream} />
      ) : (
        <div className={styles.face}>
          <Avatar id={profile.id} person={profile} size={72}>
            <Photo id={profile.id} size={72} />
          </Avatar>
          <p className={styles.trouble} role="status">
            {camera.state === 'asking' && t.prejoin.asking}
            {covered.state === 'preparing' && pictureTexts.preparing}
            {camera.state === 'off' && t.prejoin.cameraOff}
            {camera.state === 'trouble' && troubleText('Video', camera.trouble)}
          </p>
        </div>
      )}
      <span className={styles.name}>{displayName({ ...profile, staff: false })}</span>
      <button
        type="button"
        className={styles.round}
        aria-label={on ? t.prejoin.cameraStop : t.prejoin.cameraOn}
        title={on ? t.prejoin.cameraStop : t.prejoin.cameraOn}
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
