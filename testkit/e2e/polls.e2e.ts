import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'
import { type Device, LAPTOP, type Look, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { startChat } from '#testkit/messages.ts'
import { messageWith, openChat, takeSession } from '#testkit/messenger-walk.ts'
import type { Person } from '#testkit/people.ts'
import { ask, vote } from '#testkit/polls.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
const TRIP = 'Куда едем в мае?'
const MENU = 'Что на обед?'
const FAIR = 'Придёте на ярмарку?'
const SUM = 'Сколько будет 7 × 8?'
let cast: Cast
let chatId: string
let teacher: Device
let pupil: Device

const open = (name: string, person: Person, look: Look) => openChat(story, name, person, chatId, look)

/** Opens the form and writes what is asked. */
async function begin(page: Page, question: string, options: readonly string[]): Promise<Locator> {
  await page.getByRole('button', { name: 'Прикрепить' }).click()
  await page.getByRole('menuitem', { name: 'Опрос' }).click()
  const form = page.getByRole('dialog', { name: 'Новый опрос' })
  await form.getByLabel('Вопрос').fill(question)
  const [first, ...others] = options
  await form.getByLabel('Вариант 1', { exact: true }).fill(first!)
  for (const [n, text] of others.entries()) {
    // The key of a new line goes to the next option, and from the last one to a new one.
    await page.keyboard.press('Tab')
    await form.getByLabel(`Вариант ${n + 1}`, { exact: true }).press('Enter')
    await form.getByLabel(`Вариант ${n + 2}`, { exact: true }).fill(text)
  }
  return form
}

const card = (page: Page, question: string) => messageWith(page, question)
const option = (page: Page, question: string, text: string) =>
  card(page, question).getByRole('button', { name: new RegExp(`^${text}`) })
const create = (form: Locator) => form.getByRole('button', { name: 'Создать опрос' }).click()

step(
  '[POL-01] [POL-02/story] a teacher asks anonymously from a laptop, and a pupil votes on a phone and learns that nobody knows how',
  async () => {
    cast = await createCast(story.world)
    chatId = await startChat(cast, [cast.pupil, cast.secondPupil, cast.parent])
    teacher = await open('teacher', cast.teacher, { viewport: LAPTOP })
    pupil = await open('pupil', cast.pupil, { viewport: PHONE, theme: 'dark' })
    const form = await begin(teacher.page, TRIP, ['Музей', 'Парк'])
    await assertAccessible(teacher.page, 'the form of a poll')
    await form.getByLabel('Вопрос').fill('')
    await create(form)
    await form.getByText('Напишите вопрос.').waitFor()
    await form.getByLabel('Вопрос').fill(TRIP)
    await create(form)
    await form.waitFor({ state: 'detached' })
    const { page } = pupil
    await card(page, TRIP).getByText('Анонимный опрос: кто что выбрал, нигде не записано').waitFor()
    await option(page, TRIP, 'Парк').click()
    await assertAccessible(page, 'a poll before the vote')
    await card(page, TRIP).getByRole('button', { name: 'Проголосовать' }).click()
    await card(page, TRIP).getByText('Ваш голос принят').waitFor()
    assert.ok(await option(page, TRIP, 'Парк').isDisabled())
    await card(teacher.page, TRIP)
      .getByText(/Проголосовали: 1\sчеловек/)
      .waitFor()
    assert.equal(await card(teacher.page, TRIP).getByRole('button', { name: 'Кто как' }).count(), 0)
  },
)

step(
  '[POL-01] [POL-05/story] a pupil asks by name from a phone, the others vote, one changes his mind, and everybody sees who chose what',
  async () => {
    const form = await begin(pupil.page, MENU, ['Суп', 'Каша', 'Пирог'])
    await form.getByText('Все в чате: поимённый опрос').click()
    await assertAccessible(pupil.page, 'the form of a poll on a phone')
    await create(form)
    const { page } = teacher
    await option(page, MENU, 'Суп').click()
    await page.locator('button[aria-pressed=true]').filter({ hasText: 'Суп' }).waitFor()
    await option(page, MENU, 'Каша').click()
    await card(pupil.page, MENU)
      .getByRole('button', { name: /^Каша: 100 %, 1\sголос/ })
      .waitFor()
    await card(pupil.page, MENU).getByRole('button', { name: 'Кто как проголосовал' }).click()
    const list = pupil.page.getByRole('dialog', { name: 'Кто как проголосовал' })
    await list.getByRole('listitem').filter({ hasText: 'Каша' }).getByText(cast.teacher.about.name).waitFor()
    await assertAccessible(pupil.page, 'the list of votes')
    await list.getByRole('combobox').selectOption('Пирог')
    await list.getByText('За этот вариант никто не проголосовал.').waitFor()
    await pupil.page.keyboard.press('Escape')
  },
)

step('[POL-06] a mini-test tells whoever answers at once, and its author in a table how everybody did', async () => {
  const form = await begin(teacher.page, SUM, ['54', '56', '64'])
  await form.getByText('Мини-тест: есть верный ответ').click()
  await create(form)
  await form.getByText('Отметьте верный ответ.').waitFor()
  await form.getByLabel('Вариант 2 верный').check()
  await create(form)
  const { page } = pupil
  await option(page, SUM, '54').click()
  await card(page, SUM).getByRole('button', { name: 'Ответить' }).press('Enter')
  await card(page, SUM).getByText('Неверно. Верный ответ: 56').waitFor()
  assert.ok(
    await card(page, SUM).evaluate((message) => message.contains(document.activeElement)),
    'whoever answers by a key stays there',
  )
  await assertAccessible(page, 'a mini-test after the answer')
  const { entries } = await cast.parent.client.call('messages.page', { chatId })
  const asked = entries.flatMap((entry) =>
    entry.e === 'message.posted' && entry.p.message.text === SUM ? entry.p.message : [],
  )
  await vote(cast.secondPupil, asked[0]!, 1)
  await card(teacher.page, SUM)
    .getByText(/Проголосовали: 2\sчеловека/)
    .waitFor()
  await card(teacher.page, SUM).getByRole('button', { name: 'Кто как ответил' }).click()
  const table = teacher.page.getByRole('dialog', { name: 'Кто как ответил' })
  await table.getByText('Верно ответили 1 из 2').waitFor()
  await table.getByRole('listitem').filter({ hasText: cast.pupil.about.surname }).getByText('неверно').waitFor()
  await assertAccessible(teacher.page, 'the table of a mini-test')
  await teacher.page.keyboard.press('Escape')
  assert.equal(await card(page, SUM).getByRole('button', { name: 'Кто как ответил' }).count(), 0)
})

step(
  '[POL-04/story] a poll is ended by hand after a question, another one by its deadline, and the line leads to it',
  async () => {
    const { page } = pupil
    await card(page, MENU).getByRole('button', { name: 'Завершить' }).click()
    const dialog = page.getByRole('dialog', { name: 'Завершить опрос?' })
    await dialog.getByRole('button', { name: 'Завершить опрос' }).click()
    await dialog.waitFor({ state: 'detached' })
    await card(teacher.page, MENU).getByText('Завершён').waitFor()
    await teacher.page.getByRole('button', { name: /опрос завершён/ }).waitFor()
    const endsAt = new Date(story.world.clock.now() + 61_000).toISOString()
    await ask(cast.parent, chatId, { question: 'Кто придёт?', endsAt })
    await card(page, 'Кто придёт?')
      .getByText(/До \d\d:\d\d/)
      .waitFor()
    story.world.clock.advance(61_000)
    await page.getByRole('button', { name: 'Опрос завершён', exact: true }).waitFor()
    await card(page, 'Кто придёт?').getByText('Завершён').waitFor()
    await page.getByRole('button', { name: 'Опрос завершён', exact: true }).click()
    await assertAccessible(page, 'a chat with polls that have ended')
  },
)

step(
  '[POL-01/channel-story] the director asks in a channel from the site, and a pupil votes there on a phone',
  async () => {
    const director = await story.device('director', { viewport: LAPTOP })
    await takeSession(director.context, cast.director, site(story.world))
    const { page } = director
    await page.goto(site(story.world, `/o/${cast.school.communityId}`))
    await page.getByRole('link', { name: 'Каналы' }).click()
    await page.getByRole('tab', { name: /^Общешкольный/ }).click()
    await page.getByRole('button', { name: 'Опрос', exact: true }).click()
    const form = page.getByRole('dialog', { name: 'Новый опрос' })
    await form.getByText('В канале опрос анонимный').waitFor()
    await form.getByLabel('Вопрос').fill(FAIR)
    for (const [n, text] of ['Приду', 'Не приду'].entries()) {
      await form.getByLabel(`Вариант ${n + 1}`, { exact: true }).fill(text)
    }
    await assertAccessible(page, 'the form of a poll in a channel')
    await create(form)
    await page.getByText('Опрос опубликован в канале «Общешкольный»').waitFor()
    await page.getByRole('group', { name: FAIR }).waitFor()
    await pupil.page.goto(site(story.world, '/im'))
    await pupil.page.getByRole('link', { name: /Общешкольный/ }).click()
    await option(pupil.page, FAIR, 'Приду').click()
    await card(pupil.page, FAIR).getByRole('button', { name: 'Проголосовать' }).click()
    await card(pupil.page, FAIR).getByText('Ваш голос принят').waitFor()
    await card(pupil.page, FAIR)
      .getByText(/Проголосовали: 1\sчеловек/)
      .waitFor()
    assert.equal(await card(pupil.page, FAIR).getByRole('button', { name: 'Завершить' }).count(), 0)
    await page.reload()
    await page.getByText(/Проголосовали: 1\sчеловек/).waitFor()
    await assertAccessible(page, 'a poll among the posts')
    for (const device of [teacher, pupil, director]) assertQuiet(device)
  },
)
