import { t } from '../calls.texts.ts'
import { choose, useChoices } from '../choices.ts'
import { useDevices } from '../devices.ts'
import { SoundFields } from '../sound/SoundFields.tsx'
import { DeviceField } from './DeviceField.tsx'
import { Gauge } from './Gauge.tsx'
import type { Opened } from './own-devices.ts'
import styles from './prejoin.module.css'
import { SpeakerField } from './SpeakerField.tsx'
import { troubleText } from './trouble-text.ts'

/** Where it stands why the microphone cannot be used. */
export const MICROPHONE_TROUBLE = 'microphone-trouble'

/** Before a call: with what one is heard and seen, and how sound is treated. */
export function DeviceFields({ microphone, camera }: { microphone: Opened; camera: Opened }) {
  const choices = useChoices()
  const devices = useDevices(`${microphone.state} ${camera.state}`)
  return (
    <div className={styles.fields}>
      <DeviceField
        label={t.microphone}
        devices={devices.audioinput}
        chosen={choices.microphoneId}
        onChoose={(microphoneId) => choose({ microphoneId })}
      >
        {microphone.state === 'trouble' ? (
          <p id={MICROPHONE_TROUBLE} className={styles.wrong} role="alert">
            {troubleText('Audio', microphone.trouble)}
          </p>
        ) : (
          <Gauge stream={microphone.state === 'on' ? microphone.stream : null} />
        )}
      </DeviceField>
      <SpeakerField devices={devices.audiooutput} />
      <DeviceField
        label={t.camera}
        devices={devices.videoinput}
        chosen={choices.cameraId}
        onChoose={(cameraId) => choose({ cameraId })}
      />
      <SoundFields />
    </div>
  )
}
