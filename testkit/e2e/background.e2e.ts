import assert from 'node:assert/strict'
import { after } from 'node:test'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { type Device, LAPTOP, type Look, PHONE } from '#testkit/browser.ts'
import { bringToChat, button, tile } from '#testkit/call-walk.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { startTestMedia, untilReady } from '#testkit/media.ts'
import { startChat } from '#testkit/messages.ts'
import { eventually } from '#testkit/messenger-walk.ts'
import type { Person } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet } from '#testkit/walk.ts'

const media = await startTestMedia()
after(() => media[Symbol.asyncDispose]())
const story = tellStory({ media: 'graphics', mediaServer: media })
const { step } = story
/** Graphics are made by the processor here, beside everything else. */
const PATIENCE_MS = 60_000
/** Colours near the upper edge: of the drawn sky, and of the picture that the teacher brings. */
const SKY = [88, 164, 224] as const
const OWN = [200, 30, 60] as const
let cast: Cast
let chatId: string
let teacher: Device
let pupil: Device

/** The colour of a film near its upper edge, where nobody's head is. */
const colourOf = (film: Locator) =>
  film.evaluate((element) => {
    const video = element as HTMLVideoElement
    const canvas = Object.assign(document.createElement('canvas'), { width: 40, height: 20 })
    const context = canvas.getContext('2d')!
    if (video.videoWidth > 0) context.drawImage(video, 0, 0, 40, 20)
    return [...context.getImageData(36, 1, 1, 1).data].slice(0, 3)
  })

/** Films are packed on their way, and colours change a little by it. */
const NEAR = 30
const isNear = (colour: readonly number[], wanted: readonly number[]) =>
  colour.every((part, place) => Math.abs(part - wanted[place]!) <= NEAR)

async function shows(film: Locator, wanted: readonly number[], is = true): Promise<void> {
  await film.waitFor({ timeout: PATIENCE_MS })
  await eventually(async () => {
    const colour = await colourOf(film)
    assert.ok(colour.some((part) => part > 0) && isNear(colour, wanted) === is, `${colour} and ${wanted}: ${is}`)
  }, PATIENCE_MS)
}

/** What the judge of a device is told, finest pace first, as it stands in the file that browsers load. */
const JUDGED = [/most:20\b/, /most:34\b/, /most:60\b/]
/** A device that keeps the slowest pace however long a picture takes it. */
const TOLD = ['most:-1', 'most:-1', 'most:1e9']

/**
 * Has a device judged by the slowest pace and never taken for too slow. How long a picture takes here depends on what else the
 * machine does, and a camera that goes off for it is right; pace.test.ts holds the judgement itself.
 */
async function letItTakeItsTime(context: BrowserContext): Promise<void> {
  // What the worker keeps would come past the route.
  await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'))
  await context.route('**/assets/background-cover-*.js', async (route) => {
    const answer = await route.fetch()
    const code = await answer.text()
    for (const each of JUDGED) assert.match(code, each)
    const body = JUDGED.reduce((text, each, place) => text.replace(each, TOLD[place]!), code)
    await route.fulfill({ response: answer, body })
  })
}

async function open(person: Person, look: Look): Promise<Device> {
  const device = await story.device(person.about.name, look)
  await letItTakeItsTime(device.context)
  await bringToChat(story, device, person, chatId)
  return device
}

const choice = (page: Page, name: string) => page.getByRole('radio', { name, exact: true })
const preview = (page: Page) => page.getByRole('region', { name: 'Так вас увидят' }).locator('video')
const teacherAsSeen = () => tile(pupil.page, cast.teacher).locator('video')

step(
  '[CALL-15/background] before a call a teacher puts a picture behind herself, and sees it as the others will',
  async () => {
    await untilReady(media)
    cast = await createCast(story.world)
    chatId = await startChat(cast)
    teacher = await open(cast.teacher, { viewport: LAPTOP })
    const { page } = teacher
    await button(page, 'Видеозвонок').click()
    await shows(preview(page), SKY, false)
    await choice(page, 'Небо').check({ timeout: PATIENCE_MS })
    await shows(preview(page), SKY)
    assert.ok(await choice(page, 'Небо').isChecked())
    await assertAccessible(page, 'a virtual background before a call')
  },
)

step(
  '[CALL-15] the others see the picture, from the first moment on, and what is chosen in the call at once',
  async () => {
    const { page } = teacher
    await button(page, 'Начать без звука').click()
    await button(page, 'Выключить камеру').waitFor({ timeout: PATIENCE_MS })
    pupil = await open(cast.pupil, { viewport: PHONE })
    await pupil.page.getByRole('link', { name: 'Присоединиться' }).click()
    await button(pupil.page, 'Войти без звука').click()
    await shows(teacherAsSeen(), SKY)
    await button(page, 'Настройки').click()
    await choice(page, 'Без фона').check()
    await shows(teacherAsSeen(), SKY, false)
    await choice(page, 'Небо').check()
    await shows(teacherAsSeen(), SKY)
    await page.keyboard.press('Escape')
  },
)

step('[CALL-15/policy] a picture of one’s own needs the word of the organisation', async () => {
  const { page } = teacher
  await button(page, 'Настройки').click()
  await page.getByText('Свои картинки в звонках здесь выключены').waitFor()
  assert.equal(await button(page, 'Выбрать картинку').getAttribute('aria-disabled'), 'true')
  await assertAccessible(page, 'own pictures are off')
  const { communityId } = cast.school
  const { client } = cast.director
  await client.call('dialogueRules.set', {
    ...(await client.call('dialogueRules.get', { communityId })),
    ownCallPictures: true,
  })
  await page.keyboard.press('Escape')
  await button(page, 'Настройки').click()
  await eventually(
    async () => assert.equal(await page.getByText('Свои картинки в звонках здесь выключены').count(), 0),
    PATIENCE_MS,
  )
  const red = await page.evaluate(([r, g, b]) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 300, height: 300 })
    const context = canvas.getContext('2d')!
    context.fillStyle = `rgb(${r} ${g} ${b})`
    context.fillRect(0, 0, 300, 300)
    return canvas.toDataURL('image/png').split(',')[1]!
  }, OWN)
  const file = { name: 'стена.png', mimeType: 'image/png', buffer: Buffer.from(red, 'base64') }
  await page.locator('input[type=file][accept="image/*"]').last().setInputFiles(file)
  await shows(teacherAsSeen(), OWN)
  assert.ok(await choice(page, 'Своя картинка').isChecked())
  await page.keyboard.press('Escape')
})

step('[CALL-15/fallback] a device that cannot do it says so, and sends what it sent before', async () => {
  for (const device of [teacher, pupil]) assertQuiet(device)
  const { page } = pupil
  await page.evaluate(() => {
    const own = HTMLCanvasElement.prototype.getContext as (kind: string, ...more: unknown[]) => unknown
    Object.assign(HTMLCanvasElement.prototype, {
      getContext(this: HTMLCanvasElement, kind: string, ...more: unknown[]) {
        return kind.startsWith('webgl') ? null : own.call(this, kind, ...more)
      },
    })
  })
  await button(page, 'Ещё').click()
  await page.getByRole('button', { name: 'Настройки' }).click()
  await choice(page, 'Размытие').click()
  await page
    .getByText(/^Фон не получилось включить/)
    .first()
    .waitFor({ timeout: PATIENCE_MS })
  assert.ok(await choice(page, 'Без фона').isChecked())
  await assertAccessible(page, 'a virtual background has not come')
})
