import assert from 'node:assert/strict'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { apply, type Cast, createCast, signInGrownUp } from '#testkit/cast.ts'
import { filmOf } from '#testkit/films.ts'
import { eventually, takeSession } from '#testkit/messenger-walk.ts'
import type { Person } from '#testkit/people.ts'
import { phonePhoto, pictureOf } from '#testkit/pictures.ts'
import { tellStory } from '#testkit/story.ts'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let folder = ''
let cast: Cast
let path: string
let director: Device
let editor: Device
let parent: Device
let applicant: Device
after(() => rm(folder, { recursive: true, force: true }))

const ARTICLE = 'Как мы готовились к неделе наук'
const SCRIPT = 'Последний звонок'
const REPORT = 'Поход пятых классов'
const LONG = Array.from({ length: 40 }, (_, n) => `День ${n + 1}: собрали приборы и записали наблюдения.`).join('\n')

async function open(name: string, person: Person, look: Parameters<typeof story.device>[1]): Promise<Device> {
  const device = await story.device(name, look)
  await takeSession(device.context, person, site(story.world))
  await device.page.goto(site(story.world, path))
  return device
}

const cardOf = (page: Page, title: string): Locator => page.getByRole('article', { name: title })

async function compose({ page }: Device, kind: string, words: { title: string; text: string }): Promise<Locator> {
  await page.getByRole('button', { name: 'Опубликовать', exact: true }).click()
  const form = page.getByRole('dialog', { name: 'Новая публикация' })
  await form.getByLabel(kind, { exact: true }).check()
  await form.getByLabel('Название').fill(words.title)
  await form.getByLabel('Текст').fill(words.text)
  return form
}

async function publish(form: Locator): Promise<void> {
  await form.getByRole('button', { name: 'Опубликовать', exact: true }).click()
  await form.waitFor({ state: 'detached' })
}

async function act({ page }: Device, title: string, what: string): Promise<void> {
  await cardOf(page, title)
    .getByRole('button', { name: `Действия: ${title}` })
    .click()
  await page.getByRole('menuitem', { name: what }).click()
}

step(
  '[ORG-15/story] the administrator publishes an article and a report with photos and a film from a laptop',
  async () => {
    cast = await createCast(story.world)
    path = `/o/${cast.school.communityId}/publications`
    folder = await makeTemporaryFolder('parta-publications-')
    await writeFile(join(folder, 'лес.jpg'), await phonePhoto(900, 600))
    await writeFile(join(folder, 'река.png'), await pictureOf(700, 500, 'png', ['#227744', '#88ccee']))
    await writeFile(join(folder, 'костёр.mp4'), await filmOf(2))
    director = await open('director', cast.director, { viewport: LAPTOP })
    const { page } = director
    await page.getByText('Публикаций ещё нет').waitFor()
    await assertAccessible(page, 'a page without publications')
    await page.getByRole('tab', { name: 'Сценарии' }).click()
    await page.getByText('Таких публикаций ещё нет').waitFor()
    await page.getByRole('tab', { name: 'Все' }).click()
    const article = await compose(director, 'Статья', { title: '', text: LONG })
    await article.getByRole('button', { name: 'Опубликовать', exact: true }).click()
    await article.getByText('Напишите название').waitFor()
    await assertAccessible(page, 'the form of a publication')
    await article.getByLabel('Название').fill(ARTICLE)
    await publish(article)
    const card = cardOf(page, ARTICLE)
    await card.getByText('Статья', { exact: true }).waitFor()
    await card.getByText(/^автор: /).waitFor()
    await publish(await compose(director, 'Сценарий мероприятия', { title: SCRIPT, text: 'Ведущий: Здравствуйте!' }))
    const report = await compose(director, 'Отчёт', { title: REPORT, text: 'Погода была хорошей.' })
    await page
      .locator('dialog input[type=file]')
      .setInputFiles(['лес.jpg', 'река.png', 'костёр.mp4'].map((name) => join(folder, name)))
    await eventually(async () => assert.equal(await report.getByText('готово').count(), 3), 60_000)
    await report.getByText('Отразить в канал «Общешкольный»').click()
    await publish(report)
    await cardOf(page, REPORT).getByText('Есть в канале «Общешкольный»').waitFor()
    await assertAccessible(page, 'a page with publications')
  },
)

step('[ORG-15/story] he entrusts the page to a teacher, who asks a question there and mirrors nothing', async () => {
  const { page } = director
  editor = await open('editor', cast.secondTeacher, { viewport: PHONE, theme: 'light' })
  await cardOf(editor.page, ARTICLE).waitFor()
  assert.equal(await editor.page.getByRole('button', { name: 'Создать опрос' }).count(), 0)
  await page.goto(site(story.world, `/o/${cast.school.communityId}/members`))
  const { surname } = cast.secondTeacher.about
  await page.getByRole('button', { name: new RegExp(`Действия: ${surname}`) }).click()
  await page.getByRole('menuitem', { name: 'Поручить публикации' }).click()
  const dialog = page.getByRole('dialog', { name: 'Поручить публикации' })
  await assertAccessible(page, 'the page is entrusted')
  await dialog.getByRole('button', { name: 'Поручить' }).click()
  await page.getByText('Редактор страницы', { exact: true }).waitFor()
  await editor.page.getByRole('button', { name: 'Создать опрос' }).click()
  const form = editor.page.getByRole('dialog', { name: 'Новый опрос' })
  await form.getByLabel('Вопрос').fill('Куда поедем весной?')
  await form.getByLabel('Вариант 1').fill('В музей')
  await form.getByLabel('Вариант 2').fill('В заповедник')
  await form.getByRole('button', { name: 'Создать опрос' }).click()
  await cardOf(editor.page, 'Куда поедем весной?').waitFor()
  await cardOf(editor.page, ARTICLE)
    .getByRole('button', { name: `Действия: ${ARTICLE}` })
    .click()
  await editor.page.getByText('В «Общешкольный» пишут администраторы: попросите одного из них').waitFor()
  await assertAccessible(editor.page, 'what an editor does with a publication')
  await editor.page.keyboard.press('Escape')
})

step(
  '[ORG-15] a parent reads the page on a phone, finds kinds, unfolds an article, looks at photos and votes',
  async () => {
    parent = await open('parent', cast.parent, { viewport: PHONE, theme: 'dark' })
    const { page } = parent
    const article = cardOf(page, ARTICLE)
    assert.equal(await article.getByText('День 40: собрали').count(), 0)
    await article.getByRole('button', { name: 'Показать полностью' }).click()
    await article.getByText('День 40: собрали').waitFor()
    await cardOf(page, REPORT).getByRole('button', { name: 'Открыть фото лес.jpg' }).click()
    await page.getByRole('dialog', { name: 'Просмотр фото' }).getByText('1 из 2').waitFor()
    await page.keyboard.press('Escape')
    await cardOf(page, REPORT)
      .getByRole('button', { name: /^Воспроизвести костёр.mp4/ })
      .waitFor()
    assert.equal(await page.getByText(/^автор: /).count(), 0)
    assert.equal(await page.getByRole('button', { name: /^Действия/ }).count(), 0)
    await page.getByRole('tab', { name: 'Опросы' }).click()
    await article.waitFor({ state: 'detached' })
    const poll = cardOf(page, 'Куда поедем весной?')
    await poll.getByRole('button', { name: /^В заповедник/ }).click()
    await poll.getByRole('button', { name: 'Проголосовать' }).click()
    await poll.getByText(/^Ваш голос/).waitFor()
    await assertAccessible(page, 'a poll on the page of an organisation')
    await page.getByRole('tab', { name: 'Сценарии' }).click()
    await cardOf(page, SCRIPT).getByText('Ведущий: Здравствуйте!').waitFor()
    assert.equal(await page.getByRole('article').count(), 1)
    await page.getByRole('tab', { name: 'Все' }).click()
    await article.waitFor()
    await assertAccessible(page, 'the page of an organisation on a phone')
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    assert.ok(overflow <= 0, 'nothing is wider than the phone')
    await page.goto(site(story.world, '/im'))
    await page.getByRole('link', { name: /Общешкольный/ }).click()
    await page
      .getByRole('article')
      .filter({ hasText: REPORT })
      .getByText(/канала «Страница организации»/)
      .waitFor()
  },
)

step('[ORG-15/story] what is changed and deleted is so for everybody, and whoever applies sees nothing', async () => {
  await director.page.goto(site(story.world, path))
  await act(director, ARTICLE, 'Изменить')
  const editing = director.page.getByRole('dialog', { name: 'Изменить публикацию' })
  await editing.getByLabel('Название').fill('Неделя наук')
  await editing.getByRole('button', { name: 'Сохранить' }).click()
  await cardOf(director.page, 'Неделя наук')
    .getByText(/изменено/)
    .waitFor()
  await act(director, REPORT, 'Удалить')
  const erasing = director.page.getByRole('dialog', { name: 'Удалить публикацию?' })
  await erasing.getByText('Копия в канале «Общешкольный» останется.').waitFor()
  await erasing.getByRole('button', { name: 'Удалить у всех' }).click()
  await cardOf(director.page, REPORT).waitFor({ state: 'detached' })
  await parent.page.goto(site(story.world, path))
  await cardOf(parent.page, 'Неделя наук').waitFor()
  assert.equal(await cardOf(parent.page, REPORT).count(), 0)
  const person = await signInGrownUp(story.world, 'Заявкина')
  await apply(cast.school, person, { unitId: cast.classId, role: 'staff', position: 'Учитель' })
  applicant = await open('applicant', person, { viewport: LAPTOP })
  await applicant.page.getByText('Организация не найдена').first().waitFor()
  assert.equal(await applicant.page.getByText('Неделя наук').count(), 0)
})

step('nothing complains in the consoles', async () => {
  for (const device of [director, editor, parent, applicant]) assertQuiet(device)
})
