import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast

/** Counts what the hand does from now on: presses anywhere on the page. */
const countPresses = (page: Page) =>
  page.evaluate(() => {
    const counted = window as unknown as { presses: number }
    counted.presses = 0
    addEventListener('pointerdown', () => (counted.presses += 1), true)
  })
const presses = (page: Page) => page.evaluate(() => (window as unknown as { presses: number }).presses)

async function open(name: string, look: Parameters<typeof story.device>[1]): Promise<Device> {
  const device = await story.device(name, look)
  await takeSession(device.context, cast.director, site(story.world))
  await device.page.goto(site(story.world, `/o/${cast.school.communityId}/members`))
  return device
}

for (const { name, look, from, to } of [
  { name: 'desk', look: { viewport: LAPTOP }, from: 'Учитель', to: 'Классный руководитель' },
  { name: 'phone', look: { viewport: PHONE, theme: 'dark' }, from: 'Классный руководитель', to: 'Учитель' },
] as const) {
  step(
    `[STR-09/three-clicks] on the ${name} a role is changed by three presses, and how it came to be stays to be read`,
    async () => {
      cast ??= await createCast(story.world)
      const { page } = await open(name, look)
      const role = page.getByRole('button', { name: `${from}, изменить роль: Ершов Павел Андреевич` })
      await role.waitFor()
      await countPresses(page)
      await role.click()
      const dialog = page.getByRole('dialog', { name: 'Изменить роль или класс' })
      await dialog.getByText(to, { exact: true }).click()
      await dialog.getByRole('button', { name: 'Изменить', exact: true }).click()
      await page.getByText('Ершов Павел Андреевич: роль изменена').waitFor()
      assert.equal(await presses(page), 3)
      await page.getByRole('button', { name: `${to}, изменить роль: Ершов Павел Андреевич` }).click()
      const history = dialog.getByRole('region', { name: 'История ролей' })
      await history.getByText(`Роль: ${from} → ${to}`).waitFor()
      await history
        .getByText(/Климова Наталья Олеговна/)
        .first()
        .waitFor()
      await assertAccessible(page, `the change of a role on the ${name}`)
    },
  )
}
