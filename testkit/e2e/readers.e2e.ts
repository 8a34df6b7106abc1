import assert from 'node:assert/strict'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { startChat } from '#testkit/messages.ts'
import { messageWith, takeSession, write } from '#testkit/messenger-walk.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
const TEXT = 'Завтра контрольная'
let cast: Cast
let chatId: string
let laptop: Device
let phone: Device

async function openReaders({ page }: Device) {
  await messageWith(page, TEXT).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Кто прочитал' }).click()
  return page.getByRole('dialog', { name: 'Кто прочитал' })
}

step('[MSG-10/story] a teacher sees that nobody has read a message yet, and then who has and when', async () => {
  cast = await createCast(story.world)
  chatId = await startChat(cast)
  laptop = await story.device('laptop', { viewport: LAPTOP })
  await takeSession(laptop.context, cast.teacher, site(story.world))
  const { page } = laptop
  await page.goto(site(story.world, `/im/${chatId}`))
  await write(page, TEXT)
  await messageWith(page, TEXT).waitFor()
  let sheet = await openReaders(laptop)
  await sheet.getByText('Пока никто не прочитал.').waitFor()
  await assertAccessible(page, 'a message that nobody has read')
  await page.keyboard.press('Escape')
  phone = await story.device('phone', { viewport: PHONE, theme: 'dark' })
  await takeSession(phone.context, cast.pupil, site(story.world))
  await phone.page.goto(site(story.world, `/im/${chatId}`))
  await messageWith(phone.page, TEXT).waitFor()
  await messageWith(page, TEXT).getByRole('img', { name: 'Прочитано' }).waitFor()
  sheet = await openReaders(laptop)
  await sheet.getByText('Прочитали 1 из 2').waitFor()
  await sheet
    .getByRole('listitem')
    .filter({ hasText: 'Артём Петров' })
    .getByText(/^сегодня/)
    .waitFor()
  await assertAccessible(page, 'who has read a message')
  await page.keyboard.press('Escape')
  await sheet.waitFor({ state: 'detached' })
})

step('[MSG-10/story] on a phone the same, and whoever only reads is not offered it', async () => {
  const { page } = phone
  await messageWith(page, TEXT).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Копировать текст' }).waitFor()
  assert.equal(await page.getByRole('menuitem', { name: 'Кто прочитал' }).count(), 0)
  await page.keyboard.press('Escape')
  const own = await story.device('teacher-phone', { viewport: PHONE, theme: 'dark' })
  await takeSession(own.context, cast.teacher, site(story.world))
  await own.page.goto(site(story.world, `/im/${chatId}`))
  const sheet = await openReaders(own)
  await sheet.getByText('Артём Петров').waitFor()
  await sheet.getByText('Кто скрывает отметки о прочтении').waitFor()
  await assertAccessible(own.page, 'who has read a message, on a phone')
  for (const device of [laptop, phone, own]) assertQuiet(device)
})
