import assert from 'node:assert/strict'
import { schoolYearName } from '#contract/communities/school-years.ts'
import { rolloverYearAt } from '#server/communities/units/school-years.ts'
import { type Device, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { CLASSES, growSchool } from '#testkit/large-school.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { makeDue } from '#testkit/rollovers.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

/** A large school is moved while others test beside it. */
const WORK_MS = 120_000
const story = tellStory()
const { step } = story
let cast: Cast
let desk: Device
let year: string

async function measured(what: string, work: () => Promise<void>): Promise<void> {
  const from = performance.now()
  await work()
  process.stderr.write(`rollover, ${what}: ${Math.round(performance.now() - from)} ms\n`)
}

const unitsNow = async () => {
  const { units } = await cast.director.client.call('units.list', { communityId: cast.school.communityId })
  return units.filter(({ unit }) => !unit.system)
}

step('[STR-12/story] the director sees what would become of 48 classes before anything is changed', async () => {
  cast = await createCast(story.world)
  await growSchool(story.world, cast)
  await makeDue(story.world, cast.school.communityId)
  year = schoolYearName(rolloverYearAt('Europe/Moscow', story.world.clock.now()))
  desk = await story.device('desk', { viewport: { width: 1280, height: 800 }, theme: 'light' })
  const { page } = desk
  await takeSession(desk.context, cast.director, site(story.world))
  await page.goto(site(story.world, `/o/${cast.school.communityId}/units`))
  await page.getByRole('link', { name: 'Новый учебный год' }).click()
  await page.getByText(/Ждут перевода: 48\sклассов/).waitFor()
  await assertAccessible(page, 'the page before there is a plan')
  await measured('plan', async () => {
    await page.getByRole('button', { name: 'Составить план' }).click()
    await page.getByRole('heading', { name: `Перевод на ${year} учебный год` }).waitFor()
  })
  await page.getByText(/Действующих сейчас: 48, станет: 44/).waitFor()
  await page.getByText('чат «8«А» — класс» → «9«А» — класс»').waitFor()
  await page.getByText('чат «11«А» — класс»: только для чтения').waitFor()
  await assertAccessible(page, 'a plan')
  assert.equal(await page.getByRole('button', { name: /^Перевести: 48/ }).isDisabled(), true)
})

step('[STR-12/story] what needs a decision stands together, and a name that is impossible says why', async () => {
  const { page } = desk
  await page.getByRole('tab', { name: /^Нужно решить/ }).click()
  await page.getByText('может закончить или учиться дальше').first().waitFor()
  assert.equal(await page.getByRole('combobox').count(), 4)
  for (const letter of ['А', 'Б', 'В']) {
    const choice = page.getByRole('combobox', { name: `Что делать: 9«${letter}»`, exact: true })
    await choice.focus()
    await choice.selectOption('promote')
    await page.getByRole('textbox', { name: `Новое название: 9«${letter}»`, exact: true }).waitFor()
    // Whoever chooses by keyboard stays where he is.
    assert.equal(await choice.evaluate((element) => element === document.activeElement), true)
  }
  await page.getByRole('combobox', { name: 'Что делать: 9«Г»', exact: true }).selectOption('leave')
  await page.getByText('такое название носит «9«Г»»').waitFor()
  await assertAccessible(page, 'a plan with a conflict')
  const name = page.getByRole('textbox', { name: 'Новое название: 8«Г»', exact: true })
  await name.fill('9«Л»')
  await name.press('Enter')
  await page.getByText('такое название носит «9«Г»»').waitFor({ state: 'detached' })
  assert.equal(await name.evaluate((element) => element === document.activeElement), true)
  await page.getByRole('tab', { name: /^Нужно решить\s*0$/ }).waitFor()
  await page.getByRole('tab', { name: /^Все/ }).click()
})

step(
  '[STR-12] 48 classes with 1,200 pupils are moved into the next year in one go, with people and chats',
  async () => {
    const { page } = desk
    const pupils = (await unitsNow()).reduce((sum, each) => sum + each.pupils, 0)
    await measured('apply', async () => {
      await page.getByRole('button', { name: `Перевести: ${CLASSES}` }).click()
      await page.getByText('Выполнен', { exact: true }).waitFor({ timeout: WORK_MS })
    })
    await page.getByText('Отменить можно до').waitFor()
    await assertAccessible(page, 'the page of what was done')
    const units = await unitsNow()
    assert.equal(units.length, CLASSES - 4)
    assert.ok(units.every(({ unit }) => schoolYearName(unit.schoolYear!) === year))
    const graduated = await cast.director.client.call('units.list', {
      communityId: cast.school.communityId,
      archived: true,
    })
    const all = graduated.units.filter(({ unit }) => !unit.system)
    assert.equal(
      all.reduce((sum, each) => sum + each.pupils, 0),
      pupils,
    )
    assert.equal(all.filter(({ unit }) => unit.archived).length, 4)
    assertQuiet(desk)
  },
)

step('[STR-12/story] on a phone in the dark the whole move is taken back within the week', async () => {
  const phone = await story.device('phone', { viewport: PHONE, theme: 'dark' })
  const { page } = phone
  await takeSession(phone.context, cast.director, site(story.world))
  await page.goto(site(story.world, `/o/${cast.school.communityId}/rollover`))
  await page.getByRole('link', { name: `Открыть перевод на ${year}` }).click()
  await page.getByRole('button', { name: 'Отменить перевод' }).click()
  await assertAccessible(page, 'the question before a move is taken back')
  await measured('undo', async () => {
    await page.getByRole('dialog').getByRole('button', { name: 'Отменить перевод' }).click()
    await page.getByText('Отменён', { exact: true }).waitFor({ timeout: WORK_MS })
  })
  await assertAccessible(page, 'a move that was taken back, on a phone')
  assert.equal((await unitsNow()).length, CLASSES)
  assertQuiet(phone)
})
