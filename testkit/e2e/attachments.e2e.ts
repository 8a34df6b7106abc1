import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { FILE_BYTES_MAX } from '#contract/files/files.limits.ts'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { startChat } from '#testkit/messages.ts'
import { eventually, takeSession } from '#testkit/messenger-walk.ts'
import { phonePhoto, pictureOf } from '#testkit/pictures.ts'
import { tellStory } from '#testkit/story.ts'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

/** A piece of an upload takes so long, so that there is something to see. */
const PIECE_MS = 250
const NO_NETWORK = [/ERR_INTERNET_DISCONNECTED/, /ERR_NETWORK_CHANGED/, /ERR_FAILED/]

const story = tellStory()
const { step } = story
const document = randomBytes(9 * 1_048_576)
let folder = ''
let cast: Cast
let chatId: string
let teacher: Device
let pupil: Device
after(() => rm(folder, { recursive: true, force: true }))

const tray = ({ page }: Device): Locator => page.getByRole('list', { name: 'Вложения' })
const send = (page: Page) => page.getByRole('button', { name: 'Отправить', exact: true })
const choose = ({ page }: Device, files: string[]) => page.locator('input[type=file][multiple]').setInputFiles(files)

async function open(name: string, device: Device): Promise<void> {
  await takeSession(device.context, name === 'teacher' ? cast.teacher : cast.pupil, site(story.world))
  await device.page.goto(site(story.world, `/im/${chatId}`))
  await device.page.getByLabel(/^Сообщение в чат/).waitFor()
}

async function downloaded({ page }: Device, name: string): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: `Скачать ${name}` }).click(),
  ])
  assert.equal(download.suggestedFilename(), name)
  return readFile(await download.path())
}

step('[MSG-02/story] photos and a document are attached, sent with a word, and seen by the other one', async () => {
  cast = await createCast(story.world)
  folder = await makeTemporaryFolder('parta-attachments-')
  chatId = await startChat(cast)
  await writeFile(join(folder, 'лес.jpg'), await phonePhoto(900, 600))
  await writeFile(join(folder, 'река.png'), await pictureOf(700, 500, 'png', ['#227744', '#88ccee']))
  await writeFile(join(folder, 'Маршрут похода.pdf'), document)
  teacher = await story.device('teacher', { viewport: LAPTOP })
  pupil = await story.device('pupil', { viewport: PHONE, theme: 'dark' })
  await open('teacher', teacher)
  await open('pupil', pupil)
  await choose(
    teacher,
    ['лес.jpg', 'река.png', 'Маршрут похода.pdf'].map((name) => join(folder, name)),
  )
  await eventually(async () => assert.equal(await tray(teacher).getByText('готово').count(), 3), 30_000)
  await assertAccessible(teacher.page, 'a composer with attachments')
  await teacher.page.getByLabel(/^Сообщение в чат/).fill('Идём в субботу')
  await send(teacher.page).click()
  await tray(teacher).waitFor({ state: 'detached' })
  for (const device of [teacher, pupil]) {
    const { page } = device
    const message = page.getByRole('article').filter({ hasText: 'Идём в субботу' })
    await message.getByRole('button', { name: 'Открыть фото лес.jpg' }).waitFor()
    await eventually(async () => {
      const widths = await message
        .locator('img')
        .evaluateAll((all) => all.map((each) => (each as HTMLImageElement).naturalWidth))
      assert.ok(widths.length === 2 && widths.every((width) => width > 0), String(widths))
    })
    await assertAccessible(page, 'a message with photos and a file')
  }
  assert.ok((await downloaded(pupil, 'Маршрут похода.pdf')).equals(document))
})

step('[MSG-03] photos are looked at over the whole screen, by keys and by a swipe, and loaded from there', async () => {
  const { page } = teacher
  await page.getByRole('button', { name: 'Открыть фото лес.jpg' }).click()
  const viewer = page.getByRole('dialog', { name: 'Просмотр фото' })
  await viewer.getByText('1 из 2').waitFor()
  await assertAccessible(page, 'the viewer')
  await page.keyboard.press('ArrowRight')
  await viewer.getByText('2 из 2').waitFor()
  await page.keyboard.press('Home')
  await viewer.getByText('1 из 2').waitFor()
  assert.ok(!(await downloaded(teacher, 'лес.jpg')).includes('secret-of-the-camera'), 'pupils read this chat')
  await page.keyboard.press('Escape')
  await viewer.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Открыть фото лес.jpg' }).and(page.locator(':focus')).waitFor()
  const phone = pupil.page
  await phone.getByRole('button', { name: 'Открыть фото лес.jpg' }).click()
  const small = phone.getByRole('dialog', { name: 'Просмотр фото' })
  const stage = (await small.locator('img').boundingBox())!
  const middle = { x: stage.x + stage.width / 2, y: stage.y + stage.height / 2 }
  await phone.mouse.move(middle.x, middle.y)
  await phone.mouse.down()
  await phone.mouse.move(middle.x - 120, middle.y)
  await phone.mouse.up()
  await small.getByText('2 из 2').waitFor()
  await assertAccessible(phone, 'the viewer on a phone')
  await small.getByRole('button', { name: 'Закрыть' }).click()
  await small.waitFor({ state: 'detached' })
})

step('[MSG-02] an upload is stopped, goes on, outlives the network and a reload, and comes whole', async () => {
  const { context, page } = teacher
  const name = 'Запись урока.bin'
  const bytes = randomBytes(14 * 1_048_576)
  await writeFile(join(folder, name), bytes)
  await context.route(/\/files\//, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, PIECE_MS))
    await route.continue().catch(() => undefined)
  })
  await choose(teacher, [join(folder, name)])
  await tray(teacher)
    .getByText(/отправлено [1-9]/)
    .waitFor()
  assert.equal(await send(page).isEnabled(), false)
  await tray(teacher)
    .getByRole('button', { name: `Остановить: ${name}` })
    .click()
  await tray(teacher)
    .getByText(/остановлено на/)
    .waitFor()
  await tray(teacher)
    .getByRole('button', { name: `Продолжить: ${name}` })
    .click()
  await tray(teacher)
    .getByText(/отправлено/)
    .waitFor()
  await context.setOffline(true)
  await tray(teacher).getByText('нет связи, продолжим сами').waitFor()
  await context.setOffline(false)
  await tray(teacher)
    .getByText(/отправлено/)
    .waitFor()
  await page.reload()
  await tray(teacher)
    .getByText(/выберите его снова/)
    .waitFor()
  await assertAccessible(page, 'an upload that a reload has cut')
  await tray(teacher).locator('input[type=file]').setInputFiles(join(folder, name))
  await tray(teacher)
    .getByText(/отправлено [2-9]\d/)
    .waitFor()
  await context.unroute(/\/files\//)
  await tray(teacher).getByText('готово').waitFor()
  await send(page).click()
  assert.ok((await downloaded(pupil, name)).equals(bytes))
  const files = await story.world.database.query('select from files.file where name = $1', [name])
  assert.equal(files.length, 1, 'it went on and did not begin anew')
})

step('[MSG-02/limit-story] one byte above four gigabytes is refused with a sentence, and nothing is sent', async () => {
  const { page } = teacher
  const name = 'Слишком большой.mkv'
  await writeFile(join(folder, name), '')
  await truncate(join(folder, name), FILE_BYTES_MAX + 1)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await choose(teacher, [join(folder, name)])
  await page.getByText(/больше 4 ГБ \(4 294 967 296 байт\)/).waitFor()
  assert.equal(await tray(teacher).count(), 0)
  assert.deepEqual(
    asked.filter((url) => /files|attachments/.test(url)),
    [],
  )
  assertQuiet(teacher, NO_NETWORK)
  assertQuiet(pupil)
})

step(
  '[MSG-02/paste-story] a picture is pasted, removed again, and one that is dropped goes without a word',
  async () => {
    const { page } = teacher
    const picture = (await pictureOf(60, 40, 'png')).toString('base64')
    const give = (kind: 'paste' | 'drop') =>
      page.getByLabel(/^Сообщение в чат/).evaluate(
        (field, [what, data]) => {
          const bytes = Uint8Array.from(atob(data!), (char) => char.charCodeAt(0))
          const carried = new DataTransfer()
          carried.items.add(new File([bytes], `${what}.png`, { type: 'image/png' }))
          const about = { bubbles: true, cancelable: true }
          field.dispatchEvent(
            what === 'paste'
              ? new ClipboardEvent('paste', { ...about, clipboardData: carried })
              : new DragEvent('drop', { ...about, dataTransfer: carried }),
          )
        },
        [kind, picture] as const,
      )
    await give('paste')
    await tray(teacher).getByText('готово').waitFor()
    await tray(teacher).getByRole('button', { name: 'Убрать: paste.png' }).click()
    await tray(teacher).waitFor({ state: 'detached' })
    await give('drop')
    await tray(teacher).getByText('готово').waitFor()
    await send(page).click()
    await pupil.page.getByRole('button', { name: 'Открыть фото drop.png' }).waitFor()
    const list = page.getByRole('link', { name: /Математика/ })
    await list.getByText('Фото').waitFor()
    await page.getByRole('button', { name: 'Открыть фото drop.png' }).waitFor()
  },
)
