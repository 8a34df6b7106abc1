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
  if (hears) await device.context.grantPermissions(['microphone'], { origin: site(story.world) })
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

step('[MSG-04/refused] whoever gives no microphone is told how to', async () => {
  const { page } = await open('deaf', cast.pupil, { viewport: LAPTOP }, false)
  await microphone(page).click()
  await page.getByText('разрешите микрофон').waitFor()
  await microphone(page).waitFor()
  assertQuiet(teacher, NO_NETWORK)
  assertQuiet(pupil)
})
