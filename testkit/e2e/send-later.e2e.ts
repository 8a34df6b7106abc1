import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { type Device, LAPTOP, type Look, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { startChat } from '#testkit/messages.ts'
import { eventually, messageWith, openChat } from '#testkit/messenger-walk.ts'
import type { Person } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast
let chatId: string
let teacher: Device
let pupil: Device

const open = (name: string, person: Person, look: Look) => openChat(story, name, person, chatId, look)

const field = (page: Page) => page.getByPlaceholder('Сообщение')

step('a teacher puts a message off till the morning, changes it, and sends it at once after all', async () => {
  cast = await createCast(story.world)
  chatId = await startChat(cast)
  teacher = await open('teacher', cast.teacher, { viewport: LAPTOP })
  pupil = await open('pupil', cast.pupil, { viewport: PHONE, theme: 'dark' })
  const { page } = teacher
  await field(page).fill('Завтра контрольная')
  await page.getByRole('button', { name: 'Отправить' }).click({ button: 'right' })
  const form = page.getByRole('dialog', { name: 'Отправить позже' })
  await form.getByRole('button', { name: /^Завтра в/ }).waitFor()
  await assertAccessible(page, 'when a message is sent')
  await form.getByRole('button', { name: 'Отложить' }).click()
  await form.waitFor({ state: 'detached' })
  assert.equal(await field(page).inputValue(), '')
  await page.getByRole('button', { name: /^1\sотложенное сообщение/ }).click()
  const list = page.getByRole('dialog', { name: 'Отложенные сообщения' })
  await list.getByText('Завтра контрольная').waitFor()
  await assertAccessible(page, 'messages that wait')
  await list.getByRole('button', { name: 'Изменить' }).click()
  await list.getByLabel('Текст сообщения').fill('Завтра контрольная, повторите дроби')
  await list.getByRole('button', { name: 'Сохранить' }).click()
  await list.getByText('повторите дроби').waitFor()
  assert.equal(await messageWith(pupil.page, 'Завтра контрольная, повторите дроби').count(), 0)
  await list.getByRole('button', { name: 'Отправить сейчас' }).click()
  await messageWith(pupil.page, 'Завтра контрольная, повторите дроби').waitFor()
  await list.getByText('Отложенных сообщений больше нет.').waitFor()
  await page.keyboard.press('Escape')
})

step('a pupil on a phone puts a message off by the menu, and deletes it and takes that back', async () => {
  const { page } = pupil
  await field(page).fill('Я дежурю')
  await page.getByRole('button', { name: 'Прикрепить' }).click()
  await page.getByRole('menuitem', { name: 'Отправить позже' }).click()
  const form = page.getByRole('dialog', { name: 'Отправить позже' })
  await form.getByLabel('Другой день и время').fill('2020-01-01T08:00')
  await form.getByRole('button', { name: 'Отложить' }).click()
  await form.getByText('Выберите время, которое ещё не наступило.').waitFor()
  await form.getByRole('button', { name: /^Завтра в/ }).click()
  await form.getByRole('button', { name: 'Отложить' }).click()
  const line = page.getByRole('button', { name: /^1\sотложенное сообщение/ })
  await line.click()
  const list = page.getByRole('dialog', { name: 'Отложенные сообщения' })
  await assertAccessible(page, 'messages that wait, on a phone')
  await list.getByRole('button', { name: 'Удалить' }).click()
  await list.getByText('Отложенных сообщений больше нет.').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /Вернуть|Отменить/ }).click()
  await line.waitFor()
})

step('what could not be sent in its time says so above the list and in the chat', async () => {
  await cast.teacher.client.call('chats.setPermission', { chatId, permission: 'write', scope: 'administrators' })
  await story.world.database.query("update messenger.scheduled set send_at = now() - interval '1 minute'")
  await story.world.app.messenger.scheduled.run()
  const { page } = pupil
  await page.goto(site(story.world, '/im'))
  await page.getByRole('button', { name: /^Не отправлено в срок/ }).click()
  const list = page.getByRole('dialog', { name: 'Отложенные сообщения' })
  await list.getByText('Я дежурю').waitFor()
  await list.getByText('В этот чат пишут только те, кто его ведёт.').waitFor()
  await eventually(async () => assert.ok(await list.getByText('Математика').isVisible()))
  await assertAccessible(page, 'what could not be sent')
})

step('nothing was told to the console on the way', async () => {
  for (const device of [teacher, pupil]) assertQuiet(device)
})
