import { Icon20VolumeOutline } from '@vkontakte/icons'
import { useState } from 'react'
import { t } from '../calls.texts.ts'
import { choose, useChoices } from '../choices.ts'
import { canChooseSpeaker, type Device } from '../devices.ts'
import { DeviceField } from './DeviceField.tsx'
import { playTest } from './own-devices.ts'
import styles from './prejoin.module.css'

/** Where the others are heard, and three notes to try it. */
export function SpeakerField({ devices, onChosen }: { devices: readonly Device[]; onChosen?: (id: string) => void }) {
  const chosen = useChoices(({ speakerId }) => speakerId)
  return (
    <DeviceField
      label={t.speaker}
      devices={canChooseSpeaker() ? devices : []}
      chosen={chosen}
      onChoose={(speakerId) => {
        choose({ speakerId })
        onChosen?.(speakerId)
      }}
      aside={<TestButton />}
    />
  )
}

export function TestButton() {
  const [playing, setPlaying] = useState(false)
  const play = async () => {
    setPlaying(true)
    await playTest(useChoices.getState().speakerId).catch(() => {})
    setPlaying(false)
  }
  return (
    <button
      type="button"
      className={styles.soft}
      aria-disabled={playing}
      onClick={playing ? undefined : () => void play()}
    >
      <Icon20VolumeOutline aria-hidden="true" />
      {playing ? t.prejoin.testing : t.prejoin.test}
    </button>
  )
}
