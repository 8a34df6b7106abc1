import type { Sound } from '../choices.ts'
import { SoundTrouble } from './sound-trouble.ts'

/** Works on what a microphone hears before it is sent, as the library of media takes it. */
export interface Suppressor {
  readonly name: string
  processedTrack?: MediaStreamTrack | undefined
  init(of: { track: MediaStreamTrack }): Promise<void>
  restart(of: { track: MediaStreamTrack }): Promise<void>
  destroy(): Promise<void>
}

/** A microphone that is sent, as the library of media has it. */
export interface Microphone {
  readonly constraints: MediaTrackConstraints
  readonly isStopped: boolean
  getProcessor(): unknown
  setProcessor(processor: Suppressor): Promise<void>
  stopProcessor(): Promise<void>
  restartTrack(options: Capture & Pick<MediaTrackConstraints, 'deviceId'>): Promise<void>
}

type Capture = ReturnType<typeof captureOf>

/**
 * What the browser itself does to a microphone. It takes out noise where we do not: twice would eat the voice. Music is
 * left as it is, but for its echo. Always one channel: two are a stage, and half of the headsets send only the left one.
 */
export function captureOf(sound: Sound) {
  return {
    channelCount: 1,
    echoCancellation: true,
    noiseSuppression: sound === 'usual',
    voiceIsolation: sound === 'usual',
    autoGainControl: sound !== 'original',
  }
}

/**
 * Brings what is done to a microphone in line with a choice. Where noise cannot be suppressed the browser's own
 * suppression goes on.
 *
 * @param open loads the suppression; a trouble that it throws is what comes back
 * @returns what kept the choice from being followed; null when nothing did
 * @throws when the microphone itself is gone
 */
export async function treatMicrophone(
  microphone: Microphone,
  sound: Sound,
  open: () => Promise<Suppressor>,
): Promise<SoundTrouble['kind'] | null> {
  const isWorkedOn = microphone.getProcessor() !== undefined
  const trouble = sound === 'clear' && !isWorkedOn ? await suppress(microphone, open) : null
  if (microphone.isStopped) return null
  // A browser may refuse there what the microphone was opened with; it is opened anew below in any case.
  if (sound !== 'clear' && isWorkedOn) await microphone.stopProcessor().catch(() => {})
  const wanted = captureOf(trouble === null ? sound : 'usual')
  const { noiseSuppression, autoGainControl, deviceId } = microphone.constraints
  if (noiseSuppression !== wanted.noiseSuppression || autoGainControl !== wanted.autoGainControl) {
    await microphone.restartTrack({ ...wanted, ...(deviceId === undefined ? {} : { deviceId }) })
  }
  return trouble
}

async function suppress(microphone: Microphone, open: () => Promise<Suppressor>): Promise<SoundTrouble['kind'] | null> {
  let suppressor: Suppressor | null = null
  try {
    suppressor = await open()
    // Whoever has left while it was loading needs it no more.
    if (microphone.isStopped) await suppressor.destroy()
    else await microphone.setProcessor(suppressor)
    return null
  } catch (error) {
    await suppressor?.destroy()
    return error instanceof SoundTrouble ? error.kind : 'failed'
  }
}
