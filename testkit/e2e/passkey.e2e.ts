import assert from 'node:assert/strict'
import type { CDPSession } from 'playwright-core'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { setFirstPassword, setUpCodeApp } from '#testkit/second-factor.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, site } from '#testkit/walk.ts'

const PASSWORD = 'Осенний-лес-шумит'
const story = tellStory()
const { step } = story
let person: Person
let laptop: Device
let cdp: CDPSession
let key: string

/** Chromium's own authenticator, which confirms by itself that the person is there. */
async function plugIn(): Promise<string> {
  cdp = await laptop.context.newCDPSession(laptop.page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return authenticatorId
}

step('[A-03/passkey-story] a key is added in the settings and named', async () => {
  person = await signIn(story.world, newPhone(), { surname: 'Соколова', name: 'Марина' })
  laptop = await story.device('laptop', { viewport: LAPTOP })
  key = await plugIn()
  const { page } = laptop
  await takeSession(laptop.context, person, site(story.world))
  await page.goto(site(story.world, '/me'))
  await page.getByText('Ключей пока нет. Сначала установите пароль: ключ добавляют с ним.').waitFor()
  await setFirstPassword(story.world, person, PASSWORD)
  await page.reload()
  await page.getByText('Ключей пока нет.', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Добавить ключ' }).click()
  const dialog = page.getByRole('dialog', { name: 'Новый ключ доступа' })
  await dialog.getByLabel('Пароль').fill(PASSWORD)
  await dialog.getByRole('button', { name: 'Добавить ключ' }).click()
  await page.getByRole('button', { name: 'Назвать иначе' }).click()
  assert.equal(await page.getByRole('textbox', { name: 'Название' }).inputValue(), 'Chrome, Linux')
  await page.getByRole('textbox', { name: 'Название' }).fill('Мой ноутбук')
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await page.getByText('Мой ноутбук').waitFor()
  await assertAccessible(page, 'the settings with a key')
  await page.getByRole('button', { name: 'Добавить ключ' }).click()
  await dialog.getByLabel('Пароль').fill(PASSWORD)
  await dialog.getByRole('button', { name: 'Добавить ключ' }).click()
  await dialog.getByText(/^Ключ этого устройства уже добавлен/).waitFor()
  await assertAccessible(page, 'a key that is there already')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.setViewportSize(PHONE)
  await assertAccessible(page, 'the settings with a key on a phone')
})

step('[A-03/told-story] the device is told once of a sign-in with a spare code elsewhere', async () => {
  const { page } = laptop
  const app = await setUpCodeApp(story.world, person.client, PASSWORD)
  const other = story.world.client()
  const { flow } = await other.call('signin.start', { phone: person.phone })
  await other.call('signin.password', { flow, password: PASSWORD })
  await other.call('signin.verifyTotp', { flow, code: app.recoveryCodes[0]! })
  await page.goto(site(story.world, '/applications'))
  const notice = page.getByRole('dialog', { name: 'Вход с запасным кодом' })
  await notice.getByText('Осталось: 9 запасных кодов.').waitFor()
  await assertAccessible(page, 'the notice of a spare code')
  await notice.getByRole('button', { name: 'Завершить на всех других' }).click()
  await page.getByText('На других устройствах вход завершён').waitFor()
  await notice.waitFor({ state: 'detached' })
  await other.refused('sessions.current', {}, 'session.ended')
  await page.goto(site(story.world, '/me'))
  await page.getByText('Мой ноутбук').waitFor()
  assert.equal(await notice.count(), 0)
  await page.setViewportSize(LAPTOP)
})

step('[A-03/passkey-story] after signing out the key opens the sign-in; removed, it opens nothing', async () => {
  const { page } = laptop
  await page.getByRole('button', { name: 'Выйти', exact: true }).click()
  await page.getByRole('button', { name: 'Войти с ключом доступа' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/id'))
  await page.goto(site(story.world, '/me'))
  await page.getByText('Мой ноутбук').waitFor()
  const other = await laptop.context.newPage()
  await other.goto(site(story.world, '/me'))
  await other.getByRole('button', { name: 'Убрать' }).click()
  await page.getByRole('button', { name: 'Убрать' }).click()
  const dialog = page.getByRole('dialog', { name: 'Убрать ключ доступа?' })
  await dialog.getByLabel('Пароль').fill(PASSWORD)
  await dialog.getByRole('button', { name: 'Убрать' }).click()
  await page.getByText('Ключей пока нет.').waitFor()
  // The other tab has it on the screen still, and learns of it when it wants to remove it.
  await other.getByRole('dialog').getByLabel('Пароль').fill(PASSWORD)
  await other.getByRole('dialog').getByRole('button', { name: 'Убрать' }).click()
  await other.getByText('Такого ключа уже нет.').waitFor()
  await other.getByText('Ключей пока нет.').waitFor()
  await other.close()
  await page.getByRole('button', { name: 'Выйти', exact: true }).click()
  await page.getByRole('button', { name: 'Войти с ключом доступа' }).click()
  await page.getByText('Ключ не подошёл, или время вышло. Начните ещё раз.').waitFor()
  await cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: key })
})
