import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import type { CommunityType } from '#contract/communities/types.ts'
import { LAPTOP, PHONE } from '#testkit/browser.ts'
import { foundOrganisation } from '#testkit/cast.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { signInOperator } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story

interface Guided {
  type: CommunityType
  create: string
  /** What is offered and pressed, and what there is afterwards. */
  press: readonly string[]
  before?: (page: Page) => Promise<void>
  made: RegExp
}

const year = String(new Date().getFullYear()).slice(-2)

const GUIDED: readonly Guided[] = [
  { type: 'school', create: 'Создать класс', press: ['1«А»', '11«Г»'], made: /Создано: 2\sкласса/ },
  {
    type: 'kindergarten',
    create: 'Создать группу',
    press: ['Средняя группа', 'Старшая группа'],
    made: /Создано: 2\sгруппы/,
  },
  {
    type: 'college',
    create: 'Создать группу',
    before: (page) => page.getByLabel('Специальность').fill('ИС'),
    press: [`ИС-${year}`],
    made: /«ИС-\d\d» готов/,
  },
  { type: 'extra', create: 'Создать группу', press: ['Хор', 'Шахматы'], made: /Создано: 2\sгруппы/ },
]

for (const { viewport, theme } of [
  { viewport: LAPTOP, theme: 'light' },
  { viewport: PHONE, theme: 'dark' },
] as const) {
  const at = `at ${viewport.width} px`

  const enter = async (type: CommunityType) => {
    const operator = await signInOperator(story.world)
    const name = `Организация ${type} ${viewport.width}`
    const administrator = { surname: 'Устинова', name: 'Вера', patronymic: 'Ильинична' }
    const organisation = await foundOrganisation(story.world, operator, { type, name, administrator })
    const device = await story.device(`${type} ${at}`, { viewport, theme })
    await takeSession(device.context, organisation.administrator, site(story.world))
    await device.page.goto(site(story.world, `/o/${organisation.communityId}/units`))
    return device
  }

  const noOverflow = async (page: Page) => {
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    assert.ok(over <= 0, 'nothing is wider than the page')
  }

  for (const { type, create, press, before, made } of GUIDED) {
    step(`[STR-07] ${at} a new ${type} makes its structure from what fits its type`, async () => {
      const device = await enter(type)
      const { page } = device
      await page.getByRole('button', { name: create }).first().click()
      const dialog = page.getByRole('dialog', { name: create })
      await before?.(page)
      for (const name of press) await dialog.getByRole('button', { name, exact: true }).click()
      await assertAccessible(page, `the structure of a ${type} ${at}`)
      await dialog.getByRole('button', { name: /^Создать/ }).click()
      await page.getByText(made).waitFor()
      for (const name of press) await page.getByRole('link', { name, exact: true }).waitFor()
      await noOverflow(page)
      assertQuiet(device)
    })
  }

  step(`[STR-07] ${at} an authority makes a tree of departments, and moves one with what is under it`, async () => {
    const device = await enter('authority')
    const { page } = device
    const create = async (parent: string | null, names: readonly string[]) => {
      await page.getByRole('button', { name: 'Создать подразделение' }).first().click()
      const dialog = page.getByRole('dialog', { name: 'Создать подразделение' })
      if (parent !== null) await dialog.getByLabel('В составе').selectOption({ label: parent })
      for (const name of names) await dialog.getByRole('button', { name, exact: true }).click()
      await assertAccessible(page, `a new department ${at}`)
      await dialog.getByRole('button', { name: /^Создать/ }).click()
      await dialog.waitFor({ state: 'detached' })
    }
    await create(null, ['Отдел общего образования', 'Методический центр'])
    await create('Отдел общего образования', ['Отдел кадров'])
    const entry = (name: string) =>
      page.locator('tr, li').filter({ has: page.getByRole('link', { name, exact: true }) })
    await entry('Отдел кадров').getByText('в составе: Отдел общего образования').waitFor()
    const order = await page.getByRole('link', { name: /^(Отдел|Методический)/ }).allTextContents()
    assert.deepEqual(order, ['Методический центр', 'Отдел общего образования', 'Отдел кадров'])
    await page.getByRole('button', { name: 'Действия: Отдел общего образования' }).click()
    await page.getByRole('menuitem', { name: 'Перенести' }).click()
    const dialog = page.getByRole('dialog', { name: 'Перенести подразделение' })
    await dialog.getByLabel('В составе').selectOption({ label: '\u2003Отдел кадров' })
    await dialog.getByRole('button', { name: 'Перенести', exact: true }).click()
    await dialog.getByText('Подразделение не может входить в себя и в то, что в него входит.').waitFor()
    await dialog.getByLabel('В составе').selectOption({ label: 'Методический центр' })
    await assertAccessible(page, `moving a department ${at}`)
    await dialog.getByRole('button', { name: 'Перенести', exact: true }).click()
    await entry('Отдел общего образования').getByText('в составе: Методический центр').waitFor()
    await entry('Отдел кадров').getByText('в составе: Отдел общего образования').waitFor()
    await noOverflow(page)
    assertQuiet(device, [/409/])
  })
}
