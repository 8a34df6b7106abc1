import assert from 'node:assert/strict'
import { CODE_LIFE_MS, CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { codeFor, newPhone, type Person } from '#testkit/people.ts'
import { setFirstPassword } from '#testkit/second-factor.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const PASSWORD = 'Осенний-лес-шумит'
const story = tellStory()
const { step } = story
let cast: Cast
let phone: Device
let laptop: Device
let onLaptop: Person

step('[IDN-21/story] on a phone a new number is entered, and shown to be the own by its code', async () => {
  cast = await createCast(story.world)
  await setFirstPassword(story.world, cast.parent, PASSWORD)
  story.world.clock.advance(CODE_RESEND_MS + 1_000)
  const client = story.world.client()
  const { flow } = await client.call('signin.start', { phone: cast.parent.phone })
  await client.call('signin.password', { flow, password: PASSWORD })
  await client.call('signin.verifyCode', { flow, code: codeFor(story.world, cast.parent.phone) })
  onLaptop = { ...cast.parent, client }
  phone = await story.device('phone', { viewport: PHONE, theme: 'dark' })
  await takeSession(phone.context, cast.parent, site(story.world))
  const { page } = phone
  await page.goto(site(story.world, '/me'))
  const number = newPhone()
  await page.getByRole('button', { name: 'Сменить номер' }).click()
  const dialog = page.getByRole('dialog', { name: 'Сменить номер' })
  await dialog.getByRole('button', { name: 'Отправить код' }).click()
  await dialog.getByText('Номер введён не полностью').waitFor()
  await dialog.getByLabel('Новый номер').fill(number)
  await assertAccessible(page, 'a new number')
  await page.keyboard.press('Enter')
  await dialog.getByText(/^Код отправлен на \+7/).waitFor()
  const field = dialog.getByLabel('Код из СМС, 6 цифр')
  const late = codeFor(story.world, number)
  story.world.clock.advance(CODE_LIFE_MS)
  await field.fill(late)
  await page.keyboard.press('Enter')
  await dialog.getByText('Срок кода истёк. Запросите новый.').waitFor()
  assert.equal(await field.getAttribute('aria-invalid'), 'true', 'what is wrong stands at the code')
  await dialog.getByRole('button', { name: 'Отправить ещё раз' }).click()
  await dialog.getByText('Новый код отправлен. Прежний больше не действует.').waitFor()
  assert.equal(await field.inputValue(), '')
  assert.equal(await dialog.getByText('Срок кода истёк').count(), 0)
  await field.fill(codeFor(story.world, number))
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'Старого номера нет' }).click()
  await dialog.getByLabel('Пароль').fill('Совсем-не-тот')
  await page.keyboard.press('Enter')
  await dialog.getByText(/^Пароль не подошёл/).waitFor()
  await assertAccessible(page, 'the password in place of the old number')
  await dialog.getByLabel('Пароль').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await page.getByText(/^Аккаунт перейдёт на номер \+7/).waitFor()
  await assertAccessible(page, 'a number that waits')
  assert.equal(await page.getByRole('dialog').count(), 0, 'the device that began it is not told')
})

step('[IDN-21/story] the laptop is told wherever it is, and cancels', async () => {
  laptop = await story.device('laptop', { viewport: LAPTOP })
  await takeSession(laptop.context, onLaptop, site(story.world))
  const { page } = laptop
  await page.goto(site(story.world, `/o/${cast.school.communityId}`))
  const notice = page.getByRole('dialog', { name: 'Аккаунт переходит на другой номер' })
  await notice.waitFor()
  await assertAccessible(page, 'the notice of a number that changes')
  await notice.getByRole('button', { name: 'Отменить смену номера' }).click()
  await page.getByText('Смена номера отменена').waitFor()
  await notice.waitFor({ state: 'detached' })
  const { waiting } = await cast.parent.client.call('phone.state', {})
  assert.equal(waiting, null)
})

step('[IDN-21/story] with both numbers it changes at once, and the other device says why it is out', async () => {
  const { page } = phone
  await page.reload()
  const number = newPhone()
  await page.getByRole('button', { name: 'Сменить номер' }).click()
  const dialog = page.getByRole('dialog', { name: 'Сменить номер' })
  await dialog.getByLabel('Новый номер').fill(number)
  await page.keyboard.press('Enter')
  await dialog.getByText(/^Код отправлен на \+7/).waitFor()
  await dialog.getByLabel('Код из СМС, 6 цифр').fill(codeFor(story.world, number))
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'Код на старый номер' }).click()
  await dialog.getByLabel('Код из СМС, 6 цифр').waitFor()
  await dialog.getByLabel('Код из СМС, 6 цифр').fill(codeFor(story.world, cast.parent.phone))
  await dialog.getByRole('button', { name: 'Сменить номер' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Номер сменён. На остальных устройствах вход завершён').waitFor()
  await laptop.page.waitForURL(/\/id/)
  await laptop.page.getByText(/^Вы вышли на этом устройстве: номер телефона сменён .* в \d\d:\d\d\./).waitFor()
  assert.notEqual((await cast.parent.client.call('phone.state', {})).changedAt, null)
  for (const device of [phone, laptop]) assertQuiet(device, [/400|401|409/])
})
