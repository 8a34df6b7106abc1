import { useId } from 'react'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { showFailure } from '#web/kit/ui/toasts.ts'
import { t } from '../calls.texts.ts'
import { choose, QUALITIES, SAVING, type Saving, useChoices } from '../choices.ts'
import { troubleOf, useDevices } from '../devices.ts'
import { t as linkTexts } from '../link/link.texts.ts'
import { BackgroundFields, type OwnRefusal } from '../picture/BackgroundFields.tsx'
import { DeviceField } from '../prejoin/DeviceField.tsx'
import fieldStyles from '../prejoin/prejoin.module.css'
import { SpeakerField } from '../prejoin/SpeakerField.tsx'
import { troubleText } from '../prejoin/trouble-text.ts'
import type { CallSession } from '../session/call-session.ts'
import { SoundFields } from '../sound/SoundFields.tsx'
import { useRunning } from '../use-running.ts'
import styles from './panel.module.css'

interface SettingsDialogProps {
  session: Pick<CallSession, 'setDevice'>
  ownRefusal: OwnRefusal
  onClose: () => void
}

/** The same, where the chat of the call says what is allowed. */
export function ChatSettings({ session, onClose }: { session: CallSession; onClose: () => void }) {
  const running = useRunning(session.chatId)
  const ownRefusal = running.data?.ownPictures === true ? null : 'notAllowed'
  return <SettingsDialog session={session} ownRefusal={ownRefusal} onClose={onClose} />
}

/** Devices, the own picture, and how much of the others is fetched (CALL-16). */
export function SettingsDialog({ session, ownRefusal, onClose }: SettingsDialogProps) {
  const choices = useChoices()
  const devices = useDevices(true)
  const setDevice = (kind: MediaDeviceKind, id: string) => {
    session.setDevice(kind, id).catch((error: unknown) => {
      showFailure(troubleText(kind === 'videoinput' ? 'Video' : 'Audio', troubleOf(error)))
    })
  }
  return (
    <Dialog title={t.settings.title} onClose={onClose}>
      <div className={fieldStyles.fields}>
        <DeviceField
          label={t.microphone}
          devices={devices.audioinput}
          chosen={choices.microphoneId}
          onChoose={(microphoneId) => {
            choose({ microphoneId })
            setDevice('audioinput', microphoneId)
          }}
        />
        <SoundFields />
        <SpeakerField devices={devices.audiooutput} onChosen={(id) => setDevice('audiooutput', id)} />
        <DeviceField
          label={t.camera}
          devices={devices.videoinput}
          chosen={choices.cameraId}
          onChoose={(cameraId) => {
            choose({ cameraId })
            setDevice('videoinput', cameraId)
          }}
        />
        <BackgroundFields ownRefusal={ownRefusal} />
        <QualityField />
        <SavingField />
        <p className={fieldStyles.hint}>{t.room.keys}</p>
      </div>
    </Dialog>
  )
}

function QualityField() {
  const id = useId()
  const quality = useChoices((choices) => choices.quality)
  return (
    <div className={fieldStyles.field}>
      <label htmlFor={id}>{t.settings.quality}</label>
      <div className={fieldStyles.line}>
        <select
          id={id}
          value={quality}
          onChange={(event) => choose({ quality: event.target.value as (typeof QUALITIES)[number] })}
        >
          {QUALITIES.map((each) => (
            <option key={each} value={each}>
              {t.settings[each]}
            </option>
          ))}
        </select>
      </div>
      <p className={fieldStyles.hint}>{t.settings.qualityNote}</p>
    </div>
  )
}

const WORDS: Readonly<Record<Saving, readonly [string, string]>> = {
  all: [t.settings.all, t.settings.allNote],
  speaker: [t.settings.onlySpeaker, t.settings.onlySpeakerNote],
  screen: [t.settings.onlyScreen, t.settings.onlyScreenNote],
  audio: [t.settings.audio, t.settings.audioNote],
}

function SavingField() {
  const saving = useChoices((choices) => choices.saving)
  const savesItself = useChoices((choices) => choices.savesItself)
  const id = useId()
  return (
    <fieldset className={styles.choices}>
      <legend>{t.settings.saving}</legend>
      {SAVING.map((each) => (
        <label key={each} data-on={each === saving || undefined}>
          <input type="radio" name="saving" checked={each === saving} onChange={() => choose({ saving: each })} />
          <span>
            {WORDS[each][0]}
            <small>{WORDS[each][1]}</small>
          </span>
        </label>
      ))}
      <label>
        <input
          type="checkbox"
          checked={savesItself}
          aria-describedby={id}
          onChange={({ target }) => choose({ savesItself: target.checked })}
        />
        <span>
          {linkTexts.label}
          <small id={id}>{linkTexts.note}</small>
        </span>
      </label>
    </fieldset>
  )
}
