import assert from 'node:assert/strict'
import { type Device, LAPTOP, type Look, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { send, startChat } from '#testkit/messages.ts'
import { messageWith, takeSession, write } from '#testkit/messenger-walk.ts'
import type { Person } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast
let chatId: string
let teacher: Device
let pupil: Device

async function open(name: string, person: Person, look: Look, query = ''): Promise<Device> {
  const device = await story.device(name, look)
  await takeSession(device.context, person, site(story.world))
  await device.page.goto(site(story.world, `/im/${chatId}${query}`))
  return device
}

step(
  '[CHT-10/slow-story] a teacher makes the chat slow, and a pupil on a phone sees how long there is to wait',
  async () => {
    cast = await createCast(story.world)
    chatId = await startChat(cast, [cast.pupil, cast.secondPupil, cast.secondTeacher])
    teacher = await open('teacher', cast.teacher, { viewport: LAPTOP }, '?info=1')
    pupil = await open('pupil', cast.pupil, { viewport: PHONE, theme: 'dark' })
    const field = pupil.page.getByPlaceholder('Сообщение')
    await field.waitFor()
    const { page } = teacher
    await page.getByRole('button', { name: 'Управление чатом' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: /Медленный режим/ }).selectOption({ label: '1\u00a0мин' })
    await assertAccessible(page, 'who may do what in a slow chat')
    await page.keyboard.press('Escape')
    await page.getByText(/медленный режим, одно сообщение за 1\sмин/).waitFor()
    await pupil.page
      .getByRole('timer')
      .getByText(/одно сообщение за 1\sмин/)
      .waitFor()
    await write(pupil.page, 'Один раз')
    await messageWith(page, 'Один раз').waitFor()
    await pupil.page
      .getByRole('timer')
      .getByText(/следующее сообщение через (1:00|0:\d\d)/)
      .waitFor()
    await field.fill('Второй раз')
    const button = pupil.page.getByRole('button', { name: 'Отправить' })
    assert.ok(await button.isDisabled())
    assert.match((await button.getAttribute('title')) ?? '', /медленный режим/)
    await assertAccessible(pupil.page, 'a composer that waits')
  },
)

step('[CHT-02/description-story] the teacher describes the chat, and the pupil reads it on the phone', async () => {
  const { page } = teacher
  await page.getByRole('button', { name: 'Добавить описание' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('Домашние задания и вопросы')
  await assertAccessible(page, 'a chat that is described')
  await dialog.getByRole('button', { name: 'Сохранить описание' }).click()
  await page.getByText(/новое описание чата/).waitFor()
  await pupil.page.getByText(/новое описание чата/).waitFor()
  await pupil.page.goto(site(story.world, `/im/${chatId}?info=1`))
  const about = pupil.page.getByRole('region', { name: 'Описание чата' })
  await about.getByText('Домашние задания и вопросы').waitFor()
  assert.equal(await about.getByRole('button').count(), 0, 'whoever may not change it is offered no change')
  await pupil.page.goto(site(story.world, `/im/${chatId}`))
})

step('[CHT-02] everything that is set of a chat stands in its column', async () => {
  const { page } = teacher
  const column = page.getByRole('complementary', { name: 'Сведения о чате' })
  for (const name of ['Изменить название', 'Картинка чата', 'Изменить описание', 'Вложения', 'Управление чатом']) {
    await column.getByRole('button', { name }).waitFor()
  }
  await column.getByRole('button', { name: 'Пригласить по ссылке' }).waitFor()
  await column.getByRole('switch', { name: 'Уведомления' }).waitFor()
  await column.getByRole('button', { name: /[Пп]апк/ }).waitFor()
  await column.getByRole('region', { name: 'Участники' }).waitFor()
  await column.getByRole('button', { name: /^Выйти из чата/ }).waitFor()
})

step(
  '[CHT-10/clean-up-story] the teacher removes somebody with what he has written, and only its places stay',
  async () => {
    const { page } = teacher
    const { surname, name } = cast.secondPupil.about
    await send(cast.secondPupil, chatId, 'Реклама')
    await messageWith(page, 'Реклама').waitFor()
    await page.getByRole('button', { name: `Удалить из чата: ${name} ${surname}` }).click()
    const question = page.getByRole('dialog')
    await question.getByRole('combobox', { name: /Его сообщения/ }).selectOption({ label: 'Удалить все' })
    await question.getByText(/вернуть их нельзя/).waitFor()
    await assertAccessible(page, 'the question before somebody is removed with his messages')
    await question.getByRole('button', { name: 'Удалить с сообщениями' }).click()
    for (const device of [teacher, pupil]) {
      await device.page
        .getByRole('article')
        .getByText('Сообщение удалено тем, кто ведёт чат')
        .waitFor({ timeout: 20_000 })
      assert.equal(await messageWith(device.page, 'Реклама').count(), 0)
      await assertQuiet(device)
    }
  },
)

step(
  '[CHT-09/hide-story] the pupil hides the chat from his list, finds it by its name, and a message brings it back',
  async () => {
    const { page } = pupil
    await page.goto(site(story.world, `/im/${chatId}?info=1`))
    const notices = page.getByRole('switch', { name: 'Уведомления' })
    await notices.click()
    await page.getByRole('switch', { name: 'Уведомления', checked: false }).waitFor()
    const ends = page.getByRole('button', { name: /^Скрыть у себя/ })
    await ends.waitFor()
    assert.equal(await page.getByRole('button', { name: /^Удалить для всех/ }).count(), 0)
    await assertAccessible(page, 'the three ways to end a chat')
    await ends.click()
    await page.getByText('Чат скрыт у вас до нового сообщения').waitFor()
    const inList = page.getByRole('list').getByRole('link', { name: /Математика/ })
    await inList.waitFor({ state: 'detached' })
    const search = page.getByLabel('Поиск чата по названию или имени')
    await search.fill('матем')
    await inList.waitFor()
    await search.fill('')
    await inList.waitFor({ state: 'detached' })
    await send(cast.teacher, chatId, 'Завтра контрольная')
    await inList.waitFor()
  },
)

step(
  '[CHT-09] hiding, leaving and deleting are three things in three words: the owner deletes the chat for everybody after a question, and brings it back above his list',
  async () => {
    const { page } = teacher
    for (const name of [/^Скрыть у себя/, /^Выйти из чата/]) await page.getByRole('button', { name }).waitFor()
    await page.getByRole('button', { name: /^Удалить для всех/ }).click()
    const question = page.getByRole('dialog')
    await question.getByText(/Семь дней/).waitFor()
    await assertAccessible(page, 'the question before a chat is deleted for everybody')
    await question.getByRole('button', { name: 'Удалить для всех' }).click()
    await page.getByText(/Чат удалён для всех, вернуть можно до/).waitFor()
    await pupil.page
      .getByRole('list')
      .getByRole('link', { name: /Математика/ })
      .waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Вернуть чат «Математика»' }).click()
    await page.getByText('чат возвращён').waitFor()
    await pupil.page
      .getByRole('list')
      .getByRole('link', { name: /Математика/ })
      .waitFor({ timeout: 20_000 })
    await page.getByRole('button', { name: 'Вернуть чат «Математика»' }).waitFor({ state: 'detached' })
    for (const device of [teacher, pupil]) await assertQuiet(device)
  },
)

step(
  '[CHT-06/story] the teacher makes a link with a QR code; a pupil who opens it stands in the chat, one who was removed reads why not',
  async () => {
    const { page } = teacher
    await page.goto(site(story.world, `/im/${chatId}?info=1`))
    await page.getByRole('button', { name: 'Пригласить по ссылке' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: 'Сколько человек войдёт' }).selectOption({ label: '10\u00a0человек' })
    await assertAccessible(page, 'the form of an invitation link')
    await dialog.getByRole('button', { name: 'Создать ссылку' }).click()
    await dialog.getByRole('img', { name: 'QR-код ссылки' }).waitFor()
    await assertAccessible(page, 'an invitation link with its QR code')
    const path = new URL((await dialog.getByText('/chat/').innerText()).trim()).pathname
    const comes = await story.device('comes', { viewport: PHONE })
    await takeSession(comes.context, cast.otherPupil, site(story.world))
    await comes.page.goto(site(story.world, path))
    await comes.page.getByPlaceholder('Сообщение').waitFor()
    const removed = await story.device('removed', { viewport: PHONE, theme: 'dark' })
    await takeSession(removed.context, cast.secondPupil, site(story.world))
    await removed.page.goto(site(story.world, path))
    await removed.page.getByText(/Вас удалили из этого чата/).waitFor()
    await assertAccessible(removed.page, 'a link that does not let in')
    await dialog.getByLabel('Телефон').fill('+7 900 555-01-77')
    await dialog.getByRole('button', { name: 'Отправить СМС' }).click()
    await dialog.getByText(/вами 1 из 20/).waitFor()
    assert.ok(story.world.lastSms('+79005550177')?.includes(path))
  },
)

step(
  '[CHT-06/approval-story] with approval a parent asks on a phone, and the teacher sees that above the messages and lets her in',
  async () => {
    const { page } = teacher
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Заменить ссылку' }).click()
    await dialog.getByText(/С одобрения/).click()
    await dialog.getByRole('button', { name: 'Создать ссылку' }).click()
    await dialog.getByText(/с одобрения/).waitFor()
    const path = new URL((await dialog.getByText('/chat/').innerText()).trim()).pathname
    await page.keyboard.press('Escape')
    const parent = await story.device('parent', { viewport: PHONE })
    await takeSession(parent.context, cast.parent, site(story.world))
    await parent.page.goto(site(story.world, path))
    await parent.page.getByRole('button', { name: 'Попросить впустить' }).click()
    await parent.page.getByText(/Просьба отправлена/).waitFor()
    await page.getByRole('note').getByRole('button', { name: 'Посмотреть' }).click()
    const { surname, name } = cast.parent.about
    await assertAccessible(page, 'those who ask to join')
    await page.getByRole('button', { name: `Впустить: ${name} ${surname}`, exact: false }).click()
    await page.getByText('Больше никто не просит.').waitFor()
    await parent.page.getByRole('link', { name: 'К чатам' }).click()
    await parent.page.getByRole('link', { name: /Математика/ }).waitFor()
    for (const device of [teacher, parent]) await assertQuiet(device)
  },
)

step('[CHT-02/add-story] the teacher adds a colleague to a chat; with nobody chosen she is told so', async () => {
  const { page } = teacher
  const small = await startChat(cast, [cast.pupil, cast.secondPupil])
  await page.goto(site(story.world, `/im/${small}?info=1`))
  await page.getByRole('button', { name: 'Добавить участников' }).click()
  const dialog = page.getByRole('dialog', { name: 'Добавить участников' })
  const found = dialog.getByRole('button', { name: 'Ершов Павел Андреевич' })
  await found.waitFor()
  const inside = `${cast.pupil.about.surname} ${cast.pupil.about.name}`
  await dialog.getByRole('button', { name: inside }).waitFor({ state: 'detached' })
  await dialog.getByRole('button', { name: /^Добавить/ }).click()
  await dialog.getByRole('alert').waitFor()
  await assertAccessible(page, 'people are added to a chat')
  await found.click()
  await dialog.getByRole('button', { name: 'Добавить (1)' }).click()
  await dialog.waitFor({ state: 'detached' })
  const { members } = await cast.teacher.client.call('chats.members', { chatId: small })
  assert.ok(members.some(({ profileId }) => profileId === cast.secondTeacher.profileId))
})
