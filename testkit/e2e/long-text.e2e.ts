import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { startChat } from '#testkit/messages.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast
let chatId: string

const PARAGRAPH = `${'Собираемся у входа, берём воду и сменную обувь. '.repeat(40).trim()}\n\n`
const LONG = `Подробности: https://school.example/trip\n\n${PARAGRAPH.repeat(3)}В восемь у школы.`

const lastPart = (page: Page) => page.getByRole('article').filter({ hasText: 'В восемь у школы.' })

step(
  '[MSG-01] a text that is too long goes in parts that are seen before, and an address in it opens nothing',
  async () => {
    cast = await createCast(story.world)
    chatId = await startChat(cast, [cast.pupil, cast.secondPupil, cast.parent], 'Поездка')
    const phone = await story.device('phone', { viewport: PHONE, theme: 'dark' })
    await takeSession(phone.context, cast.teacher, site(story.world))
    const { page } = phone
    await page.goto(site(story.world, `/im/${chatId}`))
    const field = page.getByPlaceholder('Сообщение')
    await field.fill(LONG)
    await page.getByText(/^Больше 4\s096 символов: уйдёт несколькими сообщениями$/).waitFor()
    await page.getByRole('button', { name: 'Отправить' }).click()
    const dialog = page.getByRole('dialog', { name: 'Длинный текст: 2 сообщения' })
    await dialog.getByText('2 из 2').waitFor()
    await assertAccessible(page, 'a long text')
    assert.ok(
      await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
      'nothing is wider than the phone',
    )
    await page.keyboard.press('Escape')
    assert.equal(await field.inputValue(), LONG, 'whoever goes back has lost nothing')
    await page.getByRole('button', { name: 'Отправить' }).click()
    const laptop = await story.device('laptop', { viewport: LAPTOP })
    const asked: string[] = []
    laptop.context.on('request', (request) => void asked.push(request.url()))
    await takeSession(laptop.context, cast.pupil, site(story.world))
    await laptop.page.goto(site(story.world, `/im/${chatId}`))
    await dialog.getByRole('button', { name: 'Отправить 2 сообщения' }).click()
    await lastPart(page).waitFor()
    assert.equal(await field.inputValue(), '')
    await lastPart(laptop.page).waitFor()
    const { entries } = await cast.pupil.client.call('messages.page', { chatId })
    const texts = entries.flatMap((entry) => (entry.e === 'message.posted' ? [entry.p.message.text] : []))
    assert.equal(texts.length, 2)
    assert.equal(texts.join('').replaceAll(/\s/g, ''), LONG.replaceAll(/\s/g, ''))
    assert.ok(texts.every((text) => [...text].length <= 4_096))
    await laptop.page.getByText('Подробности:').waitFor()
    const link = laptop.page.getByRole('link', { name: 'https://school.example/trip' })
    assert.deepEqual(
      [await link.getAttribute('target'), await link.getAttribute('rel')],
      ['_blank', 'noopener noreferrer nofollow'],
    )
    assert.deepEqual(
      asked.filter((url) => url.includes('school.example')),
      [],
    )
    assert.equal(laptop.context.pages().length, 1)
    assertQuiet(phone)
    assertQuiet(laptop)
  },
)
