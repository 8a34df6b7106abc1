import assert from 'node:assert/strict'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { newId } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const EMAIL = 'egor@school.test'
const story = tellStory()
const { step } = story
let cast: Cast
let director: Device
let path: string

step('[INV-10/story] addresses are pasted into the page of a class, and each gets a letter', async () => {
  cast = await createCast(story.world)
  const { communityId } = cast.school
  await cast.director.client.call('units.create', { id: newId(), communityId, name: '3«В»', grade: 3 })
  director = await story.device('director', { viewport: LAPTOP, theme: 'light' })
  await takeSession(director.context, cast.director, site(story.world))
  const { page } = director
  await page.goto(site(story.world, `/o/${communityId}/units`))
  await page.getByRole('link', { name: 'Пригласить по почте' }).click()
  await page.getByText('Пока никого не пригласили').waitFor()
  await page.getByRole('button', { name: 'Отправить письма' }).click()
  await page.getByText('Напишите хотя бы один адрес').waitFor()
  await page.getByLabel('Адреса почты').fill(`${EMAIL}, mama@school.test`)
  await page.getByRole('button', { name: 'Отправить письма' }).click()
  await page.getByText('Письмо отправлено').first().waitFor()
  await assertAccessible(page, 'invitations by e-mail')
  const letter = story.world.app.inbox.list().find((message) => message.to === EMAIL)
  path = /\/id\?invitation=[\w-]{22}/.exec(letter?.text ?? '')?.[0] ?? assert.fail('no letter went out')
})

step('[IDN-13/story] a child registers by its letter on a phone, and reads that a parent has to consent', async () => {
  const child = await story.device('child', { viewport: PHONE, theme: 'dark' })
  const { page } = child
  await page.route('**/api/signin.openInvitation', (route) => route.abort())
  await page.goto(site(story.world, path))
  await page.getByRole('heading', { name: 'Приглашение не открылось' }).waitFor()
  await page.getByText('Нет связи с сервером').waitFor()
  await assertAccessible(page, 'a letter without a network')
  await page.unroute('**/api/signin.openInvitation')
  await page.getByRole('button', { name: 'Повторить' }).click()
  await page.getByRole('heading', { name: 'Приглашение в класс «3«В»»' }).waitFor()
  await assertAccessible(page, 'the link of a letter on a phone')
  await page.getByRole('button', { name: 'Продолжить' }).click()
  await page.getByLabel('Фамилия').fill('Младший')
  await page.getByLabel('Имя', { exact: true }).fill('Егор')
  await page.getByLabel('День').fill('4')
  await page.getByLabel('Месяц').selectOption({ label: 'марта' })
  await page.getByLabel('Год').fill('2017')
  await page.getByRole('button', { name: 'Продолжить' }).click()
  await page.getByRole('heading', { name: 'Создать учебный профиль' }).waitFor()
  await page.getByRole('button', { name: 'Продолжить' }).click()
  await page.getByRole('heading', { name: 'Нужно согласие родителя' }).waitFor()
  await director.page.reload()
  await director.page.getByText('Младший Егор').waitFor()
  await director.page.getByText('Заявка подана').waitFor()
  assertQuiet(director, [])
})

step('[IDN-13/story] a link that leads nowhere says so, and leads to the sign-in', async () => {
  const stranger = await story.device('astray', { viewport: PHONE, theme: 'light', locale: 'en-GB' })
  const { page } = stranger
  await page.goto(site(story.world, `/id?invitation=${'A'.repeat(22)}`))
  await page.getByRole('heading', { name: 'This link does not open' }).waitFor()
  await page.getByRole('button', { name: 'To the sign-in' }).click()
  await page.getByRole('heading', { name: 'Sign in to Parta' }).waitFor()
})

step('[IDN-13/story] somebody without an invitation learns at the end of the sign-in that he needs one', async () => {
  const stranger = await story.device('stranger', { viewport: PHONE, theme: 'light' })
  const { page } = stranger
  await page.goto(site(story.world, '/id'))
  await page.getByRole('button', { name: 'Войти по почте' }).click()
  await page.getByLabel('Адрес почты').fill('chuzhoj@school.test')
  await page.getByRole('button', { name: 'Продолжить' }).click()
  await page.getByRole('button', { name: 'Забыли или не установили пароль?' }).click()
  await page.getByRole('heading', { name: 'Введите код из письма' }).waitFor()
  await assertAccessible(page, 'the code of a letter on a phone')
  const letter = story.world.app.inbox.list().find((message) => message.to === 'chuzhoj@school.test')
  await page.getByLabel('Код из письма, 6 цифр').fill(/\d{6}/.exec(letter?.text ?? '')?.[0] ?? '')
  await page.getByText('возможна только по приглашению учителя').waitFor()
})
