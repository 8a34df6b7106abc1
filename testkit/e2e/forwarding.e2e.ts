import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { type Device, LAPTOP, type Look, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { send, startChat } from '#testkit/messages.ts'
import { messageWith, takeSession } from '#testkit/messenger-walk.ts'
import type { Person } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast
let from: string
let teacher: Device
let pupil: Device

async function open(name: string, person: Person, look: Look, path: string): Promise<Device> {
  const device = await story.device(name, look)
  await takeSession(device.context, person, site(story.world))
  await device.page.goto(site(story.world, path))
  return device
}

async function inMenu(page: Page, text: string, name: string): Promise<void> {
  await messageWith(page, text).getByText(text, { exact: true }).click({ button: 'right' })
  await page.getByRole('menuitem', { name }).click()
}

const sheetOf = (page: Page) => page.getByRole('dialog', { name: 'Переслать' })
const submit = (page: Page) =>
  sheetOf(page)
    .getByRole('button', { name: /^Переслать/ })
    .click()

step(
  '[MSG-14] several messages are chosen and go into two chats with a comment, and their origin is read there',
  async () => {
    cast = await createCast(story.world)
    from = await startChat(cast, [cast.pupil, cast.secondPupil], '5«Б», вопросы')
    await startChat(cast, [cast.secondTeacher], 'Учителя 5«Б»')
    await startChat(cast, [cast.secondTeacher, cast.parent], 'Родительский комитет')
    await send(cast.pupil, from, 'Когда сбор?')
    await send(cast.secondPupil, from, 'И где?')
    await send(cast.pupil, from, 'Через минуту исчезну', { lifetimeMs: 3_600_000 })
    teacher = await open('teacher', cast.teacher, { viewport: LAPTOP }, `/im/${from}`)
    const { page } = teacher
    await inMenu(page, 'Когда сбор?', 'Выбрать несколько')
    await page.getByText(/Выбрано\s1\sсообщение$/).waitFor()
    await page.getByRole('button', { name: 'Выбрать сообщение: И где?' }).click()
    await page.getByText(/Выбрано\s2\sсообщения$/).waitFor()
    // What vanishes can be chosen to be deleted; forwarded it is not.
    const fleeting = page.getByRole('button', { name: /^Выбрать сообщение: Через минуту/ })
    await fleeting.click()
    await page.getByText(/Среди выбранного есть то, что не пересылают/).waitFor()
    assert.ok(await page.getByRole('button', { name: 'Переслать' }).isDisabled())
    await fleeting.click()
    await assertAccessible(page, 'messages that are chosen')
    await page.keyboard.press('Escape')
    await page.getByText(/Выбрано\s2\sсообщения$/).waitFor({ state: 'detached' })
    await inMenu(page, 'Когда сбор?', 'Выбрать несколько')
    await page.getByRole('button', { name: 'Выбрать сообщение: И где?' }).click()
    await page.getByRole('button', { name: 'Переслать' }).click()
    const sheet = sheetOf(page)
    await submit(page)
    await sheet.getByText('Выберите, куда переслать.').waitFor()
    await sheet.getByLabel('Найти чат').fill('родит')
    await sheet.getByRole('button', { name: 'Родительский комитет' }).click()
    await sheet.getByLabel('Найти чат').fill('')
    await sheet.getByRole('button', { name: 'Учителя 5«Б»' }).click()
    await sheet.getByLabel('Комментарий').fill('Спрашивают дети')
    await assertAccessible(page, 'the sheet of forwarding')
    await submit(page)
    await page.getByText(/Переслано в\s2\sчата/).waitFor()
    for (const title of ['Родительский комитет', 'Учителя 5«Б»']) {
      await page.getByRole('link', { name: new RegExp(title) }).click()
      await messageWith(page, 'Спрашивают дети').waitFor()
      await messageWith(page, 'Когда сбор?').getByText('Переслано от: Артём Петров').waitFor()
      await messageWith(page, 'И где?').getByText('Переслано от: Ева Лисина').waitFor()
    }
  },
)

step(
  '[CHN-08/story] a post goes on with the name of the school, and one for the staff is refused where others are, by name',
  async () => {
    const { channels } = await cast.director.client.call('channels.list', { communityId: cast.school.communityId })
    const idOf = (which: string) => channels.find(({ chat }) => chat.channelClass === which)!.chat.id
    await cast.director.client.call('channels.post', { chatId: idOf('everyone'), text: 'Линейка в девять' })
    await cast.director.client.call('channels.post', { chatId: idOf('staff'), text: 'Педсовет в среду' })
    const family = await cast.parent.client.call('chats.openDirect', { id: newId(), profileId: cast.pupil.profileId })
    pupil = await open('pupil', cast.pupil, { viewport: PHONE, theme: 'dark' }, `/im/${idOf('everyone')}`)
    await inMenu(pupil.page, 'Линейка в девять', 'Переслать')
    await sheetOf(pupil.page)
      .getByRole('button', { name: /Анна|Петрова/ })
      .click()
    await assertAccessible(pupil.page, 'the sheet of forwarding on a phone')
    await submit(pupil.page)
    await pupil.page.getByText(/^Переслано в чат/).waitFor()
    await pupil.page.goto(site(story.world, `/im/${family.chat.id}`))
    await messageWith(pupil.page, 'Линейка в девять')
      .getByText(`Переслано из канала «Общешкольный», ${cast.school.name}`)
      .waitFor()
    const { page } = teacher
    await page.goto(site(story.world, `/im/${idOf('staff')}`))
    await inMenu(page, 'Педсовет в среду', 'Переслать')
    const sheet = sheetOf(page)
    for (const title of ['Учителя 5«Б»', 'Родительский комитет'])
      await sheet.getByRole('button', { name: title }).click()
    await submit(page)
    const alert = sheet.getByRole('alert')
    await alert.getByText('Родительский комитет').waitFor()
    await alert.getByText(/остаются у сотрудников/).waitFor()
    assert.equal(await alert.getByText('Учителя 5«Б»').count(), 0)
    await assertAccessible(page, 'a refusal of forwarding')
    await sheet.getByRole('button', { name: 'Закрыть' }).click()
    await page.getByRole('link', { name: /Учителя 5«Б»/ }).click()
    await messageWith(page, 'Педсовет в среду')
      .getByText(/^Переслано из канала «Сотрудники»/)
      .waitFor()
  },
)

step(
  '[FAV-01] «Избранное» is always there: it takes notes and what is forwarded, and what one has written is changed weeks later',
  async () => {
    const { page } = pupil
    const note = 'Принести форму'
    await page.goto(site(story.world, `/im/${from}`))
    await inMenu(page, 'Когда сбор?', 'Переслать')
    await sheetOf(page).getByRole('button', { name: 'Избранное' }).click()
    await sheetOf(page).getByRole('button', { name: 'Избранное', pressed: true }).waitFor()
    await submit(page)
    await page.getByText(/^Переслано в чат/).waitFor()
    await page.goto(site(story.world, '/im'))
    await page.getByRole('link', { name: /Избранное/ }).click()
    await messageWith(page, 'Когда сбор?').waitFor()
    await page.getByPlaceholder('Сообщение').fill(note)
    await page.getByRole('button', { name: 'Отправить' }).click()
    await messageWith(page, note).waitFor()
    await assertAccessible(page, 'favourites')
    await page.goto(`${page.url()}?info=1`)
    await page.getByText('видите только вы').waitFor()
    assert.equal(await page.getByRole('button', { name: /Выйти|Удалить для всех|Скрыть/ }).count(), 0)
    await page.goto(site(story.world, '/im'))
    const other = teacher.page
    await other.getByRole('button', { name: /Избранное/ }).click()
    await other.locator('a[aria-current=page]', { hasText: 'Избранное' }).waitFor()
    await other.getByPlaceholder('Сообщение').fill('Проверить тетради')
    await other.keyboard.press('Enter')
    await messageWith(other, 'Проверить тетради').waitFor()
    await other.getByRole('link', { name: /Избранное/ }).waitFor()
    story.world.clock.advance(21 * 24 * 3_600_000)
    await other.reload()
    await inMenu(other, 'Проверить тетради', 'Изменить')
    await other.getByPlaceholder('Сообщение').fill('Проверить все тетради')
    await other.getByRole('button', { name: 'Сохранить' }).click()
    await messageWith(other, 'Проверить все тетради').waitFor()
  },
)

step(
  '[CHT-03/forward-story] whoever leads a group forbids forwarding, and everybody reads it and is not offered it',
  async () => {
    const { page } = teacher
    await page.goto(site(story.world, `/im/${from}`))
    await page.getByRole('button', { name: 'Сведения о чате' }).last().click()
    await page.getByRole('button', { name: 'Управление чатом' }).click()
    await page.getByLabel('Пересылать из этого чата').selectOption('owner')
    await page.keyboard.press('Escape')
    await page.getByText(/может только владелец пересылать из чата/).waitFor()
    await pupil.page.goto(site(story.world, `/im/${from}`))
    await pupil.page.getByText(/может только владелец пересылать из чата/).waitFor()
    await messageWith(pupil.page, 'И где?').getByText('И где?').click({ button: 'right' })
    await pupil.page.getByRole('menuitem', { name: 'Ответить' }).waitFor()
    assert.equal(await pupil.page.getByRole('menuitem', { name: 'Переслать' }).count(), 0)
    for (const device of [teacher, pupil]) assertQuiet(device)
  },
)
