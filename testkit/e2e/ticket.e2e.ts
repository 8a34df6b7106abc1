import assert from 'node:assert/strict'
import { TICKET_WAIT_MS } from '#contract/communities/tickets.limits.ts'
import { CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { codeFor, newPhone } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, consoleOf, site, walkSignIn } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
const number = newPhone()
let cast: Cast
let phone: Device
let director: Device
let desk: Device

step(
  '[IDN-21/story] from the sign-in a teacher without the old phone comes to a ticket, and shows the number she has now',
  async () => {
    cast = await createCast(story.world)
    phone = await story.device('phone', { viewport: PHONE, theme: 'dark' })
    const { page } = phone
    await page.goto(site(story.world, '/id'))
    await page.getByRole('link', { name: 'Не получается войти?' }).click()
    await page.getByRole('heading', { name: 'Не получается войти?' }).waitFor()
    await assertAccessible(page, 'the number one has now')
    await page.getByRole('link', { name: 'Вернуться ко входу' }).click()
    await page.getByRole('link', { name: 'Не получается войти?' }).click()
    await page.getByRole('button', { name: 'Отправить код' }).click()
    await page.getByText('Номер введён не полностью').waitFor()
    await page.getByLabel('Номер, который у вас сейчас').fill(number)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Введите код из СМС' }).waitFor()
    await assertAccessible(page, 'the code of a ticket')
    story.world.clock.advance(CODE_RESEND_MS + 1_000)
    await page.getByRole('button', { name: 'Отправить ещё раз' }).click()
    await page.getByText(/^Новый код отправлен на \+7/).waitFor()
    await page.getByLabel('Код из СМС, 6 цифр').fill(codeFor(story.world, number))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Кто вы и где вас знают' }).waitFor()
  },
)

step('[IDN-21/story] she names the school and says who she is; the page of the ticket has an address', async () => {
  const { page } = phone
  await page.getByRole('button', { name: 'Отправить обращение' }).click()
  await page.getByText('Выберите организацию из списка').waitFor()
  await assertAccessible(page, 'a ticket that is not complete')
  await page.getByLabel('Организация').fill('школа 12')
  await page.getByRole('button', { name: 'Школа № 1234' }).click()
  await page.getByLabel('Фамилия').fill('Соколова')
  await page.getByLabel(/^Имя/).fill('Марина')
  await page.getByLabel('Отчество, если есть').fill('Игоревна')
  await page.getByLabel('Кто вы в организации').fill('Учитель математики, веду 5«Б»')
  await assertAccessible(page, 'a ticket that is filled in')
  await page.getByRole('button', { name: 'Отправить обращение' }).click()
  await page.getByRole('heading', { name: 'Обращение отправлено', level: 1 }).waitFor()
  assert.match(page.url(), /\/ticket#[\w-]{43}$/)
  await assertAccessible(page, 'the page of a ticket')
})

step(
  '[IDN-21/story] the director finds her among the members and confirms; an operator is the second one',
  async () => {
    director = await story.device('director', { viewport: LAPTOP })
    await takeSession(director.context, cast.director, site(story.world))
    const { page } = director
    await page.goto(site(story.world, `/o/${cast.school.communityId}`))
    await page.getByRole('link', { name: /^Обращения/ }).click()
    await page.getByText('Учитель математики, веду 5«Б»').waitFor()
    await assertAccessible(page, 'the tickets of a school')
    await page.getByRole('button', { name: 'Это он, лично' }).click()
    const dialog = page.getByRole('dialog', { name: 'Это он, лично' })
    await dialog.getByRole('button', { name: 'Подтверждаю' }).click()
    await dialog.getByText('Выберите участника').waitFor()
    await dialog.getByRole('button', { name: /^Соколова Марина Игоревна/ }).click()
    await dialog.getByLabel('Как вы его узнали').fill('Пришла в кабинет с паспортом')
    await assertAccessible(page, 'a confirmation')
    await dialog.getByRole('button', { name: 'Подтверждаю' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('Нужны двое, один из них оператор').waitFor()
    await page.getByText('Вы подтвердили. Нужен ещё один человек.').waitFor()
    desk = await story.device('desk', { viewport: LAPTOP, theme: 'dark' })
    await takeSession(desk.context, { client: cast.operator }, consoleOf(story.world, ''))
    await desk.page.goto(consoleOf(story.world, '/tickets'))
    await desk.page.getByRole('button', { name: 'Это он, лично' }).click()
    const second = desk.page.getByRole('dialog', { name: 'Это он, лично' })
    await second.getByText('Участник: Соколова Марина Игоревна').waitFor()
    await second.getByLabel('Как вы его узнали').fill('Позвонила директору, голос и приказ совпали')
    await second.getByRole('button', { name: 'Подтверждаю' }).click()
    await desk.page.getByText('Подтверждено. Аккаунт перейдёт через двое суток').waitFor()
    await assertAccessible(desk.page, 'the tickets at the desk')
  },
)

step('[IDN-21/story] two days later she signs in with the number she has, and is who she was', async () => {
  const { page } = phone
  await page.reload()
  await page.getByRole('heading', { name: 'Вас узнали', level: 1 }).waitFor()
  await assertAccessible(page, 'a ticket that waits')
  story.world.clock.advance(TICKET_WAIT_MS)
  await story.world.app.identity.finishPhoneMoves()
  await page.reload()
  await page.getByRole('heading', { name: 'Аккаунт снова ваш', level: 1 }).waitFor()
  story.world.clock.advance(CODE_RESEND_MS + 1_000)
  await page.getByRole('link', { name: 'Войти' }).click()
  await walkSignIn(story.world, page, number)
  await page.getByText('Школа № 1234').first().waitFor()
  for (const device of [phone, director, desk]) assertQuiet(device, [/400|401|409/])
})
