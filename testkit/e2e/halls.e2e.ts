import assert from 'node:assert/strict'
import { after } from 'node:test'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { button, comesIn, openForCall, tile } from '#testkit/call-walk.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { startTestMedia, untilReady } from '#testkit/media.ts'
import { startChat } from '#testkit/messages.ts'
import { eventually } from '#testkit/messenger-walk.ts'
import type { Person } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet } from '#testkit/walk.ts'

const media = await startTestMedia()
after(() => media[Symbol.asyncDispose]())
const story = tellStory({ media: true, mediaServer: media })
const { step } = story
let cast: Cast
let teacher: Device
let pupil: Device

/** The hall of somebody, as the teacher chooses it. */
const seat = ({ about }: Person) => dialog().getByLabel(new RegExp(`^Зал для участника .*${about.surname}`))
const dialog = () => teacher.page.getByRole('dialog', { name: 'Сессионные залы' })

step('[HALL-01] [HALL-02] the teacher makes halls, and everybody is shared out by lot', async () => {
  await untilReady(media)
  cast = await createCast(story.world)
  const chatId = await startChat(cast)
  teacher = await openForCall(story, cast.teacher, chatId, { viewport: LAPTOP })
  await button(teacher.page, 'Аудиозвонок').click()
  await button(teacher.page, 'Начать со звуком').click()
  await teacher.page.getByText('Пока вы здесь одни').waitFor()
  pupil = await openForCall(story, cast.pupil, chatId, { viewport: PHONE, theme: 'dark' })
  await pupil.page.getByRole('link', { name: 'Присоединиться' }).click()
  await button(pupil.page, 'Войти со звуком').click()
  await Promise.all([comesIn(pupil.page, ['audio']), comesIn(teacher.page, ['audio'])])

  // Two pupils, since an adult and one pupil are not alone anywhere here.
  const { call } = await cast.teacher.client.call('calls.running', { chatId })
  const session = { chatId, callId: call!.id, sessionId: newId() }
  await cast.secondPupil.client.call('calls.join', session)
  const beats = setInterval(() => void cast.secondPupil.client.call('calls.beat', session).catch(() => {}), 5_000)
  after(() => clearInterval(beats))
  await tile(teacher.page, cast.pupil).waitFor()

  await button(teacher.page, 'Залы').click()
  await dialog().getByLabel('Сколько залов').fill('2')
  await assertAccessible(teacher.page, 'before there are halls')
  await dialog().getByRole('button', { name: 'Создать залы' }).click()
  await seat(cast.pupil).waitFor()
  await dialog().getByLabel('Название: Зал 1').fill('Химики')
  await dialog().getByLabel('Название: Зал 1').press('Enter')
  await dialog().getByLabel('Название: Химики').waitFor()
  await assertAccessible(teacher.page, 'the halls of a call')
})

step(
  '[HALL-03] [HALL-04] open they take the pupil along; the teacher goes there, is heard, and speaks to all',
  async () => {
    for (const person of [cast.pupil, cast.secondPupil]) {
      await seat(person).selectOption({ label: 'Химики' })
      await eventually(async () => assert.equal(await seat(person).locator('option:checked').textContent(), 'Химики'))
    }
    await dialog().getByLabel('На сколько открыть').selectOption({ label: '10 минут' })
    await dialog().getByRole('button', { name: 'Открыть залы' }).click()
    await pupil.page.getByText('Зал «Химики»').waitFor()
    await pupil.page.getByText(/^Осталось (10:00|9:\d\d)$/).waitFor()
    await tile(pupil.page, cast.teacher).waitFor({ state: 'detached' })
    await dialog().getByRole('button', { name: 'Войти' }).first().click()
    await tile(pupil.page, cast.teacher).waitFor()
    await Promise.all([comesIn(pupil.page, ['audio']), comesIn(teacher.page, ['audio'])])
    await dialog().getByLabel('Сказать всем залам').fill('Осталось пять минут')
    await dialog().getByRole('button', { name: 'Сказать' }).click()
    await pupil.page.getByText('Осталось пять минут').waitFor()
    await assertAccessible(pupil.page, 'a hall on a phone')
    await button(pupil.page, 'Понятно').click()
    await assertAccessible(teacher.page, 'open halls')
  },
)

step(
  '[HALL-05] who loads the page anew comes back into his hall, and closed halls bring all back with their sound',
  async () => {
    await pupil.page.reload()
    await button(pupil.page, 'Войти со звуком').click()
    await pupil.page.getByText('Зал «Химики»').waitFor()
    await Promise.all([comesIn(pupil.page, ['audio']), comesIn(teacher.page, ['audio'])])
    await dialog().getByRole('button', { name: 'Закрыть сейчас' }).click()
    await pupil.page.getByText('Зал «Химики»').waitFor({ state: 'detached' })
    await dialog().getByRole('button', { name: 'Открыть залы' }).waitFor()
    await teacher.page.keyboard.press('Escape')
    await tile(teacher.page, cast.pupil).waitFor()
    await Promise.all([comesIn(pupil.page, ['audio']), comesIn(teacher.page, ['audio'])])
    for (const device of [teacher, pupil]) assertQuiet(device)
  },
)
