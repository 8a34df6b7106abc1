import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast, join } from '#testkit/cast.ts'
import { eventually, messageWith, takeSession } from '#testkit/messenger-walk.ts'
import { newId, newPhone, type Person, signIn } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, openSwitch, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast

/** Presses of the person since the counter was set to nothing, over every page of the device. */
const pressesOf = (page: Page): Promise<number> => page.evaluate(() => Number(sessionStorage.getItem('presses') ?? '0'))

/** What the driver of the browser takes back, because its mark has just moved, does not come up to the window. */
async function countPresses({ context }: Device): Promise<void> {
  await context.addInitScript(() => {
    addEventListener('pointerdown', () =>
      sessionStorage.setItem('presses', String(Number(sessionStorage.getItem('presses') ?? '0') + 1)),
    )
  })
}

/** Does something and answers how many presses it took. */
async function pressesFor(page: Page, walk: () => Promise<void>): Promise<number> {
  const before = await pressesOf(page)
  await walk()
  return (await pressesOf(page)) - before
}

/** The organisation that the page shows as the current one, in the rail of a wide screen or the head of a phone. */
const current = (page: Page, name: string) =>
  page
    .getByRole('button', { name: new RegExp(`^(Организация|Организация и профиль): .*${name}`) })
    .locator('visible=true')
    .first()

async function noOverflow(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  assert.ok(over <= 0, 'nothing is wider than the page')
}

step('[ORG-12/two] there are a school and a kindergarten', async () => {
  cast = await createCast(story.world)
})

for (const { viewport, theme, surname } of [
  { viewport: PHONE, theme: 'dark', surname: 'Двукружкина' },
  { viewport: LAPTOP, theme: 'light', surname: 'Двудомова' },
] as const) {
  const at = `at ${viewport.width} px`
  const [lessons, songs] = [`Физика: ${surname}`, `Песни: ${surname}`]
  let teacher: Person
  let device: Device
  let lessonsId: string
  let songsId: string

  const chatOf = async (by: Person, communityId: string, title: string): Promise<string> => {
    const about = { id: newId(), communityId, title, memberIds: [teacher.profileId] }
    return (await by.client.call('chats.create', about)).chat.id
  }

  step(
    `[ORG-12/site] ${at} two presses lead from one organisation to the other, and the page says where one is`,
    async () => {
      const { school, kindergarten, director, stranger } = cast
      teacher = await signIn(story.world, newPhone(), { surname, name: 'Мария', patronymic: 'Олеговна' })
      for (const organisation of [school, kindergarten]) {
        await join(organisation, teacher, { unitId: organisation.staffUnitId, role: 'staff', position: 'Педагог' })
      }
      lessonsId = await chatOf(director, school.communityId, lessons)
      songsId = await chatOf(stranger, kindergarten.communityId, songs)
      device = await story.device(`teacher ${at}`, { viewport, theme })
      await countPresses(device)
      await takeSession(device.context, teacher, site(story.world))
      const { page } = device
      await page.goto(site(story.world, `/o/${school.communityId}`))
      await current(page, school.name).waitFor()
      const presses = await pressesFor(page, async () => {
        const menu = await openSwitch(page)
        await menu.getByRole('button', { name: kindergarten.name }).click()
        await page.waitForURL(`**/o/${kindergarten.communityId}`)
        await current(page, kindergarten.name).waitFor()
      })
      assert.equal(presses, 2)
      await noOverflow(page)
    },
  )

  step(
    `[ORG-12/messenger] ${at} in the messenger as well, where the chats of the other one are shown then`,
    async () => {
      const { school, kindergarten } = cast
      const { page } = device
      await page.goto(site(story.world, '/im'))
      await page.getByRole('link', { name: new RegExp(lessons) }).waitFor()
      await current(page, kindergarten.name).waitFor()
      const presses = await pressesFor(page, async () => {
        const menu = await openSwitch(page)
        await menu.getByRole('button', { name: school.name }).click()
        await current(page, school.name).waitFor()
      })
      assert.equal(presses, 2)
      await page.getByRole('link', { name: new RegExp(songs) }).waitFor({ state: 'detached' })
      await page.getByRole('link', { name: new RegExp(lessons) }).waitFor()
      const one = await pressesFor(page, async () => {
        await page.getByRole('group', { name: 'Организации' }).getByRole('button', { name: kindergarten.name }).click()
        await current(page, kindergarten.name).waitFor()
      })
      assert.equal(one, 1, 'the row of organisations above the chats takes one press')
      await page.getByRole('link', { name: new RegExp(songs) }).waitFor()
      await assertAccessible(page, `the messenger of one organisation ${at}`)
    },
  )

  step(
    `[ORG-12/links] ${at} a link into the other organisation switches by itself, to a page and to a chat`,
    async () => {
      const { school, kindergarten } = cast
      const { page } = device
      await page.goto(site(story.world, `/o/${school.communityId}/members`))
      await current(page, school.name).waitFor()
      await page.goto(site(story.world, `/im/${songsId}`))
      await page.getByRole('heading', { name: songs }).waitFor()
      await current(page, kindergarten.name).waitFor()
      await page.goto(site(story.world, `/im/${lessonsId}`))
      await page.getByRole('heading', { name: lessons }).waitFor()
      await current(page, school.name).waitFor()
      await assertAccessible(page, `a chat with its organisation ${at}`)
      await noOverflow(page)
      const presses = await pressesFor(page, async () => {
        const menu = await openSwitch(page)
        await menu.getByRole('button', { name: kindergarten.name }).click()
        await page.waitForURL('**/im')
        await current(page, kindergarten.name).waitFor()
      })
      assert.equal(presses, 2, 'from within a chat')
      await page.getByRole('link', { name: new RegExp(songs) }).waitFor()
    },
  )

  step(`[ORG-12] ${at} what is unread is counted for each organisation, on the site and in the messenger`, async () => {
    const { school, kindergarten, director, stranger } = cast
    const { page } = device
    for (const [by, chatId, text] of [
      [director, lessonsId, 'Педсовет в пять'],
      [stranger, songsId, 'Утренник в десять'],
    ] as const) {
      await by.client.call('messages.send', { chatId, key: newId(), text })
    }
    await page.goto(site(story.world, `/o/${school.communityId}`))
    const menu = await openSwitch(page)
    for (const { name } of [school, kindergarten]) {
      await menu.getByRole('button', { name }).getByText('1 непрочитанное', { exact: false }).waitFor()
    }
    await assertAccessible(page, `unread by organisation ${at}`)
    await page.goto(site(story.world, `/im/${songsId}`))
    await messageWith(page, 'Утренник в десять').waitFor()
    await eventually(async () => {
      const { mine } = await teacher.client.call('chats.get', { chatId: songsId })
      assert.equal(mine.unread, 0)
    })
    await page.goto(site(story.world, '/im'))
    const folders = page.getByRole('group', { name: 'Организации' })
    await folders.getByRole('button', { name: `${school.name} 1` }).waitFor()
    const again = await openSwitch(page)
    await again.getByRole('button', { name: school.name }).getByText('1 непрочитанное', { exact: false }).waitFor()
    const read = again.getByRole('button', { name: kindergarten.name }).getByText(/непрочитанн/)
    await read.waitFor({ state: 'detached' })
    assertQuiet(device)
  })
}
