import assert from 'node:assert/strict'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { newId } from '#testkit/people.ts'
import { pictureOf } from '#testkit/pictures.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast
let chatId: string
let teacher: Device
let pupil: Device

const pictures = ({ page }: Device) => page.locator('img[src^="/photos/"]')

step(
  '[CHT-01/picture-story] whoever leads a group gives it a picture, and everybody in it sees it at once',
  async () => {
    cast = await createCast(story.world)
    const about = {
      id: newId(),
      communityId: cast.school.communityId,
      title: 'Поход',
      memberIds: [cast.pupil.profileId, cast.secondPupil.profileId],
    }
    chatId = (await cast.teacher.client.call('chats.create', about)).chat.id
    pupil = await story.device('pupil', { viewport: PHONE, theme: 'dark' })
    await takeSession(pupil.context, cast.pupil, site(story.world))
    await pupil.page.goto(site(story.world, `/im/${chatId}`))
    teacher = await story.device('teacher', { viewport: LAPTOP })
    await takeSession(teacher.context, cast.teacher, site(story.world))
    const { page } = teacher
    await page.goto(site(story.world, `/im/${chatId}`))
    await page.getByRole('button', { name: 'Сведения о чате' }).first().click()
    await page.getByRole('button', { name: 'Картинка чата' }).click()
    const dialog = page.getByRole('dialog', { name: 'Картинка чата' })
    const buffer = await pictureOf(500, 400, 'png')
    await dialog.locator('input[type=file]').setInputFiles({ name: 'лес.png', mimeType: 'image/png', buffer })
    await dialog.getByRole('application').waitFor()
    await assertAccessible(page, 'cutting the picture of a chat')
    await dialog.getByRole('button', { name: 'Сохранить', exact: true }).click()
    await page.getByText('Картинка сохранена').waitFor()
    await dialog.waitFor({ state: 'detached' })
    await pictures(teacher).first().waitFor()
    await pupil.page.getByText('Марина Игоревна: новая картинка чата').waitFor()
    await pictures(pupil).first().waitFor()
    await assertAccessible(pupil.page, 'a chat with a picture on a phone')
  },
)

step(
  '[CHT-01/picture-story] without the picture letters stand there again; a member is offered no change',
  async () => {
    const { page } = teacher
    await page.getByRole('button', { name: 'Картинка чата' }).click()
    const dialog = page.getByRole('dialog', { name: 'Картинка чата' })
    await assertAccessible(page, 'the picture of a chat')
    await dialog.getByRole('button', { name: 'Убрать картинку' }).click()
    await page.getByText('Картинка убрана').waitFor()
    await pictures(teacher).first().waitFor({ state: 'detached' })
    await pupil.page.getByText('Марина Игоревна: картинка чата убрана').waitFor()
    await pictures(pupil).first().waitFor({ state: 'detached' })
    await pupil.page.getByRole('button', { name: 'Сведения о чате' }).first().click()
    await pupil.page.getByRole('heading', { name: 'Поход' }).first().waitFor()
    for (const device of [teacher, pupil]) assertQuiet(device)
  },
)

step(
  '[CHT-01] [CHT-04/units-story] a group begins with a name, a picture and a whole class; a dialogue begins by one press, and there is one',
  async () => {
    const { page } = teacher
    await page.goto(site(story.world, '/im'))
    await page.getByRole('button', { name: 'Новый чат' }).first().click()
    await page.getByRole('button', { name: 'Создать групповой чат' }).click()
    const dialog = page.getByRole('dialog', { name: 'Новый групповой чат' })
    await dialog.getByRole('button', { name: 'Добавить картинку' }).click()
    const buffer = await pictureOf(400, 400, 'png')
    await dialog.locator('input[type=file]').setInputFiles({ name: 'луг.png', mimeType: 'image/png', buffer })
    await dialog.getByRole('button', { name: 'Сохранить', exact: true }).click()
    await dialog.getByRole('img', { name: 'Картинка нового чата' }).waitFor()
    await dialog.getByLabel('Название чата').fill('Поход всем классом')
    await dialog.getByLabel(/^Показать людей/).selectOption({ label: '5«Б»' })
    await dialog.getByRole('button', { name: 'Выбрать всех: 5«Б»' }).click()
    await dialog.getByText(/Выбрано: 3/).waitFor()
    await assertAccessible(page, 'a group with a picture and a class')
    await dialog.getByRole('button', { name: 'Создать чат' }).click()
    await page.getByText('Марина Игоревна: новая картинка чата').waitFor()
    const { chats } = await cast.teacher.client.call('chats.list', {})
    const made = chats.find(({ chat }) => chat.title === 'Поход всем классом')!
    assert.equal(made.chat.membersCount, 4)
    const places: string[] = []
    for (const _ of [1, 2]) {
      await page.getByRole('button', { name: 'Новый чат' }).first().click()
      const { surname, name } = cast.secondTeacher.about
      await page
        .getByRole('dialog')
        .getByRole('button', { name: new RegExp(`${surname} ${name}`) })
        .click()
      await page.getByPlaceholder('Сообщение').waitFor()
      await page.waitForURL((url) => !url.pathname.endsWith(made.chat.id))
      places.push(new URL(page.url()).pathname)
      await page.goto(site(story.world, `/im/${made.chat.id}`))
    }
    assert.equal(places[0], places[1])
    assertQuiet(teacher)
  },
)
