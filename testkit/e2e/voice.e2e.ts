import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'
import { type Device, LAPTOP, type Look, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { startChat } from '#testkit/messages.ts'
import { eventually, takeSession } from '#testkit/messenger-walk.ts'
import type { Person } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const NO_NETWORK = [/ERR_INTERNET_DISCONNECTED/, /ERR_NETWORK_CHANGED/, /ERR_FAILED/]
const story = tellStory({ media: true })
const { step } = story
let cast: Cast
let chatId: string
let teacher: Device
let pupil: Device

const microphone = (page: Page) => page.getByRole('button', { name: 'Записать голосовое сообщение' })
const recorder = (page: Page) => page.getByRole('toolbar', { name: 'Запись голосового сообщения' })
const tray = (page: Page) => page.getByRole('list', { name: 'Записи, которые ещё не отправлены' })
const voices = (page: Page): Locator => page.getByRole('article').filter({ has: page.getByRole('slider') })
const send = (place: Locator) => place.getByRole('button', { name: 'Отправить голосовое сообщение' }).click()

async function open(name: string, person: Person, look: Look, hears = true): Promise<Device> {
  const device = await story.device(name, look)
  if (hears) await device.context.grantPermissions(['microphone', 'camera'], { origin: site(story.world) })
  await takeSession(device.context, person, site(story.world))
  await device.page.goto(site(story.world, `/im/${chatId}`))
  await device.page.getByPlaceholder('Сообщение').waitFor()
  return device
}

/** Waits until so many seconds are recorded. */
const untilRecorded = (page: Page, seconds: number) =>
  recorder(page)
    .getByRole('timer')
    .filter({ hasText: `0:0${seconds}` })
    .waitFor()

step('[MSG-04/record] a teacher speaks by the keyboard, listens, sends, and a pupil hears it on a phone', async () => {
  cast = await createCast(story.world)
  chatId = await startChat(cast)
  teacher = await open('teacher', cast.teacher, { viewport: LAPTOP })
  pupil = await open('pupil', cast.pupil, { viewport: PHONE, theme: 'dark' })
  const { page } = teacher
  await microphone(page).press('Enter')
  await untilRecorded(page, 2)
  await assertAccessible(page, 'a recording')
  await recorder(page).getByRole('button', { name: 'Остановить и послушать' }).press('Enter')
  await tray(page).getByText('не отправлено').waitFor()
  await tray(page).getByRole('button', { name: 'Послушать запись' }).click()
  await tray(page).getByRole('button', { name: 'Остановить' }).waitFor()
  await assertAccessible(page, 'a recording that is not sent')
  await send(tray(page))
  await tray(page).waitFor({ state: 'detached' })
  const heard = voices(pupil.page)
  await heard.getByRole('img', { name: 'не прослушано' }).waitFor()
  await assertAccessible(pupil.page, 'a voice message')
  await heard.getByRole('button', { name: /^Слушать голосовое сообщение/ }).click()
  await heard.getByRole('button', { name: 'Скорость 1×. Изменить' }).click()
  await heard.getByRole('button', { name: 'Скорость 1,5×. Изменить' }).waitFor()
  await eventually(async () => assert.equal(await heard.getByRole('img', { name: 'не прослушано' }).count(), 0))
  await heard.getByRole('slider').press('End')
  await heard.getByRole('button', { name: /^Слушать голосовое сообщение/ }).waitFor()
})

step(
  '[MSG-04/hold] held and let go it is sent, up it goes on by itself, to the left it is deleted and can be had back',
  async () => {
    const { page } = teacher
    const press = async () => {
      const box = (await microphone(page).boundingBox())!
      const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
      await page.mouse.move(at.x, at.y)
      await page.mouse.down()
      return at
    }
    await press()
    await untilRecorded(page, 1)
    await page.mouse.up()
    await eventually(async () => assert.equal(await voices(page).count(), 2), 15_000)
    const up = await press()
    await untilRecorded(page, 1)
    await page.mouse.move(up.x, up.y - 90, { steps: 4 })
    await page.mouse.up()
    await recorder(page).getByRole('button', { name: 'Удалить запись' }).waitFor()
    await send(recorder(page))
    await eventually(async () => assert.equal(await voices(page).count(), 3), 15_000)
    const left = await press()
    await untilRecorded(page, 1)
    await page.mouse.move(left.x - 140, left.y, { steps: 4 })
    await page.mouse.up()
    await page.getByText('Запись удалена').waitFor()
    assert.equal(await tray(page).count(), 0)
    await page.getByRole('button', { name: /^Отменить/ }).click()
    await tray(page).getByText('не отправлено').waitFor()
    await tray(page).getByRole('button', { name: 'Удалить запись' }).click()
    await tray(page).waitFor({ state: 'detached' })
  },
)

step('[MSG-04/kept] what was spoken outlives a reload and waits for the network', async () => {
  const { context, page } = teacher
  await microphone(page).press('Enter')
  await untilRecorded(page, 3)
  await page.reload()
  await tray(page).getByText('не отправлено').waitFor()
  await context.setOffline(true)
  await send(tray(page))
  await tray(page).getByText('нет связи, отправим сами').waitFor()
  await context.setOffline(false)
  await eventually(async () => assert.equal(await voices(pupil.page).count(), 4), 20_000)
})

step('[MSG-04] a pupil holds the button under a finger on a phone, and the teacher hears what was spoken', async () => {
  const { context, page } = pupil
  const box = (await microphone(page).boundingBox())!
  const finger = await context.newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchEnd') => {
    const touchPoints = type === 'touchEnd' ? [] : [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }]
    return finger.send('Input.dispatchTouchEvent', { type, touchPoints })
  }
  await touch('touchStart')
  await untilRecorded(page, 1)
  await touch('touchEnd')
  await eventually(async () => assert.equal(await voices(teacher.page).count(), 5), 15_000)
  const heard = voices(teacher.page).last()
  await heard.getByRole('img', { name: 'не прослушано' }).waitFor()
  await heard.getByRole('button', { name: /^Слушать голосовое сообщение/ }).click()
  await eventually(async () => assert.equal(await heard.getByRole('img', { name: 'не прослушано' }).count(), 0))
})

const camera = (page: Page) => page.getByRole('button', { name: 'Записать видеоэмоцию' })
const filming = (page: Page) => page.getByRole('toolbar', { name: 'Запись видеоэмоции' })
const rounds = (page: Page): Locator => page.getByRole('button', { name: /^Смотреть видеоэмоцию/ })
const sendRound = (place: Locator) => place.getByRole('button', { name: 'Отправить видеоэмоцию' }).click()

/** Waits until so many seconds are filmed. */
const untilFilmed = (page: Page, seconds: number) =>
  filming(page)
    .getByRole('timer')
    .filter({ hasText: `0:0${seconds}` })
    .waitFor()

step(
  '[MSG-05] a teacher films herself in a circle, held, locked and by the keyboard, and a pupil watches it with sound, from any place',
  async () => {
    const { page } = teacher
    await camera(page).press('Enter')
    await filming(page).getByLabel('Вас видит камера').waitFor()
    await untilFilmed(page, 1)
    await assertAccessible(page, 'a round video that is recorded')
    await filming(page).getByRole('button', { name: 'Остановить и посмотреть' }).press('Enter')
    await tray(page).getByText('не отправлено').waitFor()
    await tray(page).getByRole('button', { name: 'Посмотреть запись' }).click()
    const shown = page.getByRole('dialog', { name: 'Видеоэмоция' })
    await shown.getByRole('slider', { name: 'Место в видеоэмоции' }).waitFor()
    await page.keyboard.press('Escape')
    await sendRound(tray(page))
    await tray(page).waitFor({ state: 'detached' })
    const box = (await camera(page).boundingBox())!
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    await untilFilmed(page, 1)
    await page.mouse.move(box.x + box.width / 2, box.y - 90, { steps: 4 })
    await page.mouse.up()
    await sendRound(filming(page))
    await eventually(async () => assert.equal(await rounds(pupil.page).count(), 2), 30_000)
    await assertAccessible(pupil.page, 'round videos')
    const circle = rounds(pupil.page).first()
    await circle.click()
    const film = pupil.page.getByRole('button', { name: 'Остановить видеоэмоцию' }).locator('video')
    await eventually(async () => {
      const state = await film.evaluate((each: HTMLVideoElement) => [each.muted, each.videoWidth, each.currentTime > 0])
      assert.deepEqual(state, [false, 480, true])
    })
    const place = pupil.page.getByRole('slider', { name: 'Место в видеоэмоции' })
    await place.press('End')
    await eventually(async () => assert.equal(await rounds(pupil.page).count(), 2))
    await place.press('Home')
    await circle.click()
    await pupil.page.getByRole('button', { name: 'Остановить видеоэмоцию' }).click()
    await eventually(async () => assert.equal(await rounds(pupil.page).count(), 2))
  },
)

step('[MSG-04/refused] whoever gives no microphone is told how to', async () => {
  const { page } = await open('deaf', cast.pupil, { viewport: LAPTOP }, false)
  await microphone(page).click()
  await page.getByText('разрешите микрофон').waitFor()
  await microphone(page).waitFor()
  assertQuiet(teacher, NO_NETWORK)
  assertQuiet(pupil)
})
