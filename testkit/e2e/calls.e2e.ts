import assert from 'node:assert/strict'
import { after } from 'node:test'
import { type Device, LAPTOP, type Look, PHONE } from '#testkit/browser.ts'
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
let chatId: string
let callId: string
let teacher: Device
let pupil: Device

const open = (person: Person, look: Look) => openForCall(story, person, chatId, look)

step(
  '[MSG-19] [CALL-14] a teacher begins a video call from the head of a group, and is seen and heard in it',
  async () => {
    await untilReady(media)
    cast = await createCast(story.world)
    chatId = await startChat(cast)
    teacher = await open(cast.teacher, { viewport: LAPTOP })
    const { page } = teacher
    await button(page, 'Видеозвонок').click()
    await page.getByText('Звонка пока нет').waitFor()
    await page.getByRole('meter', { name: 'Громкость микрофона' }).waitFor()
    await eventually(async () =>
      assert.notEqual(await page.getByRole('meter').getAttribute('aria-valuenow'), '0', 'the microphone is heard'),
    )
    await button(page, 'Проверить связь').click()
    await page.getByText('Напрямую (UDP)').waitFor({ timeout: 40_000 })
    await assertAccessible(page, 'the page before a call')
    await button(page, 'Начать со звуком').click()
    await button(page, 'Выключить микрофон').waitFor()
    await button(page, 'Выключить камеру').waitFor()
    await page.getByText('Пока вы здесь одни').waitFor()
    await assertAccessible(page, 'a call of one')
    callId = (await cast.teacher.client.call('calls.running', { chatId })).call!.id
  },
)

step(
  '[CALL-19] [CALL-16] a pupil comes in from the line above the chat on a phone; each hears and sees the other',
  async () => {
    pupil = await open(cast.pupil, { viewport: PHONE, theme: 'dark' })
    const { page } = pupil
    const strip = page.getByRole('status', { name: 'Звонок в этом чате' })
    await strip.getByText(/1\sучастник/).waitFor()
    await assertAccessible(page, 'a chat in which a call runs')
    await strip.getByRole('link', { name: 'Присоединиться' }).click()
    // The camera does not open before he goes in, so the call has to open it.
    await page.evaluate(() => {
      const { mediaDevices } = navigator
      const open = mediaDevices.getUserMedia.bind(mediaDevices)
      mediaDevices.getUserMedia = (wish) => {
        if (!wish?.video) return open(wish)
        mediaDevices.getUserMedia = open
        return new Promise(() => {})
      }
    })
    await button(page, 'Включить камеру').click()
    await assertAccessible(page, 'the page before a call on a phone')
    await button(page, 'Войти со звуком').click()
    await tile(page, cast.teacher).waitFor()
    await Promise.all([comesIn(page, ['audio', 'video']), comesIn(teacher.page, ['audio', 'video'])])
    await assertAccessible(page, 'a call of two on a phone')
  },
)

step('[CALL-12] who is muted is shown so, by a press and by a key', async () => {
  await button(pupil.page, 'Выключить микрофон').click()
  const shown = tile(teacher.page, cast.pupil).getByRole('img', { name: 'Микрофон выключен' })
  await shown.waitFor()
  await pupil.page.keyboard.press('Escape')
  await pupil.page.locator('h1').click()
  await pupil.page.keyboard.press('m')
  await shown.waitFor({ state: 'detached' })
  await teacher.page.getByRole('button', { name: /^Участники: / }).click()
  const panel = teacher.page.getByRole('complementary', { name: 'Участники' })
  const row = panel.getByRole('listitem').filter({ hasText: cast.pupil.about.name })
  await row.getByRole('img', { name: 'Микрофон включён' }).waitFor()
  await panel.getByText('вы · начало звонка').waitFor()
  await assertAccessible(teacher.page, 'the people of a call')
})

step('[CALL-09] newcomers wait, and whoever leads the call lets them in', async () => {
  const { page } = teacher
  const session = { chatId, callId, sessionId: newId() }
  await page.getByLabel(/^Зал ожидания/).click()
  // Who comes before the server knows of the waiting room is let in, and stays in.
  await eventually(async () => {
    const { call } = await cast.teacher.client.call('calls.running', { chatId })
    assert.equal(call?.waitingRoom, true)
  })
  assert.equal((await cast.secondPupil.client.call('calls.join', session)).admitted, null)
  const waiting = page.getByRole('region', { name: 'Зал ожидания' })
  await waiting.getByText(cast.secondPupil.about.name).waitFor()
  await assertAccessible(page, 'somebody waits')
  await waiting.getByRole('button', { name: 'Впустить', exact: true }).click()
  await waiting.waitFor({ state: 'detached' })
  assert.notEqual((await cast.secondPupil.client.call('calls.join', session)).admitted, null)
})

step('[CALL-06] [CALL-07] a hand goes up, the floor is given, and everybody sees a reaction', async () => {
  await button(pupil.page, 'Поднять руку').click()
  await button(pupil.page, 'Опустить руку').waitFor()
  const queue = teacher.page.getByRole('region', { name: 'Подняли руку' })
  await tile(teacher.page, cast.pupil).getByRole('img', { name: 'Рука поднята, в очереди 1' }).waitFor()
  await assertAccessible(teacher.page, 'a hand is up')
  await queue.getByRole('button', { name: 'Дать слово' }).click()
  await queue.waitFor({ state: 'detached' })
  await button(pupil.page, 'Поднять руку').waitFor()
  await button(teacher.page, 'Реакции').click()
  await button(teacher.page, 'Аплодисменты').click()
  await pupil.page.getByText(/^Аплодисменты: 1\sраз$/).waitFor()
})

step('[CALL-13] [CALL-05] all are muted and may not speak, one is asked to, and only he switches on', async () => {
  const { page } = teacher
  await page.getByLabel('Включать микрофон').click()
  await page.getByRole('button', { name: 'Выключить всем микрофоны' }).click()
  await button(pupil.page, 'Включить микрофон').waitFor()
  const row = page.getByRole('complementary').getByRole('listitem').filter({ hasText: cast.pupil.about.name })
  await row.getByRole('button', { name: /^Действия/ }).click()
  await page.getByRole('menuitem', { name: 'Попросить включить микрофон' }).click()
  const asked = pupil.page.getByRole('alert').filter({ hasText: 'просит вас включить микрофон' })
  await assertAccessible(pupil.page, 'asked to speak')
  await asked.getByRole('button', { name: 'Включить', exact: true }).click()
  await button(pupil.page, 'Выключить микрофон').waitFor()
  await page.getByRole('button', { name: 'Привлечь внимание всех' }).click()
  await pupil.page.getByRole('alert').filter({ hasText: 'просит внимания' }).waitFor()
})

step('a call goes on while one writes in the chat, and one comes back to it', async () => {
  const { page } = pupil
  await page.getByRole('link', { name: 'Свернуть звонок' }).click()
  await page.getByPlaceholder('Сообщение').waitFor()
  const beside = page.getByRole('region', { name: 'Звонок', exact: true })
  await beside.locator('video').waitFor()
  await comesIn(page, ['audio', 'video'])
  await assertAccessible(page, 'a chat beside a call')
  await button(page, 'Скрыть окошко').click()
  await beside.locator('video').waitFor({ state: 'detached' })
  await beside.getByRole('link').click()
  await tile(page, cast.teacher).waitFor()
})

step('[CALL-18] the teacher ends it for everybody, who read so, and the link leads nowhere any more', async () => {
  const { page } = teacher
  await button(page, 'Выйти').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Завершить для всех' }).click()
  const sure = page.getByRole('dialog', { name: 'Завершить звонок для всех?' })
  await assertAccessible(page, 'the end of a call')
  await sure.getByRole('button', { name: 'Завершить для всех' }).click()
  await page.getByPlaceholder('Сообщение').waitFor()
  await pupil.page.getByRole('heading', { name: 'Звонок завершён' }).waitFor()
  await assertAccessible(pupil.page, 'a call that has ended')
  await pupil.page.reload()
  await pupil.page.getByText('Звонка пока нет').waitFor()
  await pupil.page.getByText(/начинать звонки, планировать их и завершать для всех вам нельзя/).waitFor()
})

step('whoever is called in a dialogue sees it wherever in the app he is, and answers', async () => {
  const { page } = teacher
  const { client } = cast.parent
  const { chat } = await client.call('chats.openDirect', { id: newId(), profileId: cast.teacher.profileId })
  await client.call('calls.start', { chatId: chat.id, id: newId() })
  const call = page.getByRole('alert', { name: 'Входящий звонок' })
  await call.getByText(cast.parent.about.name).waitFor()
  await assertAccessible(page, 'somebody calls')
  await call.getByRole('link', { name: 'Ответить' }).click()
  await button(page, 'Войти со звуком').waitFor()
  assert.equal(await call.count(), 0)
  for (const device of [teacher, pupil]) assertQuiet(device)
})
