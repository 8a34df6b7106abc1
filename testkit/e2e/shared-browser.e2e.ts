import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast, join } from '#testkit/cast.ts'
import { send, startChat } from '#testkit/messages.ts'
import { eventually, keptInBrowser, messageWith, takeSession, write } from '#testkit/messenger-walk.ts'
import { newId, newPhone, type Person, signIn } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertQuiet, openSwitch, site, toCodeField, walkSignIn } from '#testkit/walk.ts'

const NEWS = 'Собрание в четверг в шесть'
const DRAFT = 'Принесу пирог с вишней'
const OWN = 'Палатку беру я'
const GROUP = 'Солнышко'
/** What a page is answered whose session has just ended, and the same in the words of a socket. */
const OUT = [/40[13]/, /HTTP Authentication failed/]
const story = tellStory()
const { step } = story
let cast: Cast
let groupId: string

async function signOut(page: Page): Promise<void> {
  await page.goto(site(story.world, '/me'))
  await page.getByRole('button', { name: 'Выйти', exact: true }).click()
  await page.getByLabel('Номер телефона').waitFor()
}

async function signInHere(page: Page, phone: string): Promise<void> {
  story.world.clock.advance(CODE_RESEND_MS + 1_000)
  await walkSignIn(story.world, page, phone)
  await page.waitForURL((url) => !url.pathname.startsWith('/id'))
}

/** Neither on the page nor in what the browser keeps of it is one of these words. */
async function assertNothingOf(page: Page, words: readonly string[]): Promise<void> {
  const shown = await page.locator('body').innerText()
  for (const word of words) assert.ok(!shown.includes(word), `«${word}» is on ${page.url()}`)
  await eventually(async () => {
    const kept = await keptInBrowser(page)
    for (const word of words) assert.ok(!kept.includes(word), `«${word}» is kept in the browser`)
  })
}

step('[IDN-20/shared] there are a school and a kindergarten', async () => {
  cast = await createCast(story.world)
  const group = { id: newId(), communityId: cast.kindergarten.communityId, name: GROUP }
  groupId = (await cast.stranger.client.call('units.create', group)).id
})

for (const { viewport, theme, surname } of [
  { viewport: PHONE, theme: 'dark', surname: 'Зорина' },
  { viewport: LAPTOP, theme: 'light', surname: 'Ильина' },
] as const) {
  const at = `at ${viewport.width} px`
  /** Titles of the chats in which the mother is and the daughter is not. */
  const chats = [`5«Б», родители: ${surname}`, `${GROUP}, родители: ${surname}`]
  let device: Device
  let mother: Person
  let daughter: Person

  step(`[IDN-20/shared] ${at} a mother of two uses a device that her daughter uses too`, async () => {
    const { school, kindergarten, classId, stranger } = cast
    daughter = await signIn(story.world, newPhone(), { surname, name: 'Ася', birthDate: '2011-03-01' })
    await join(school, daughter, { unitId: classId, role: 'pupil' })
    mother = await signIn(story.world, newPhone(), { surname, name: 'Мария', patronymic: 'Олеговна' })
    await join(school, mother, { unitId: classId, role: 'parent', childProfileId: daughter.profileId })
    await join(kindergarten, mother, { unitId: groupId, role: 'parent' })
    await send(cast.teacher, await startChat(cast, [mother, cast.parent], chats[0]), NEWS)
    const memberIds = [mother.profileId]
    const about = { id: newId(), communityId: kindergarten.communityId, title: chats[1]!, memberIds }
    await stranger.client.call('chats.create', about)
    device = await story.device(`shared ${at}`, { viewport, theme })
    await takeSession(device.context, mother, site(story.world))
    await device.page.goto(site(story.world, '/im'))
  })

  step(
    `[IDN-20/shared] ${at} she signs out and the daughter signs in: nothing of the mother is left in the browser`,
    async () => {
      const { page, context } = device
      await page.getByRole('link', { name: new RegExp(chats[0]!) }).click()
      await messageWith(page, NEWS).waitFor()
      await page.getByPlaceholder('Сообщение', { exact: true }).fill(DRAFT)
      await eventually(async () => assert.ok((await keptInBrowser(page)).includes(DRAFT)))
      // She looks at the chats of the kindergarten last: the daughter is in none.
      await page.goto(site(story.world, '/im'))
      const folders = page.getByRole('group', { name: 'Организации' })
      await folders.getByRole('button', { name: cast.kindergarten.name }).click()
      const other = await context.newPage()
      other.setDefaultTimeout(10_000)
      await other.goto(page.url())
      await other.getByRole('link', { name: new RegExp(chats[1]!) }).waitFor()
      await signOut(page)
      // The other tab has heard it.
      await other.getByLabel('Номер телефона').waitFor()
      const motherly = [NEWS, DRAFT, ...chats, 'Мария', mother.profileId, GROUP, 'Ромашка']
      await assertNothingOf(other, motherly)
      await other.close()
      await page.goBack()
      await page.getByLabel('Номер телефона').waitFor()
      await assertNothingOf(page, motherly)
      await signInHere(page, daughter.phone)
      await page.goto(site(story.world, '/im'))
      await page.getByRole('link', { name: /Общешкольный/ }).waitFor()
      assert.equal(await page.title(), 'Мессенджер — Парта', 'no count of what the mother has not read')
      await assertNothingOf(page, motherly)
      const menu = await openSwitch(page)
      await menu.getByRole('button', { name: `${surname} Ася` }).waitFor()
      assert.equal(await menu.getByRole('button').count(), 2, 'one organisation and one profile')
      await page.goto(site(story.world, '/family'))
      await page.getByText(`${surname} Мария Олеговна`).waitFor()
      await page.goto(site(story.world, '/children'))
      await page.getByText('Здесь будут ваши дети').waitFor()
    },
  )

  step(
    `[IDN-20/shared] ${at} the daughter leaves too, and the mother finds her chats and nothing of the daughter`,
    async () => {
      const { page } = device
      const title = `5«Б», поход: ${surname}`
      const chatId = await startChat(cast, [daughter, cast.pupil], title)
      await page.goto(site(story.world, `/im/${chatId}`))
      await write(page, OWN)
      await messageWith(page, OWN).waitFor()
      await eventually(async () => assert.ok((await keptInBrowser(page)).includes(OWN)))
      await signOut(page)
      await signInHere(page, mother.phone)
      await page.goto(site(story.world, '/im'))
      await page.getByRole('link', { name: new RegExp(chats[1]!) }).waitFor()
      await assertNothingOf(page, [OWN, title])
      await page.getByRole('link', { name: new RegExp(chats[0]!) }).click()
      await messageWith(page, NEWS).waitFor()
      assert.equal(await page.getByPlaceholder('Сообщение', { exact: true }).inputValue(), DRAFT)
      await write(page, 'Приду')
      await messageWith(page, 'Приду').waitFor()
      await page.goto(site(story.world, '/im'))
      const menu = await openSwitch(page)
      assert.equal(await menu.getByRole('button', { name: `${surname} Ася` }).count(), 0)
      assertQuiet(device, OUT)
    },
  )

  step(
    `[IDN-20/shared] ${at} the daughter signs in in another tab while the mother is in: hers is the only account there`,
    async () => {
      const { page, context } = device
      await page.goto(site(story.world, '/im'))
      await page.getByRole('link', { name: new RegExp(chats[0]!) }).click()
      await messageWith(page, NEWS).waitFor()
      const other = await context.newPage()
      other.setDefaultTimeout(10_000)
      await other.goto(site(story.world, '/id'))
      story.world.clock.advance(CODE_RESEND_MS + 1_000)
      await toCodeField(other, daughter.phone)
      await other.goBack()
      await other.goto(site(story.world, '/im'))
      // A sign-in that is given up changes nothing.
      await other.getByRole('link', { name: new RegExp(chats[0]!) }).waitFor()
      await other.goto(site(story.world, '/id'))
      await signInHere(other, daughter.phone)
      // The tab of the mother is opened anew by itself: as the daughter's, or, when it was faster than her answer, at the sign-in.
      await page.getByText('Такого чата нет').or(page.getByLabel('Номер телефона')).waitFor()
      const motherly = [NEWS, 'Приду', ...chats, 'Мария', mother.profileId, GROUP]
      for (const each of [page, other]) {
        await each.goto(site(story.world, '/im'))
        await each.getByRole('link', { name: /Общешкольный/ }).waitFor()
        await assertNothingOf(each, motherly)
      }
      await page.goto(site(story.world, '/children'))
      await page.getByText('Здесь будут ваши дети').waitFor()
      await other.close()
      assertQuiet(device, OUT)
    },
  )
}
