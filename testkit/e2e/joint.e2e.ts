import { after } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { bringToChat, button, comesIn, tile, watchConnections } from '#testkit/call-walk.ts'
import { type Cast, createCast, join } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { startTestMedia, untilReady } from '#testkit/media.ts'
import { startChat } from '#testkit/messages.ts'
import { messageWith, takeSession, write } from '#testkit/messenger-walk.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const media = await startTestMedia()
after(() => media[Symbol.asyncDispose]())
const story = tellStory({ media: true, mediaServer: media })
const { step } = story
let cast: Cast
let other: Person
let unknown: Person
let teacher: Device
let phone: Device
let chatId: string

const mark = (place: Locator | Page) => place.getByRole('img', { name: 'Верифицированный профиль' })

/** Somebody of the staff of the kindergarten, nobody to the school. */
async function colleague(surname: string): Promise<Person> {
  const person = await signIn(story.world, newPhone(), { surname, name: 'Вера', patronymic: 'Ильинична' })
  await join(cast.kindergarten, person, { unitId: cast.kindergarten.staffUnitId, role: 'staff', position: 'Методист' })
  return person
}

step(
  '[GEN-15/story] two of the staff of different organisations become contacts by a code and a yes of each',
  async () => {
    await untilReady(media)
    cast = await createCast(story.world)
    other = await colleague('Лугова')
    unknown = await colleague('Чужих')
    teacher = await story.device('teacher', { viewport: LAPTOP })
    await teacher.context.grantPermissions(['microphone', 'camera'], { origin: site(story.world) })
    await takeSession(teacher.context, cast.teacher, site(story.world))
    await watchConnections(teacher.page)
    await teacher.page.goto(site(story.world, '/me/contacts'))
    await button(teacher.page, 'Показать код').click()
    await teacher.page.getByRole('img', { name: 'QR-код личного контакта' }).waitFor()
    const { token } = await cast.teacher.client.call('personalContacts.makeCode', {})
    phone = await story.device('other', { viewport: PHONE, theme: 'dark' })
    await takeSession(phone.context, other, site(story.world))
    await phone.page.goto(site(story.world, `/me/contacts#${token}`))
    await phone.page.getByText(/Соколова Марина Игоревна \(Школа № 1234\)/).waitFor()
    await button(phone.page, 'Добавить').click()
    await phone.page.getByText('Ждём подтверждения').waitFor()
    await teacher.page.reload()
    await button(teacher.page, 'Подтвердить').click()
    await teacher.page.getByRole('link', { name: 'Совместный чат' }).waitFor()
  },
)

step('[GEN-15/story] they have a chat that belongs to neither organisation, and both write in it', async () => {
  const { page } = teacher
  await page.getByRole('link', { name: 'Совместный чат' }).click()
  await page.getByLabel('Название чата').fill('Школа и сад')
  await page.getByText('Лугова Вера Ильинична').click()
  await assertAccessible(page, 'a joint chat is made')
  await button(page, 'Создать чат').click()
  await page.waitForURL(/\/im\/[0-9a-f-]{36}$/)
  chatId = new URL(page.url()).pathname.split('/').at(-1)!
  await write(page, 'Начнём с общего утренника')
  await bringToChat(story, phone, other, chatId)
  await messageWith(phone.page, 'Начнём с общего утренника').waitFor()
  await write(phone.page, 'Двадцать седьмого?')
  await messageWith(page, 'Двадцать седьмого?').waitFor()
})

step('[GEN-15/story] in it they call: each hears and sees the other', async () => {
  const { page } = teacher
  await button(page, 'Видеозвонок').click()
  // Whoever presses while a camera is still being opened comes in without it.
  await page.locator('video').waitFor()
  await button(page, 'Начать со звуком').click()
  await button(page, 'Выключить микрофон').waitFor()
  const strip = phone.page.getByRole('status', { name: 'Звонок в этом чате' })
  await strip.getByRole('link', { name: 'Присоединиться' }).click()
  await button(phone.page, 'Включить камеру').click()
  await phone.page.locator('video').waitFor()
  await button(phone.page, 'Войти со звуком').click()
  await tile(phone.page, cast.teacher).waitFor()
  await Promise.all([comesIn(phone.page, ['audio', 'video']), comesIn(page, ['audio', 'video'])])
  await mark(tile(phone.page, cast.teacher)).waitFor()
  await page.getByRole('button', { name: /^Участники: / }).click()
  const panel = page.getByRole('complementary', { name: 'Участники' })
  await mark(panel.getByRole('listitem').filter({ hasText: 'Вера Ильинична' })).waitFor()
  await button(phone.page, 'Поднять руку').click()
  await mark(page.getByRole('region', { name: 'Подняли руку' })).waitFor()
  await assertAccessible(phone.page, 'a joint call on a phone')
  await button(page, 'Выйти').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Завершить для всех' }).click()
  const sure = page.getByRole('dialog', { name: 'Завершить звонок для всех?' })
  await sure.getByRole('button', { name: 'Завершить для всех' }).click()
  await page.getByPlaceholder('Сообщение').waitFor()
})

step(
  '[VER-03] the mark stands beside the name of whoever teaches anywhere: in the chat, in calls, in lists and where people are looked for',
  async () => {
    const { page } = teacher
    const { entries } = await cast.teacher.client.call('messages.page', { chatId })
    const asked = entries.find((entry) => entry.e === 'message.posted' && entry.p.message.senderId === other.profileId)!
    const answer = { chatId, key: newId(), text: 'Лучше двадцать восьмого', replyToSeq: asked.s }
    await cast.teacher.client.call('messages.send', answer)
    await phone.page.goto(site(story.world, `/im/${chatId}`))
    const said = messageWith(phone.page, 'Лучше двадцать восьмого')
    await said.waitFor()
    for (const name of ['Марина Игоревна', 'Вера Ильинична'])
      await mark(said.locator('header, b').filter({ hasText: name })).waitFor()
    await page.getByPlaceholder('Сообщение').pressSequentially('@Вер')
    await mark(page.getByRole('option', { name: 'Вера Ильинична' })).waitFor()
    await page.getByPlaceholder('Сообщение').fill('')
    const { chat: direct } = await other.client.call('chats.openDirect', {
      id: newId(),
      profileId: cast.teacher.profileId,
    })
    await other.client.call('messages.send', { chatId: direct.id, key: newId(), text: 'И отдельно' })
    const row = page.getByRole('link', { name: /^Вера Ильинична/ }).filter({ hasText: 'И отдельно' })
    await mark(row).waitFor()
    await row.click()
    await mark(page.getByRole('heading', { name: 'Вера Ильинична' }).locator('..'))
      .first()
      .waitFor()
    await page.goto(site(story.world, '/me/contacts'))
    await mark(page.getByRole('listitem').filter({ hasText: 'Лугова Вера Ильинична' })).waitFor()
  },
)

step('[GEN-01/pages] who is in no school finds neither its pages nor its chats, whatever address he has', async () => {
  const { page } = phone
  const chatOfSchool = await startChat(cast)
  for (const path of [`/o/${cast.school.communityId}`, `/o/${cast.school.communityId}/members`]) {
    await page.goto(site(story.world, path))
    await page.getByText('Организация не найдена').first().waitFor()
  }
  await page.goto(site(story.world, `/im/${chatOfSchool}`))
  await page.getByText('Такого чата нет').first().waitFor()
})

step(
  '[GEN-15/story] colleagues are added to it; a pupil is refused with the reason, and so is who is no contact',
  async () => {
    const { page } = teacher
    await page.goto(site(story.world, `/im/${chatId}`))
    await page.getByRole('button', { name: 'Сведения о чате' }).first().click()
    await button(page, 'Добавить участников').click()
    const dialog = page.getByRole('dialog')
    const child = `${cast.pupil.about.surname} ${cast.pupil.about.name}`
    await dialog.getByRole('button', { name: child }).waitFor()
    await assertAccessible(page, 'people are added to a joint chat')
    await dialog.getByRole('button', { name: child }).click()
    await dialog.getByRole('button', { name: /^Добавить/ }).click()
    await dialog.getByRole('alert').filter({ hasText: 'В совместных чатах между организациями нет учеников' }).waitFor()
    await dialog.getByRole('button', { name: child }).click()
    await dialog.getByLabel('Поиск контакта по имени или фамилии').fill('ершов')
    const found = dialog.getByRole('button', { name: 'Ершов Павел Андреевич' })
    await mark(found).waitFor()
    await dialog.getByRole('button', { name: child }).waitFor({ state: 'detached' })
    await found.click()
    await dialog.getByRole('button', { name: /^Добавить/ }).click()
    await page.getByRole('button', { name: 'Удалить из чата: Павел Андреевич' }).waitFor()
    await page.goto(site(story.world, `/im?with=${unknown.profileId}`))
    await page.getByText('Этого человека нет среди ваших контактов').waitFor()
    for (const device of [teacher, phone]) assertQuiet(device, [/403|404/])
  },
)
