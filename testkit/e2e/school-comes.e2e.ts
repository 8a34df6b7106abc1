import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { pdfSheet } from '#server/demonstration/pdf-sheet.ts'
import { LAPTOP, type Look, PHONE } from '#testkit/browser.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { newPhone, signInOperator } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, consoleOf, site, walkSignIn } from '#testkit/walk.ts'

const story = tellStory({ environment: { PARTA_SUPPORT_MAIL: 'zayavki@parta.example' } })
const { step } = story
const phones = { administrator: newPhone(), operator: newPhone(), teacher: newPhone(), pupil: newPhone() }
const links = { teacher: '', pupil: '' }
let administrator: Page
let teacher: Page
let pupil: Page

async function open(name: string, look: Look): Promise<Page> {
  return (await story.device(name, look)).page
}

/** «Разбор заявок» of the only organisation of a signed-in administrator. */
async function openPart(page: Page, name: string, heading = name): Promise<void> {
  await page
    .getByRole('link', { name: new RegExp(`^${name}`) })
    .first()
    .click()
  await page.getByRole('heading', { level: 1, name: heading }).waitFor()
}

step(
  '[ORG-01/story] [ORG-02/story] a secretary files the request with the order of the director and keeps its page',
  async () => {
    const page = await open('secretary', { viewport: PHONE })
    await page.goto(site(story.world))
    await page.getByRole('link', { name: 'zayavki@parta.example' }).waitFor()
    await assertAccessible(page, 'the front page')
    await page.getByRole('link', { name: 'Подключить организацию' }).click()
    await page.getByLabel('Название организации').fill('Школа № 22')
    await page.getByLabel('Фамилия').fill('Климова')
    await page.getByLabel(/^Имя/).fill('Наталья')
    await page.getByLabel('Отчество, если есть').fill('Олеговна')
    await page.getByLabel('Мобильный телефон администратора').fill(phones.administrator)
    await page.getByLabel('ИНН').fill('7707083893')
    await page.getByLabel('КПП').fill('770701001')
    const buffer = pdfSheet(`PRIKAZ No 7: Klimova N. O., ${phones.administrator}`)
    const order = { name: 'Приказ № 7.pdf', mimeType: 'application/pdf', buffer }
    await page.getByLabel('Приложить приказ директора').setInputFiles(order)
    await page.getByText('Приказ № 7.pdf').waitFor()
    await page.getByRole('button', { name: 'Отправить заявку' }).click()
    await page.getByText('Без согласия заявку нельзя принять').waitFor()
    await page.getByLabel(/согласен на обработку/).check({ force: true })
    await page.getByRole('button', { name: 'Отправить заявку' }).click()
    await page.getByRole('heading', { level: 1, name: 'Заявка подана' }).waitFor()
    await page.getByText('Приказ приложен: Приказ № 7.pdf').waitFor()
    await assertAccessible(page, 'the page of a request')
    assert.match(page.url(), /\/request#/)
  },
)

step(
  '[ORG-02/story] [ORG-04/story] the operator reads the phone in the order beside the one of the form, and approves',
  async () => {
    const { app } = story.world
    await app.platform.transaction((tx) => app.identity.ensureOperator(tx, phones.operator))
    const page = await open('operator', { viewport: LAPTOP })
    await page.goto(consoleOf(story.world))
    await page.waitForURL(/\/id/)
    await walkSignIn(story.world, page, phones.operator, undefined, 'Забыли или не установили пароль?')
    await page.getByText('Школа № 22').first().click()
    await assertAccessible(page, 'the operator’s queue')
    // The sheet is shown by the browser itself, in a frame of its own.
    const sheet = page.locator('iframe[title="Приказ: Приказ № 7.pdf"]')
    await sheet.waitFor()
    assert.match((await sheet.getAttribute('src')) ?? '', /^blob:/)
    await page.getByRole('button', { name: 'Одобрить' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Сначала введите телефон из приказа').waitFor()
    assert.ok(await dialog.getByRole('button', { name: 'Одобрить' }).isDisabled())
    await dialog.getByRole('button', { name: 'Не менять' }).click()
    await page.getByLabel('Телефон из приказа').fill(newPhone())
    await page.getByText('Номера разные: прав по такому приказу не дают').waitFor()
    await page.getByLabel('Телефон из приказа').fill(phones.administrator)
    await page.getByText('Номера совпадают').waitFor()
    await assertAccessible(page, 'an order beside the form')
    await page.getByRole('button', { name: 'Одобрить' }).click()
    await dialog.getByRole('button', { name: 'Одобрить' }).click()
    await page.getByText('Состояние заявки изменено').waitFor()
  },
)

step(
  '[ORG-01/letter] the operator enters what another school has written to the mailbox, with the letter',
  async () => {
    const page = await open('mailbox', { viewport: LAPTOP, theme: 'dark' })
    const client = await signInOperator(story.world, newPhone())
    await takeSession(page.context(), { client }, consoleOf(story.world, ''))
    await page.goto(consoleOf(story.world))
    await page.getByRole('button', { name: 'Внести заявку из письма' }).click()
    const dialog = page.getByRole('dialog', { name: 'Заявка из письма' })
    await dialog.getByRole('button', { name: 'Внести заявку' }).click()
    await dialog.getByRole('alert').getByText('Приложите письмо').waitFor()
    await dialog.getByText('Номер введён не полностью').waitFor()
    const buffer = pdfSheet('Dear support, please connect our school')
    const letter = { name: 'Письмо.pdf', mimeType: 'application/pdf', buffer }
    await dialog.getByLabel('Выбрать письмо').setInputFiles(letter)
    await dialog.getByText('Письмо приложено: Письмо.pdf').waitFor()
    await dialog.getByLabel('Название организации').fill('Школа № 23')
    await dialog.getByLabel('Фамилия администратора').fill('Письмова')
    await dialog.getByLabel('Имя администратора').fill('Анна')
    await dialog.getByLabel('Телефон администратора').fill(newPhone())
    await assertAccessible(page, 'a request from a letter')
    await dialog.getByRole('button', { name: 'Внести заявку' }).click()
    const done = page.getByRole('dialog', { name: 'Заявка внесена' })
    assert.match(await done.getByLabel('Адрес заявки').inputValue(), /^http:\/\/localhost:\d+\/request#[\w-]{43}$/)
    await done.getByRole('button', { name: 'Открыть заявку' }).click()
    await page.getByRole('heading', { name: 'Школа № 23' }).waitFor()
    await page.getByText('из письма').first().waitFor()
    await page.locator('iframe[title="Письмо: Письмо.pdf"]').waitFor()
    await page.getByText('Приказ не приложен').waitFor()
    await assertAccessible(page, 'a request that has come by letter')
  },
)

step('[STR-01/story] the administrator signs in with the phone of the request, makes 5«Б» and two links', async () => {
  administrator = await open('administrator', { viewport: LAPTOP })
  const page = administrator
  await page.goto(site(story.world))
  await page.getByRole('link', { name: 'Войти' }).click()
  await assertAccessible(page, 'the phone step')
  await walkSignIn(story.world, page, phones.administrator, {
    surname: 'Климова',
    name: 'Наталья',
    patronymic: 'Олеговна',
    birth: { day: '7', month: 'марта', year: '1979' },
  })
  await page.getByRole('heading', { level: 1, name: /Наталья Олеговна/ }).waitFor()
  await assertAccessible(page, 'the first page')
  await openPart(page, 'Классы')
  await page.getByRole('button', { name: 'Создать класс' }).first().click()
  await page.getByRole('button', { name: '5«Б»' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Создать', exact: true }).click()
  await page.getByText('5«Б»').first().waitFor()
  await openPart(page, 'Ссылки-приглашения')
  links.teacher = await createLink(page, 'Учитель')
  links.pupil = await createLink(page, 'Ученик')
  await assertAccessible(page, 'the links')
})

step('[INV-03] links of all classes and roles are made in one go and printed, each sheet on its page', async () => {
  const page = administrator
  await page.getByRole('button', { name: 'Сразу для многих' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Куда приглашаем: 2 из 2').waitFor()
  await assertAccessible(page, 'links for many')
  await dialog.getByText('Выбрать все').click()
  await dialog.getByRole('button', { name: 'Создать ссылки' }).click()
  await dialog.getByText('Отметьте хотя бы один класс или подразделение').waitFor()
  await dialog.getByText('Выбрать все').click()
  await dialog.getByRole('button', { name: 'Создать ссылки' }).click()
  // 5«Б» in three roles and «Коллектив» in two; two links of 5«Б» were there.
  await dialog.getByText('Готово: 5 ссылок').waitFor()
  await dialog.getByText('Новых: 3. Действовали раньше: 2').waitFor()
  await assertAccessible(page, 'links for many are ready')
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute('data-printed', '')
  })
  await dialog.getByRole('button', { name: 'Напечатать все листы' }).click()
  await page.locator('body[data-printed]').waitFor({ state: 'attached' })
  await page.emulateMedia({ media: 'print' })
  assert.equal(await page.getByText('Наведите камеру на код').filter({ visible: true }).count(), 5)
  const pdf = await page.pdf({ format: 'A4' })
  assert.equal(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length, 5)
  await page.emulateMedia({ media: null })
  await page.evaluate(() => dispatchEvent(new Event('afterprint')))
  await dialog.getByRole('button', { name: 'Закрыть' }).last().click()
  await dialog.waitFor({ state: 'detached' })
})

async function createLink(page: Page, role: string): Promise<string> {
  await page.getByRole('button', { name: 'Создать ссылку' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Куда приглашаем').selectOption({ label: '5«Б»' })
  await dialog.getByLabel('В какой роли').selectOption({ label: role })
  const answer = page.waitForResponse((response) => response.url().endsWith('/api/links.create'))
  await dialog.getByRole('button', { name: 'Создать ссылку' }).click()
  const { token } = (await (await answer).json()) as { token: string }
  await dialog.waitFor({ state: 'detached' })
  return `/join/${token}`
}

step('[INV-02/story] teacher and pupil open their links, register, apply, and see nothing but the state', async () => {
  teacher = await open('teacher', { viewport: LAPTOP, theme: 'dark' })
  await teacher.goto(site(story.world, links.teacher))
  await teacher.getByRole('heading', { name: /Вас приглашают/ }).waitFor()
  await assertAccessible(teacher, 'an invitation')
  await teacher
    .getByRole('button', { name: 'Войти и подать заявку' })
    .or(teacher.getByRole('link', { name: 'Войти и подать заявку' }))
    .click()
  await walkSignIn(story.world, teacher, phones.teacher, {
    surname: 'Соколова',
    name: 'Марина',
    patronymic: 'Игоревна',
    birth: { day: '14', month: 'мая', year: '1988' },
  })
  await teacher.getByLabel('Должность').fill('Учитель математики')
  await teacher.getByRole('button', { name: 'Отправить заявку' }).click()
  await teacher.getByRole('heading', { name: /Заявка на рассмотрении/ }).waitFor()
  await assertAccessible(teacher, 'the state of an application')

  pupil = await open('pupil', { viewport: PHONE })
  await pupil.goto(site(story.world, links.pupil))
  await pupil
    .getByRole('button', { name: 'Войти и подать заявку' })
    .or(pupil.getByRole('link', { name: 'Войти и подать заявку' }))
    .click()
  await walkSignIn(story.world, pupil, phones.pupil, {
    surname: 'Петров',
    name: 'Артём',
    birth: { day: '2', month: 'февраля', year: '2011' },
  })
  // Nothing is to be filled in: the application has gone by itself.
  await pupil.getByRole('heading', { name: /Заявка на рассмотрении/ }).waitFor()
  await pupil.goto(site(story.world, '/im'))
  await pupil.getByText('Здесь будут ваши чаты').waitFor()
})

step('[INV-06/story] the administrator decides in the queue; the teacher gets the mark', async () => {
  const page = administrator
  await openPart(page, 'Заявки', 'Разбор заявок')
  await page.getByText('Соколова Марина Игоревна').waitFor()
  await assertAccessible(page, 'the queue')
  await page.getByRole('button', { name: 'Одобрить: Соколова Марина Игоревна' }).click()
  await page.getByText(/Одобрено: 1\sзаявка/).waitFor()
  await page.getByRole('button', { name: 'Одобрить: Петров Артём' }).click()
  await page.getByText('Все заявки разобраны').first().waitFor()
  await openPart(page, 'Участники')
  await page.getByText('Соколова Марина Игоревна').first().waitFor()
  await teacher.getByRole('heading', { name: /Заявка одобрена/ }).waitFor()
})

step('[CHT-01/story] the teacher finds the pupil among the contacts, starts the class chat and writes', async () => {
  await administrator
    .getByRole('link', { name: /^Мессенджер/ })
    .first()
    .click()
  await teacher.goto(site(story.world, '/im'))
  await teacher
    .getByRole('button', { name: 'Новый чат' })
    .or(teacher.getByRole('link', { name: 'Новый чат' }))
    .first()
    .click()
  await teacher.getByRole('button', { name: 'Создать групповой чат' }).click()
  const search = teacher.getByLabel('Поиск контакта по имени или фамилии')
  for (const [typed, name] of [
    ['петр арт', 'Петров Артём'],
    ['клим', 'Климова'],
  ] as const) {
    await search.fill(typed)
    await teacher.getByText(name).first().click()
  }
  await teacher.getByLabel('Название чата').fill('5«Б» — математика')
  await teacher.getByRole('button', { name: 'Создать чат' }).click()
  await assertAccessible(teacher, 'an empty chat')
  const composer = teacher.getByLabel('Сообщение в чат 5«Б» — математика')
  await composer.fill('Завтра проверочная, повторите дроби')
  await composer.press('Enter')
  await pupil.getByText('Завтра проверочная, повторите дроби').first().waitFor()
})

step('[MSG-20/story] the pupil sees name and mark, answers with a quote, and the teacher sees it read', async () => {
  await pupil.getByText('5«Б» — математика').first().click()
  const bubble = pupil.getByText('Завтра проверочная, повторите дроби').last()
  await bubble.waitFor()
  await pupil.getByText('Марина Игоревна').first().waitFor()
  await assertAccessible(pupil, 'a chat on a phone')
  const composer = pupil.getByLabel('Сообщение в чат 5«Б» — математика')
  await composer.pressSequentially('Можно с ')
  await teacher
    .getByText(/печатает/)
    .first()
    .waitFor()
  await composer.fill('Можно с шпаргалкой?')
  await pupil.getByRole('button', { name: 'Отправить' }).click()
  await teacher.getByText('Можно с шпаргалкой?').last().waitFor()
  await teacher.getByText('Артём Петров').first().waitFor()
  await teacher
    .locator('[aria-label*="прочитано" i], [title*="прочитано" i]')
    .or(teacher.getByText('прочитано'))
    .first()
    .waitFor({ state: 'attached' })
})

step('[CNT-08/story] a dialogue of the two is refused with its reason', async () => {
  await teacher
    .getByRole('button', { name: 'Новый чат' })
    .or(teacher.getByRole('link', { name: 'Новый чат' }))
    .first()
    .click()
  await teacher.getByLabel('Поиск контакта по имени или фамилии').fill('петров')
  await teacher.getByText('Петров Артём').last().click()
  await teacher
    .getByText(/не назначен взрослый, который видит такую переписку/)
    .first()
    .waitFor()
})
