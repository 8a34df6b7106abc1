import assert from 'node:assert/strict'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after } from 'node:test'
import type { Page } from 'playwright-core'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { startChat } from '#testkit/messages.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { drawing } from '#testkit/stickers.ts'
import { tellStory } from '#testkit/story.ts'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'
import { assertAccessible, assertQuiet, consoleOf, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let folder = ''
let cast: Cast
let chatId: string
let teacher: Device
let pupil: Device
after(() => rm(folder, { recursive: true, force: true }))

const panel = (page: Page) => page.getByRole('region', { name: 'Стикеры' })
const openStickers = (page: Page) => page.getByRole('button', { name: 'Стикеры', exact: true }).click()
const shown = (page: Page, words: string) => page.getByRole('article').getByRole('img', { name: words })

step(
  '[MSG-06] a teacher finds a sticker by a word and sends it, a pupil answers, and what was sent last comes first',
  async () => {
    cast = await createCast(story.world)
    chatId = await startChat(cast)
    teacher = await story.device('teacher', { viewport: LAPTOP })
    pupil = await story.device('pupil', { viewport: PHONE, theme: 'dark' })
    for (const [{ context, page }, person] of [
      [teacher, cast.teacher],
      [pupil, cast.pupil],
    ] as const) {
      await takeSession(context, person, site(story.world))
      await page.goto(site(story.world, `/im/${chatId}`))
      await page.getByPlaceholder('Сообщение').waitFor()
    }
    const { page } = teacher
    await openStickers(page)
    await panel(page).getByRole('button', { name: 'Пенал' }).click()
    await panel(page)
      .getByRole('button', { name: /Глобус улыбается/ })
      .waitFor()
    await assertAccessible(page, 'the stickers')
    await panel(page).getByRole('searchbox').fill('молод')
    await panel(page)
      .getByRole('button', { name: /Сова с медалью/ })
      .click()
    await page.keyboard.press('Escape')
    await panel(page).waitFor({ state: 'detached' })
    await shown(page, 'Сова с медалью: молодец, умница, отлично').waitFor()
    const image = shown(pupil.page, 'Сова с медалью: молодец, умница, отлично')
    await image.waitFor()
    assert.ok((await image.evaluate((each) => (each as HTMLImageElement).naturalWidth)) > 0)
    await openStickers(pupil.page)
    await panel(pupil.page)
      .getByRole('button', { name: /Сова с сердцем/ })
      .click()
    await shown(page, 'Сова с сердцем: спасибо, благодарю').waitFor()
    await panel(pupil.page)
      .getByRole('button', { name: /Сова с медалью/ })
      .click()
    await assertAccessible(pupil.page, 'stickers on a phone')
    await panel(pupil.page).getByRole('button', { name: 'Закрыть стикеры' }).click()
    await openStickers(pupil.page)
    await panel(pupil.page).getByRole('button', { name: 'Недавние', pressed: true }).waitFor()
    const recent = panel(pupil.page).getByRole('button', { name: /^Отправить стикер/ })
    assert.deepEqual(await recent.evaluateAll((all) => all.map((each) => each.getAttribute('aria-label'))), [
      'Отправить стикер. Сова с медалью: молодец, умница, отлично',
      'Отправить стикер. Сова с сердцем: спасибо, благодарю',
    ])
    await panel(pupil.page).getByRole('button', { name: 'Закрыть стикеры' }).click()
  },
)

step(
  '[STK-01/story] an operator makes a pack of files, publishes it, and takes it back; what was sent stays',
  async () => {
    folder = await makeTemporaryFolder('parta-stickers-')
    const file = join(folder, 'лист.svg')
    await writeFile(file, Buffer.from(drawing(), 'base64'))
    const desk = await story.device('operator', { viewport: LAPTOP })
    await takeSession(desk.context, { client: cast.operator }, consoleOf(story.world))
    const { page } = desk
    await page.goto(consoleOf(story.world, '/stickers'))
    await page.getByLabel('Название набора').fill('Осень')
    await page.getByRole('button', { name: 'Создать набор' }).click()
    const input = page.locator('input[type=file]')
    await input.setInputFiles(file)
    await page.getByLabel('Что на стикере').fill('Осенний лист')
    await page.getByRole('button', { name: 'Добавить: 1' }).click()
    await page.getByRole('img', { name: 'Осенний лист' }).waitFor()
    await assertAccessible(page, 'the desk of stickers')
    await page.getByRole('button', { name: 'Опубликовать: Осень' }).click()
    await page.getByRole('button', { name: 'Убрать: Осень' }).waitFor()
    await teacher.page.reload()
    await teacher.page.getByPlaceholder('Сообщение').waitFor()
    await openStickers(teacher.page)
    await panel(teacher.page).getByRole('searchbox').fill('осен')
    await panel(teacher.page)
      .getByRole('button', { name: /Осенний лист/ })
      .click()
    await shown(pupil.page, 'Осенний лист').waitFor()
    await page.getByRole('button', { name: 'Убрать: Осень' }).click()
    await page.getByText('убран', { exact: true }).waitFor()
    await pupil.page.reload()
    await shown(pupil.page, 'Осенний лист').waitFor()
    for (const device of [teacher, pupil, desk]) assertQuiet(device)
  },
)
