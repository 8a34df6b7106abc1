import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import type { OperationId } from '#contract/operations.ts'
import { type Device, PHONE } from '#testkit/browser.ts'
import { codeFor, newPhone } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story

const LANGUAGES = [
  {
    locale: 'ru-RU',
    theme: 'light',
    words: {
      phone: 'Номер телефона',
      onward: 'Продолжить',
      first: 'Я здесь впервые',
      code: 'Код из СМС, 6 цифр',
      check: 'Проверить код',
      lost: /^Нет связи с сервером/,
      surname: 'Фамилия',
      name: /^Имя/,
      about: 'Информация о себе',
      profile: 'Создать учебный профиль',
      day: 'День',
      month: 'Месяц',
      year: 'Год',
    },
  },
  {
    locale: 'en-GB',
    theme: 'dark',
    words: {
      phone: 'Phone number',
      onward: 'Continue',
      first: 'I am new here',
      code: 'Code from the SMS, 6 digits',
      check: 'Check the code',
      lost: /^The server is not reached/,
      surname: 'Surname',
      name: /^First name/,
      about: 'About you',
      profile: 'Create a learning profile',
      day: 'Day',
      month: 'Month',
      year: 'Year',
    },
  },
] as const

/** The server does what it is asked, and its answer never comes. */
async function loseAnswer({ page, context }: Device, operation: OperationId, press: () => Promise<void>) {
  const address = `**/api/${operation}`
  await page.route(address, async (route) => {
    await route.fetch()
    await route.abort('connectionreset')
  })
  const cookies = await context.cookies()
  await press()
  await page.getByRole('alert').waitFor()
  // What was lost has brought no cookie either.
  await context.clearCookies()
  await context.addCookies(cookies)
  await page.unroute(address)
}

/** Presses where there is no network; what was typed stays, and the page says why nothing happens. */
async function pressOffline({ page, context }: Device, lost: RegExp, press: () => Promise<void>) {
  await context.setOffline(true)
  const typed = () => page.locator('input').evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value))
  const before = await typed()
  await press()
  await page.getByRole('alert').filter({ hasText: lost }).waitFor()
  const kept = await typed()
  assert.deepEqual(
    before.map((value, at) => value && kept[at]),
    before,
    'what was typed is gone',
  )
  await context.setOffline(false)
}

async function tell(page: Page, words: (typeof LANGUAGES)[number]['words']): Promise<void> {
  await page.getByLabel(words.surname).fill('Связьева')
  await page.getByLabel(words.name).fill('Ольга')
  await page.getByLabel(words.day).fill('4')
  await page.getByLabel(words.month).selectOption({ index: 6 })
  await page.getByLabel(words.year).fill('1990')
}

for (const { locale, theme, words } of LANGUAGES) {
  step(
    `[IDN-08/network] ${locale}: whoever loses the network at any step keeps what he has typed and goes on where he was`,
    async () => {
      const { world } = story
      const device = await story.device(locale, { viewport: PHONE, theme, locale })
      const { page } = device
      const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
      const onward = () => press(words.onward)
      const phone = newPhone()
      await page.goto(site(world, '/id'))
      await page.getByLabel(words.phone).fill(phone)
      await pressOffline(device, words.lost, onward)
      await onward()
      await page.getByRole('button', { name: words.first, exact: true }).waitFor()
      await pressOffline(device, words.lost, () => press(words.first))
      await loseAnswer(device, 'signin.requestCode', () => press(words.first))
      await press(words.first)
      const field = page.getByLabel(words.code)
      await field.waitFor()
      const code = codeFor(world, phone)
      await pressOffline(device, words.lost, () => field.fill(code))
      assert.equal(await field.inputValue(), code)
      await assertAccessible(page, `a code without a network, ${locale}`)
      await loseAnswer(device, 'signin.verifyCode', () => press(words.check))
      await press(words.check)
      await page.getByRole('heading', { name: words.about }).waitFor()
      await tell(page, words)
      await pressOffline(device, words.lost, onward)
      await loseAnswer(device, 'signin.about', onward)
      await onward()
      await page.getByRole('heading', { name: words.profile }).waitFor()
      await pressOffline(device, words.lost, onward)
      await loseAnswer(device, 'signin.createProfile', onward)
      await onward()
      await page.waitForURL((url) => url.pathname === '/applications')
      assertQuiet(device, [/ERR_|40[0-9]|429/])
      world.clock.advance(CODE_RESEND_MS)
    },
  )
}
