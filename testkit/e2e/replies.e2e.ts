import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { type Device, LAPTOP, type Look, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { edit, erase, send, startChat } from '#testkit/messages.ts'
import { messageWith, openChat, write } from '#testkit/messenger-walk.ts'
import type { Person } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
const QUESTION = 'Кто завтра дежурит?'
const NOISE = 70
let cast: Cast
let chatId: string
let questionSeq: number
let teacher: Device
let pupil: Device

const open = (name: string, person: Person, look: Look) => openChat(story, name, person, chatId, look)

/** Draws a message to the left by the finger. */
async function swipe(page: Page, text: string): Promise<void> {
  const box = (await messageWith(page, text).getByText(text, { exact: true }).boundingBox())!
  const client = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x?: number) =>
    client.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: x === undefined ? [] : [{ x, y: box.y + box.height / 2 }],
    })
  const from = box.x + box.width - 4
  await touch('touchStart', from)
  for (const by of [14, 28, 42, 56, 70]) await touch('touchMove', from - by)
  await touch('touchEnd')
}

const quoteIn = (page: Page, text: string, quoted: string) =>
  messageWith(page, text).getByRole('button').filter({ hasText: quoted })

step(
  '[MSG-20/swipe] a finger draws a message to the left, its quote stands above the field, and a draft keeps it',
  async () => {
    cast = await createCast(story.world)
    chatId = await startChat(cast)
    questionSeq = (await send(cast.teacher, chatId, QUESTION)).seq
    pupil = await open('pupil', cast.pupil, { viewport: PHONE, theme: 'dark' })
    const { page } = pupil
    await messageWith(page, QUESTION).waitFor()
    await swipe(page, QUESTION)
    await page.getByText('Ответ: Марина Игоревна').waitFor()
    await page.getByPlaceholder('Сообщение').fill('Я и')
    await assertAccessible(page, 'an answer that is being written')
    await page.waitForTimeout(600)
    await page.reload()
    await page.getByText('Ответ: Марина Игоревна').waitFor()
    assert.equal(await page.getByPlaceholder('Сообщение').inputValue(), 'Я и')
    await write(page, 'Я и Ева')
    await quoteIn(page, 'Я и Ева', QUESTION).waitFor()
    await page.getByText('Ответ: Марина Игоревна').waitFor({ state: 'detached' })
  },
)

step(
  '[MSG-20/jump] a press on a quote goes to its message, however far above it stands; Esc takes a begun answer back',
  async () => {
    for (let n = 0; n < NOISE; n += 1) await send(cast.secondPupil, chatId, `шум ${n}`)
    teacher = await open('teacher', cast.teacher, { viewport: LAPTOP })
    const { page } = teacher
    await page.getByRole('button', { name: /^К последним сообщениям/ }).click()
    await messageWith(page, `шум ${NOISE - 1}`).waitFor()
    assert.equal(await messageWith(page, QUESTION).count(), 0)
    await messageWith(page, `шум ${NOISE - 1}`)
      .getByText('шум')
      .click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Ответить' }).click()
    await page.getByText(/^Ответ: /).waitFor()
    await page.keyboard.press('Escape')
    await page.getByText(/^Ответ: /).waitFor({ state: 'detached' })
    await send(cast.secondPupil, chatId, 'Дежурит Ева', { replyToSeq: questionSeq })
    await quoteIn(page, 'Дежурит Ева', QUESTION).click()
    const gone = page.locator('article[data-found]')
    await gone.filter({ has: page.getByText(QUESTION, { exact: true }), hasNotText: 'Я и Ева' }).waitFor()
    assert.equal(await messageWith(page, 'Дежурит Ева').count(), 0, 'the history around it is read, not all up to it')
  },
)

step(
  '[MSG-20/erased] a quote shows the new text of an edited message, and of an erased one only that it is gone',
  async () => {
    const asked = await send(cast.teacher, chatId, 'Сбор в восемь')
    await send(cast.secondPupil, chatId, 'Где?', { replyToSeq: asked.seq })
    const { page } = pupil
    await quoteIn(page, 'Где?', 'Сбор в восемь').waitFor()
    await edit(cast.teacher, asked, 'Сбор в девять')
    await quoteIn(page, 'Где?', 'Сбор в девять').waitFor()
    await erase(cast.teacher, asked)
    await quoteIn(page, 'Где?', 'Сообщение удалено').waitFor()
    await page.reload()
    await quoteIn(page, 'Где?', 'Сообщение удалено').waitFor()
    assert.equal(await page.getByText(/Сбор в/).count(), 0)
    for (const device of [teacher, pupil]) assertQuiet(device)
  },
)
