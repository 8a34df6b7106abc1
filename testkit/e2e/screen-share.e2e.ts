import assert from 'node:assert/strict'
import { after } from 'node:test'
import type { Page } from 'playwright-core'
import { type Device, LAPTOP, PHONE, SHOWN_TAB } from '#testkit/browser.ts'
import { button, openForCall } from '#testkit/call-walk.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { startTestMedia, untilReady } from '#testkit/media.ts'
import { startChat } from '#testkit/messages.ts'
import { eventually } from '#testkit/messenger-walk.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet } from '#testkit/walk.ts'

const media = await startTestMedia()
after(() => media[Symbol.asyncDispose]())
const story = tellStory({ media: 'screen', mediaServer: media })
const { step } = story
let cast: Cast
let chatId: string
let teacher: Device
let pupil: Device
let second: Device

const HERTZ = 700

/** A tab beside the call that is red all over and sounds in one tone: what is shown of it is known. */
async function openShownTab({ context }: Device): Promise<void> {
  const page = await context.newPage()
  await page.setContent(`<title>${SHOWN_TAB}</title><body style="margin:0;background:#f00"></body>`)
  await page.mouse.click(50, 50)
  await page.evaluate(async (hertz) => {
    const context = new AudioContext()
    const tone = context.createOscillator()
    tone.frequency.value = hertz
    tone.connect(context.destination)
    tone.start()
    await context.resume()
    // A tab that does not change is sent once; whoever comes later waits for the next picture.
    let count = 0
    setInterval(() => {
      count += 1
      document.body.style.background = `rgb(${250 + (count % 5)}, 0, 0)`
    }, 100)
  }, HERTZ)
}

/** The colour in the middle of the screen that is shown, and the tone that stands out of what is heard. */
const seenAndHeard = (page: Page) =>
  page.evaluate(async () => {
    const video = document.querySelector<HTMLVideoElement>('figure video')
    if (video === null || video.videoWidth === 0) return { colour: null, hertz: null }
    const canvas = document.createElement('canvas')
    canvas.width = 1
    canvas.height = 1
    const drawing = canvas.getContext('2d')!
    drawing.drawImage(video, video.videoWidth / 2, video.videoHeight / 2, 1, 1, 0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0] = drawing.getImageData(0, 0, 1, 1).data
    const context = new AudioContext()
    const analyser = context.createAnalyser()
    analyser.fftSize = 4096
    for (const { srcObject } of document.querySelectorAll('audio')) {
      if (srcObject instanceof MediaStream) context.createMediaStreamSource(srcObject).connect(analyser)
    }
    await context.resume()
    await new Promise((resolve) => setTimeout(resolve, 500))
    const levels = new Float32Array(analyser.frequencyBinCount)
    analyser.getFloatFrequencyData(levels)
    const loudest = levels.reduce((best, level, place) => (level > levels[best]! ? place : best), 1)
    const hertz = levels[loudest]! > -70 ? (loudest * context.sampleRate) / analyser.fftSize : null
    await context.close()
    return { colour: { red, green, blue }, hertz }
  })

/** Waits until the red tab is seen and its tone is heard. */
async function assertShown(page: Page): Promise<void> {
  await eventually(async () => {
    const { colour, hertz } = await seenAndHeard(page)
    assert.ok(colour !== null && colour.red > 200 && colour.green < 80 && colour.blue < 80, JSON.stringify(colour))
    assert.ok(hertz !== null && Math.abs(hertz - HERTZ) < 30, `${hertz} Hz`)
  }, 30_000)
}

step(
  '[CALL-11/seen] whoever leads a call shows a tab with its sound; two others see its colour and hear its tone',
  async () => {
    await untilReady(media)
    cast = await createCast(story.world)
    chatId = await startChat(cast)
    teacher = await openForCall(story, cast.teacher, chatId, { viewport: LAPTOP })
    await openShownTab(teacher)
    await teacher.page.bringToFront()
    await button(teacher.page, 'Аудиозвонок').click()
    await button(teacher.page, 'Начать без звука').click()
    pupil = await openForCall(story, cast.pupil, chatId, { viewport: LAPTOP })
    second = await openForCall(story, cast.secondPupil, chatId, { viewport: PHONE, theme: 'dark' })
    for (const { page } of [pupil, second]) {
      await page.getByRole('link', { name: 'Присоединиться' }).click()
      await button(page, 'Войти без звука').click()
    }
    await button(teacher.page, 'Показать экран').click()
    await teacher.page.getByText('Вы показываете экран').waitFor()
    for (const { page } of [pupil, second]) {
      await page.getByText(`Экран показывает ${cast.teacher.about.name}`, { exact: false }).waitFor()
    }
    await Promise.all([assertShown(pupil.page), assertShown(second.page)])
    await assertAccessible(pupil.page, 'a screen that somebody shares')
    await assertAccessible(second.page, 'a screen that somebody shares, on a phone')
  },
)

step('[CALL-11] others share when whoever leads the call lets them, and he ends what they share', async () => {
  const { page } = teacher
  await button(page, 'Остановить показ').click()
  await pupil.page.locator('figure video').waitFor({ state: 'detached' })
  await button(pupil.page, 'Показать экран').click()
  await pupil.page.getByText(/^Экран в этом звонке показывают администраторы/).waitFor()
  await page.getByRole('button', { name: /^Участники: / }).click()
  await page.getByLabel('Показывать экран').click()
  await eventually(async () => {
    if ((await pupil.page.getByText('Вы показываете экран').count()) === 0)
      await button(pupil.page, 'Показать экран').click()
    await pupil.page.getByText('Вы показываете экран').waitFor({ timeout: 3_000 })
  }, 20_000)
  await Promise.all([assertShown(page), assertShown(second.page)])
  const row = page.getByRole('complementary').getByRole('listitem').filter({ hasText: cast.pupil.about.name })
  await row.getByRole('button', { name: /^Действия/ }).click()
  await page.getByRole('menuitem', { name: 'Остановить показ экрана' }).click()
  for (const device of [teacher, second]) await device.page.locator('figure video').waitFor({ state: 'detached' })
  await button(pupil.page, 'Показать экран').waitFor()
  for (const device of [teacher, pupil, second]) assertQuiet(device)
})
