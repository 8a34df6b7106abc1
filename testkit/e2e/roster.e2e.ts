import assert from 'node:assert/strict'
import { type Device, PHONE } from '#testkit/browser.ts'
import { apply, type Cast, createCast } from '#testkit/cast.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { newPhone, signIn } from '#testkit/people.ts'
import { type BookCell, bookOf } from '#testkit/sheets.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast
let desk: Device

const ROWS: readonly (readonly BookCell[])[] = [
  ['МБОУ «Школа № 1234»'],
  ['Список обучающихся'],
  ['ФИО', 'Класс', 'Дата рождения', 'Мать', 'Телефон матери'],
  ['Ёлкина Анна Ильинична', '5 Б', '01.02.2010', 'Ёлкина Мария Юрьевна', '8 903 555-01-02'],
  ['Бобров Пётр Львович', '5-Б', { day: '2010-02-03' }, '', ''],
  ['Сомов Ян', '6-А', '99.99.2012', '', ''],
  ['Одно', '6-А', '', '', ''],
]
const WORDS = { sheet: 'Список 2024.xlsx', base: () => `/o/${cast.school.communityId}` }

step('[INV-06/story] the secretary drops the list of the school and sees row by row what is understood', async () => {
  cast = await createCast(story.world)
  desk = await story.device('desk', { viewport: { width: 1280, height: 800 }, theme: 'light' })
  const { page } = desk
  await takeSession(desk.context, cast.director, site(story.world))
  await page.goto(site(story.world, `${WORDS.base()}/applications?list=1`))
  await page.getByRole('heading', { name: 'Список школы' }).waitFor()
  await page.getByText('Список пуст').waitFor()
  await assertAccessible(page, 'the empty list of the school')
  await page.locator('input[type=file]').setInputFiles({
    name: WORDS.sheet,
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: bookOf([{ name: 'Лист1', rows: ROWS, merged: ['A1:E1', 'A2:E2'] }]),
  })
  await page.getByRole('heading', { name: WORDS.sheet }).waitFor()
  await page.getByText('Появятся новые классы: 6«А»').waitFor()
  await page.getByText('дата рождения не понята').waitFor()
  await page.getByText('имя записано необычно').waitFor()
  await assertAccessible(page, 'a table before it counts')
  await page.getByRole('tab', { name: /^Не поняты/ }).click()
  await page.getByText('Ёлкина Анна Ильинична', { exact: true }).waitFor({ state: 'detached' })
  await page.getByRole('tab', { name: /^Все/ }).click()
})

step('[INV-06/story] the table is taken over with the rows in doubt, and its people stand in the list', async () => {
  const { page } = desk
  await page.getByText('Взять и строки под сомнением').click()
  await page.getByRole('button', { name: /^Применить: 3/ }).click()
  await page.getByText(/Добавлено: 4/).waitFor()
  await page.getByText('Новых классов: 1').waitFor()
  await page.getByRole('link', { name: 'К списку' }).click()
  await page.getByText('Ёлкина Мария Юрьевна').waitFor()
  await page.getByRole('searchbox', { name: 'Фамилия или имя' }).fill('бобр')
  await page.getByText('Ёлкина Мария Юрьевна').waitFor({ state: 'detached' })
  await page.getByText('Бобров Пётр Львович').waitFor()
  await assertAccessible(page, 'the list of the school')
})

step(
  '[INV-06/story] of those who apply the ones who match are approved at once, the others say what differs',
  async () => {
    const { page } = desk
    const place = { unitId: cast.classId, role: 'pupil' as const }
    const people = [
      { surname: 'Елкина', name: 'Анна', patronymic: 'Ильинична', birthDate: '2010-02-01' },
      { surname: 'Бобров', name: 'Пётр', birthDate: '2010-03-02' },
      { surname: 'Незнакомов', name: 'Ким', birthDate: '2010-03-02' },
    ]
    for (const about of people) await apply(cast.school, await signIn(story.world, newPhone(), about), place)
    await page.goto(site(story.world, `${WORDS.base()}/applications`))
    await page.getByText(/^Совпадают со списком: 1, похожи: 1, похожих несколько: 0, нет в списке: 1$/).waitFor()
    await assertAccessible(page, 'the queue beside the list')
    await page.getByRole('button', { name: 'Бобров Пётр', exact: true }).click()
    await page.getByText(/^День и месяц рождения переставлены: в заявке/).waitFor()
    await page.getByRole('button', { name: 'Закрыть заявку' }).click()
    await page.getByRole('button', { name: 'Одобрить совпавших (1)' }).click()
    await page.getByText(/Одобрено: 1\sзаявка/).waitFor()
    await page.getByRole('button', { name: 'Одобрить совпавших (0)' }).waitFor()
    const { members } = await cast.director.client.call('members.list', { communityId: cast.school.communityId })
    assert.ok(members.some(({ surname }) => surname === 'Елкина'))
    assert.ok(!members.some(({ surname }) => surname === 'Бобров'))
  },
)

step('[INV-06/story] one page says who was approved and why, and takes it back', async () => {
  const { page } = desk
  await page.getByRole('link', { name: 'Последнее одобрение по списку' }).click()
  await page.getByText('совпала дата рождения').waitFor()
  await assertAccessible(page, 'the page of an approval')
  await page.getByRole('button', { name: 'Отменить одобрение' }).click()
  await page.getByText('Отменено').first().waitFor()
  await page.getByRole('link', { name: 'К заявкам' }).click()
  await page.getByRole('button', { name: 'Одобрить совпавших (1)' }).waitFor()
  const { members } = await cast.director.client.call('members.list', { communityId: cast.school.communityId })
  assert.ok(!members.some(({ surname }) => surname === 'Елкина'))
})

step('[INV-06/story] a file is taken back on a phone in the dark, and the list is empty again', async () => {
  const phone = await story.device('phone', { viewport: PHONE, theme: 'dark' })
  const { page } = phone
  await takeSession(phone.context, cast.director, site(story.world))
  await page.goto(site(story.world, `${WORDS.base()}/applications?list=1`))
  await page.getByRole('link', { name: `Открыть загрузку: ${WORDS.sheet}` }).click()
  await page.getByRole('button', { name: 'Отменить загрузку' }).click()
  const dialog = page.getByRole('dialog')
  await assertAccessible(page, 'the question before a file is taken back')
  await dialog.getByRole('button', { name: 'Отменить загрузку' }).click()
  await page.getByRole('heading', { name: 'Отменена' }).waitFor()
  await page.getByRole('link', { name: 'К списку' }).click()
  await page.getByText('Список пуст').waitFor()
  assertQuiet(phone)
  assertQuiet(desk)
})
