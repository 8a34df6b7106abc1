import assert from 'node:assert/strict'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { send, startChat } from '#testkit/messages.ts'
import { eventually, takeSession } from '#testkit/messenger-walk.ts'
import { pictureOf } from '#testkit/pictures.ts'
import { tellStory } from '#testkit/story.ts'
import { attach } from '#testkit/uploads.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast
let chatId: string
let laptop: Device
let phone: Device

/** Runs in a page: a second of film, in base64. */
async function recordFilm(): Promise<string> {
  const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 48 })
  const pen = canvas.getContext('2d')!
  const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm;codecs=vp8' })
  const parts: Blob[] = []
  recorder.ondataavailable = ({ data }) => parts.push(data)
  const ended = new Promise((resolve) => {
    recorder.onstop = resolve
  })
  recorder.start()
  const draw = setInterval(() => {
    pen.fillStyle = `hsl(${(performance.now() / 5) % 360} 80% 50%)`
    pen.fillRect(0, 0, 64, 48)
  }, 40)
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  clearInterval(draw)
  recorder.stop()
  await ended
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

async function openSheet({ page }: Device) {
  await page.getByRole('button', { name: 'Сведения' }).last().click()
  await page.getByRole('button', { name: 'Вложения', exact: true }).click()
  return page.getByRole('dialog', { name: 'Вложения' })
}

step('[MSG-18/story] photos, files and links of a chat are found by kind, by word and by keyboard', async () => {
  cast = await createCast(story.world)
  chatId = await startChat(cast)
  const { client } = cast.teacher
  const photo = await attach(client, chatId, await pictureOf(300, 200), { name: 'Лес.png' })
  const other = await attach(client, chatId, await pictureOf(200, 300), { name: 'Река.png' })
  await send(cast.teacher, chatId, 'Сбор у леса', { attachments: [photo.id, other.id] })
  for (const name of ['Маршрут похода.txt', 'Список вещей.txt']) {
    const { id } = await attach(client, chatId, Buffer.from(name), { name })
    await send(cast.teacher, chatId, '', { attachments: [id] })
  }
  await send(cast.teacher, chatId, 'Погода: https://example.org/pogoda.')
  for (let n = 0; n < 30; n += 1) await send(cast.teacher, chatId, `Ответ ${n}`)
  laptop = await story.device('laptop', { viewport: LAPTOP })
  await takeSession(laptop.context, cast.pupil, site(story.world))
  const { page } = laptop
  await page.goto(site(story.world, `/im/${chatId}`))
  const sheet = await openSheet(laptop)
  await sheet.getByRole('button', { name: 'Открыть фото Лес.png' }).waitFor()
  await assertAccessible(page, 'the photos of a chat')
  await sheet.getByRole('tab', { name: 'Фото' }).focus()
  await page.keyboard.press('ArrowRight')
  await sheet.getByText('Видео в этом чате пока нет.').waitFor()
  await page.keyboard.press('ArrowRight')
  await sheet.getByText('Список вещей.txt').waitFor()
  await sheet.getByRole('searchbox').fill('маршрут')
  await sheet.getByText('Список вещей.txt').waitFor({ state: 'detached' })
  assert.equal(await sheet.getByRole('button', { name: /^Скачать/ }).count(), 1)
  await assertAccessible(page, 'the files of a chat')
  await sheet.getByRole('searchbox').fill('нет такого')
  await sheet.getByText('Ничего не нашлось').waitFor()
  await sheet.getByRole('searchbox').fill('')
  await sheet.getByRole('tab', { name: 'Ссылки' }).click()
  const link = sheet.getByRole('link', { name: 'https://example.org/pogoda', exact: true })
  assert.equal(await link.getAttribute('target'), '_blank')
  await assertAccessible(page, 'the links of a chat')
})

step('[MSG-18/story] what was found leads to its message, on a laptop and on a phone', async () => {
  const { page } = laptop
  await page.getByRole('dialog').getByRole('button', { name: 'Показать в чате' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('log').getByText('Погода:').waitFor()
  phone = await story.device('phone', { viewport: PHONE, theme: 'dark' })
  await takeSession(phone.context, cast.pupil, site(story.world))
  await phone.page.goto(site(story.world, `/im/${chatId}`))
  const sheet = await openSheet(phone)
  await sheet.getByRole('button', { name: 'Открыть фото Река.png' }).click()
  await assertAccessible(phone.page, 'a photo of the list on a phone')
  await phone.page
    .getByRole('dialog', { name: 'Просмотр фото' })
    .getByRole('button', { name: 'Показать в чате' })
    .click()
  await phone.page.getByRole('log').getByText('Сбор у леса').waitFor()
  await phone.page.getByRole('button', { name: 'Открыть фото Лес.png' }).waitFor()
})

step('[MSG-03/film] a film is played where it stands, and nothing of it is loaded before', async () => {
  const { page } = laptop
  const film = Buffer.from(await page.evaluate(recordFilm), 'base64')
  const broken = Buffer.from('RIFF....AVI that no browser plays')
  const { client } = cast.teacher
  const files = [
    await attach(client, chatId, film, { name: 'Опыт.webm' }),
    await attach(client, chatId, broken, { name: 'Обрывок.avi' }),
  ]
  await send(cast.teacher, chatId, 'Смотрим', { attachments: files.map(({ id }) => id) })
  for (const { page } of [laptop, phone]) {
    const loaded: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('/file/')) loaded.push(request.url())
    })
    await page.goto(site(story.world, `/im/${chatId}`))
    const message = page.getByRole('article').filter({ hasText: 'Смотрим' })
    const play = message.getByRole('button', { name: 'Воспроизвести Опыт.webm' })
    await play.waitFor()
    await assertAccessible(page, 'a message with a film')
    assert.deepEqual(loaded, [])
    await play.click()
    const video = message.locator('video')
    await video.waitFor()
    await eventually(async () => {
      const [time, width] = await video.evaluate((it) => [
        (it as HTMLVideoElement).currentTime,
        (it as HTMLVideoElement).videoWidth,
      ])
      assert.ok(time! > 0 && width === 64, `${time} ${width}`)
    })
    await assertAccessible(page, 'a film that is played')
    await message.getByRole('button', { name: 'Воспроизвести Обрывок.avi' }).click()
    await message.getByText('Браузер не умеет проигрывать этот файл').waitFor()
  }
})

step('[MSG-18/opaque] a photo without a preview stands among the photos as the file that it is', async () => {
  const ofStaff = await startChat(cast, [cast.secondTeacher])
  const bytes = Buffer.from('....ftypheic of a phone that wrote it')
  const { id, picture } = await attach(cast.teacher.client, ofStaff, bytes, { name: 'Доска.heic' })
  assert.equal(picture, null)
  await send(cast.teacher, ofStaff, '', { attachments: [id] })
  const other = await story.device('staff', { viewport: PHONE })
  await takeSession(other.context, cast.teacher, site(story.world))
  await other.page.goto(site(story.world, `/im/${ofStaff}`))
  const sheet = await openSheet(other)
  await sheet.getByRole('button', { name: 'Скачать Доска.heic' }).waitFor()
  await assertAccessible(other.page, 'a photo without a preview')
})

step('[MSG-18/story] without a network the sheet says so', async () => {
  const { page, context } = phone
  await context.setOffline(true)
  const sheet = await openSheet(phone)
  await sheet.getByText('Вложения откроются, когда вернётся связь.').waitFor()
  await context.setOffline(false)
  await sheet.getByRole('button', { name: 'Открыть фото Лес.png' }).waitFor()
  await page.keyboard.press('Escape')
  await sheet.waitFor({ state: 'detached' })
  assertQuiet(laptop)
})
