import assert from 'node:assert/strict'
import { CODE_LIFE_MS, CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { eventually, keptInBrowser, messageWith, takeSession, write } from '#testkit/messenger-walk.ts'
import { codeFor, newId, signIn } from '#testkit/people.ts'
import { showCode } from '#testkit/second-factor.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const SAID = 'Список класса у меня'
const PASSWORD = 'Осенний-лес-шумит'
const story = tellStory()
const { step } = story
let cast: Cast
let lost: Device
let laptop: Device

step('[IDN-22/story] a phone with the class chat is lost; the laptop knows it', async () => {
  cast = await createCast(story.world)
  const { teacher, pupil, secondPupil } = cast
  const { chat } = await teacher.client.call('chats.create', {
    id: newId(),
    communityId: cast.school.communityId,
    title: '5«Б», классный чат',
    memberIds: [pupil.profileId, secondPupil.profileId],
  })
  lost = await story.device('lost phone', { viewport: PHONE, theme: 'dark' })
  await takeSession(lost.context, teacher, site(story.world))
  await lost.page.goto(site(story.world, `/im/${chat.id}`))
  await write(lost.page, SAID)
  await messageWith(lost.page, SAID).waitFor()
  await eventually(async () => assert.match(await keptInBrowser(lost.page), new RegExp(SAID)))
  story.world.clock.advance(CODE_RESEND_MS + 1_000)
  const second = await signIn(story.world, teacher.phone, teacher.about)
  laptop = await story.device('laptop', { viewport: LAPTOP })
  await takeSession(laptop.context, second, site(story.world))
  await laptop.page.goto(site(story.world, '/me'))
  await laptop.page.getByRole('button', { name: 'Завершить на всех других' }).waitFor()
  await assertAccessible(laptop.page, 'the list of devices')
})

step('[IDN-22/story] the laptop signs it out after a question; the phone shows nothing any more', async () => {
  const { page } = laptop
  await page.getByRole('button', { name: 'Завершить на всех других' }).click()
  const question = page.getByRole('dialog', { name: 'Завершить вход на всех других устройствах?' })
  await question.waitFor()
  await assertAccessible(page, 'the question before all others are signed out')
  await page.keyboard.press('Escape')
  await question.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Завершить на всех других' }).click()
  await question.getByRole('button', { name: 'Завершить на всех других' }).click()
  await page.getByText(/^Завершено: 1\sвход$/).waitFor()
  await page.getByRole('button', { name: 'Завершить на всех других' }).waitFor({ state: 'detached' })
  await lost.page.waitForURL(/\/id/)
  await eventually(async () => assert.doesNotMatch(await keptInBrowser(lost.page), new RegExp(SAID)))
  assert.equal(await lost.page.getByText(SAID).count(), 0)
  await lost.page
    .getByText(/^Вы вышли на этом устройстве: вход завершили с другого вашего устройства .* в \d\d:\d\d\.$/)
    .waitFor()
  await assertAccessible(lost.page, 'the sign-in that says why')
  await page.reload()
  await page.getByText('Это устройство').waitFor()
  for (const device of [lost, laptop]) assertQuiet(device)
})

step(
  '[IDN-05/story] a password is set in the settings; the other device says why it is out, and keeps nothing',
  async () => {
    story.world.clock.advance(CODE_RESEND_MS + 1_000)
    const again = await signIn(story.world, cast.teacher.phone, cast.teacher.about)
    await takeSession(lost.context, again, site(story.world))
    await lost.page.goto(site(story.world, '/im'))
    await lost.page.getByText('5«Б», классный чат').first().click()
    await messageWith(lost.page, SAID).waitFor()
    await eventually(async () => assert.match(await keptInBrowser(lost.page), new RegExp(SAID)))
    await lost.page.goto('about:blank')
    story.world.clock.advance(CODE_RESEND_MS + 1_000)
    const { page } = laptop
    await page.getByText('Пароль не установлен. Входите по коду из СМС.').waitFor()
    await page.getByRole('button', { name: 'Установить' }).click()
    const dialog = page.getByRole('dialog', { name: 'Установить пароль' })
    await dialog.getByRole('button', { name: 'Отправить код' }).click()
    await dialog.getByText(/^Код отправлен на/).waitFor()
    const late = codeFor(story.world, cast.teacher.phone)
    story.world.clock.advance(CODE_LIFE_MS)
    await dialog.getByLabel('Код из СМС, 6 цифр').fill(late)
    await dialog.getByLabel('Новый пароль').fill(PASSWORD)
    await dialog.getByRole('button', { name: 'Сохранить' }).click()
    await dialog.getByText('Срок кода истёк. Запросите новый.').waitFor()
    await dialog.getByRole('button', { name: 'Отправить ещё раз' }).click()
    await dialog.getByText('Новый код отправлен. Прежний больше не действует.').waitFor()
    assert.equal(await dialog.getByLabel('Код из СМС, 6 цифр').inputValue(), '')
    await dialog.getByLabel('Код из СМС, 6 цифр').fill(codeFor(story.world, cast.teacher.phone))
    await dialog.getByLabel('Новый пароль').fill('короткий'.slice(0, 5))
    await dialog.getByRole('button', { name: 'Сохранить' }).click()
    await dialog.getByText('Нужно не меньше 8 знаков').waitFor()
    await assertAccessible(page, 'the dialogue of the password')
    await dialog.getByLabel('Новый пароль').fill(PASSWORD)
    await dialog.getByRole('button', { name: 'Сохранить' }).click()
    await page.getByText('Пароль установлен. На остальных устройствах вход завершён').waitFor()
    await page.getByText('Пароль сменён:').waitFor()
    await lost.page.goto(site(story.world, '/id'))
    await lost.page.getByText(/^Вы вышли на этом устройстве, потому что пароль был сменён .* в \d\d:\d\d\.$/).waitFor()
    await eventually(async () => assert.doesNotMatch(await keptInBrowser(lost.page), new RegExp(SAID)))
    for (const device of [lost, laptop]) assertQuiet(device, [/400/])
  },
)

step(
  '[A-03/story] an app with codes is connected by its picture; a new sign-in asks for its code, then for a spare one',
  async () => {
    const { page } = laptop
    await page.getByRole('button', { name: 'Подключить' }).click()
    const dialog = page.getByRole('dialog', { name: 'Подключить приложение с кодами' })
    await dialog.getByLabel('Пароль').fill(PASSWORD)
    await dialog.getByRole('button', { name: 'Продолжить' }).click()
    await dialog.getByRole('img', { name: 'QR-код для приложения с кодами' }).waitFor()
    const key = (await dialog.getByText(/^([A-Z2-7]{4} ?)+$/).innerText()).replaceAll(' ', '')
    await assertAccessible(page, 'the picture for the app')
    await dialog.getByLabel('Код из приложения, 6 цифр').fill('000000')
    await dialog.getByRole('button', { name: 'Подключить' }).click()
    // Nobody has spare codes before the app is connected.
    await dialog.getByText(/^Код не подошёл\. Дождитесь следующего/).waitFor()
    const used = await showCode(story.world, key)
    await dialog.getByLabel('Код из приложения, 6 цифр').fill(used)
    await dialog.getByRole('button', { name: 'Подключить' }).click()
    const codes = page.getByRole('dialog', { name: 'Запасные коды' })
    const spare = await codes.getByRole('listitem').first().innerText()
    await assertAccessible(page, 'the spare codes')
    await codes.getByRole('button', { name: 'Я сохранил коды' }).click()
    await page.getByText('Подключено. Осталось: 10').waitFor()
    await lost.page.getByLabel('Номер телефона').fill(cast.teacher.phone)
    await lost.page.getByRole('button', { name: 'Продолжить' }).click()
    await lost.page.getByLabel('Пароль', { exact: true }).fill(PASSWORD)
    await lost.page.getByRole('button', { name: 'Продолжить' }).click()
    await lost.page.getByRole('heading', { name: 'Введите код из приложения' }).waitFor()
    await assertAccessible(lost.page, 'the sign-in that asks for the app')
    await lost.page.getByLabel('Код из приложения, 6 цифр').fill(used)
    await lost.page.getByText(/^Код не подошёл/).waitFor()
    await lost.page.getByRole('button', { name: 'Приложения под рукой нет' }).click()
    await lost.page.getByLabel('Запасной код').fill(spare.toLowerCase())
    await lost.page.getByRole('button', { name: 'Продолжить' }).click()
    await lost.page.waitForURL((url) => !url.pathname.startsWith('/id'))
  },
)
