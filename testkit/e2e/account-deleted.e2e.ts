import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { DELETION_WAIT_MS } from '#contract/identity/deletion.limits.ts'
import { CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { keptInBrowser, messageWith, takeSession } from '#testkit/messenger-walk.ts'
import { codeFor, newId } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site, walkSignIn } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast
let phone: Device
let laptop: Device
let number = ''

/** Enters the code that has just come into the dialogue that asks for it. */
async function prove(title: string, action: string): Promise<void> {
  const dialog = phone.page.getByRole('dialog', { name: title })
  story.world.clock.advance(CODE_RESEND_MS + 1_000)
  await dialog.getByRole('button', { name: 'Отправить код' }).click()
  const field = dialog.getByLabel('Код из СМС, 6 цифр')
  await field.waitFor()
  await field.fill(codeFor(story.world, cast.parent.phone))
  await assertAccessible(phone.page, `the proof of «${title}»`)
  await dialog.getByRole('button', { name: action }).click()
}

async function askForDeletion(): Promise<void> {
  await phone.page.getByRole('button', { name: 'Удалить аккаунт' }).click()
  await prove('Удалить аккаунт?', 'Удалить аккаунт')
  await phone.page.getByRole('heading', { name: /^Аккаунт будет удалён \d+/ }).waitFor()
}

step(
  '[IDN-24/story] a parent finds the account among the settings, and downloads what is kept of her first',
  async () => {
    cast = await createCast(story.world)
    const { teacher, parent, pupil, school } = cast
    const { chat } = await teacher.client.call('chats.create', {
      id: newId(),
      communityId: school.communityId,
      title: 'Поход',
      memberIds: [parent.profileId, pupil.profileId],
    })
    await parent.client.call('messages.send', { chatId: chat.id, key: newId(), text: 'Пирог испеку' })
    laptop = await story.device('laptop', { viewport: LAPTOP })
    await takeSession(laptop.context, teacher, site(story.world))
    await laptop.page.goto(site(story.world, `/im/${chat.id}`))
    await messageWith(laptop.page, 'Пирог испеку').waitFor()
    phone = await story.device('phone', { viewport: PHONE, theme: 'dark' })
    await takeSession(phone.context, parent, site(story.world))
    const { page } = phone
    await page.goto(site(story.world, '/me'))
    await page.getByRole('link', { name: 'Мои данные и удаление аккаунта' }).click()
    await page.getByRole('heading', { name: 'Аккаунт', exact: true }).waitFor()
    await page.getByText(/^Ваши сообщения останутся у собеседников/).waitFor()
    await assertAccessible(page, 'the account')
    await page.getByRole('button', { name: 'Скачать' }).click()
    const started = page.waitForEvent('download')
    await prove('Скачать мои данные', 'Скачать')
    const download = await started
    assert.equal(download.suggestedFilename(), 'parta-data.json')
    const file = JSON.parse(await readFile(await download.path(), 'utf8'))
    assert.deepEqual(
      file.messages.map(({ text }: { text: string }) => text),
      ['Пирог испеку'],
    )
  },
)

step('[IDN-24/story] she asks for the deletion, sees the day and the number, and takes it back', async () => {
  const { page } = phone
  await askForDeletion()
  await page.getByText('Номер свидетельства').waitFor()
  await assertAccessible(page, 'an account that waits for its deletion')
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  assert.ok(overflow <= 0, 'the page is as wide as the phone')
  assert.ok(!(await keptInBrowser(page)).includes('Пирог'), 'nothing of the chats stays on the device')
  await page.goto(site(story.world, '/im'))
  await page.getByRole('heading', { name: /^Аккаунт будет удалён/ }).waitFor()
  await page.getByRole('button', { name: 'Вернуть' }).click()
  await page.waitForURL(/\/o\//)
  await page.goto(site(story.world, '/me/account'))
  await askForDeletion()
  number = (await page.getByText(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/).textContent())!
  await page.getByRole('button', { name: 'Выйти' }).click()
  await page.waitForURL(/\/id/)
})

step(
  '[IDN-24/story] after the month others see «Удалённый профиль» where she wrote, and the certificate says what is gone',
  async () => {
    story.world.clock.advance(DELETION_WAIT_MS)
    await story.world.app.identity.finishDeletions()
    const { page } = laptop
    const message = messageWith(page, 'Пирог испеку')
    await message.getByText('Удалённый профиль').waitFor()
    assert.equal(await page.getByText('Петрова').count(), 0)
    await phone.page.goto(site(story.world, `/certificate?number=${number}`))
    await phone.page.getByText('Профили: имя и дата рождения').waitFor()
    await assertAccessible(phone.page, 'a certificate')
    await phone.page.getByLabel('Номер свидетельства').fill('7kq2 m0xa')
    await phone.page.keyboard.press('Enter')
    await phone.page.getByText(/^В номере шестнадцать знаков/).waitFor()
    await phone.page.getByLabel('Номер свидетельства').fill('0000 0000 0000 0000')
    await phone.page.keyboard.press('Enter')
    await phone.page.getByText(/^Свидетельства с таким номером нет/).waitFor()
  },
)

step('[IDN-24/story] the number registers anew, and sees nothing of what was', async () => {
  const { page } = phone
  story.world.clock.advance(CODE_RESEND_MS + 1_000)
  await page.goto(site(story.world, '/id'))
  await walkSignIn(story.world, page, cast.parent.phone, {
    surname: 'Новосёлова',
    name: 'Инна',
    birth: { day: '5', month: 'мая', year: '1990' },
  })
  await page.waitForURL(/\/applications/)
  await page.goto(site(story.world, '/im'))
  await page.waitForTimeout(1_000)
  for (const word of ['Пирог', 'Поход', 'Петров']) assert.equal(await page.getByText(word).count(), 0, word)
  assertQuiet(phone, [/40[0-9]|429/])
})
