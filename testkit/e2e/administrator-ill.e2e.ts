import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { ADMINISTRATOR_CHECKS_PER_HOUR } from '#contract/communities/tickets.limits.ts'
import { CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { codeFor, newPhone } from '#testkit/people.ts'
import { pictureOf } from '#testkit/pictures.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, consoleOf, site, walkSignIn } from '#testkit/walk.ts'

const story = tellStory({ limitFactor: 1 })
const { step } = story
const number = newPhone()
const SHEET = 'Приказ: Приказ № 12.jpg'
let cast: Cast
let phone: Device
let desk: Device
let director: Device

const assertFits = async (page: Page) => {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  assert.ok(over <= 0, 'nothing is wider than the page')
}

/** As when their time is over: counters go by the time of the machine. */
const forgetCounters = (name: string) =>
  story.world.database.query(`delete from platform.rate_limit where key like $1 || '.%'`, [name])

async function fillCheck(page: Page, surname: string): Promise<void> {
  const { about, phone: registered } = cast.director
  await page.getByLabel('Полное название организации').fill(cast.school.name)
  await page.getByLabel('Фамилия').fill(surname)
  await page.getByLabel(/^Имя/).fill(about.name)
  await page.getByLabel('Отчество, если есть').fill(about.patronymic)
  await page.getByLabel('Последние 4 цифры телефона').fill(registered.slice(-4))
  await page.getByRole('button', { name: 'Проверить' }).click()
}

step('[ORG-11/story] the only administrator is ill; her deputy shows the number that she has', async () => {
  cast = await createCast(story.world)
  director = await story.device('director', { viewport: LAPTOP })
  await takeSession(director.context, cast.director, site(story.world))
  phone = await story.device('phone', { viewport: PHONE, theme: 'dark' })
  const { page } = phone
  await page.goto(site(story.world, '/ticket'))
  await page.getByLabel('Номер, который у вас сейчас').fill(number)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Введите код из СМС' }).waitFor()
  await page.getByLabel('Код из СМС, 6 цифр').fill(codeFor(story.world, number))
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Я администратор организации' }).click()
  await page.getByRole('heading', { name: 'Проверка администратора' }).waitFor()
  await assertAccessible(page, 'the check of an administrator')
})

step('[ORG-11/story] three wrong answers lock the check for an hour, and never say what was wrong', async () => {
  const { page } = phone
  for (let tries = 0; tries < ADMINISTRATOR_CHECKS_PER_HOUR; tries += 1) {
    await fillCheck(page, `Чужакова${'абв'[tries]}`)
    await page.getByText('Сведения не совпали с заявкой организации').waitFor()
  }
  await fillCheck(page, cast.director.about.surname)
  await page.getByText(/Три попытки не подошли, и проверка закрыта\. Повторите через \d+\sминут/).waitFor()
  await assertAccessible(page, 'a check that is locked')
  await assertFits(page)
  await forgetCounters('ticket.check')
  await fillCheck(page, cast.director.about.surname)
  await page.getByRole('heading', { name: 'Обращение отправлено', level: 1 }).waitFor()
  await page.getByText('Права сразу не даются: нужен телефон из заявки или приказ.').waitFor()
})

step('[ORG-10/story] the deputy sends the order of the founder that names her', async () => {
  const { page } = phone
  await page.getByRole('button', { name: 'Отправить приказ' }).click()
  await page.getByRole('alert').getByText('Приложите приказ').waitFor()
  await page.getByLabel('Фамилия').fill('Заместова')
  await page.getByLabel(/^Имя/).fill('Вера')
  await page.getByLabel('Отчество, если есть').fill('Ильинична')
  const buffer = await pictureOf(600, 840)
  await page.getByLabel('Выбрать приказ').setInputFiles({ name: 'Приказ № 12.jpg', mimeType: 'image/jpeg', buffer })
  await page.getByText('Приказ приложен: Приказ № 12.jpg').waitFor()
  await assertAccessible(page, 'an order for a ticket')
  await assertFits(page)
  await page.getByRole('button', { name: 'Отправить приказ' }).click()
  await page.getByText('Приказ отправлен').waitFor()
  await page.getByRole('button', { name: 'Отправить другой приказ' }).waitFor()
})

step('[ORG-10/story] the operator has the order beside the form and names the new administrator', async () => {
  desk = await story.device('desk', { viewport: PHONE })
  await takeSession(desk.context, { client: cast.operator }, consoleOf(story.world, ''))
  const { page } = desk
  await page.goto(consoleOf(story.world, '/tickets'))
  await page.getByText('По приказу администратором станет: Заместова Вера Ильинична').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Это он, лично' }).count(), 0)
  const dialog = page.getByRole('dialog', { name: 'Сменить администратора по приказу' })
  await page.getByRole('button', { name: 'Сверить приказ' }).click()
  await dialog.getByRole('img', { name: SHEET }).waitFor()
  await assertAccessible(page, 'an order beside the form on a phone')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.setViewportSize(LAPTOP)
  await page.getByRole('button', { name: 'Сверить приказ' }).click()
  await dialog.getByRole('img', { name: SHEET }).waitFor()
  await dialog.getByRole('button', { name: 'Сменить' }).click()
  await dialog.getByText('Введите телефон из приказа').waitFor()
  await dialog.getByText('Напишите причину').waitFor()
  await dialog.getByLabel('Телефон из приказа').fill(newPhone())
  await dialog.getByText('Номера разные').waitFor()
  await dialog.getByLabel('Основание: номер и день приказа').fill('Приказ № 12 от 3 ноября')
  await dialog.getByRole('button', { name: 'Сменить' }).click()
  await dialog.getByText('Телефон в приказе не тот, что в заявке').waitFor()
  await dialog.getByLabel('Телефон из приказа').fill(number)
  await dialog.getByText('Номера совпадают').waitFor()
  await assertAccessible(page, 'an order beside the form')
  await dialog.getByRole('button', { name: 'Сменить' }).click()
  await page.getByText('Права ждут нового администратора').waitFor()
})

step('[ORG-10/story] she signs in and administrates; at that moment the one before does not any more', async () => {
  await director.page.goto(site(story.world, `/o/${cast.school.communityId}`))
  await director.page.getByRole('heading', { name: 'Задачи администратора' }).waitFor()
  const { page } = phone
  await page.reload()
  await page.getByRole('heading', { name: 'Права ждут вас', level: 1 }).waitFor()
  await assertAccessible(page, 'a ticket that was handed over')
  story.world.clock.advance(CODE_RESEND_MS + 1_000)
  await forgetCounters('code')
  await page.getByRole('link', { name: 'Войти' }).click()
  await walkSignIn(story.world, page, number, {
    surname: 'Заместова',
    name: 'Вера',
    patronymic: 'Ильинична',
    birth: { day: '7', month: 'марта', year: '1981' },
  })
  await page.getByRole('heading', { name: 'Задачи администратора' }).waitFor()
  await director.page.reload()
  await director.page.getByText('Задачи администратора').waitFor({ state: 'detached' })
  assertQuiet(phone, [/400|401|409|429/])
  assertQuiet(desk, [/409/])
})
