import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { type Device, LAPTOP, openBrowser, openDevice, PHONE, placeOfBrowser } from '#testkit/browser.ts'
import { bringToChat, button, openForCall, tile } from '#testkit/call-walk.ts'
import { createCast } from '#testkit/cast.ts'
import { startTestMedia, untilReady } from '#testkit/media.ts'
import { startChat } from '#testkit/messages.ts'
import { eventually } from '#testkit/messenger-walk.ts'
import { tellStory } from '#testkit/story.ts'
import { openWeakNetwork, whyNoWeakNetwork } from '#testkit/weak-network.ts'

const WEAK = { kbits: 64, lossPercent: 10 } as const
/** By then the page has noticed that its link is weak. */
const NOTICES_MS = 60_000
const LISTENS_MS = 30_000
/** Share of looks in which the tone stands out of everything else. */
const HEARD_MIN = 0.9
/** 60 ms of sound in each instead of 20. */
const PACKETS_MAX = 25
const BLACKOUT_MS = 8_000
const AGAIN_MS_MAX = 20_000
const TEACHER_HZ = 440
const PUPIL_HZ = 660

/** A microphone in which there is one tone. */
const hums = (page: Page, hertz: number) =>
  page.addInitScript((hertz) => {
    const own = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
    navigator.mediaDevices.getUserMedia = async (wish) => {
      if (!wish?.audio) return own(wish)
      const context = new AudioContext({ sampleRate: 48_000 })
      const out = context.createMediaStreamDestination()
      const voice = new GainNode(context, { gain: 0.4 })
      const tone = new OscillatorNode(context, { frequency: hertz })
      tone.connect(voice).connect(out)
      tone.start()
      await context.resume()
      return out.stream
    }
  }, hertz)

/** In how many looks of ten a second a tone is the loudest of all that comes; until it was heard once, where `first` says so. */
const hears = (page: Page, hertz: number, ms: number, first = false) =>
  page.evaluate(
    async ([hertz, ms, first]) => {
      const context = new AudioContext({ sampleRate: 48_000 })
      const analyser = new AnalyserNode(context, { fftSize: 4_096, smoothingTimeConstant: 0 })
      const known = new Set<MediaStream>()
      const bins = new Float32Array(analyser.frequencyBinCount)
      await context.resume()
      let looks = 0
      let heard = 0
      const begun = performance.now()
      while (performance.now() - begun < ms) {
        for (const { srcObject } of document.querySelectorAll('audio')) {
          if (!(srcObject instanceof MediaStream) || known.has(srcObject)) continue
          known.add(srcObject)
          context.createMediaStreamSource(srcObject).connect(analyser)
        }
        await new Promise((resolve) => setTimeout(resolve, 100))
        analyser.getFloatFrequencyData(bins)
        const loudest = bins.indexOf(Math.max(...bins))
        const isHeard = bins[loudest]! > -70 && Math.abs((loudest * 48_000) / analyser.fftSize - hertz) < 30
        looks += 1
        if (isHeard) heard += 1
        if (isHeard && first) break
      }
      const took = performance.now() - begun
      await context.close()
      return { share: heard / looks, ms: heard > 0 ? took : null }
    },
    [hertz, ms, first] as const,
  )

/** Packets of sound that a page sends in a second, and bits of all that it gets. */
const traffic = (page: Page) =>
  page.evaluate(async () => {
    const read = async () => {
      const sum = { sent: 0, got: 0 }
      for (const connection of (window as unknown as { connections: RTCPeerConnection[] }).connections) {
        if (connection.connectionState === 'closed') continue
        for (const report of (await connection.getStats()).values()) {
          if (report.type === 'outbound-rtp' && report.kind === 'audio') sum.sent += report.packetsSent
          if (report.type === 'inbound-rtp') sum.got += report.bytesReceived + report.headerBytesReceived
        }
      }
      return sum
    }
    const before = await read()
    await new Promise((resolve) => setTimeout(resolve, 5_000))
    const now = await read()
    return { packets: (now.sent - before.sent) / 5, kbits: ((now.got - before.got) * 8) / 5_000 }
  })

const skip = whyNoWeakNetwork()
if (skip !== null) {
  test('[CALL-16/weak-gate] a call over 64 kbit/s with 10 % loss', { skip }, () => {})
} else {
  const network = await openWeakNetwork()
  after(() => network[Symbol.asyncDispose]())
  const media = await startTestMedia({ interfaces: [network.interfaceName] })
  after(() => media[Symbol.asyncDispose]())
  const story = tellStory({ media: true, mediaServer: media })
  const browser = await openBrowser(true, await network.runsThere(placeOfBrowser(true)))
  after(() => browser.close())
  let teacher: Device
  let pupil: Device

  story.step('two speak, one of them over a cable of his own', async () => {
    await untilReady(media)
    await network.reach(story.world.app.port)
    const cast = await createCast(story.world)
    const chatId = await startChat(cast)
    teacher = await openForCall(story, cast.teacher, chatId, { viewport: LAPTOP })
    pupil = await openDevice(browser, { viewport: PHONE })
    await bringToChat(story, pupil, cast.pupil, chatId)
    await hums(teacher.page, TEACHER_HZ)
    await hums(pupil.page, PUPIL_HZ)
    for (const [{ page }, way] of [
      [teacher, 'Начать со звуком'],
      [pupil, 'Войти со звуком'],
    ] as const) {
      await page.goto(`${page.url()}/call?camera=1`)
      await button(page, 'Выключить камеру').waitFor()
      await button(page, way).click()
      await button(page, 'Выключить микрофон').waitFor()
    }
    await tile(pupil.page, cast.teacher).locator('video').waitFor()
    await eventually(async () => assert.ok((await hears(pupil.page, TEACHER_HZ, 2_000)).share > HEARD_MIN), 30_000)
  })

  story.step(
    '[CALL-16/weak-gate] over 64 kbit/s with 10 % loss cameras go and voices stay, and it is said',
    async () => {
      await network.weaken(WEAK)
      await pupil.page.getByText(/^Связь слабая: камеры выключены/).waitFor({ timeout: NOTICES_MS })
      // What has piled up on the way goes first.
      await delay(5_000)
      const [down, up, { kbits }, { packets }] = await Promise.all([
        hears(pupil.page, TEACHER_HZ, LISTENS_MS),
        hears(teacher.page, PUPIL_HZ, LISTENS_MS),
        traffic(pupil.page),
        traffic(pupil.page),
      ])
      const percent = (share: number) => `${(100 * share).toFixed(0)} %`
      process.stdout.write(
        `[gate] weak network, ${WEAK.kbits} kbit/s and ${WEAK.lossPercent} % loss each way: the tone stands out in ` +
          `${percent(down.share)} of looks there and ${percent(up.share)} here; ${kbits.toFixed(0)} kbit/s come there, ` +
          `${packets.toFixed(0)} packets/s of sound go from there\n`,
      )
      assert.ok(down.share >= HEARD_MIN, `heard there: ${down.share}`)
      assert.ok(up.share >= HEARD_MIN, `heard here: ${up.share}`)
      assert.ok(packets <= PACKETS_MAX, `${packets} packets of sound a second`)
    },
  )

  story.step(
    '[CALL-16/blackout-gate] after eight seconds without a network both hear each other without a press',
    async () => {
      await network.cut()
      await delay(BLACKOUT_MS / 2)
      const silence = await Promise.all([
        hears(pupil.page, TEACHER_HZ, BLACKOUT_MS / 2),
        hears(teacher.page, PUPIL_HZ, BLACKOUT_MS / 2),
      ])
      assert.deepEqual(
        silence.map(({ share }) => share),
        [0, 0],
        'nothing passes',
      )
      await network.weaken(WEAK)
      const [down, up] = await Promise.all([
        hears(pupil.page, TEACHER_HZ, 3 * AGAIN_MS_MAX, true),
        hears(teacher.page, PUPIL_HZ, 3 * AGAIN_MS_MAX, true),
      ])
      const seconds = (ms: number | null) => (ms === null ? 'never' : `${(ms / 1_000).toFixed(1)} s`)
      process.stdout.write(
        `[gate] blackout of ${BLACKOUT_MS / 1_000} s on that link: heard again without a press after ${seconds(down.ms)} there and ${seconds(up.ms)} here\n`,
      )
      for (const { ms } of [down, up]) assert.ok(ms !== null && ms <= AGAIN_MS_MAX, seconds(ms))
    },
  )
}
