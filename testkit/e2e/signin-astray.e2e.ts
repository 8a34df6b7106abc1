import assert from 'node:assert/strict'
import { after } from 'node:test'
import type { Page } from 'playwright-core'
import { CODE_LIFE_MS, CODE_RESEND_MS, FLOW_LIFE_MS } from '#contract/identity/signin.limits.ts'
import { LAPTOP, PHONE } from '#testkit/browser.ts'
import { startCallGateway } from '#testkit/call-gateway.ts'
import { codeFor, newPhone, signIn } from '#testkit/people.ts'
import { setFirstPassword } from '#testkit/second-factor.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site, tellAboutSelf, toCodeField } from '#testkit/walk.ts'

const CALLED = '048213'
const PASSWORD = 'Осенний-лес-шумит'
const BIRTH = { day: '9', month: 'мая', year: '1985' }
/** The name of the product and the names of languages are the same in every language. */
const RUSSIAN_NAMES = /Парта|Русский/g
const gateway = await startCallGateway(CALLED)
after(() => gateway[Symbol.asyncDispose]())
const story = tellStory({
  environment: { PARTA_CALLS: 'http', PARTA_CALLS_URL: gateway.url, PARTA_CALLS_TOKEN: 'secret-token' },
})
const { step } = story

const another = (code: string) => (code === '111111' ? '222222' : '111111')

const inside = (page: Page): Promise<void> => page.waitForURL((url) => !url.pathname.startsWith('/id'))

/** To the code of a number for which there has been one already. */
async function toNextCode(page: Page, phone: string): Promise<string> {
  story.world.clock.advance(CODE_RESEND_MS + 1_000)
  await toCodeField(page, phone)
  return codeFor(story.world, phone)
}

for (const { viewport, theme } of [
  { viewport: PHONE, theme: 'dark' },
  { viewport: LAPTOP, theme: 'light' },
] as const) {
  const at = `at ${viewport.width} px`

  step(
    `[IDN-06/late] ${at} whoever comes to the code too late reads so, and begins again with the number that is there`,
    async () => {
      const device = await story.device(`late ${at}`, { viewport, theme })
      const { page } = device
      const phone = newPhone()
      await page.goto(site(story.world, '/id'))
      const code = await toNextCode(page, phone)
      story.world.clock.advance(FLOW_LIFE_MS + 1_000)
      await page.getByLabel('Код из СМС, 6 цифр').fill(code)
      await page.getByText('Этот вход больше не действует').waitFor()
      await assertAccessible(page, `a sign-in that is over ${at}`)
      await page.getByRole('button', { name: 'Начать вход сначала' }).click()
      await page.getByRole('heading', { name: 'Вход в «Парту»' }).waitFor()
      assert.equal((await page.getByLabel('Номер телефона').inputValue()).replace(/\D/g, ''), phone.slice(1))
      await page.getByLabel('Код из СМС, 6 цифр').waitFor({ state: 'detached' })
      await page.getByRole('button', { name: 'Продолжить' }).click()
      await page.getByRole('heading', { name: 'Введите пароль' }).waitFor()
      assertQuiet(device, [/40[0-9]/])
    },
  )

  step(
    `[IDN-06/expired] ${at} a code that is worth nothing leads to another one, and a wrong one is typed over`,
    async () => {
      const device = await story.device(`expired ${at}`, { viewport, theme })
      const { page } = device
      await page.clock.install()
      const phone = newPhone()
      await page.goto(site(story.world, '/id'))
      const old = await toNextCode(page, phone)
      const field = page.getByLabel('Код из СМС, 6 цифр')
      const digits = () => field.inputValue()
      await field.fill(another(old))
      await page.getByText(/^Код не подошёл/).waitFor()
      await page.keyboard.press('7')
      assert.equal(await digits(), '7', 'the first digit of another code takes the place of the wrong one')
      story.world.clock.advance(CODE_LIFE_MS)
      await field.fill(old)
      await page.getByText('Срок кода истёк. Запросите новый.').waitFor()
      assert.equal(await page.getByRole('button', { name: 'Проверить код' }).count(), 0, 'there is nothing to check')
      await assertAccessible(page, `a code that is worth nothing ${at}`)
      const again = page.getByRole('button', { name: 'Отправить новый код' })
      await page.clock.fastForward(CODE_RESEND_MS + 1_000)
      await again.click()
      await page.getByText('Новый код отправлен').waitFor()
      assert.equal(await digits(), '')
      await field.fill(codeFor(story.world, phone))
      await page.getByRole('heading', { name: 'Информация о себе' }).waitFor()
      assertQuiet(device, [/40[0-9]/])
    },
  )

  step(
    `[IDN-06/tabs] ${at} in two tabs each has a code of its own; both end in the one account that there is`,
    async () => {
      const device = await story.device(`first tab ${at}`, { viewport, theme })
      const { page } = device
      const second = await device.context.newPage()
      second.setDefaultTimeout(10_000)
      const phone = newPhone()
      for (const tab of [page, second]) await tab.goto(site(story.world, '/id'))
      const older = await toNextCode(page, phone)
      const newer = await toNextCode(second, phone)
      await page.getByLabel('Код из СМС, 6 цифр').fill(older === newer ? another(newer) : newer)
      await page.getByText(/^Код не подошёл/).waitFor()
      await page.getByLabel('Код из СМС, 6 цифр').fill(older)
      await page.getByRole('heading', { name: 'Информация о себе' }).waitFor()
      await second.getByLabel('Код из СМС, 6 цифр').fill(newer)
      await tellAboutSelf(second, { surname: 'Вторая', name: 'Нина', birth: BIRTH })
      await inside(second)
      await tellAboutSelf(page, { surname: 'Первая', name: 'Нина', birth: BIRTH })
      await inside(page)
      for (const tab of [page, second]) {
        await tab.goto(site(story.world, '/me'))
        await tab.getByText('Вторая Нина').first().waitFor()
        assert.equal(await tab.getByText('Первая Нина').count(), 0, 'one person, and not another one in her place')
      }
      assertQuiet(device, [/40[0-9]/])
    },
  )

  step(
    `[IDN-06/back] ${at} the way back leads from every step to the number, and on again; nothing of a step is left`,
    async () => {
      const device = await story.device(`back and forth ${at}`, { viewport, theme })
      const { page } = device
      const phone = newPhone()
      await page.goto(site(story.world, '/id'))
      const spent = await toNextCode(page, phone)
      await page.getByLabel('Код из СМС, 6 цифр').fill(spent)
      await page.getByRole('heading', { name: 'Информация о себе' }).waitFor()
      await page.getByLabel('Фамилия').fill('Забытая')
      await page.goBack()
      await page.getByRole('heading', { name: 'Вход в «Парту»' }).waitFor()
      await page.goForward()
      await page.getByRole('heading', { name: 'Вход в «Парту»' }).waitFor()
      const code = await toNextCode(page, phone)
      if (code !== spent) {
        await page.getByLabel('Код из СМС, 6 цифр').fill(spent)
        await page.getByText(/^Код не подошёл/).waitFor()
      }
      await page.getByRole('button', { name: 'Назад' }).click()
      await page.getByRole('heading', { name: 'Вход в «Парту»' }).waitFor()
      await page.getByLabel('Номер телефона').fill(phone)
      await page.getByLabel('Номер телефона').press('Enter')
      await page.getByRole('button', { name: 'Я здесь впервые' }).waitFor()
      story.world.clock.advance(CODE_RESEND_MS + 1_000)
      await page.getByRole('button', { name: 'Я здесь впервые' }).click()
      await page.getByLabel('Код из СМС, 6 цифр').waitFor()
      await page.getByLabel('Код из СМС, 6 цифр').fill(codeFor(story.world, phone))
      await page.getByRole('heading', { name: 'Информация о себе' }).waitFor()
      assert.equal(await page.getByLabel('Фамилия').inputValue(), '')
      await tellAboutSelf(page, { surname: 'Дошедшая', name: 'Вера', birth: BIRTH })
      await inside(page)
      // Whoever goes back from inside is not asked again, and is nobody else.
      await page.goBack()
      await page.goto(site(story.world, '/me'))
      await page.getByText('Дошедшая Вера').first().waitFor()
      assertQuiet(device, [/40[0-9]/])
    },
  )

  step(
    `[IDN-06/call] ${at} after the countdown a call brings the code, and the SMS of before is worth nothing`,
    async () => {
      const device = await story.device(`called ${at}`, { viewport, theme })
      const { page } = device
      const phone = newPhone()
      await page.clock.install()
      await page.goto(site(story.world, '/id'))
      const bySms = await toNextCode(page, phone)
      const call = page.getByRole('button', { name: 'Получить код звонком' })
      assert.ok(await call.isDisabled())
      await page.getByText(/^Новый код через \d:\d\d$/).waitFor()
      story.world.clock.advance(CODE_RESEND_MS)
      await page.clock.fastForward(CODE_RESEND_MS + 1_000)
      await call.click()
      await page.getByRole('heading', { name: 'Введите последние 6 цифр номера' }).waitFor()
      await page.getByText('Отвечать на звонок не нужно').waitFor()
      await assertAccessible(page, `a code by a call ${at}`)
      assert.equal(gateway.requests.at(-1)?.call.to, phone)
      const field = page.getByLabel('Последние 6 цифр номера, с которого звонят')
      await field.fill(bySms === CALLED ? another(CALLED) : bySms)
      await page.getByText(/^Код не подошёл/).waitFor()
      await field.fill(CALLED)
      await tellAboutSelf(page, { surname: 'Звонкова', name: 'Алла', birth: BIRTH })
      await inside(page)
      assertQuiet(device, [/40[0-9]/])
    },
  )

  step(`[IDN-06/english] ${at} what goes wrong is said in English to whoever reads English`, async () => {
    const owner = await signIn(story.world, newPhone(), { surname: 'Смит', name: 'Джон' })
    await setFirstPassword(story.world, owner, PASSWORD)
    const device = await story.device(`english ${at}`, { viewport, theme, locale: 'en-GB' })
    const { page } = device
    const says = async (text: string | RegExp) => {
      await page.getByText(text).waitFor()
      await assertAccessible(page, `«${String(text)}» ${at}`)
      const shown = (await page.locator('body').innerText()).replaceAll(RUSSIAN_NAMES, '')
      assert.doesNotMatch(shown, /[а-яё]/i, 'nothing is left in Russian')
    }
    await page.goto(site(story.world, '/id'))
    await page.getByRole('button', { name: 'Continue' }).click()
    await says('The number is not complete')
    await page.getByLabel('Phone number').fill(owner.phone)
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByLabel('Password', { exact: true }).fill('another-one')
    await page.getByRole('button', { name: 'Continue' }).click()
    await says(/^The password does not match/)
    story.world.clock.advance(CODE_RESEND_MS + 1_000)
    await page.getByRole('button', { name: 'Forgot the password or never set one?' }).click()
    const field = page.getByLabel('Code from the SMS, 6 digits')
    await field.fill(another(codeFor(story.world, owner.phone)))
    await says(/^The code does not match\.\s4\sattempts left\.$/)
    await device.context.setOffline(true)
    await field.fill(codeFor(story.world, owner.phone))
    await says('The server is not reached. Check the connection and try again.')
    await device.context.setOffline(false)
    story.world.clock.advance(FLOW_LIFE_MS)
    await page.getByRole('button', { name: /^Check/ }).click()
    await says(/^This sign-in is no longer valid/)
    await page.goto(site(story.world, '/join/AAAAAAAAAAAAAAAAAAAAAA'))
    await says('The link does not open')
    await page.goto(site(story.world, '/certificate?number=0000000000000000'))
    await says(/^There is no certificate with this number/)
    assertQuiet(device, [/40[0-9]|ERR_INTERNET_DISCONNECTED/])
  })
}
