import assert from 'node:assert/strict'
import { after } from 'node:test'
import type { Page } from 'playwright-core'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { button, comesIn, openForCall, watchConnections } from '#testkit/call-walk.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { startTestMedia, untilReady } from '#testkit/media.ts'
import { startChat } from '#testkit/messages.ts'
import { eventually, takeSession } from '#testkit/messenger-walk.ts'
import { assertReasons } from '#testkit/reasons.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const media = await startTestMedia()
after(() => media[Symbol.asyncDispose]())
const story = tellStory({ media: true, mediaServer: media })
const { step } = story
let cast: Cast
let chatId: string
let link: string
let teacher: Device
let guest: Device

const GUEST = 'Анна Гостева'

/** A browser at the link of a call, whose devices need no permission. */
async function openLink(name: string): Promise<Device> {
  const device = await story.device(name, { viewport: PHONE, theme: 'dark' })
  await device.context.grantPermissions(['microphone', 'camera'], { origin: site(story.world) })
  await watchConnections(device.page)
  await device.page.goto(link)
  return device
}
const stage = (page: Page) => page.getByRole('region', { name: 'Участники звонка' })

step('[CALL-17] a teacher opens a call to anybody by a link, and sees the link and its QR code', async () => {
  await untilReady(media)
  cast = await createCast(story.world)
  chatId = await startChat(cast, [cast.secondTeacher], 'Родительский комитет')
  teacher = await openForCall(story, cast.teacher, chatId, { viewport: LAPTOP })
  const { page } = teacher
  await button(page, 'Видеозвонок').click()
  await page.getByRole('meter', { name: 'Громкость микрофона' }).waitFor()
  await button(page, 'Выключить камеру').waitFor()
  await page.locator('video').waitFor()
  await button(page, 'Начать со звуком').click()
  await button(page, 'Выключить камеру').waitFor()
  await page.getByRole('button', { name: /^Участники: / }).click()
  await button(page, 'Ссылка и доступ').click()
  const dialog = page.getByRole('dialog', { name: 'Ссылка и доступ' })
  await dialog
    .getByRole('radio', { name: /^Участники чата/ })
    .and(page.locator(':checked'))
    .waitFor()
  await assertAccessible(page, 'a call that is open to its chat')
  await dialog.getByRole('radio', { name: /^Кто угодно по ссылке/ }).click()
  await dialog.getByRole('img', { name: 'QR-код ссылки на звонок' }).waitFor()
  await assertAccessible(page, 'a call that is open to anybody')
  const address = await dialog.getByRole('textbox', { name: 'Ссылка на звонок' }).inputValue()
  link = site(story.world, new URL(address).pathname)
  await page.keyboard.press('Escape')
})

step('[CALL-20/door] a guest types a name, waits, and learns nothing of the call before he is let in', async () => {
  guest = await openLink(GUEST)
  const { page } = guest
  await page.getByRole('heading', { name: 'Вас зовут в звонок' }).waitFor()
  await assertAccessible(page, 'the door of a call for a guest')
  await button(page, 'Попроситься в звонок').click()
  await page.getByText('Напишите, как вас зовут: по имени вас впустят.').waitFor()
  await page.getByLabel('Как вас зовут').fill(GUEST)
  await button(page, 'Включить камеру').click()
  await button(page, 'Выключить камеру').waitFor()
  await button(page, 'Попроситься в звонок').click()
  await page.getByText('Вы в зале ожидания').waitFor()
  await assertAccessible(page, 'a guest waits')
  const text = await page.locator('body').innerText()
  for (const told of [cast.teacher.about.surname, 'Родительский комитет', cast.school.name]) {
    assert.ok(!text.includes(told), `a guest at the door reads «${told}»`)
  }
})

step('[CALL-20] [CALL-09/guest] whoever leads the call lets the guest in; each hears and sees the other', async () => {
  const { page } = teacher
  const waiting = page.getByRole('region', { name: 'Зал ожидания' })
  await waiting.getByText(GUEST).waitFor()
  await waiting.getByText(/^гость · /).waitFor()
  await assertAccessible(page, 'a guest at the door')
  await waiting.getByRole('button', { name: 'Впустить', exact: true }).click()
  await stage(guest.page).getByText(cast.teacher.about.name).first().waitFor()
  await Promise.all([comesIn(guest.page, ['audio', 'video']), comesIn(page, ['audio', 'video'])])
  const tile = stage(page).getByRole('listitem').filter({ hasText: GUEST })
  await tile.getByText('гость', { exact: true }).waitFor()
  await assertAccessible(guest.page, 'a call from inside, for a guest')
  await assertReasons(guest.page, 'a call from inside, for a guest')
})

step('[CALL-08] a guest reads that the chat is for those who are registered', async () => {
  const { page } = guest
  // It says of itself that it leads nowhere, and why when it is pressed.
  await button(page, 'Чат').click({ force: true })
  await page.getByText(/^Чат доступен зарегистрированным/).waitFor()
})

step('[CALL-16/guest] a guest chooses devices, and how he is seen and heard, inside the call too', async () => {
  const { page } = guest
  await button(page, 'Настройки').click()
  await page.getByRole('dialog').getByRole('radio', { name: 'Размытие' }).waitFor()
  await page
    .getByRole('dialog')
    .getByText(/^Откройте звонок из «Парты»/)
    .waitFor()
  await assertAccessible(page, 'the settings of a guest')
  await page.keyboard.press('Escape')
})

step('[CALL-13/one] what one guest may switch on is decided for him alone', async () => {
  const { page } = teacher
  const row = page.getByRole('complementary').getByRole('listitem').filter({ hasText: GUEST })
  await row.getByRole('button', { name: /^Действия/ }).click()
  await page.getByRole('menuitem', { name: 'Что можно включать' }).click()
  const dialog = page.getByRole('dialog')
  await assertAccessible(page, 'what one person may')
  await dialog.getByLabel('Микрофон').selectOption('Нельзя')
  await page.keyboard.press('Escape')
  await button(guest.page, 'Включить микрофон').waitFor()
  await eventually(async () => {
    await button(guest.page, 'Включить микрофон').click()
    await guest.page.getByText(/^Микрофоны участников сейчас выключены/).waitFor({ timeout: 2_000 })
  }, 15_000)
})

step('[CALL-17/organisation-page] somebody of the organisation comes by the same link as himself', async () => {
  const device = await story.device('director', { viewport: LAPTOP })
  await device.context.grantPermissions(['microphone', 'camera'], { origin: site(story.world) })
  await takeSession(device.context, cast.director, site(story.world))
  await device.page.goto(link)
  await device.page.getByRole('heading', { name: 'Звонок чата «Родительский комитет»' }).waitFor()
  await button(device.page, 'Войти без звука').click()
  await stage(device.page).getByText(GUEST).waitFor()
  await assertAccessible(device.page, 'a call by a link')
  await button(device.page, 'Выйти').click()
  await device.page.getByRole('heading', { name: 'Вы вышли из звонка' }).waitFor()
  assertQuiet(device)
})

step(
  '[CALL-20/removed-page] a guest who is removed reads who could let him in, and the link of what has ended says so',
  async () => {
    const { page } = teacher
    const row = page.getByRole('complementary').getByRole('listitem').filter({ hasText: GUEST })
    await row.getByRole('button', { name: /^Действия/ }).click()
    await page.getByRole('menuitem', { name: 'Удалить из звонка' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Удалить из звонка' }).click()
    await guest.page.getByText('Вас удалили из звонка. Впустить снова может администратор звонка.').waitFor()
    await assertAccessible(guest.page, 'a guest who was removed')
    await button(guest.page, 'Попробовать снова').click()
    await guest.page.getByText('Вас удалили из звонка. Впустить снова может администратор звонка.').waitFor()
    await button(page, 'Выйти').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Завершить для всех' }).click()
    const sure = page.getByRole('dialog', { name: 'Завершить звонок для всех?' })
    await sure.getByRole('button', { name: 'Завершить для всех' }).click()
    await page.getByPlaceholder('Сообщение').waitFor()
    await guest.page.reload()
    await guest.page.getByText('Звонок завершён.', { exact: false }).waitFor()
    assertQuiet(teacher)
  },
)
