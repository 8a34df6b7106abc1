import { LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { newId } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast

for (const { viewport, theme } of [
  { viewport: PHONE, theme: 'dark' },
  { viewport: LAPTOP, theme: 'light' },
] as const) {
  step(`[INV-03/restored-story] at ${viewport.width} px a link that was revoked by mistake works again`, async () => {
    cast ??= await createCast(story.world)
    const { director, classId, school } = cast
    const { communityId } = school
    const link = await director.client.call('links.create', { id: newId(), unitId: classId, role: 'staff' })
    const device = await story.device(`director ${viewport.width}`, { viewport, theme })
    await takeSession(device.context, director, site(story.world))
    const { page } = device
    await page.goto(site(story.world, `/o/${communityId}/links`))
    await page
      .getByRole('button', { name: /^Показать ссылку: 5«Б»/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Отозвать', exact: true }).click()
    const ask = page.getByRole('dialog', { name: 'Отозвать ссылку' })
    await ask.getByRole('button', { name: 'Отозвать ссылку' }).click()
    await page.getByText('Ссылка отозвана: по ней больше нельзя подать заявку').waitFor()
    await story.world.client().refused('links.open', { token: link.token }, 'link.revoked')
    await page.getByRole('button', { name: 'Отменить' }).waitFor()
    await assertAccessible(page, `a revocation that can be taken back at ${viewport.width} px`)
    await page.getByRole('button', { name: 'Отменить' }).click()
    await page.getByText('Ссылка снова действует').waitFor()
    await story.world.client().call('links.open', { token: link.token })
    assertQuiet(device)
  })
}
