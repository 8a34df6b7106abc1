import assert from 'node:assert/strict'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { send, startChat } from '#testkit/messages.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, consoleOf, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
const SUSPENDED = /«Школа № 1234»: работа приостановлена\. Причина: Договор закончился\./
let cast: Cast
let office: Device
let phone: Device
let desk: Device

step('[ORG-19/suspension] the operator suspends the school with a reason', async () => {
  cast = await createCast(story.world)
  const chatId = await startChat(cast, [cast.pupil, cast.secondPupil])
  await send(cast.teacher, chatId, 'До завтра')
  phone = await story.device('phone', { viewport: PHONE, theme: 'dark' })
  await takeSession(phone.context, cast.pupil, site(story.world))
  await phone.page.goto(site(story.world, `/im/${chatId}`))
  await phone.page.getByText('До завтра').first().waitFor()
  office = await story.device('operator', { viewport: LAPTOP })
  await takeSession(office.context, { client: cast.operator }, consoleOf(story.world, ''))
  const { page } = office
  await page.goto(consoleOf(story.world, '/organisations'))
  await assertAccessible(page, 'the organisations')
  await page.getByRole('button', { name: 'Приостановить: Школа № 1234' }).click()
  const dialog = page.getByRole('dialog', { name: 'Приостановить организацию' })
  await dialog.getByRole('button', { name: 'Приостановить' }).click()
  await dialog.getByText('Напишите причину').waitFor()
  await dialog.getByLabel('Причина для участников').fill('Договор закончился')
  await assertAccessible(page, 'suspending an organisation')
  await dialog.getByRole('button', { name: 'Приостановить' }).click()
  await page.getByText('Организация приостановлена').first().waitFor()
  await page.getByText('Причина: Договор закончился').waitFor()
})

step('[ORG-19/suspension] a pupil with the chat open reads why, reads on and cannot write', async () => {
  const { page } = phone
  await page.getByText(SUSPENDED).waitFor()
  await page.getByText('читать можно, писать нельзя', { exact: false }).waitFor()
  assert.equal(await page.getByRole('textbox', { name: /Сообщение/ }).count(), 0)
  await assertAccessible(page, 'a chat of a suspended school')
})

step(
  '[ORG-19/suspension] the director finds the notice on the first page and is told why a class is not made',
  async () => {
    desk = await story.device('desk', { viewport: LAPTOP })
    await takeSession(desk.context, cast.director, site(story.world))
    const { page } = desk
    await page.goto(site(story.world, `/o/${cast.school.communityId}`))
    await page.getByRole('heading', { level: 2, name: 'Организация приостановлена' }).waitFor()
    await page.getByText(SUSPENDED).waitFor()
    await assertAccessible(page, 'the first page of a suspended school')
    await page.goto(site(story.world, `/o/${cast.school.communityId}/units`))
    await page.getByRole('button', { name: 'Создать класс' }).first().click()
    await page.getByRole('button', { name: '6«А»' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Создать', exact: true }).click()
    await page.getByText('Организация приостановлена. Договор закончился. Возобновить может оператор.').waitFor()
    await page.keyboard.press('Escape')
  },
)

step('[ORG-19/suspension] resumed, open pages work again without being loaded anew', async () => {
  const { page } = office
  await page.getByRole('button', { name: 'Возобновить: Школа № 1234' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Возобновить' }).click()
  await page.getByText('Организация работает').waitFor()
  for (const device of [phone, desk]) await device.page.getByText(SUSPENDED).waitFor({ state: 'detached' })
  await phone.page.getByRole('textbox', { name: /Сообщение/ }).fill('Спасибо')
  await phone.page.keyboard.press('Control+Enter')
})

step('[ORG-19/quotas] the operator gives less room; the director finds the warning and who can change it', async () => {
  const { page } = office
  const { communityId } = cast.school
  await page.getByRole('button', { name: 'Место и СМС: Школа № 1234' }).click()
  const dialog = page.getByRole('dialog', { name: 'Место и СМС организации' })
  await dialog.getByLabel('СМС в месяц').fill('много')
  await dialog.getByRole('button', { name: 'Назначить' }).click()
  await dialog.getByText('Введите число, например 500').waitFor()
  await dialog.getByText('Напишите причину').waitFor()
  await dialog.getByLabel('СМС в месяц').fill('1')
  await dialog.getByLabel('Файлы, ГБ').fill('1,5')
  await dialog.getByLabel(/^Причина/).fill('Пробный доступ')
  await assertAccessible(page, 'quotas of an organisation')
  await dialog.getByRole('button', { name: 'Назначить' }).click()
  await page.getByText('Место и СМС назначены', { exact: true }).waitFor()
  await page.getByText(/Причина: Пробный доступ/).waitFor()
  await page.getByText(/из\s1,5\sГБ/).waitFor()
  await page.getByRole('tab', { name: 'Заканчивается место или СМС' }).click()
  await page.getByText('Детский сад «Ромашка»').waitFor({ state: 'detached' })
  await page.getByText('Закончилось').waitFor()
  await assertAccessible(page, 'organisations that run short')
  await page.getByRole('tab', { name: 'Все' }).click()
  await desk.page.goto(site(story.world, `/o/${communityId}`))
  await desk.page.getByRole('heading', { name: 'Закончилось место или СМС' }).waitFor()
  await desk.page.getByText('Увеличить может только оператор «Парты»').waitFor()
  await assertAccessible(desk.page, 'the warning of a quota')
  const small = await story.device('small', { viewport: PHONE, theme: 'dark' })
  await takeSession(small.context, cast.director, site(story.world))
  await small.page.goto(site(story.world, `/o/${communityId}`))
  await small.page.getByRole('heading', { name: 'Закончилось место или СМС' }).waitFor()
  await assertAccessible(small.page, 'the warning of a quota on a phone')
})

step('[ORG-19/banner] an announcement appears on open pages and is hidden in one browser', async () => {
  const { page } = office
  await page.getByRole('button', { name: 'Показать', exact: true }).click()
  await page.getByText('Напишите текст объявления').waitFor()
  await page.getByLabel('Текст').fill('Ночью работы на сервере')
  // The field holds the time of the device.
  const end = await page.evaluate(() => {
    const now = new Date()
    return new Date(now.getTime() + 7_200_000 - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
  })
  await page.getByLabel('Показывать до').fill(end)
  await page.getByRole('button', { name: 'Показать', exact: true }).click()
  await page.getByText('Объявление показано').waitFor()
  await assertAccessible(page, 'the announcement in the console')
  for (const device of [phone, desk]) await device.page.getByText('Ночью работы на сервере').waitFor()
  await assertAccessible(phone.page, 'a chat under an announcement')
  await assertAccessible(desk.page, 'a page under an announcement')
  await phone.page.getByRole('button', { name: 'Скрыть объявление' }).click()
  await phone.page.getByText('Ночью работы на сервере').waitFor({ state: 'detached' })
  await phone.page.reload()
  await phone.page.getByText('До завтра').first().waitFor()
  assert.equal(await phone.page.getByText('Ночью работы на сервере').count(), 0)
  await page.getByRole('button', { name: 'Убрать объявление' }).click()
  await desk.page.getByText('Ночью работы на сервере').waitFor({ state: 'detached' })
  for (const device of [phone, desk, office]) assertQuiet(device, [/403/])
})
