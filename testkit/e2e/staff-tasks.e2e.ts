import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { newId, newPhone, type Person, signIn } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, openSwitch, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast

const list = (page: Page) => page.getByRole('region', { name: 'Задачи сотрудника' })
const done = (page: Page, task: RegExp) =>
  list(page)
    .getByRole('listitem')
    .filter({ hasText: task, has: page.getByText('(сделано)') })

step('[ORG-08/cast] there is a school', async () => {
  cast = await createCast(story.world)
})

for (const { viewport, theme, surname } of [
  { viewport: PHONE, theme: 'dark', surname: 'Новенькая' },
  { viewport: LAPTOP, theme: 'light', surname: 'Свежая' },
] as const) {
  const at = `at ${viewport.width} px`
  let teacher: Person
  let device: Device

  step(
    `[ORG-08/applicant] ${at} whoever has applied as staff reads beside the application what comes next`,
    async () => {
      teacher = await signIn(story.world, newPhone(), { surname, name: 'Инна', patronymic: 'Юрьевна' })
      const { communityId } = cast.school
      const application = { id: newId(), communityId, position: 'Учитель', path: 'site' } as const
      await teacher.client.call('verification.apply', application)
      device = await story.device(`teacher ${at}`, { viewport, theme })
      await takeSession(device.context, teacher, site(story.world))
      const { page } = device
      await page.goto(site(story.world, '/applications'))
      await list(page).getByText('Сделано 2 из 9').waitFor()
      await done(page, /Начать подтверждение статуса/).waitFor()
      assert.equal(await done(page, /получить подтверждение/).count(), 0)
      await assertAccessible(page, `the tasks of an applicant ${at}`)
    },
  )

  step(`[ORG-08/ticks] ${at} on the first page the tasks tick themselves as they are done`, async () => {
    const { school, director, pupil, parent } = cast
    const { communityId } = school
    await director.client.call('applications.decide', { communityId, ids: await waiting(), decision: 'approve' })
    const { page } = device
    await page.goto(site(story.world, `/o/${communityId}`))
    await list(page).getByText('Сделано 4 из 9').waitFor()
    await done(page, /получить подтверждение/).waitFor()
    await list(page).getByText('Добавьте «Парту» на главный экран', { exact: false }).waitFor()
    await assertAccessible(page, `the tasks of the staff ${at}`)
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    assert.ok(over <= 0, 'nothing is wider than the page')
    const memberIds = [pupil.profileId, parent.profileId]
    const about = { id: newId(), communityId, title: `Физика, ${surname}`, memberIds }
    const { chat } = await teacher.client.call('chats.create', about)
    await teacher.client.call('messages.send', { chatId: chat.id, key: newId(), text: 'Здравствуйте!' })
    await page.reload()
    await list(page).getByText('Сделано 8 из 9').waitFor()
    for (const task of [
      /Создать чаты: по предметам/,
      /учеников от 14 лет/,
      /чаты с родителями/,
      /Поддерживать общение/,
    ]) {
      await done(page, task).waitFor()
    }
  })

  step(`[ORG-08/installed] ${at} the installed app ticks the first task as soon as it is opened`, async () => {
    const { page, context } = device
    const app = await context.newPage()
    await app.addInitScript(() => {
      // What the browser says to pages of an app that was opened from the home screen.
      const ask = window.matchMedia.bind(window)
      window.matchMedia = (query) => ask(query === '(display-mode: standalone)' ? 'all' : query)
    })
    const told = app.waitForResponse(/sessions\.noteInstalled/)
    await app.goto(site(story.world, '/im'))
    assert.equal((await told).status(), 200)
    await app.close()
    await page.reload()
    await list(page).getByText('Сделано 9 из 9').waitFor()
    await done(page, /Установить «Парту»/).waitFor()
  })

  step(`[ORG-08] ${at} the list is folded away, stays so, is reached from the messenger and brought back`, async () => {
    const { page } = device
    await list(page).getByRole('button', { name: 'Свернуть' }).click()
    await list(page).getByRole('list').waitFor({ state: 'detached' })
    await assertAccessible(page, `the tasks folded away ${at}`)
    await list(page).getByRole('button', { name: 'Показать' }).waitFor()
    await page.waitForLoadState('networkidle')
    await page.reload()
    await list(page).getByRole('button', { name: 'Показать' }).waitFor()
    assert.equal(await list(page).getByRole('list').count(), 0)
    await page.goto(site(story.world, '/im'))
    const menu = await openSwitch(page)
    await menu.getByRole('link', { name: 'Задачи сотрудника: 9 из 9' }).click()
    await page.waitForURL(`**/o/${cast.school.communityId}`)
    await list(page).getByRole('button', { name: 'Показать' }).click()
    await done(page, /Создать чаты: по предметам/).waitFor()
    await page.reload()
    await done(page, /Создать чаты: по предметам/).waitFor()
    assertQuiet(device)
  })
}

/** Applications of staff that wait in the school. */
async function waiting(): Promise<string[]> {
  const { applications } = await cast.director.client.call('applications.queue', {
    communityId: cast.school.communityId,
  })
  return applications.filter(({ state, role }) => state === 'pending' && role === 'staff').map(({ id }) => id)
}
