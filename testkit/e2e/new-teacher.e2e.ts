import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { dayBegins, dayIn } from '#server/identity/index.ts'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { messageWith, takeSession } from '#testkit/messenger-walk.ts'
import { newId, newPhone, type Person, signIn } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
const ZONE = 'Europe/Moscow'
const DAY_MS = 24 * 3_600_000
const BUTTON = 'Подтвердить статус учителя'
/** Within so much everybody sees that a role has come or gone. */
const MINUTE = { timeout: 60_000 }

let cast: Cast
let birthday: string
/** Becomes eighteen in the story, on a phone. */
let young: Person
let phone: Device
/** Of age long since, on a laptop. */
let grown: Person
let laptop: Device
let director: Device
let pupil: Device
let colleague: Device
let chatId: string

const mark = (place: Locator | Page) => place.getByRole('img', { name: 'Верифицированный профиль' })

async function open(name: string, person: Person, look: Parameters<typeof story.device>[1]): Promise<Device> {
  const device = await story.device(name, look)
  await takeSession(device.context, person, site(story.world))
  return device
}

/** From the page of the application to the application that waits. */
async function applyOn(page: Page, position: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: BUTTON }).waitFor()
  await page.getByRole('button', { name: 'Отправить заявку' }).click()
  await page.getByText('Найдите организацию и выберите её из списка').waitFor()
  await page.getByText('Укажите должность').waitFor()
  await page.getByLabel('Где вы работаете').fill('школа 1234')
  await page.getByRole('button', { name: /^Школа № 1234/ }).click()
  await page.getByLabel('Должность').fill(position)
  await assertAccessible(page, 'the application of a teacher')
  await page.getByRole('button', { name: 'Отправить заявку' }).click()
  await page.getByRole('heading', { name: 'Заявка на рассмотрении' }).waitFor()
}

step(
  '[ACC-05] «Аккаунт» holds no button until the day of the eighteenth birthday, and holds one from it on',
  async () => {
    cast = await createCast(story.world)
    const { clock } = story.world
    if (dayIn(ZONE, clock.now() + DAY_MS).endsWith('-02-29')) clock.advance(DAY_MS)
    birthday = dayIn(ZONE, clock.now() + DAY_MS)
    young = await signIn(story.world, newPhone(), {
      surname: 'Юнкеров',
      name: 'Лев',
      patronymic: 'Маркович',
      birthDate: `${Number(birthday.slice(0, 4)) - 18}${birthday.slice(4)}`,
    })
    grown = await signIn(story.world, newPhone(), { surname: 'Зрелова', name: 'Инна', patronymic: 'Павловна' })
    phone = await open('young', young, { viewport: PHONE, theme: 'dark' })
    const { page } = phone
    await page.goto(site(story.world, '/me'))
    await page.getByRole('link', { name: 'Мои данные и удаление аккаунта' }).waitFor()
    assert.equal(await page.getByRole('link', { name: BUTTON }).count(), 0)
    await page.goto(site(story.world, '/me/teacher'))
    await page.getByText('Подтвердить статус можно с 18 лет').waitFor()
    clock.advance(dayBegins(ZONE, birthday) - clock.now())
    await page.goto(site(story.world, '/me'))
    await page.getByRole('link', { name: BUTTON }).waitFor()
    await assertAccessible(page, 'the own page with the button')
  },
)

step('[VER-01/story] on a phone the way leads from the messenger to an application with a position', async () => {
  const { page } = phone
  await page.goto(site(story.world, '/im'))
  await page
    .getByRole('button', { name: /Организация и профиль/ })
    .locator('visible=true')
    .first()
    .click()
  await page.getByRole('link', { name: BUTTON }).click()
  await applyOn(page, 'Учитель химии')
})

step('[VER-02/story] on a laptop it leads from the own profile on the site', async () => {
  laptop = await open('grown', grown, { viewport: LAPTOP })
  const { page } = laptop
  await page.goto(site(story.world, '/me'))
  await page.getByRole('link', { name: BUTTON }).click()
  await applyOn(page, 'Педагог-психолог')
})

step('[INV-04/story] the administrator sees both in the queue, each by its path, and approves them', async () => {
  director = await open('director', cast.director, { viewport: LAPTOP, theme: 'dark' })
  const { page } = director
  await page.goto(site(story.world, `/o/${cast.school.communityId}/applications`))
  await page.getByText('Юнкеров Лев Маркович').waitFor()
  await page.getByText('Зрелова Инна Павловна').waitFor()
  await page.getByLabel('Путь').selectOption({ label: 'Мессенджер' })
  await page.getByText('Зрелова Инна Павловна').waitFor({ state: 'detached' })
  await page.getByText('Учитель химии').waitFor()
  await page.getByRole('button', { name: 'Одобрить: Юнкеров Лев Маркович' }).click()
  await page.getByLabel('Путь').selectOption({ label: 'Сайт' })
  await page.getByRole('button', { name: 'Одобрить: Зрелова Инна Павловна' }).click()
  await phone.page.getByRole('heading', { name: 'Заявка одобрена' }).waitFor()
  await phone.page.goto(site(story.world, '/me'))
  await phone.page.getByRole('link', { name: 'Мои данные и удаление аккаунта' }).waitFor()
  assert.equal(await phone.page.getByRole('link', { name: BUTTON }).count(), 0)
})

step('[VER-03/story] mark and patronymic stand wherever the teacher is named', async () => {
  const { school, secondPupil, secondTeacher } = cast
  const { communityId } = school
  const memberIds = [cast.pupil.profileId, secondPupil.profileId, secondTeacher.profileId]
  const about = { id: newId(), communityId, title: 'Химический кружок', memberIds }
  chatId = (await young.client.call('chats.create', about)).chat.id
  await young.client.call('messages.send', { chatId, key: newId(), text: 'Халаты не забудьте' })
  const direct = await young.client.call('chats.openDirect', { id: newId(), profileId: secondTeacher.profileId })
  await young.client.call('messages.send', { chatId: direct.chat.id, key: newId(), text: 'Здравствуйте' })

  pupil = await open('pupil', cast.pupil, { viewport: PHONE })
  await pupil.page.goto(site(story.world, `/im/${chatId}`))
  const said = messageWith(pupil.page, 'Халаты не забудьте')
  await said.getByText('Лев Маркович').waitFor()
  await mark(said).waitFor()

  colleague = await open('colleague', secondTeacher, { viewport: LAPTOP })
  const { page } = colleague
  await page.goto(site(story.world, `/im/${direct.chat.id}`))
  const head = page.getByRole('button', { name: /^Лев Маркович/ }).filter({ has: page.getByRole('heading') })
  await mark(head).waitFor()
  await mark(page.getByRole('link', { name: /^Лев Маркович/ })).waitFor()
  await page.goto(site(story.world, `/im/${chatId}?info=1`))
  const row = page.getByRole('complementary').getByRole('listitem').filter({ hasText: 'Лев Маркович' })
  await mark(row).waitFor()
  await row.getByRole('link', { name: 'Лев Маркович' }).click()
  const card = page.getByRole('dialog', { name: 'Карточка' })
  await card.getByText('Юнкеров Лев Маркович').waitFor()
  await mark(card).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Новый чат' }).first().click()
  const contact = page.getByRole('listitem').filter({ hasText: 'Юнкеров Лев Маркович' })
  await mark(contact).waitFor()
  // Whoever is no staff is named without a patronymic.
  await page.getByText('Петрова Анна', { exact: true }).waitFor()

  await director.page.goto(site(story.world, `/o/${communityId}/members`))
  await mark(director.page.getByRole('row').filter({ hasText: 'Юнкеров Лев Маркович' })).waitFor()
})

step('[VER-05] the administrator reads who is verified and why, and takes the list as a file', async () => {
  const { page } = director
  await page.getByRole('link', { name: 'Верифицированные профили' }).click()
  const row = page.getByRole('row').filter({ hasText: 'Юнкеров Лев Маркович' })
  await row.getByText('Заявка из мессенджера').waitFor()
  await row.getByText('Климова Наталья Олеговна').waitFor()
  await page.getByRole('row').filter({ hasText: 'Климова' }).getByText('Оператор «Парты»').waitFor()
  await assertAccessible(page, 'the verified profiles')
  await page.getByLabel('Основание').selectOption({ label: 'Заявка с сайта' })
  await page.getByRole('row').filter({ hasText: 'Юнкеров' }).waitFor({ state: 'detached' })
  await page.getByLabel('Основание').selectOption({ label: 'Заявка из мессенджера' })
  await row.waitFor()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Скачать CSV' }).click(),
  ])
  assert.match(file.suggestedFilename(), /^Верифицированные профили \d{4}-\d{2}-\d{2}\.csv$/)
  const lines = (await readFile(await file.path(), 'utf8')).split('\r\n')
  assert.equal(lines.length, 3)
  assert.match(
    lines[1]!,
    /^Юнкеров Лев Маркович;Учитель химии;Учитель;Коллектив;\d\d\.\d\d\.\d{4};Климова Наталья Олеговна;/,
  )
  await page.setViewportSize(PHONE)
  await page.getByText('Юнкеров Лев Маркович').waitFor()
  await assertAccessible(page, 'the verified profiles on a phone')
  await page.setViewportSize(LAPTOP)
})

step('[VER-04/story] dismissed, the teacher has neither mark nor patronymic anywhere within a minute', async () => {
  const { communityId } = cast.school
  const { page } = director
  await page.goto(site(story.world, `/o/${communityId}/members`))
  await page.getByRole('button', { name: 'Действия: Юнкеров Лев Маркович' }).click()
  await page.getByRole('menuitem', { name: 'Исключить из организации' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Исключить' }).click()
  await page.getByText('Юнкеров Лев Маркович: участие прекращено').waitFor()
  const said = messageWith(pupil.page, 'Халаты не забудьте')
  await said.getByText('Лев Юнкеров').waitFor(MINUTE)
  assert.equal(await mark(said).count(), 0)
  const renamed = colleague.page.getByRole('link', { name: /^Лев Юнкеров/ })
  await renamed.filter({ hasText: 'Здравствуйте' }).waitFor(MINUTE)
  await colleague.page.getByText('Юнкеров Лев Маркович').waitFor({ state: 'detached', ...MINUTE })
  await page.getByRole('link', { name: 'Верифицированные профили' }).click()
  await page.getByRole('row').filter({ hasText: 'Зрелова' }).waitFor()
  assert.equal(await page.getByRole('row').filter({ hasText: 'Юнкеров' }).count(), 0)
  await phone.page.getByRole('link', { name: BUTTON }).waitFor(MINUTE)
  for (const device of [phone, laptop, director, pupil, colleague]) assertQuiet(device)
})
