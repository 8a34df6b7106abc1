import assert from 'node:assert/strict'
import { after } from 'node:test'
import type { Page } from 'playwright-core'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { button, openForCall, tile } from '#testkit/call-walk.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { startTestMedia, untilReady } from '#testkit/media.ts'
import { startChat } from '#testkit/messages.ts'
import { eventually } from '#testkit/messenger-walk.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet } from '#testkit/walk.ts'

const media = await startTestMedia()
after(() => media[Symbol.asyncDispose]())
const story = tellStory({ media: true, mediaServer: media })
const { step } = story
/** Sound comes late on a busy machine. How much noise goes is no matter of a browser, and proved without one. */
const PATIENCE_MS = 60_000
let cast: Cast
let chatId: string
let teacher: Device
let pupil: Device
/** Mean square of the noise of the fan, as the pupil hears it. */
let fan = 0

/** Puts a microphone beside a fan, with somebody who speaks when `setVoice(1)` is called. */
const placeByFan = (page: Page) =>
  page.evaluate(() => {
    const context = new AudioContext({ sampleRate: 48_000 })
    const room = context.createMediaStreamDestination()
    const noise = new AudioBufferSourceNode(context, { loop: true })
    noise.buffer = new AudioBuffer({ length: 96_000, sampleRate: 48_000 })
    noise.buffer.copyToChannel(
      Float32Array.from({ length: 96_000 }, () => 0.2 * (Math.random() - 0.5)),
      0,
    )
    noise.connect(room)
    const mouth = new GainNode(context, { gain: 0 })
    const throat = new OscillatorNode(context, { type: 'sawtooth', frequency: 130 })
    for (const [frequency, Q] of [
      [700, 8],
      [1_220, 11],
      [2_600, 16],
    ] as const) {
      throat.connect(new BiquadFilterNode(context, { type: 'bandpass', frequency, Q })).connect(mouth)
    }
    const glide = new OscillatorNode(context, { frequency: 0.9 })
    glide.connect(new GainNode(context, { gain: 25 })).connect(throat.frequency)
    const syllables = new GainNode(context, { gain: 0.5 })
    const beat = new OscillatorNode(context, { frequency: 4 })
    beat.connect(new GainNode(context, { gain: 0.5 })).connect(syllables.gain)
    mouth.connect(syllables).connect(room)
    for (const each of [noise, throat, glide, beat]) each.start()
    const own = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
    navigator.mediaDevices.getUserMedia = async (wish) => {
      if (!wish?.audio) return own(wish)
      await context.resume()
      const tracks = room.stream.getAudioTracks().map((track) => track.clone())
      for (const { id } of tracks) microphones.add(id)
      return new MediaStream(tracks)
    }
    const microphones = new Set<string>()
    const setVoice = (gain: number) => {
      mouth.gain.value = gain
    }
    Object.assign(window, { setVoice, microphones })
  })

const setVoice = (page: Page, gain: number) =>
  page.evaluate((gain) => (window as unknown as { setVoice: (gain: number) => void }).setVoice(gain), gain)

/** Mean square of what has come to somebody within two seconds. */
const loudness = (page: Page) =>
  page.evaluate(async () => {
    const read = async () => {
      const sum = { energy: 0, seconds: 0 }
      for (const connection of (window as unknown as { connections: RTCPeerConnection[] }).connections) {
        for (const report of (await connection.getStats()).values()) {
          if (report.type !== 'inbound-rtp' || report.kind !== 'audio') continue
          sum.energy += report.totalAudioEnergy ?? 0
          sum.seconds += report.totalSamplesDuration ?? 0
        }
      }
      return sum
    }
    const before = await read()
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    const now = await read()
    return now.seconds === before.seconds ? 0 : (now.energy - before.energy) / (now.seconds - before.seconds)
  })

/** Whether the others are sent what the microphone hears, and not what was made of it. */
const sendsMicrophone = (page: Page) =>
  page.evaluate(() => {
    const { connections, microphones } = window as unknown as {
      connections: RTCPeerConnection[]
      microphones: Set<string>
    }
    const sent = connections.flatMap((connection) => connection.getSenders()).flatMap(({ track }) => track ?? [])
    const sounds = sent.filter(({ kind, readyState }) => kind === 'audio' && readyState === 'live')
    return sounds.length === 0 ? null : sounds.every(({ id }) => microphones.has(id))
  })

const suppression = (page: Page) => page.getByRole('checkbox', { name: 'Шумоподавление' })

step('a teacher speaks beside a fan, and a pupil hears the fan', async () => {
  await untilReady(media)
  cast = await createCast(story.world)
  chatId = await startChat(cast)
  teacher = await openForCall(story, cast.teacher, chatId, { viewport: LAPTOP })
  pupil = await openForCall(story, cast.pupil, chatId, { viewport: PHONE })
  await placeByFan(teacher.page)
  await button(teacher.page, 'Видеозвонок').click()
  await button(teacher.page, 'Выключить камеру').click()
  await suppression(teacher.page).waitFor()
  await button(teacher.page, 'Начать со звуком').click()
  await button(teacher.page, 'Выключить микрофон').waitFor()
  await pupil.page.getByRole('link', { name: 'Присоединиться' }).click()
  await button(pupil.page, 'Войти без звука').click()
  await tile(pupil.page, cast.teacher).waitFor()
  await eventually(async () => {
    fan = await loudness(pupil.page)
    assert.ok(fan > 1e-4, `the fan: ${fan}`)
  }, PATIENCE_MS)
})

step(
  '[CALL-15/noise] the switch puts the suppression between microphone and call, and the others hear what it leaves',
  async () => {
    const { page } = teacher
    assert.equal(await sendsMicrophone(page), true)
    await button(page, 'Настройки').click()
    await suppression(page).click()
    await eventually(async () => assert.equal(await sendsMicrophone(page), false), PATIENCE_MS)
    assert.ok(await suppression(page).isChecked())
    await assertAccessible(page, 'noise suppression is on')
    await setVoice(page, 2)
    await eventually(async () => {
      const voice = await loudness(pupil.page)
      assert.ok(voice > 1e-4, `the voice: ${voice}`)
    }, PATIENCE_MS)
    await setVoice(page, 0)
  },
)

step('[CALL-15/original] music is sent as it is, and noise suppression goes off for it', async () => {
  const { page } = teacher
  await page.getByRole('checkbox', { name: 'Исходный звук' }).click()
  assert.equal(await suppression(page).isChecked(), false)
  await eventually(async () => assert.equal(await sendsMicrophone(page), true), PATIENCE_MS)
  await eventually(async () => {
    const heard = await loudness(pupil.page)
    assert.ok(heard > fan / 4, `the fan: ${fan} → ${heard}`)
  }, PATIENCE_MS)
})

step('[CALL-15/fallback] a suppression that does not come says so, and the call goes on', async () => {
  for (const device of [teacher, pupil]) assertQuiet(device)
  const { page } = teacher
  await page.evaluate(() => {
    AudioWorklet.prototype.addModule = () => Promise.reject(new Error('no network'))
  })
  await suppression(page).click()
  await page.getByText(/^Шумоподавление не работает и выключено/).waitFor()
  assert.equal(await suppression(page).isChecked(), false)
  await assertAccessible(page, 'noise suppression has not come')
  await eventually(async () => assert.ok((await loudness(pupil.page)) > fan / 4), PATIENCE_MS)
})
