import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import { LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast, join } from '#testkit/cast.ts'
import { startChat } from '#testkit/messages.ts'
import { eventually, keptInBrowser, messageWith, takeSession } from '#testkit/messenger-walk.ts'
import { codeFor, leaveAlone, newId, newPhone, type Person, signIn } from '#testkit/people.ts'
import { setFirstPassword } from '#testkit/second-factor.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site, tellAboutSelf, toCodeField } from '#testkit/walk.ts'

const PASSWORD = 'Осенний-лес-шумит'
const SAID = 'Ключ от кабинета у меня'
const story = tellStory()
const { step } = story
let cast: Cast

/** From the number to «Это вы?», which tells nothing of the account. */
async function toQuestion(page: Page, owner: Person): Promise<void> {
  story.world.clock.advance(CODE_RESEND_MS + 1_000)
  const field = await toCodeField(page, owner.phone)
  await leaveAlone(story.world, owner)
  await field.fill(codeFor(story.world, owner.phone))
  await page.getByRole('heading', { name: 'Это вы?' }).waitFor()
}

async function newTeacher(surname: string): Promise<Person> {
  const person = await signIn(story.world, newPhone(), { surname, name: 'Олег', patronymic: 'Петрович' })
  const { school } = cast
  await join(school, person, { unitId: school.staffUnitId, role: 'staff', position: 'Учитель труда' })
  await setFirstPassword(story.world, person, PASSWORD)
  return person
}

step('[IDN-25/story] there is a school', async () => {
  cast = await createCast(story.world)
})

for (const { viewport, theme, surname } of [
  { viewport: PHONE, theme: 'dark', surname: 'Давнев' },
  { viewport: LAPTOP, theme: 'light', surname: 'Былов' },
] as const) {
  const at = `at ${viewport.width} px`

  step(
    `[IDN-25/story] ${at} whoever comes back after a year shows by the password that the account is his`,
    async () => {
      const owner = await newTeacher(surname)
      const device = await story.device(`owner who comes back ${at}`, { viewport, theme })
      const { page } = device
      await page.goto(site(story.world, '/id'))
      await toQuestion(page, owner)
      await assertAccessible(page, `the question whose account it is ${at}`)
      await page.getByRole('button', { name: 'Продолжить' }).click()
      await page.getByText('Введите пароль').waitFor()
      await page.getByLabel('Пароль', { exact: true }).fill(PASSWORD)
      await page.getByRole('button', { name: 'Продолжить' }).click()
      await page.waitForURL((url) => !url.pathname.startsWith('/id'))
      await page.goto(site(story.world, '/me'))
      await page.getByText(`${surname} Олег Петрович`).first().waitFor()
      assertQuiet(device, [/401/])
    },
  )

  step(
    `[IDN-25/story] ${at} whoever has the number now begins an empty account; the old owner reads why he is out`,
    async () => {
      const owner = await newTeacher(`Не${surname.toLowerCase()}`)
      const chatId = await startChat(cast, [owner, cast.secondTeacher], `Мастерская: ${surname}`)
      await owner.client.call('messages.send', { chatId, key: newId(), text: SAID })
      const old = await story.device(`old owner ${at}`, { viewport, theme })
      await takeSession(old.context, owner, site(story.world))
      await old.page.goto(site(story.world, `/im/${chatId}`))
      await messageWith(old.page, SAID).waitFor()
      const fresh = await story.device(`new owner ${at}`, { viewport, theme })
      const { page } = fresh
      await page.goto(site(story.world, '/id'))
      await toQuestion(page, owner)
      await page.getByRole('button', { name: 'Это не мой аккаунт' }).click()
      await page.getByRole('heading', { name: 'Начать с нового аккаунта?' }).waitFor()
      await assertAccessible(page, `closing the account of an earlier owner ${at}`)
      await page.getByRole('button', { name: 'Создать новый аккаунт' }).click()
      await tellAboutSelf(page, { surname: 'Новосёлов', name: 'Ян', birth: { day: '3', month: 'марта', year: '1991' } })
      await page.waitForURL((url) => !url.pathname.startsWith('/id'))
      await page.goto(site(story.world, '/im'))
      await page.getByText('Здесь будут ваши чаты').first().waitFor()
      for (const word of [SAID, 'Мастерская', surname, 'Олег']) {
        assert.ok(!(await page.locator('body').innerText()).includes(word), word)
        assert.ok(!(await keptInBrowser(page)).includes(word), word)
      }
      await old.page.getByText(/^Вы вышли на всех устройствах .*: по вашему номеру вошёл другой человек/).waitFor()
      await assertAccessible(old.page, `why the old owner is out ${at}`)
      await eventually(async () => assert.ok(!(await keptInBrowser(old.page)).includes(SAID)))
      await old.page.getByRole('link', { name: 'Не получается войти?' }).click()
      await old.page.getByLabel('Номер, который у вас сейчас').waitFor()
      const { members } = await cast.director.client.call('members.list', { communityId: cast.school.communityId })
      assert.ok(
        members.some(({ profileId }) => profileId === owner.profileId),
        'the school keeps its teacher',
      )
      for (const device of [old, fresh]) assertQuiet(device, [/401/])
    },
  )
}
