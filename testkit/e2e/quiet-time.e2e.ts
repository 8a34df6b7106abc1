import assert from 'node:assert/strict'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { startChat } from '#testkit/messages.ts'
import { eventually, messageWith, takeSession, write } from '#testkit/messenger-walk.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast
let desk: Device
let phone: Device
let chatId: string

/** Pages make no sound that a test hears: what they ask for is counted, and nobody looks at them. */
function countSounds(): void {
  let rung = 0
  const part = {
    connect() {},
    start() {},
    stop() {},
    frequency: {},
    gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} },
  }
  class Sounds {
    currentTime = 0
    constructor() {
      rung += 1
    }
    createGain = () => part
    createOscillator = () => part
    close = async () => {}
  }
  Object.assign(globalThis, { AudioContext: Sounds, rung: () => rung })
  document.hasFocus = () => false
}

const rung = () => phone.page.evaluate(() => (globalThis as unknown as { rung: () => number }).rung())
const say = (text: string) => cast.teacher.client.call('messages.send', { chatId, key: newId(), text })

step('[P-04/story] an administrator enters the bells, a holiday and the days of rest', async () => {
  cast = await createCast(story.world)
  chatId = await startChat(cast, [cast.parent, cast.pupil], 'Поездка')
  desk = await story.device('desk', { viewport: LAPTOP })
  await takeSession(desk.context, cast.director, site(story.world))
  const { page } = desk
  await page.goto(site(story.world, `/o/${cast.school.communityId}/quiet`))
  await page.getByLabel('Сотрудникам: до').selectOption('18:30')
  for (const _ of [1, 2]) await page.getByRole('button', { name: 'Добавить урок' }).click()
  assert.equal(await page.getByLabel('Урок 2: начало').inputValue(), '09:25')
  await page.getByRole('button', { name: 'Добавить каникулы или праздник' }).click()
  await page.getByLabel('Название').fill('Зимние каникулы')
  await page.getByLabel('Зимние каникулы: последний день').fill('2027-01-10')
  // Whatever day it is where the school stands, it rests on it.
  const today = new Intl.DateTimeFormat('ru', { weekday: 'long', timeZone: 'Europe/Moscow' }).format(Date.now())
  const rests = page.getByRole('checkbox', { name: today, exact: true })
  if (!(await rests.isChecked())) await rests.click()
  await assertAccessible(page, 'the quiet time of an organisation')
  await page.getByRole('button', { name: 'Сохранить тихое время' }).click()
  await page.getByText('Тихое время изменено').waitFor()
  const rules = await cast.parent.client.call('quietRules.get', { communityId: cast.school.communityId })
  assert.deepEqual([rules.staffHours.to, rules.lessons.length, rules.holidays[0]!.to], ['18:30', 2, '2027-01-10'])
})

step('[P-04/story] whoever writes sees when it sounds, and nothing sounds meanwhile', async () => {
  phone = await story.device('phone', { viewport: PHONE, theme: 'dark' })
  await takeSession(phone.context, cast.parent, site(story.world))
  await phone.context.addInitScript(countSounds)
  await phone.page.goto(site(story.world, '/me/settings'))
  await phone.page.getByText('Звук при новом сообщении').click()
  await phone.page.getByText(/сейчас тихо, зазвучит/).waitFor()
  await assertAccessible(phone.page, 'the own quiet time')
  await takeSession(desk.context, cast.teacher, site(story.world))
  await desk.page.goto(site(story.world, `/im/${chatId}`))
  await desk.page.getByPlaceholder('Сообщение').fill('Автобус в восемь')
  await desk.page.getByText(/^Тихое время: сообщение придёт без звука, прозвучит .+ в \d\d:\d\d$/).waitFor()
  await write(desk.page, 'Автобус в восемь')
  await phone.page.goto(site(story.world, `/im/${chatId}`))
  await messageWith(phone.page, 'Автобус в восемь').waitFor()
  await say('Возьмите воду')
  await messageWith(phone.page, 'Возьмите воду').waitFor()
  await phone.page.waitForTimeout(600)
  assert.equal(await rung(), 0)
})

step(
  '[P-04/urgent] a teacher is told what an urgent message does, chooses a reason, and it sounds; the director sees how many',
  async () => {
    const { page } = desk
    const field = page.getByPlaceholder('Сообщение')
    await field.fill('Занятия завтра нет')
    await page.getByRole('button', { name: 'Отправить как срочное' }).click()
    const ask = page.getByRole('dialog', { name: 'Срочное сообщение' })
    await ask.getByText('Прозвучит сразу, хотя у людей тихое время').waitFor()
    await ask.getByText('ещё 3 срочных сообщения').waitFor()
    await assertAccessible(page, 'what makes a message urgent')
    await ask.getByRole('button', { name: 'отмена или перенос' }).click()
    await page.getByText('Срочно: отмена или перенос. Прозвучит сразу').waitFor()
    assert.equal(await rung(), 0)
    await write(page, 'Занятия завтра нет')
    await messageWith(phone.page, 'Занятия завтра нет').getByText('Срочно: отмена или перенос').waitFor()
    await eventually(async () => assert.equal(await rung(), 1))
    // The next one is an ordinary one again.
    await field.fill('Хорошего вечера')
    await page.getByText(/^Тихое время: сообщение придёт без звука/).waitFor()
    await field.fill('')
    const seen = await story.device('director', { viewport: PHONE })
    await takeSession(seen.context, cast.director, site(story.world))
    await seen.page.goto(site(story.world, `/o/${cast.school.communityId}/quiet`))
    await seen.page.getByText('за 7 дней — 1, за 30 дней — 1').waitFor()
    await assertAccessible(seen.page, 'who has sent urgent messages')
    assertQuiet(seen)
  },
)

step('[P-04/story] a grown-up may hear all the same, a pupil may not and learns who decides', async () => {
  const { page } = phone
  await page.goto(site(story.world, '/me/settings'))
  await page.getByText('Соблюдать тихое время организаций').click()
  await page.getByText('Звучать только в мои часы').click()
  await page.getByLabel('Мои часы: с').selectOption('00:00')
  await page.getByLabel('Мои часы: до').selectOption('24:00')
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await page.getByText('Ваше тихое время сохранено').waitFor()
  await page.goto(site(story.world, `/im/${chatId}`))
  await messageWith(page, 'Возьмите воду').waitFor()
  // What comes while the page is still loading makes no sound.
  await eventually(async () => {
    await say('И шапки')
    await page.waitForTimeout(1_000)
    assert.ok((await rung()) > 0)
  })
  await desk.page.reload()
  await desk.page.getByPlaceholder('Сообщение').fill('До завтра')
  await desk.page.getByText(/^Тихое время у 1 из 2: им прозвучит/).waitFor()
  await takeSession(desk.context, cast.pupil, site(story.world))
  await desk.page.goto(site(story.world, '/me/settings'))
  await desk.page.getByText('изменить может её администратор').waitFor()
  assert.ok(await desk.page.getByRole('checkbox', { name: /Соблюдать тихое время/ }).isDisabled())
  assertQuiet(desk)
  assertQuiet(phone)
})
