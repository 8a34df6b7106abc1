import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'
import { CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import { type Device, LAPTOP, type Look, PHONE } from '#testkit/browser.ts'
import { createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { codeFor, newPhone, signIn } from '#testkit/people.ts'
import { assertReasons } from '#testkit/reasons.ts'
import { createSchoolStage, SCHOOL_PASSWORD, type SchoolStage } from '#testkit/school.ts'
import { type ConnectedSchool, connectSchool } from '#testkit/school-linking.ts'
import { setFirstPassword } from '#testkit/second-factor.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet } from '#testkit/walk.ts'

const PASSWORD = 'Синяя-тетрадь-в-клетку'
const story = tellStory()
const { step } = story
let stage: SchoolStage
let connected: ConnectedSchool
let first: Device
let firstLogin: string

const school = () => `http://school.localhost:${story.world.app.port}/`
const windowOf = (page: Page, name: string): Locator => page.getByRole('dialog', { name, exact: true })
const button = (place: Page | Locator, name: string) => place.getByRole('button', { name, exact: true })
const screen = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 }).waitFor()
const proceed = (page: Page) => page.getByRole('button', { name: 'Продолжить' }).click()

/** Has told what the registers say, and done in the messenger what follows. */
async function settle(): Promise<void> {
  await story.world.app.schoolRounds.run()
  await story.world.app.connector.rounds.run()
}

/** Hires somebody, gives an account out, and returns the login. */
async function employ(surname: string): Promise<string> {
  const who = { id: newId(), surname, name: 'Ольга', patronymic: 'Юрьевна', birthDate: null }
  const position = { id: newId(), title: 'Учитель', kind: 'teaching' } as const
  const { id } = await stage.head.call('employees.hire', { who, position })
  const desk = await stage.deskOf(id, ['chats.view', 'account.link', 'account.unlink'])
  await settle()
  return (await desk.call('desk.open', {})).login
}

async function signInAt(page: Page, login: string): Promise<void> {
  await page.getByLabel('Логин').fill(login)
  await page.getByLabel('Пароль').fill(SCHOOL_PASSWORD)
  await button(page, 'Войти').click()
  await button(page, 'Пуск').waitFor()
}

async function open(name: string, login: string, look: Look): Promise<Device> {
  const device = await story.device(name, look)
  await device.page.goto(school())
  await signInAt(device.page, login)
  return device
}

/** «Привязать аккаунт к …» → «Авторизация в …» → «Привязать учебный аккаунт …». */
async function goToMessenger(page: Page): Promise<void> {
  await button(page, 'Привязать аккаунт к Парте').first().click()
  const window = windowOf(page, 'Авторизация в Парте')
  await window.waitFor()
  await assertAccessible(page, 'the window «Авторизация»')
  await button(window, 'Привязать учебный аккаунт Парта ID').click()
}

async function toCode(page: Page, phone: string): Promise<void> {
  await screen(page, 'Вход в «Парту»')
  await page.getByLabel('Номер телефона').fill(phone)
  await proceed(page)
  await screen(page, 'Введите пароль')
  await page.getByLabel('Пароль', { exact: true }).fill(PASSWORD)
  await proceed(page)
  await enterCode(page, phone)
}

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

/** «Проверка личных данных» → back in the school, where the tab shows the own chats. */
async function comeBackLinked(page: Page, surname: string): Promise<void> {
  await screen(page, 'Проверка личных данных')
  await page.getByText(surname).first().waitFor()
  await page.getByRole('button', { name: 'Всё верно, продолжить' }).click()
  const register = windowOf(page, 'Реестр «Парта»')
  await register.getByRole('cell', { name: 'Учительский чат', exact: true }).first().waitFor()
  await button(register, 'Отвязать учетную запись').waitFor()
  assert.equal(page.url(), school(), 'the code stays in no address')
  assert.equal(await button(page, 'Привязать аккаунт к Парте').count(), 0)
}

step(
  '[ESL-02][ESL-03][ESL-04/chats] variant 1: an account with profiles: the choice, the check of the data, the chats',
  async () => {
    const { world } = story
    const cast = await createCast(world)
    stage = await createSchoolStage(world)
    const { communityId } = cast.school
    const administrator = cast.director.client
    connected = await connectSchool(world, stage, { operator: cast.operator, administrator, communityId })
    const phone = newPhone()
    const person = await signIn(world, phone, { surname: 'Первая', name: 'Ольга', patronymic: 'Юрьевна' })
    await setFirstPassword(world, person, PASSWORD)
    await world.database.query(
      `insert into identity.profile (id, account_id, person_id, kind, surname, name, patronymic, created_at)
     select gen_random_uuid(), account_id, person_id, 'personal', 'Личная', name, '', created_at
     from identity.profile where id = $1`,
      [person.profileId],
    )
    world.clock.advance(CODE_RESEND_MS + 1_000)
    firstLogin = await employ('Первая')
    first = await open('variant 1', firstLogin, { viewport: LAPTOP, theme: 'light' })
    const { page } = first
    // Before that the tab says what to do, and offers it.
    await button(page, 'Парта').click()
    const register = windowOf(page, 'Реестр «Парта»')
    await register.getByText('Аккаунт ещё не привязан').waitFor()
    await assertAccessible(page, 'the tab before an account is linked')
    await button(register, 'Привязать аккаунт к Парте').click()
    const offer = windowOf(page, 'Авторизация в Парте')
    await button(offer, 'Закрыть').click()
    await button(register, 'Закрыть').click()
    await goToMessenger(page)
    await toCode(page, phone)
    await screen(page, 'Выберите профиль')
    await page.getByRole('radio', { name: /Первая Ольга/ }).check()
    await proceed(page)
    await comeBackLinked(page, 'Первая')
    await page.getByText('Аккаунт привязан').waitFor()
    await assertAccessible(page, 'the tab of whoever has linked his account')
    assertQuiet(first, [/401/])
  },
)

step('[ESL-03/profileless] variant 2: an account without a profile makes one on the way', async () => {
  const { world } = story
  const phone = newPhone()
  await world.app.platform.transaction((tx) => world.app.identity.ensureOperator(tx, phone))
  const client = world.client()
  const { flow } = await client.call('signin.start', { phone })
  await client.call('signin.requestCode', { flow, reason: 'forgot' })
  await client.call('signin.verifyCode', { flow, code: codeFor(world, phone) })
  await client.call('signin.setPassword', { flow, password: PASSWORD })
  world.clock.advance(CODE_RESEND_MS + 1_000)
  const device = await open('variant 2', await employ('Вторая'), { viewport: PHONE, theme: 'dark' })
  const { page } = device
  await goToMessenger(page)
  await toCode(page, phone)
  await screen(page, 'Создать учебный профиль')
  await proceed(page)
  await tellAboutSelf(page, 'Вторая')
  await comeBackLinked(page, 'Вторая')
  assertQuiet(device, [/401/])
})

step('[ESL-05] variant 3: without an account one makes it, and goes on to the messenger signed in', async () => {
  const phone = newPhone()
  const device = await open('variant 3', await employ('Третья'), { viewport: PHONE, theme: 'light' })
  const { page } = device
  await goToMessenger(page)
  await screen(page, 'Вход в «Парту»')
  await page.getByLabel('Номер телефона').fill(phone)
  await proceed(page)
  await page.getByRole('button', { name: 'Я здесь впервые' }).click()
  await enterCode(page, phone)
  await tellAboutSelf(page, 'Третья')
  await screen(page, 'Создать учебный профиль')
  await proceed(page)
  await comeBackLinked(page, 'Третья')
  await settle()
  await page.goto(school())
  await page.getByRole('link', { name: 'Перейти в Парту' }).click()
  await page.waitForURL(/\/im$/)
  await page.getByText('Учительский чат').first().waitFor()
  assertQuiet(device, [/401/])
})

step(
  '[ESL-03/stopped] who gives the sign-in up, or is somebody else, comes back unlinked and is told why',
  async () => {
    const device = await open('stopped', await employ('Четвёртая'), { viewport: LAPTOP, theme: 'dark' })
    const { page } = device
    await goToMessenger(page)
    const phone = newPhone()
    await screen(page, 'Вход в «Парту»')
    await page.getByLabel('Номер телефона').fill(phone)
    await proceed(page)
    await page.getByRole('button', { name: 'Я здесь впервые' }).click()
    await enterCode(page, phone)
    await tellAboutSelf(page, 'Другая')
    await screen(page, 'Создать учебный профиль')
    await proceed(page)
    await screen(page, 'Проверка личных данных')
    await page.getByRole('button', { name: 'Отменить' }).click()
    const window = windowOf(page, 'Авторизация в Парте')
    await window.getByText('Вход не завершён').waitFor()
    await button(window, 'Привязать учебный аккаунт Парта ID').click()
    await screen(page, 'Проверка личных данных')
    await page.getByRole('button', { name: 'Всё верно, продолжить' }).click()
    await window.getByRole('alert').getByText('Имя в школьной системе и в профиле различаются').waitFor()
    await assertAccessible(page, 'a profile of somebody else')
    assertQuiet(device, [/401|409/])
  },
)

step('[ESC-12] the warning names who has not linked an account, and nobody else; «Отмена» keeps the form', async () => {
  const { login } = await stage.head.call('desk.open', {})
  const { page } = await open('head', login, { viewport: LAPTOP })
  await button(page, 'Парта').click()
  const register = windowOf(page, 'Реестр «Парта»')
  await button(register, 'Добавить').click()
  const form = windowOf(page, 'Добавление чата')
  await form.getByLabel('Тип чата').selectOption({ label: 'Другое' })
  await form.getByLabel('Наименование чата').fill('Методический совет')
  await form.getByRole('tab', { name: /Сотрудники/ }).click()
  await button(form, 'Добавить').click()
  const people = windowOf(page, 'Сотрудники')
  await people.getByText('Первая Ольга Юрьевна').click()
  await people.getByText('Четвёртая Ольга Юрьевна').click()
  await button(people, 'Выбрать').click()
  await form.getByText('Четвёртая Ольга Юрьевна').waitFor()
  await form.getByText('Не привязаны: 1').waitFor()
  await assertReasons(page, 'the form of a chat')
  await button(form, 'Сохранить').click()
  const warning = page.getByRole('alertdialog', { name: 'Предупреждение' })
  await warning.getByText('Четвёртая Ольга Юрьевна').waitFor()
  assert.equal(await warning.getByText('Первая').count(), 0)
  await button(warning, 'Отмена').click()
  await warning.waitFor({ state: 'detached' })
  assert.equal(await form.getByLabel('Наименование чата').inputValue(), 'Методический совет')
  await form.getByText('Первая Ольга Юрьевна').waitFor()
  await button(form, 'Сохранить').click()
  await button(warning, 'Ок').click()
  await form.waitFor({ state: 'detached' })
  await register.getByText('Методический совет').waitFor()
  // Both stand in the register at once; in the messenger there is only who is linked.
  await settle()
  const { rows } = await stage.head.call('register.list', { search: 'Методический' })
  assert.deepEqual(
    rows.map(({ members, linked }) => [members, linked]),
    [[2, 1]],
  )
  const { chats } = await (await connected.system()).call('connector.chats.list', {
    communityId: connected.communityId,
  })
  assert.equal(chats.find(({ id }) => id === rows[0]!.id)?.membersCount, 1)
})

step('[ESL-06] a later sign-in asks nothing; an account is unlinked by two windows and «Да»', async () => {
  const { page } = first
  await button(page, 'Пуск').click()
  await button(windowOf(page, 'Пуск'), 'Выйти').click()
  await signInAt(page, firstLogin)
  await page.getByText('Аккаунт привязан').waitFor()
  assert.equal(await button(page, 'Привязать аккаунт к Парте').count(), 0)
  const register = windowOf(page, 'Реестр «Парта»')
  await button(page, 'Парта').click()
  await register.getByText('Методический совет').waitFor()
  await button(register, 'Отвязать учетную запись').click()
  const window = windowOf(page, 'Отвязать учетную запись')
  await window.getByText('Первая Ольга Юрьевна').waitFor()
  await assertAccessible(page, 'the window of unlinking')
  const question = page.getByRole('alertdialog', { name: 'Отвязка учетной записи' })
  await button(window, 'Отвязать аккаунт от Парты').click()
  await button(question, 'Отмена').click()
  await question.waitFor({ state: 'detached' })
  await button(window, 'Отвязать аккаунт от Парты').click()
  await assertAccessible(page, 'the question before unlinking')
  await button(question, 'Да').click()
  await window.waitFor({ state: 'detached' })
  await register.getByText('Аккаунт ещё не привязан').waitFor()
  await button(register, 'Привязать аккаунт к Парте').waitFor()
  const { people } = await stage.head.call('register.open', { id: 'teachers' })
  assert.equal(people.find(({ name }) => name.startsWith('Первая'))?.linked, false)
  assertQuiet(first, [/401|403/])
})
