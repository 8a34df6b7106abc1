import assert from 'node:assert/strict'
import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from 'playwright-core'
import type { Device } from './browser.ts'
import { codeFor } from './people.ts'
import type { World } from './world.ts'

export interface Told {
  surname: string
  name: string
  patronymic?: string
  birth: { day: string; month: string; year: string }
}

/** Address of the site or of the operator's console of a world. */
export const site = (world: World, path = '/'): string => `http://localhost:${world.app.port}${path}`
export const consoleOf = (world: World, path = '/'): string => `http://ops.localhost:${world.app.port}${path}`

/** Walks the sign-in: phone, the way to the code («Я здесь впервые»), code, and who he is when he is new. */
export async function walkSignIn(
  world: World,
  page: Page,
  phone: string,
  told?: Told,
  way = 'Я здесь впервые',
): Promise<void> {
  const field = await toCodeField(page, phone, way)
  await field.fill(codeFor(world, phone))
  if (told !== undefined) await tellAboutSelf(page, told)
}

/** From the number to the field of the code that has come. */
export async function toCodeField(page: Page, phone: string, way = 'Я здесь впервые'): Promise<Locator> {
  await page.getByLabel('Номер телефона').fill(phone)
  await page.getByRole('button', { name: 'Продолжить' }).click()
  await page.getByRole('button', { name: way }).click()
  const field = page.getByLabel('Код из СМС, 6 цифр')
  await field.waitFor()
  return field
}

/** Two screens of somebody new: who he is, and the learning profile. */
export async function tellAboutSelf(page: Page, told: Told): Promise<void> {
  await page.getByRole('heading', { name: 'Информация о себе' }).waitFor()
  await page.getByLabel('Фамилия').fill(told.surname)
  await page.getByLabel(/^Имя/).fill(told.name)
  if (told.patronymic !== undefined) await page.getByLabel('Отчество, если есть').fill(told.patronymic)
  await page.getByLabel('День').fill(told.birth.day)
  await page.getByLabel('Месяц').selectOption({ label: told.birth.month })
  await page.getByLabel('Год').fill(told.birth.year)
  await page.getByRole('button', { name: 'Продолжить' }).click()
  await page.getByRole('heading', { name: 'Создать учебный профиль' }).waitFor()
  await page.getByRole('button', { name: 'Продолжить' }).click()
}

/** Opens the choice of organisation and profile; the answer is what it shows. */
export async function openSwitch(page: Page): Promise<Locator> {
  await page
    .getByRole('button', { name: /Сменить|Организация и профиль/ })
    .locator('visible=true')
    .first()
    .click()
  const link = page.getByRole('link', { name: 'Мои заявки' })
  const menu = page.locator('div', { has: link, hasText: 'Учебный профиль' }).last()
  await menu.waitFor()
  return menu
}

/** Every rule of axe for WCAG 2.2 AA on what the page shows now. */
export async function assertAccessible(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .options({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      // Nobody reads what is well: of that one node a rule is enough.
      resultTypes: ['violations'],
    })
    // An experimental rule that takes initials in a picture for a label.
    .disableRules(['label-content-name-mismatch'])
    // Our pages hold no frame of another origin, so no page of its own is needed to put results together.
    .setLegacyMode(true)
    .analyze()
  const found = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, any }) => `${html.slice(0, 160)} ${any[0]?.message ?? ''}`).join(' | ')}`,
  )
  assert.deepEqual(found, [], what)
}

/** Nothing on the console and nobody foreign was asked; answers that the story expects may be named. */
export function assertQuiet(device: Device, expected: readonly RegExp[] = []): void {
  const rest = device.complaints.filter((complaint) => !expected.some((pattern) => pattern.test(complaint)))
  assert.deepEqual(rest, [])
}
