import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast, foundOrganisation, join, type Organisation } from '#testkit/cast.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { signInOperator } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast
let second: Organisation
let phone: Device

/** It stands around every page; a first page may offer the same once more. */
const WAY_IN = 'nav a[href="/im"]'

const visibleCount = (page: Page, selector: string) => page.locator(`${selector}:visible`).count()

/** Taps one after the other, and says how many there were. */
async function taps(...targets: readonly Locator[]): Promise<number> {
  for (const target of targets) await target.click()
  return targets.length
}

step('[GEN-13] one to one, one to a group and one to all are two taps from the first screen, on a phone', async () => {
  cast = await createCast(story.world)
  phone = await story.device('teacher', { viewport: PHONE })
  await takeSession(phone.context, cast.teacher, site(story.world))
  const { page } = phone
  const home = async () => {
    await page.goto(site(story.world, '/im'))
    await page.getByRole('link', { name: /Общешкольный/ }).waitFor()
  }
  await home()
  const all = await taps(page.getByRole('link', { name: /Общешкольный/ }))
  await page.getByRole('log').waitFor()
  await home()
  const begin = () => page.getByRole('button', { name: 'Новый чат' })
  const one = await taps(begin(), page.getByRole('dialog').getByRole('button', { name: /Климова/ }))
  await page.getByPlaceholder('Сообщение', { exact: true }).waitFor()
  await page
    .getByText(/Наталья Олеговна|Климова/)
    .first()
    .waitFor()
  await home()
  const group = await taps(begin(), page.getByRole('dialog').getByRole('button', { name: 'Создать групповой чат' }))
  await page.getByRole('dialog').getByLabel('Название').waitFor()
  for (const count of [one, group, all]) assert.ok(count <= 2, `${count} taps`)
  assertQuiet(phone)
})

step(
  '[GEN-03] every page of an organisation has one way into the messenger, with the same profile and organisation',
  async () => {
    const operator = await signInOperator(story.world)
    const administrator = { surname: 'Громова', name: 'Ида' }
    second = await foundOrganisation(story.world, operator, { type: 'school', name: 'Лицей № 7', administrator })
    await join(second, cast.director, { unitId: second.staffUnitId, role: 'staff', position: 'Методист' })
    const desk = await story.device('director', { viewport: LAPTOP })
    await takeSession(desk.context, cast.director, site(story.world))
    const { page } = desk
    await page.goto(site(story.world, `/o/${cast.school.communityId}`))
    const menu = page.getByRole('navigation', { name: 'Разделы организации' })
    await menu.getByRole('link').first().waitFor()
    const pages = await menu.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')!))
    assert.ok(pages.length >= 8, pages.join(' '))
    for (const [place, look] of [
      [page, 'laptop'],
      [page, 'phone'],
    ] as const) {
      if (look === 'phone') await place.setViewportSize(PHONE)
      for (const href of pages) {
        await place.goto(site(story.world, href))
        await place.getByRole('heading', { level: 1 }).first().waitFor()
        assert.equal(await visibleCount(place, WAY_IN), 1, `${href} on a ${look}`)
      }
    }
    await page.setViewportSize(LAPTOP)
    for (const { communityId, name } of [second, cast.school]) {
      await page.goto(site(story.world, `/o/${communityId}`))
      await page.locator(`${WAY_IN}:visible`).click()
      await page.waitForURL(/\/im/)
      await page.getByRole('button', { name: `Организация: ${name}. Сменить` }).waitFor()
      await page.getByRole('link', { name: /^Профиль: .*Климова|^Профиль: Наталья/ }).waitFor()
    }
    assertQuiet(desk)
  },
)
