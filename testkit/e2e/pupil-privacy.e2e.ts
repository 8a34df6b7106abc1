import assert from 'node:assert/strict'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast
let desk: Device
let phone: Device

const LIMIT = 'Самое широкое, что может открыть ученик'
const WRITE = 'Начать со мной переписку'

async function limit(to: string): Promise<void> {
  const { page } = desk
  await page.getByLabel(LIMIT).selectOption({ label: to })
  await page.getByRole('button', { name: 'Сохранить предел' }).click()
  await page.getByText('Предел изменён и уже действует для всех учеников').last().waitFor()
}

step('[ACC-07/story] an administrator lets pupils open wider, and a pupil does', async () => {
  cast = await createCast(story.world)
  desk = await story.device('desk', { viewport: LAPTOP })
  await takeSession(desk.context, cast.director, site(story.world))
  await desk.page.goto(site(story.world, `/o/${cast.school.communityId}/dialogue-rules`))
  await desk.page.getByLabel(LIMIT).waitFor()
  await assertAccessible(desk.page, 'the limit of an organisation')
  await limit('Все из организации')
  phone = await story.device('phone', { viewport: PHONE, theme: 'dark' })
  await takeSession(phone.context, cast.pupil, site(story.world))
  const { page } = phone
  await page.goto(site(story.world, '/me/privacy'))
  await page.getByLabel(WRITE).selectOption({ label: 'Все из моих организаций' })
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await page.getByText('Настройки сохранены').waitFor()
  assert.equal((await cast.pupil.client.call('privacy.get', {})).write, 'organisations')
})

step(
  '[ACC-01/story] a pupil who is a child finds his family in his profile, and no page for children of his own',
  async () => {
    const { page } = phone
    await page.goto(site(story.world, '/me'))
    await page.getByText('20.05.2011').waitFor()
    await page.getByRole('link', { name: 'Семья' }).waitFor()
    assert.equal(await page.getByRole('link', { name: 'Дети' }).count(), 0)
    await desk.page.goto(site(story.world, '/me'))
    await desk.page.getByRole('link', { name: 'Дети' }).waitFor()
    await desk.page.goto(site(story.world, `/o/${cast.school.communityId}/dialogue-rules`))
    await desk.page.getByLabel(LIMIT).waitFor()
    await page.goto(site(story.world, '/me/privacy'))
  },
)

step('[ACC-07/story] it is tightened, and the pupil sees what holds now and who has decided so', async () => {
  await limit('Никто')
  const { page } = phone
  await page.reload()
  await page.getByText(`Шире открыть нельзя: так решила организация «${cast.school.name}»`).waitFor()
  const options = await page.getByLabel(WRITE).locator('option').allTextContents()
  assert.deepEqual(options, ['Никто'])
  await assertAccessible(page, 'privacy under a limit')
  for (const device of [desk, phone]) assertQuiet(device)
})
