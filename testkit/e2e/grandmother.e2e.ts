import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { type Device, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { messageWith } from '#testkit/messenger-walk.ts'
import { codeFor, newId, newPhone } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const SCREENS_MAX = 6
const NEWS = 'Завтра экскурсия, сбор в 9:00'
const story = tellStory()
const { step } = story
let cast: Cast
let grandmother: Device
/** Headings of the screens that she has seen, in their order. */
const screens: string[] = []

/** Waits for a screen and counts it. */
async function see(page: Page, heading: string | RegExp): Promise<void> {
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
  screens.push(String(heading))
}

step('[INV-11/grandmother] the link on a paper asks for the number and nothing else', async () => {
  cast = await createCast(story.world)
  const { classId, pupil, teacher } = cast
  const id = newId()
  const family = await teacher.client.call('families.link', {
    id,
    unitId: classId,
    childProfileId: pupil.profileId,
    renew: false,
  })
  grandmother = await story.device('grandmother', { viewport: PHONE, theme: 'light' })
  const { page } = grandmother
  await page.goto(site(story.world, `/join/${family.link?.token}`))
  await see(page, /Вас приглашают/)
  await assertAccessible(page, 'an invitation with the number beside it')
  await page.getByRole('button', { name: 'Я здесь впервые' }).click()
  await page.getByText('Введите номер целиком').waitFor()
})

step('[INV-11/grandmother] the code and who she is make an account, and the application goes by itself', async () => {
  const { page } = grandmother
  const phone = newPhone()
  await page.getByLabel('Номер телефона').fill(phone)
  await page.getByRole('button', { name: 'Я здесь впервые' }).click()
  await see(page, 'Введите код из СМС')
  // The number is in no address and stays nowhere.
  assert.doesNotMatch(page.url(), new RegExp(phone.slice(-7)))
  const kept = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]))
  assert.ok(!kept.replace(/\D/g, '').includes(phone.slice(-10)), kept)
  await page.getByLabel('Код из СМС, 6 цифр').fill(codeFor(story.world, phone))
  await see(page, 'Информация о себе')
  await page.getByLabel('Фамилия').fill('Петрова')
  await page.getByLabel(/^Имя/).fill('Зинаида')
  await page.getByLabel('Отчество, если есть').fill('Павловна')
  await page.getByLabel('День').fill('9')
  await page.getByLabel('Месяц').selectOption({ label: 'мая' })
  await page.getByLabel('Год').fill('1957')
  await page.getByRole('button', { name: 'Продолжить' }).click()
  await see(page, 'Создать учебный профиль')
  await page.getByRole('button', { name: 'Продолжить' }).click()
  await see(page, 'Заявка на рассмотрении')
})

step('[INV-11/grandmother] approved, she reads the chat of the class', async () => {
  const { page } = grandmother
  const { communityId } = cast.school
  const { applications } = await cast.director.client.call('applications.queue', { communityId, unitId: cast.classId })
  const waiting = applications.find(({ state, role }) => state === 'pending' && role === 'parent')
  await cast.director.client.call('applications.decide', { communityId, ids: [waiting!.id], decision: 'approve' })
  const { chat } = await cast.teacher.client.call('chats.create', {
    id: newId(),
    communityId,
    title: '5«Б» родители',
    memberIds: [waiting!.profileId],
  })
  await cast.teacher.client.call('messages.send', { chatId: chat.id, key: newId(), text: NEWS })
  await page.getByRole('link', { name: 'Открыть чаты' }).click()
  await page.getByRole('link', { name: /5«Б» родители/ }).click()
  await messageWith(page, NEWS).waitFor()
  assert.ok(screens.length <= SCREENS_MAX, `before she reads she has seen ${screens.join(', ')}`)
  assertQuiet(grandmother, [/40[13]/])
})
