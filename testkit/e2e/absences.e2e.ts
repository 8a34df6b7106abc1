import assert from 'node:assert/strict'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast
let mother: Device
let teacher: Device

step('[MSG-23/story] a parent tells of an absence with two presses, and the teacher accepts it', async () => {
  cast = await createCast(story.world)
  mother = await story.device('mother', { viewport: PHONE, theme: 'dark' })
  teacher = await story.device('teacher', { viewport: LAPTOP })
  const { communityId } = cast.school
  await takeSession(mother.context, cast.parent, site(story.world))
  await takeSession(teacher.context, cast.teacher, site(story.world))
  await teacher.page.goto(site(story.world, `/o/${communityId}/absences`))
  await teacher.page.getByText('Новых сообщений нет.').waitFor()
  const { page } = mother
  await page.goto(site(story.world, `/o/${communityId}`))
  await page.getByRole('button', { name: 'Сообщить об отсутствии: Артём' }).click()
  const dialog = page.getByRole('dialog', { name: 'Сообщить об отсутствии' })
  await assertAccessible(page, 'an absence on a phone')
  await dialog.getByRole('button', { name: 'Сообщить', exact: true }).click()
  await page.getByText('Сообщение отправлено: Артём').waitFor()
  await teacher.page.getByRole('button', { name: 'Принять: Петров Артём' }).waitFor()
  await assertAccessible(teacher.page, 'absences of a class')
  await teacher.page.getByRole('button', { name: 'Принять: Петров Артём' }).click()
  await teacher.page.getByText('Новых сообщений нет.').waitFor()
  await page.goto(site(story.world, '/children'))
  await page.getByText('Принято: Соколова Марина Игоревна', { exact: false }).waitFor()
})

step('[MSG-23/story] the parent changes her mind and then changes it back; the teacher is told of both', async () => {
  const { page } = mother
  await page.getByRole('button', { name: /^Отозвать: / }).click()
  await page.getByText('Отозвано, ', { exact: false }).waitFor()
  await teacher.page.getByText('отозвано: придёт').first().waitFor()
  await page.getByRole('button', { name: 'Отменить', exact: true }).click()
  await page.getByText('Учитель ещё не прочитал').waitFor()
  await assertAccessible(page, 'absences of a child on a phone')
})

step('[MSG-23/story] a paper is added afterwards, and the teacher loads it', async () => {
  const { page } = mother
  await page.getByRole('button', { name: /^Изменить: / }).click()
  const dialog = page.getByRole('dialog', { name: 'Изменить сообщение' })
  const file = { name: 'Справка.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 справка') }
  await dialog.locator('input[type=file]').setInputFiles(file)
  await dialog.getByRole('button', { name: 'Убрать файл' }).waitFor()
  await assertAccessible(page, 'a paper on a phone')
  await dialog.getByRole('button', { name: 'Сохранить' }).click()
  await page.getByText('Сообщение изменено').waitFor()
  await page.getByRole('button', { name: /Файл: Справка\.pdf/ }).waitFor()
  const link = teacher.page.getByRole('button', { name: /Файл: Справка\.pdf/ }).first()
  await link.waitFor()
  const [download] = await Promise.all([teacher.page.waitForEvent('download'), link.click()])
  assert.equal(download.suggestedFilename(), 'Справка.pdf')
  for (const device of [mother, teacher]) assertQuiet(device)
})
