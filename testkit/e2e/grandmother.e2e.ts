import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import { type Device, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { messageWith } from '#testkit/messenger-walk.ts'
import { codeFor, newId, newPhone } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const SCREENS_MAX = 6
const NEWS = 'Завтра экскурсия, сбор в 9:00'
const story = tellStory()
const { step } = story
let cast: Cast
let grandmother: Device
/** The address on the paper. */
let paper: string
let memberId: string
/** Headings of the screens that she has seen, in their order. */
const screens: string[] = []

/** Waits for a screen and counts it. */
async function see(page: Page, heading: string | RegExp): Promise<void> {
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
  screens.push(String(heading))
}

step('[INV-11/grandmother] the link on a paper asks for the number and nothing else', async () => {
  cast = await createCast(story.world)
  const { classId, pupil, teacher } = cast
  const id = newId()
  const family = await teacher.client.call('families.link', {
    id,
    unitId: classId,
    childProfileId: pupil.profileId,
    renew: false,
  })
  grandmother = await story.device('grandmother', { viewport: PHONE, theme: 'light' })
  const { page } = grandmother
  paper = site(story.world, `/join/${family.link?.token}`)
  await page.goto(paper)
  await see(page, /Вас приглашают/)
  await assertAccessible(page, 'an invitation with the number beside it')
  const width = async () => (await page.getByLabel('Номер телефона').boundingBox())?.width
  const before = await width()
  await page.getByRole('button', { name: 'Я здесь впервые' }).click()
  await page.getByText('Введите номер целиком').waitFor()
  assert.equal(await width(), before, 'the field keeps its width whatever stands below it')
})

step('[INV-11/grandmother] the code and who she is make an account, and the application goes by itself', async () => {
  const { page } = grandmother
  const phone = newPhone()
  await page.getByLabel('Номер телефона').fill(phone)
  await page.getByRole('button', { name: 'Я здесь впервые' }).click()
  await see(page, 'Введите код из СМС')
  // Back to the paper's page and forth again: nothing is lost, and the invitation is there.
  await page.goBack()
  await page.getByRole('heading', { name: 'Вход в «Парту»' }).waitFor()
  await page.goBack()
  await page.getByRole('heading', { name: /Вас приглашают/ }).waitFor()
  story.world.clock.advance(CODE_RESEND_MS + 1_000)
  await page.getByLabel('Номер телефона').fill(phone)
  await page.getByRole('button', { name: 'Я здесь впервые' }).click()
  await page.getByRole('heading', { name: 'Введите код из СМС' }).waitFor()
  // The number is in no address and stays nowhere.
  assert.doesNotMatch(page.url(), new RegExp(phone.slice(-7)))
  const kept = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]))
  assert.ok(!kept.replace(/\D/g, '').includes(phone.slice(-10)), kept)
  await page.getByLabel('Код из СМС, 6 цифр').fill(codeFor(story.world, phone))
  await see(page, 'Информация о себе')
  await page.getByLabel('Фамилия').fill('Петрова')
  await page.getByLabel(/^Имя/).fill('Зинаида')
  await page.getByLabel('Отчество, если есть').fill('Павловна')
  await page.getByRole('button', { name: 'Продолжить' }).click()
  await page.getByText('Укажите день, месяц и год').waitFor()
  await page.getByLabel('День').fill('31')
  await page.getByLabel('Месяц').selectOption({ label: 'июня' })
  await page.getByLabel('Год').fill('1957')
  await page.getByText('Такой даты нет. Проверьте день, месяц и год').waitFor()
  await page.getByLabel('День').fill('9')
  await page.getByLabel('Месяц').selectOption({ label: 'мая' })
  await page.getByLabel('Год').fill('1957')
  await page.getByRole('button', { name: 'Продолжить' }).click()
  await see(page, 'Создать учебный профиль')
  await page.getByRole('button', { name: 'Продолжить' }).click()
  await see(page, 'Заявка на рассмотрении')
})

step(
  '[INV-02/again-story] the paper is scanned once more: first it leads to the application, then to the chats',
  async () => {
    const { communityId } = cast.school
    const again = await grandmother.context.newPage()
    await again.goto(paper)
    await again.getByRole('heading', { name: 'Заявка на рассмотрении', level: 1 }).waitFor()
    await again.waitForURL(/\/applications\/[0-9a-f-]{36}$/)
    const { applications } = await cast.director.client.call('applications.queue', {
      communityId,
      unitId: cast.classId,
    })
    const waiting = applications.find(({ state, role }) => state === 'pending' && role === 'parent')
    memberId = waiting!.profileId
    await cast.director.client.call('applications.decide', { communityId, ids: [waiting!.id], decision: 'approve' })
    await again.goto(paper)
    await again.getByRole('heading', { name: /^Вы уже в организации: 5«Б»/, level: 1 }).waitFor()
    assert.equal(await again.getByRole('button', { name: 'Отправить заявку' }).count(), 0)
    await assertAccessible(again, 'an invitation of somebody who is there already')
    await again.getByRole('link', { name: 'Открыть чаты' }).click()
    await again.waitForURL(/\/im/)
    await again.goto(site(story.world, '/id'))
    await again.getByText('На этом устройстве уже вошли: Петрова Зинаида Павловна.').waitFor()
    await assertAccessible(again, 'the sign-in of somebody who is signed in')
    await again.getByRole('link', { name: 'Продолжить без входа' }).click()
    await again.waitForURL((url) => !url.pathname.startsWith('/id'))
    await again.close()
  },
)

step('[INV-11/grandmother] approved, she reads the chat of the class', async () => {
  const { page } = grandmother
  const { communityId } = cast.school
  const { chat } = await cast.teacher.client.call('chats.create', {
    id: newId(),
    communityId,
    title: '5«Б» родители',
    memberIds: [memberId],
  })
  await cast.teacher.client.call('messages.send', { chatId: chat.id, key: newId(), text: NEWS })
  await page.getByRole('link', { name: 'Открыть чаты' }).click()
  await page.getByRole('link', { name: /5«Б» родители/ }).click()
  await messageWith(page, NEWS).waitFor()
  assert.ok(screens.length <= SCREENS_MAX, `before she reads she has seen ${screens.join(', ')}`)
  assertQuiet(grandmother, [/40[13]/])
})
