import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { codeFor, newPhone, signInOperator } from '#testkit/people.ts'
import { showCode } from '#testkit/second-factor.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, consoleOf } from '#testkit/walk.ts'

const PASSWORD = 'Осенний-лес-шумит'
const story = tellStory({ obligatoryFactors: true })
const { step } = story
const number = newPhone()
let device: Device

step('[A-03/console] without an app the console shows the way to one, and nothing else', async () => {
  const operator = await signInOperator(story.world, number)
  for (const look of [{ viewport: PHONE, theme: 'dark' as const }, { viewport: LAPTOP }]) {
    device = await story.device(`console ${look.viewport.width}`, look)
    await takeSession(device.context, { client: operator }, consoleOf(story.world, ''))
    await device.page.goto(consoleOf(story.world))
    const way = device.page.getByRole('link', { name: 'Подключить приложение с кодами' }).first()
    await way.waitFor()
    await assertAccessible(device.page, 'the console without an app')
    await way.click()
    await device.page.getByText('Не подключено. Сначала установите пароль.').waitFor()
    await assertAccessible(device.page, 'the page that guards the sign-in')
  }
})

step('[A-03/console] a password and an app later the requests are there', async () => {
  const { page } = device
  story.world.clock.advance(120_000)
  await page.getByRole('button', { name: 'Установить' }).click()
  await page.getByRole('button', { name: 'Отправить код' }).click()
  await page.getByText(/^Код отправлен на/).waitFor()
  await page.getByLabel('Код из СМС, 6 цифр').fill(codeFor(story.world, number))
  await page.getByLabel('Новый пароль').fill(PASSWORD)
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await page.getByRole('button', { name: 'Подключить' }).click()
  const dialog = page.getByRole('dialog', { name: 'Подключить приложение с кодами' })
  await dialog.getByLabel('Пароль').fill(PASSWORD)
  await dialog.getByRole('button', { name: 'Продолжить' }).click()
  const key = (await dialog.getByText(/^([A-Z2-7]{4} ?)+$/).innerText()).replaceAll(' ', '')
  await dialog.getByLabel('Код из приложения, 6 цифр').fill(await showCode(story.world, key))
  await dialog.getByRole('button', { name: 'Подключить' }).click()
  await page.getByRole('button', { name: 'Я сохранил коды' }).click()
  await page.getByRole('link', { name: 'Заявки', exact: true }).click()
  await page.getByText('Заявок нет').waitFor()
})
