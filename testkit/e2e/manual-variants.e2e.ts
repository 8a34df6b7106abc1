import assert from 'node:assert/strict'
import { after } from 'node:test'
import type { Page } from 'playwright-core'
import { CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import { LAPTOP, PHONE } from '#testkit/browser.ts'
import { createOutsideSystem, type OutsideSystem } from '#testkit/oidc-client.ts'
import { codeFor, newPhone, signIn } from '#testkit/people.ts'
import { setFirstPassword } from '#testkit/second-factor.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const PASSWORD = 'Синяя-тетрадь-в-клетку'
const story = tellStory()
const { step } = story
let diary: OutsideSystem
after(() => diary?.[Symbol.asyncDispose]())

const screen = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, level: 1 }).waitFor()
const proceed = (page: Page) => page.getByRole('button', { name: 'Продолжить' }).click()

/** «Номер мобильного телефона» → «Продолжить» → «Пароль» → «Продолжить» → «Код из СМС». */
async function toCode(page: Page, phone: string): Promise<void> {
  await screen(page, 'Вход в «Парту»')
  await page.getByLabel('Номер телефона').fill(phone)
  await proceed(page)
  await screen(page, 'Введите пароль')
  await page.getByLabel('Пароль', { exact: true }).fill(PASSWORD)
  await proceed(page)
  await enterCode(page, phone)
}

/** A whole code is checked at once: nothing is left to be pressed. */
async function enterCode(page: Page, phone: string): Promise<void> {
  await screen(page, 'Введите код из СМС')
  await page.getByLabel('Код из СМС, 6 цифр').fill(codeFor(story.world, phone))
}

async function tellAboutSelf(page: Page, surname: string): Promise<void> {
  await screen(page, 'Информация о себе')
  await page.getByLabel('Фамилия').fill(surname)
  await page.getByLabel(/^Имя/).fill('Ольга')
  await page.getByLabel('Отчество, если есть').fill('Юрьевна')
  await page.getByLabel('День').fill('3')
  await page.getByLabel('Месяц').selectOption({ label: 'марта' })
  await page.getByLabel('Год').fill('1984')
  await proceed(page)
}

/** «Проверка личных данных» → «Продолжить»: the client gets what was shown. */
async function checkData(page: Page, surname: string, asked: Awaited<ReturnType<OutsideSystem['ask']>>): Promise<void> {
  await screen(page, 'Проверка личных данных')
  await page.getByText(surname).first().waitFor()
  await page.getByRole('button', { name: 'Всё верно, продолжить' }).click()
  await page.waitForURL((url) => url.href.startsWith(diary.redirectUri))
  await diary.take(asked, new URL(page.url()))
}

step(
  '[IDN-10] variant 1: an account with profiles: phone, password, code, the choice, the check of the data',
  async () => {
    const { world } = story
    diary = await createOutsideSystem(world, { name: 'Электронный дневник' })
    const phone = newPhone()
    const person = await signIn(world, phone, { surname: 'Первая', name: 'Ольга' })
    await setFirstPassword(world, person, PASSWORD)
    await world.database.query(
      `insert into identity.profile (id, account_id, person_id, kind, surname, name, patronymic, created_at)
     select gen_random_uuid(), account_id, person_id, 'personal', 'Личная', name, '', created_at
     from identity.profile where id = $1`,
      [person.profileId],
    )
    world.clock.advance(CODE_RESEND_MS + 1_000)
    const device = await story.device('variant 1', { viewport: LAPTOP, theme: 'light' })
    const { page } = device
    const asked = await diary.ask('openid profile')
    await page.goto(asked.url.href)
    await toCode(page, phone)
    await screen(page, 'Выберите профиль')
    await assertAccessible(page, 'the choice of a profile')
    await page.getByRole('radio', { name: /Первая Ольга/ }).check()
    await proceed(page)
    await checkData(page, 'Первая', asked)
    assertQuiet(device)
  },
)

step('[IDN-09] variant 2: an account without a profile: the new profile first, then who it is', async () => {
  const { world } = story
  const phone = newPhone()
  await world.app.platform.transaction((tx) => world.app.identity.ensureOperator(tx, phone))
  const client = world.client()
  const { flow } = await client.call('signin.start', { phone })
  await client.call('signin.requestCode', { flow, reason: 'forgot' })
  await client.call('signin.verifyCode', { flow, code: codeFor(world, phone) })
  await client.call('signin.setPassword', { flow, password: PASSWORD })
  world.clock.advance(CODE_RESEND_MS + 1_000)
  const device = await story.device('variant 2', { viewport: PHONE, theme: 'dark' })
  const { page } = device
  const asked = await diary.ask('openid profile')
  await page.goto(asked.url.href)
  await toCode(page, phone)
  await screen(page, 'Создать учебный профиль')
  await assertAccessible(page, 'a new profile on a phone')
  await proceed(page)
  await tellAboutSelf(page, 'Вторая')
  await checkData(page, 'Вторая', asked)
  assertQuiet(device)
})

step('[IDN-08/story] [IDN-16] variant 3: no account: phone, code, who he is, the new profile', async () => {
  const phone = newPhone()
  const device = await story.device('variant 3', { viewport: PHONE, theme: 'light' })
  const { page } = device
  const asked = await diary.ask('openid profile')
  await page.goto(asked.url.href)
  await screen(page, 'Вход в «Парту»')
  // No network of any kind is asked for, and none is offered.
  await page.getByText('Профиль в социальной сети не нужен').waitFor()
  assert.equal(await page.getByText(/ВКонтакте|VK|Одноклассники|Telegram|Google|Яндекс/i).count(), 0)
  await page.getByLabel('Номер телефона').fill(phone)
  await proceed(page)
  await page.getByRole('button', { name: 'Я здесь впервые' }).click()
  await enterCode(page, phone)
  await tellAboutSelf(page, 'Третья')
  await screen(page, 'Создать учебный профиль')
  await proceed(page)
  await checkData(page, 'Третья', asked)
  // The session is that of the site too.
  await page.goto(site(story.world, '/me'))
  await page.getByText('Третья').first().waitFor()
  await page.getByRole('button', { name: 'Отвязать: Электронный дневник' }).click()
  await page.getByText('Таких систем нет').waitFor()
  assertQuiet(device)
})
