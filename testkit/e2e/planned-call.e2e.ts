import assert from 'node:assert/strict'
import { after } from 'node:test'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { button, openForCall, tile } from '#testkit/call-walk.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { startTestMedia, untilReady } from '#testkit/media.ts'
import { startChat } from '#testkit/messages.ts'
import { eventually } from '#testkit/messenger-walk.ts'
import { assertReasons } from '#testkit/reasons.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet } from '#testkit/walk.ts'

const media = await startTestMedia()
after(() => media[Symbol.asyncDispose]())
const story = tellStory({ media: true, mediaServer: media })
const { step } = story
let cast: Cast
let chatId: string
let teacher: Device
let pupil: Device

const TITLE = 'Подготовка к походу'

/** In five minutes, on the clock of the school. */
function soon(): { day: string; time: string } {
  const shape = { timeZone: 'Europe/Moscow', dateStyle: 'short', timeStyle: 'short' } as const
  const [day, time] = new Intl.DateTimeFormat('sv-SE', shape).format(Date.now() + 5 * 60_000).split(' ')
  return { day: day!, time: time! }
}

async function openPlanned(page: Device['page']): Promise<void> {
  await page.getByRole('button', { name: 'Запланированные звонки' }).click()
}

step('[CALL-01/page] a teacher plans a call of her group with microphones off, and changes it', async () => {
  await untilReady(media)
  cast = await createCast(story.world)
  chatId = await startChat(cast)
  teacher = await openForCall(story, cast.teacher, chatId, { viewport: LAPTOP })
  const { page } = teacher
  await page.getByRole('button', { name: 'Сведения' }).last().click()
  await openPlanned(page)
  await page.getByText('Пока ничего не запланировано.').waitFor()
  await assertAccessible(page, 'no planned calls')
  await button(page, 'Запланировать звонок').click()
  await button(page, 'Запланировать').click()
  await page.getByText('Напишите, о чём звонок.').waitFor()
  await page.getByLabel('О чём звонок').fill('Поход')
  await page.getByRole('combobox', { name: 'Повторять' }).selectOption('По будням')
  await page.getByLabel('Повторять до').waitFor()
  await page.getByLabel('Входить с выключенным микрофоном').check()
  await assertAccessible(page, 'the plan of a call')
  await button(page, 'Запланировать').click()
  const row = page.getByRole('dialog').getByRole('listitem').filter({ hasText: 'Поход' })
  await row.getByText(/по будням · до /).waitFor()
  await button(page, 'Изменить: Поход').click()
  await page.getByLabel('О чём звонок').fill(TITLE)
  await page.getByRole('combobox', { name: 'Повторять' }).selectOption('Не повторять')
  const { day, time } = soon()
  await page.getByLabel('Дата', { exact: true }).fill(day)
  await page.getByLabel('Время начала', { exact: true }).fill(time)
  await page.getByText(new RegExp(`^Звонок: .*, ${time}\\. Время организации: Москва, стандартное время\\.$`)).waitFor()
  await button(page, 'Сохранить').click()
  await page.getByRole('dialog').getByRole('listitem').filter({ hasText: TITLE }).waitFor()
  await assertAccessible(page, 'a planned call')
})

step('[CALL-01/cancel] it is cancelled and brought back', async () => {
  const { page } = teacher
  await button(page, `Отменить: ${TITLE}`).click()
  await page.getByText('Пока ничего не запланировано.').waitFor()
  await page.getByText(`Отменён звонок «${TITLE}»`).waitFor()
  await assertAccessible(page, 'a planned call that was cancelled')
  await button(page, 'Вернуть').click()
  await button(page, `Отменить: ${TITLE}`).waitFor()
})

step('[CALL-01/one-day] of a call that repeats itself the next day is cancelled alone, or all of it', async () => {
  const { page } = teacher
  await button(page, 'Запланировать звонок').click()
  await page.getByLabel('О чём звонок').fill('Кружок')
  await page.getByRole('combobox', { name: 'Повторять' }).selectOption('Каждую неделю')
  await button(page, 'Запланировать').click()
  const row = page.getByRole('dialog').getByRole('listitem').filter({ hasText: 'Кружок' })
  const first = await row.innerText()
  await button(page, 'Отменить: Кружок').click()
  await button(page, 'Отменить только ближайший').click()
  await eventually(async () => assert.notEqual(await row.innerText(), first))
  await row.getByText(/каждую неделю · до /).waitFor()
  await button(page, 'Отменить: Кружок').click()
  await assertAccessible(page, 'the end of a planned call')
  await button(page, 'Отменить все').click()
  await row.waitFor({ state: 'detached' })
  await page.getByRole('dialog').getByRole('button', { name: 'Закрыть' }).click()
})

step('[CALL-01] [CALL-01/reminder] the chat is reminded, and a pupil reads who begins it', async () => {
  await story.world.app.calls.planRounds.run()
  pupil = await openForCall(story, cast.pupil, chatId, { viewport: PHONE, theme: 'dark' })
  const { page } = pupil
  const strip = page.getByRole('region', { name: 'Запланированный звонок' })
  await strip.getByText(TITLE).waitFor()
  await strip.getByText('Начнёт тот, кто ведёт чат').waitFor()
  await page.getByRole('log').getByText(TITLE).first().waitFor()
  await assertAccessible(page, 'a call is near')
  await assertReasons(page, 'a call is near')
})

step('[CALL-01/coming] above the list of chats stands what comes next, and leads into its chat', async () => {
  const { page } = teacher
  await page.getByRole('button', { name: new RegExp(`звонок «${TITLE}»$`) }).click()
  const coming = page.getByRole('dialog', { name: 'Ближайшие звонки' })
  await coming.getByText('Математика').waitFor()
  await assertAccessible(page, 'the calls to come')
  await coming.getByRole('link', { name: new RegExp(TITLE) }).click()
  await coming.waitFor({ state: 'detached' })
})

step('[CALL-01/begin] a press begins it, and microphones are off for whoever comes', async () => {
  const { page } = teacher
  const strip = page.getByRole('region', { name: 'Запланированный звонок' })
  await strip.getByRole('button', { name: 'Начать' }).click()
  await button(page, 'Войти без звука').click()
  await pupil.page.getByRole('link', { name: 'Присоединиться' }).click()
  await button(pupil.page, 'Войти без звука').click()
  await tile(pupil.page, cast.teacher).waitFor()
  await button(pupil.page, 'Включить микрофон').click()
  await pupil.page.getByText(/^Микрофоны участников сейчас выключены/).waitFor()
  for (const device of [teacher, pupil]) assertQuiet(device)
})
