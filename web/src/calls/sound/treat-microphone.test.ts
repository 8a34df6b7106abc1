import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Sound } from '../choices.ts'
import { SoundTrouble } from './sound-trouble.ts'
import { captureOf, type Microphone, type Suppressor, treatMicrophone } from './treat-microphone.ts'

/** A microphone that was opened for a choice, and what was done to it. */
function microphoneOf(sound: Sound, { suppressed = false, refuses = false, keeps = false } = {}) {
  const done: string[] = []
  const suppressor: Suppressor = {
    name: 'test',
    init: async () => {},
    restart: async () => {},
    destroy: async () => void done.push('destroyed'),
  }
  let processor: Suppressor | undefined = suppressed ? suppressor : undefined
  const microphone = {
    constraints: { ...captureOf(sound), deviceId: 'headset' } as MediaTrackConstraints,
    isStopped: false as boolean,
    getProcessor: () => processor,
    async setProcessor(given: Suppressor) {
      if (refuses) throw new Error('another rate')
      done.push('suppressed')
      processor = given
    },
    async stopProcessor() {
      done.push('left alone')
      processor = undefined
      if (keeps) throw new Error('cannot satisfy constraints')
    },
    async restartTrack({ deviceId, ...capture }) {
      microphone.constraints = { ...capture, ...(deviceId === undefined ? {} : { deviceId }) }
      done.push(`opened on ${String(deviceId)}`)
    },
  } satisfies Microphone
  return { microphone, done, suppressor }
}

test('[CALL-15/noise] ours and the browser’s suppression are never on together, and music has neither', () => {
  const told = (sound: Sound) => {
    const { noiseSuppression, voiceIsolation, autoGainControl, channelCount } = captureOf(sound)
    return { noiseSuppression, voiceIsolation, autoGainControl, channelCount }
  }
  const mono = { channelCount: 1 }
  assert.deepEqual(told('usual'), { ...mono, noiseSuppression: true, voiceIsolation: true, autoGainControl: true })
  assert.deepEqual(told('clear'), { ...mono, noiseSuppression: false, voiceIsolation: false, autoGainControl: true })
  assert.deepEqual(told('original'), {
    ...mono,
    noiseSuppression: false,
    voiceIsolation: false,
    autoGainControl: false,
  })
})

test('[CALL-15/noise] what is switched in a call holds at once, on the same device, and back', async () => {
  const { microphone, done, suppressor } = microphoneOf('usual')
  const open = async () => suppressor
  assert.equal(await treatMicrophone(microphone, 'clear', open), null)
  assert.deepEqual(done.splice(0), ['suppressed', 'opened on headset'])
  assert.equal(microphone.constraints.noiseSuppression, false)
  assert.equal(await treatMicrophone(microphone, 'clear', open), null)
  assert.deepEqual(done.splice(0), [], 'nothing is done twice')
  assert.equal(await treatMicrophone(microphone, 'original', open), null)
  assert.deepEqual(done.splice(0), ['left alone', 'opened on headset'])
  assert.equal(await treatMicrophone(microphone, 'usual', open), null)
  assert.deepEqual(done.splice(0), ['opened on headset'])
  assert.equal(microphone.constraints.noiseSuppression, true)
})

for (const kind of ['slow', 'failed'] as const) {
  test(`[CALL-15/fallback] a suppression that is ${kind} leaves the browser’s own on`, async () => {
    const opened = microphoneOf('clear')
    const trouble = treatMicrophone(opened.microphone, 'clear', () => Promise.reject(new SoundTrouble(kind)))
    assert.equal(await trouble, kind)
    assert.deepEqual(opened.done, ['opened on headset'])
    assert.equal(opened.microphone.constraints.noiseSuppression, true)
    const spoken = microphoneOf('usual')
    await treatMicrophone(spoken.microphone, 'clear', () => Promise.reject(new SoundTrouble(kind)))
    assert.deepEqual(spoken.done, [], 'whoever is heard already is not interrupted')
  })
}

test('[CALL-15/fallback] a microphone that the suppression cannot take is sent as the browser hears it', async () => {
  const { microphone, done, suppressor } = microphoneOf('clear', { refuses: true })
  assert.equal(await treatMicrophone(microphone, 'clear', async () => suppressor), 'failed')
  assert.deepEqual(done, ['destroyed', 'opened on headset'])
})

test('a browser that does not let the suppression go quietly gives another microphone, which is heard', async () => {
  const { microphone, done, suppressor } = microphoneOf('clear', { suppressed: true, keeps: true })
  assert.equal(await treatMicrophone(microphone, 'usual', async () => suppressor), null)
  assert.deepEqual(done, ['left alone', 'opened on headset'])
})

test('whoever leaves while the suppression is loading keeps nothing open', async () => {
  const { microphone, done, suppressor } = microphoneOf('clear')
  const open = async () => {
    microphone.isStopped = true
    return suppressor
  }
  assert.equal(await treatMicrophone(microphone, 'clear', open), null)
  assert.deepEqual(done, ['destroyed'])
})
