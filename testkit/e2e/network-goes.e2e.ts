import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { BEAT_MS } from '#server/platform/realtime/signs.ts'
import { type Device, LAPTOP, type Look, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import {
  awaitDelivery,
  awaitKeptApp,
  delayBetween,
  eventually,
  keptInBrowser,
  messageWith,
  shownTexts,
  takeSession,
  write,
} from '#testkit/messenger-walk.ts'
import { newId, type Person } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const LIVE_MS_MAX = 1_000
const TITLE = '5«Б», вопросы'
/** What a browser says on its console when there is no network. */
const NO_NETWORK = [/ERR_INTERNET_DISCONNECTED/, /ERR_NETWORK_CHANGED/]

const story = tellStory()
const { step } = story
let cast: Cast
let chatId: string
let teacher: Device
let pupil: Device
let phone: Device

async function open(name: string, person: Person, look: Look, path = '/im'): Promise<Device> {
  const device = await story.device(name, look)
  await takeSession(device.context, person, site(story.world))
  await device.page.goto(site(story.world, path))
  return device
}

/** A message of the open chat stands in its window from top to foot. */
async function isSeenWhole(page: Page, text: string): Promise<boolean> {
  const [message, log] = await Promise.all([messageWith(page, text).boundingBox(), page.getByRole('log').boundingBox()])
  return message !== null && log !== null && message.y + message.height <= log.y + log.height
}

const row = (page: Page) => page.getByRole('link', { name: new RegExp(TITLE) })
const unread = (count: number, word: string) => new RegExp(`${TITLE}.*${count} ${word}`, 's')

step(
  '[MSG-01/live] a message and a quoted reply reach the other browser within a second, typing with the next beat',
  async () => {
    cast = await createCast(story.world)
    const { chat } = await cast.teacher.client.call('chats.create', {
      id: newId(),
      communityId: cast.school.communityId,
      title: TITLE,
      memberIds: [cast.pupil.profileId, cast.secondPupil.profileId],
    })
    chatId = chat.id
    ;[teacher, pupil] = await Promise.all([
      open('teacher', cast.teacher, { viewport: LAPTOP }, `/im/${chatId}`),
      open('pupil', cast.pupil, { viewport: PHONE, theme: 'dark' }, `/im/${chatId}`),
    ])
    await Promise.all([
      teacher.page.getByPlaceholder('Сообщение').waitFor(),
      pupil.page.getByPlaceholder('Сообщение').waitFor(),
    ])
    const question = 'Кто решил задачу № 214?'
    const sent = await delayBetween(teacher.page, 'click', pupil.page, question, () => write(teacher.page, question))
    const asked = messageWith(pupil.page, question)
    await asked.getByText('Марина Игоревна', { exact: true }).waitFor()
    await asked.getByRole('img', { name: 'Верифицированный профиль' }).waitFor()
    const typed = await delayBetween(pupil.page, 'input', teacher.page, 'Артём Петров печатает', () =>
      pupil.page.getByPlaceholder('Сообщение').fill('Я'),
    )
    await asked.click({ button: 'right' })
    await pupil.page.getByRole('menuitem', { name: 'Ответить' }).click()
    // The bar of the answer takes room from the messages, and not the one that is answered.
    await eventually(async () => assert.ok(await isSeenWhole(pupil.page, question)))
    const replied = await delayBetween(pupil.page, 'click', teacher.page, 'Я решил', () => write(pupil.page, 'Я решил'))
    const answer = messageWith(teacher.page, 'Я решил')
    await answer
      .getByRole('button', { name: /Марина Игоревна/ })
      .getByText(question)
      .waitFor()
    assert.equal(await answer.getByRole('img', { name: 'Верифицированный профиль' }).count(), 0)
    await awaitDelivery(teacher.page, question, 'прочитано')
    // Every message and what can be done with it is reached by the keys, and Esc leads back step by step.
    const { keyboard } = teacher.page
    await teacher.page.getByRole('log').focus()
    for (const key of ['ArrowUp', 'ArrowUp', 'ContextMenu']) await keyboard.press(key)
    const first = teacher.page.getByRole('menuitem', { name: 'Ответить' })
    await eventually(async () => assert.ok(await first.evaluate((item) => item === document.activeElement)))
    await keyboard.press('Escape')
    const asking = messageWith(teacher.page, question).first()
    await eventually(async () => assert.ok(await asking.evaluate((item) => item === document.activeElement)))
    await teacher.page.getByRole('button', { name: 'Сведения о чате' }).last().click()
    await teacher.page.getByRole('heading', { name: 'Сведения' }).waitFor()
    await keyboard.press('Escape')
    await teacher.page.getByRole('heading', { name: 'Сведения' }).waitFor({ state: 'detached' })
    await asking.waitFor()
    for (const ms of [sent, replied]) assert.ok(ms < LIVE_MS_MAX, `${ms} ms`)
    assert.ok(typed < BEAT_MS + LIVE_MS_MAX, `typing after ${typed} ms`)
    await assertAccessible(teacher.page, 'a chat on a laptop')
    await assertAccessible(pupil.page, 'a chat on a phone')
  },
)

step('[MSG-21/devices] unread and read marks are the same on both devices of one person', async () => {
  phone = await open('the teacher’s phone', cast.teacher, { viewport: PHONE })
  await Promise.all([teacher.page.goto(site(story.world, '/im')), row(phone.page).waitFor()])
  for (const text of ['Можно завтра?', 'И ещё вопрос']) await write(pupil.page, text)
  await Promise.all(
    [teacher, phone].map(({ page }) => page.getByRole('link', { name: unread(2, 'непрочитанных') }).waitFor()),
  )
  await assertAccessible(phone.page, 'the list on a phone')
  await row(phone.page).click()
  await messageWith(phone.page, 'И ещё вопрос').waitFor()
  await Promise.all([
    teacher.page.getByRole('link', { name: unread(2, 'непрочитанных') }).waitFor({ state: 'detached' }),
    awaitDelivery(pupil.page, 'И ещё вопрос', 'прочитано'),
  ])
  await teacher.page.goto(site(story.world, `/o/${cast.school.communityId}`))
  await phone.page.getByRole('link', { name: /К списку чатов/ }).click()
  await write(pupil.page, 'Спасибо')
  const inFrame = teacher.page.getByRole('link', { name: /1 непрочитанное.*Мессенджер/s })
  await inFrame.waitFor()
  await row(phone.page).click()
  await inFrame.waitFor({ state: 'detached' })
})

step('[MSG-01/offline] messages written without a network stand once and in order after a reload', async () => {
  const { page, context } = teacher
  const queued = ['Первое без сети', 'Второе без сети', 'Третье без сети']
  await page.goto(site(story.world, `/im/${chatId}`))
  await messageWith(page, 'Спасибо').waitFor()
  await awaitKeptApp(page)
  await context.setOffline(true)
  const line = page.getByText(/Нет связи\. Показываем сохранённое/)
  await line.waitFor()
  await write(page, queued[0]!)
  await write(page, queued[1]!)
  await page.reload()
  await page.getByText(/Нет связи\. Показываем сохранённое, 2\sсообщения\sждут отправки/).waitFor()
  await messageWith(page, 'Спасибо').waitFor()
  await write(page, queued[2]!)
  for (const text of queued) await awaitDelivery(page, text, 'ждёт отправки')
  await page.getByRole('button', { name: 'Сведения о чате' }).last().click()
  await page.getByText('Люди появятся здесь, когда вернётся сеть').waitFor()
  await assertAccessible(page, 'a chat without a network')
  await page.keyboard.press('Escape')
  const second = await context.newPage()
  await second.goto(site(story.world, '/im'))
  await row(second).click()
  for (const text of queued) await awaitDelivery(second, text, 'ждёт отправки')
  assert.equal(await messageWith(pupil.page, queued[0]!).count(), 0)
  // Whoever goes to the site's pages meanwhile is told the same there, and need not come back for his messages to leave.
  await page.getByRole('link', { name: 'Сайт' }).click()
  await page.getByText(/Нет связи с сервером/).waitFor()
  await assertAccessible(page, 'a page of the site without a network')

  await context.setOffline(false)
  await Promise.all([second, pupil.page].map((other) => messageWith(other, queued[2]!).waitFor()))
  await Promise.all(queued.map((text) => awaitDelivery(second, text, 'прочитано')))
  await line.waitFor({ state: 'detached' })
  await page.getByRole('heading', { level: 1, name: /Марина Игоревна/ }).waitFor()
  for (const shown of [second, pupil.page]) assert.deepEqual(await shownTexts(shown, queued), queued)
  const stored = await story.world.database.query<{ text: string }>(
    'select text from messenger.message where chat_id = $1 and text = any($2) order by seq',
    [chatId, queued],
  )
  assert.deepEqual(
    stored.map(({ text }) => text),
    queued,
  )
  await second.close()
})

step('[GEN-01/forget-device] the page of a removed member forgets the chat, and nothing of it stays', async () => {
  const { page } = pupil
  await page.getByPlaceholder('Сообщение').fill('Недописанное')
  await eventually(async () => {
    const kept = await keptInBrowser(page)
    for (const text of ['Третье без сети', 'Недописанное', TITLE]) assert.ok(kept.includes(text), text)
  })
  await cast.teacher.client.call('chats.removeMember', { chatId, profileId: cast.pupil.profileId })
  await page.getByText('Такого чата нет').waitFor()
  assert.equal(await page.getByText('Третье без сети').count(), 0)
  await eventually(async () => {
    const kept = await keptInBrowser(page)
    for (const text of ['без сети', 'Недописанное', 'задачу', TITLE, chatId]) assert.ok(!kept.includes(text), text)
  })
  await page.getByRole('button', { name: 'К списку чатов' }).click()
  await page.getByRole('link', { name: /Общешкольный/ }).waitFor()
  assert.equal(await row(page).count(), 0)
})

step('[GEN-01/sign-out] after a sign-out, here or from another device, nothing of the account stays', async () => {
  const kept = async ({ page }: Device) => keptInBrowser(page)
  await eventually(async () => assert.match(await kept(teacher), /Третье без сети/))
  assert.match(await kept(teacher), /Соколова/)
  const { sessions } = await cast.teacher.client.call('sessions.list', {})
  assert.equal(sessions.length, 1)
  await phone.page.goto(site(story.world, '/me'))
  await phone.page.getByRole('button', { name: 'Выйти', exact: true }).click()
  await Promise.all([teacher, phone].map(({ page }) => page.getByLabel('Номер телефона').waitFor()))
  for (const device of [teacher, phone]) {
    assert.doesNotMatch(await kept(device), /Соколова|без сети|1234|задачу/)
  }
  assertQuiet(teacher, [...NO_NETWORK, /401/])
  assertQuiet(pupil)
})
