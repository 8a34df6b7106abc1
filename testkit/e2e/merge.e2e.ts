import assert from 'node:assert/strict'
import { CODE_LIFE_MS, CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import { type Device, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast, join } from '#testkit/cast.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { codeFor, newPhone, type Person, signIn } from '#testkit/people.ts'
import { setFirstPassword } from '#testkit/second-factor.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const ABOUT = { surname: 'Двойных', name: 'Инна', birthDate: '1980-02-03' }
const PASSWORD = 'Осенний-лес-шумит'
const story = tellStory()
const { step } = story
let cast: Cast
let kept: Person
let other: Person
let phone: Device

step(
  '[IDN-23/story] in the settings the number, the code and the password of the other account are shown',
  async () => {
    cast = await createCast(story.world)
    const { school, classId, pupil } = cast
    kept = await signIn(story.world, newPhone(), ABOUT)
    other = await signIn(story.world, newPhone(), ABOUT)
    await join(school, kept, { unitId: school.staffUnitId, role: 'staff', position: 'Логопед' })
    await join(school, other, { unitId: classId, role: 'parent', childProfileId: pupil.profileId })
    await setFirstPassword(story.world, other, PASSWORD)
    story.world.clock.advance(CODE_RESEND_MS + 1_000)
    phone = await story.device('phone', { viewport: PHONE, theme: 'dark' })
    await takeSession(phone.context, kept, site(story.world))
    const { page } = phone
    await page.goto(site(story.world, '/me'))
    await page.getByRole('button', { name: 'Объединить аккаунты' }).click()
    const dialog = page.getByRole('dialog', { name: 'Объединить аккаунты' })
    await dialog.getByLabel('Номер второго аккаунта').fill(kept.phone)
    await page.keyboard.press('Enter')
    await dialog.getByText('Это и есть нынешний номер. Введите другой.').waitFor()
    const number = dialog.getByLabel('Номер второго аккаунта')
    assert.equal(await number.getAttribute('aria-invalid'), 'true', 'what is wrong stands at the number')
    await number.fill(other.phone)
    await assertAccessible(page, 'the number of the other account')
    await page.keyboard.press('Enter')
    await dialog.getByText(/^Код отправлен на/).waitFor()
    const late = codeFor(story.world, other.phone)
    story.world.clock.advance(CODE_LIFE_MS)
    await dialog.getByLabel('Код из СМС, 6 цифр').fill(late)
    await page.keyboard.press('Enter')
    await dialog.getByText('Срок кода истёк. Запросите новый.').waitFor()
    await dialog.getByRole('button', { name: 'Отправить ещё раз' }).click()
    await dialog.getByText('Новый код отправлен. Прежний больше не действует.').waitFor()
    await dialog.getByLabel('Код из СМС, 6 цифр').fill(codeFor(story.world, other.phone))
    await page.keyboard.press('Enter')
    await dialog.getByLabel('Пароль второго аккаунта').fill('Совсем-не-тот')
    await page.keyboard.press('Enter')
    await dialog.getByText(/^Пароль не подошёл/).waitFor()
    await assertAccessible(page, 'the password of the other account')
    await dialog.getByLabel('Пароль второго аккаунта').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await dialog.getByText('вы и здесь, роли сложатся').waitFor()
  },
)

step('[IDN-23/story] what comes over is read before it is done; then there is one account', async () => {
  const { page } = phone
  const dialog = page.getByRole('dialog', { name: 'Объединить аккаунты' })
  await dialog.getByText('Петров Артём').waitFor()
  await assertAccessible(page, 'what comes over from the other account')
  await dialog.getByRole('button', { name: 'Объединить', exact: true }).click()
  await page.getByText('Аккаунты объединены').waitFor()
  await dialog.waitFor({ state: 'detached' })
  const { memberships } = await kept.client.call('communities.mine', {})
  assert.deepEqual(memberships.flatMap(({ roles }) => roles.map(({ role }) => role)).toSorted(), ['parent', 'staff'])
  await other.client.refused('sessions.current', {}, 'session.ended')
  assertQuiet(phone, [/400|401|409/])
})
