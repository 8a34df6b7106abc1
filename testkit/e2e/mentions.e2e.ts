import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { type Device, LAPTOP, type Look, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { send, startChat } from '#testkit/messages.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import type { Person } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
const NOISE = 40
let cast: Cast
let chatId: string
let otherId: string
let teacher: Device
let pupil: Device

async function open(name: string, person: Person, look: Look, id: string): Promise<Device> {
  const device = await story.device(name, look)
  await takeSession(device.context, person, site(story.world))
  await device.page.goto(site(story.world, `/im/${id}`))
  await device.page.getByPlaceholder('Сообщение').waitFor()
  return device
}

const field = (page: Page) => page.getByPlaceholder('Сообщение')
/** Names are pieces of their own, so no piece holds the whole text. */
const saying = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text }).last()
const list = (page: Page) => page.getByRole('listbox', { name: 'Кого упомянуть' })

step('[MSG-20/story] a teacher names a pupil by the keys, and the pupil’s own name stands out', async () => {
  cast = await createCast(story.world)
  chatId = await startChat(cast)
  otherId = await startChat(cast, [cast.pupil, cast.secondPupil], 'Поход')
  teacher = await open('teacher', cast.teacher, { viewport: LAPTOP }, chatId)
  pupil = await open('pupil', cast.pupil, { viewport: PHONE, theme: 'dark' }, otherId)
  const { page } = teacher
  await field(page).pressSequentially('Спросим @')
  await list(page).getByRole('option').nth(2).waitFor()
  assert.equal(await list(page).getByRole('option').first().textContent(), '@всеУпомянуть всех: 3')
  await assertAccessible(page, 'the list of names')
  await field(page).pressSequentially(cast.pupil.about.name.slice(0, 3).toLowerCase())
  await list(page).getByRole('option', { selected: true }).filter({ hasText: cast.pupil.about.name }).waitFor()
  // Whoever types fast goes on before the list is gone.
  await page.keyboard.press('Enter')
  await page.keyboard.type('к доске')
  await list(page).waitFor({ state: 'detached' })
  await page.keyboard.press('Enter')
  const name = `@${cast.pupil.about.name} ${cast.pupil.about.surname}`
  await saying(page, 'к доске').getByRole('link', { name }).waitFor()
})

step('[MSG-20/story] the list of chats says who is called, and the chat leads to it', async () => {
  for (let n = 0; n < NOISE; n += 1) await send(cast.secondPupil, chatId, `Шум ${n}`)
  const { page } = pupil
  await page.goto(site(story.world, '/im'))
  const row = page.getByRole('link', { name: /Математика/ })
  await row.getByText('вас упомянули').waitFor({ state: 'attached' })
  await assertAccessible(page, 'a list with somebody who is called')
  await row.click()
  await page.getByRole('button', { name: 'К последним сообщениям' }).click()
  await page.getByRole('button', { name: /упоминани/ }).waitFor({ state: 'detached' })
  await page.goto(site(story.world, `/im/${otherId}`))
  const everybody = { profileId: null, from: 0, length: 4 }
  await cast.teacher.client.call('messages.send', {
    chatId: otherId,
    key: newId(),
    text: '@все, завтра поход',
    mentions: [everybody],
  })
  await saying(page, 'завтра поход').getByText('@все', { exact: true }).waitFor()
})

step('[MSG-20/story] a finger chooses a name on a phone, and an edit keeps it', async () => {
  const { page } = pupil
  await field(page).pressSequentially('@')
  assert.equal(await list(page).getByText('@все').count(), 0, 'it is not his')
  await list(page).getByRole('option').filter({ hasText: cast.teacher.about.name }).click()
  await field(page).pressSequentially('я приду')
  await page.getByRole('button', { name: 'Отправить' }).click()
  const name = new RegExp(`^@${cast.teacher.about.name}`)
  await saying(page, 'я приду').getByRole('link', { name }).waitFor()
  await saying(page, 'я приду')
    .getByRole('img', { name: /^(доставлено|прочитано)$/ })
    .waitFor()
  await field(page).press('ArrowUp')
  const edited = page.getByRole('textbox', { name: 'Новый текст сообщения' })
  await edited.press('End')
  await edited.pressSequentially(' рано')
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await saying(page, 'я приду рано').getByRole('link', { name }).waitFor()
})

step('nothing was told to the console on the way', async () => {
  for (const device of [teacher, pupil]) assertQuiet(device)
})
