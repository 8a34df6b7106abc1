import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { type Device, LAPTOP, type Look, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { send, startChat } from '#testkit/messages.ts'
import { messageWith, openChat } from '#testkit/messenger-walk.ts'
import type { Person } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast
let chatId: string
let teacher: Device
let phone: Device
let laptop: Device

const open = (name: string, person: Person, look: Look) => openChat(story, name, person, chatId, look)

const inMenu = async (page: Page, text: string, entry: string) => {
  await messageWith(page, text).getByText(text).click({ button: 'right' })
  await page.getByRole('menuitem', { name: entry }).click()
}
const pick = (page: Page, text: string) => page.getByRole('button', { name: `Выбрать сообщение: ${text}` }).click()

step('[MSG-15/story] a pupil marks a message as important on a phone, and his laptop shows it', async () => {
  cast = await createCast(story.world)
  chatId = await startChat(cast)
  for (const text of ['Учебник, § 12', 'Сдать до пятницы', 'Шум', 'Ещё шум']) await send(cast.teacher, chatId, text)
  phone = await open('phone', cast.pupil, { viewport: PHONE, theme: 'dark' })
  laptop = await open('laptop', cast.pupil, { viewport: LAPTOP })
  teacher = await open('teacher', cast.teacher, { viewport: LAPTOP })
  await inMenu(phone.page, 'Сдать до пятницы', 'Отметить важным')
  for (const { page } of [phone, laptop]) await messageWith(page, 'Сдать до пятницы').getByLabel('Важное').waitFor()
  assert.equal(await teacher.page.getByLabel('Важное').count(), 0, 'nobody else is told')
  const { page } = laptop
  await inMenu(page, 'Учебник, § 12', 'Выбрать несколько')
  await pick(page, 'Сдать до пятницы')
  await page.getByRole('button', { name: 'Отметить важными' }).click()
  await messageWith(phone.page, 'Учебник, § 12').getByLabel('Важное').waitFor()
})

step('[MSG-16] the section of important messages leads to each of them, on a laptop and on a phone', async () => {
  const { page } = laptop
  await page.goto(site(story.world, '/im'))
  await page.getByRole('button', { name: 'Важные сообщения' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByText('Сдать до пятницы').waitFor()
  await assertAccessible(page, 'the important messages')
  await sheet.getByRole('listitem').filter({ hasText: '§ 12' }).getByRole('button', { name: 'Снять отметку' }).click()
  await sheet.getByText('§ 12').waitFor({ state: 'detached' })
  await sheet.getByText('Сдать до пятницы').click()
  await page.waitForURL(new RegExp(`/im/${chatId}\\?m=`))
  await messageWith(page, 'Сдать до пятницы').waitFor()
  await phone.page.goto(site(story.world, '/im'))
  await phone.page.getByRole('button', { name: 'Важные сообщения' }).click()
  await phone.page.getByRole('dialog').getByText('Сдать до пятницы').click()
  await messageWith(phone.page, 'Сдать до пятницы').waitFor()
})

step(
  '[MSG-13/for-me-story] several messages are deleted for oneself, come back by one press, and go again',
  async () => {
    const { page } = phone
    const remove = async () => {
      await inMenu(page, 'Шум', 'Выбрать несколько')
      await pick(page, 'Ещё шум')
      await page.getByRole('button', { name: 'Удалить' }).click()
      await page
        .getByRole('dialog')
        .getByText(/исчезнет на ваших устройствах/)
        .waitFor()
      await assertAccessible(page, 'the question before several are deleted')
      await page.getByRole('dialog').getByRole('button', { name: 'Только у меня' }).click()
      await messageWith(page, 'Ещё шум').waitFor({ state: 'detached' })
    }
    await remove()
    await page.getByRole('status').getByRole('button', { name: 'Отменить' }).click()
    await messageWith(page, 'Ещё шум').waitFor()
    await remove()
    await messageWith(laptop.page, 'Ещё шум').waitFor({ state: 'detached' })
    await laptop.page.goto(site(story.world, '/im'))
    await laptop.page.getByRole('link').filter({ hasText: 'Сдать до пятницы' }).waitFor()
    await messageWith(teacher.page, 'Ещё шум').waitFor()
  },
)

step('[MSG-13] whoever leads deletes several for everybody', async () => {
  const { page } = teacher
  await inMenu(page, 'Шум', 'Выбрать несколько')
  await pick(page, 'Ещё шум')
  await page.getByRole('button', { name: 'Удалить' }).click()
  await page
    .getByRole('dialog', { name: /Удалить 2\sсообщения/ })
    .getByRole('button', { name: 'Удалить у всех' })
    .click()
  await page.getByRole('article').filter({ hasText: 'Сообщение удалено' }).nth(1).waitFor()
  assert.equal(await page.getByText('Ещё шум').count(), 0)
  for (const device of [teacher, phone, laptop]) assertQuiet(device)
})
