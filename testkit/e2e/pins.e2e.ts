import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { type Device, LAPTOP, type Look, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { erase, send, startChat } from '#testkit/messages.ts'
import { messageWith, openChat } from '#testkit/messenger-walk.ts'
import type { Person } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
const BELLS = 'Звонки: 8:30, 9:25, 10:20'
const BOOKS = 'Список книг на год'
const NOISE = 60
let cast: Cast
let chatId: string
let teacher: Device
let pupil: Device

const open = (name: string, person: Person, look: Look) => openChat(story, name, person, chatId, look)

const inMenu = async (page: Page, text: string, entry: string) => {
  await messageWith(page, text).getByText(text).click({ button: 'right' })
  await page.getByRole('menuitem', { name: entry }).click()
}
const bar = (page: Page) => page.getByRole('note').filter({ hasText: 'Закреплённое сообщение' })
const isInView = (page: Page, text: string) =>
  messageWith(page, text).evaluate((message) => {
    const { top, bottom } = message.getBoundingClientRect()
    return top >= 0 && bottom <= innerHeight
  })

step('[MSG-17/pin-story] a teacher pins two messages, and a pupil on a phone goes from one to the other', async () => {
  cast = await createCast(story.world)
  chatId = await startChat(cast)
  await send(cast.teacher, chatId, BELLS)
  pupil = await open('pupil', cast.pupil, { viewport: PHONE, theme: 'dark' })
  teacher = await open('teacher', cast.teacher, { viewport: LAPTOP })
  for (const { page } of [pupil, teacher]) await messageWith(page, BELLS).waitFor()
  for (let n = 0; n < NOISE; n += 1) await send(cast.secondPupil, chatId, `шум ${n}`)
  await send(cast.pupil, chatId, BOOKS)
  await messageWith(pupil.page, BOOKS).getByText(BOOKS).click({ button: 'right' })
  await pupil.page.getByRole('menuitem', { name: 'Ответить' }).waitFor()
  assert.equal(
    await pupil.page.getByRole('menuitem', { name: 'Закрепить' }).count(),
    0,
    'the chat leaves it to its leaders',
  )
  await pupil.page.keyboard.press('Escape')
  await inMenu(teacher.page, BOOKS, 'Закрепить')
  await bar(pupil.page).getByText(BOOKS).waitFor()
  const { client } = cast.teacher
  const { entries } = await client.call('messages.page', { chatId, around: 1 })
  const bells = entries.find((entry) => entry.e === 'message.posted' && entry.p.message.text === BELLS)!
  await teacher.page.goto(site(story.world, `/im/${chatId}?m=${bells.s}`))
  await inMenu(teacher.page, BELLS, 'Закрепить')
  const { page } = pupil
  await bar(page).getByText('Закреплённое сообщение 1 из 2').waitFor()
  await bar(page).getByText(BELLS).click()
  await messageWith(page, BELLS).waitFor()
  await page.waitForTimeout(500)
  assert.ok(await isInView(page, BELLS), 'a press goes to the message')
  await bar(page).getByText('Закреплённое сообщение 2 из 2').waitFor()
  await bar(page).getByText(BOOKS).waitFor()
  await assertAccessible(page, 'a chat with pinned messages')
})

step('[MSG-17/arrange-story] the list of what is pinned is put into another order, and one is unpinned', async () => {
  const { page } = teacher
  await page.getByRole('button', { name: 'Все закреплённые сообщения' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByText(BOOKS).waitFor()
  assert.match((await sheet.getByRole('listitem').first().textContent())!, /Звонки/)
  await assertAccessible(page, 'the list of what is pinned')
  await sheet.getByRole('button', { name: 'Поставить ниже' }).click()
  await sheet.getByRole('listitem').first().getByText(BOOKS).waitFor()
  await sheet.getByRole('listitem').filter({ hasText: BELLS }).getByRole('button', { name: 'Открепить' }).click()
  await sheet.getByText(BELLS).waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
  await bar(pupil.page).getByText('Закреплённое сообщение', { exact: true }).waitFor()
  await page.goto(site(story.world, `/im/${chatId}`))
  await page
    .getByRole('button', { name: /сообщение закреплено/ })
    .first()
    .waitFor()
})

step('[MSG-17/gone-story] with the last message that was pinned its bar is gone', async () => {
  const { chat } = await cast.teacher.client.call('chats.get', { chatId })
  const [message] = (await cast.teacher.client.call('messages.get', { chatId, seqs: chat.pins })).messages
  await erase(cast.teacher, message!)
  for (const { page } of [pupil, teacher]) await bar(page).waitFor({ state: 'detached' })
  for (const device of [teacher, pupil]) assertQuiet(device)
})
