import assert from 'node:assert/strict'
import { after } from 'node:test'
import type { Page } from 'playwright-core'
import { LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Asked, createOutsideSystem, type OutsideSystem } from '#testkit/oidc-client.ts'
import { newPhone } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, consoleOf, walkSignIn } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
const phone = newPhone()
const TOLD = {
  surname: 'Ветрова',
  name: 'Лия',
  patronymic: 'Павловна',
  birth: { day: '4', month: 'июня', year: '1990' },
}

let diary: OutsideSystem
let asked: Asked
let laptop: Page
after(() => diary?.[Symbol.asyncDispose]())

const answered = () => (url: URL) => url.href.startsWith(diary.redirectUri)

step('[IDN-01/story] a newcomer is sent by an outside system, signs in and sees what it will get', async () => {
  diary = await createOutsideSystem(story.world, { name: 'Электронный дневник' })
  const device = await story.device('newcomer', { viewport: PHONE })
  const { page } = device
  asked = await diary.ask('openid profile birthdate')
  await page.goto(asked.url.href)
  await page.getByRole('heading', { name: 'Вход в «Парту»' }).waitFor()
  await walkSignIn(story.world, page, phone, TOLD)
  await page.getByRole('heading', { name: 'Проверка личных данных' }).waitFor()
  for (const text of ['Ветрова', 'Лия', 'Павловна', '04.06.1990', 'Электронный дневник']) {
    await page.getByText(text).first().waitFor()
  }
  await assertAccessible(page, 'the check of the data')
  await page.getByRole('button', { name: 'Всё верно, продолжить' }).click()
  await page.waitForURL(answered())
  const tokens = await diary.take(asked, new URL(page.url()))
  assert.ok(tokens.claims()?.sub)
  // The way out begins at the client and asks here.
  const out = new URL(diary.config.serverMetadata().end_session_endpoint!)
  out.search = new URLSearchParams({
    id_token_hint: tokens.id_token!,
    post_logout_redirect_uri: diary.goneUri,
  }).toString()
  await page.goto(out.href)
  await assertAccessible(page, 'the question whether to sign out')
  await page.getByRole('button', { name: 'Выйти' }).click()
  await page.waitForURL((url) => url.href.startsWith(diary.goneUri))
  assertQuiet(device)
})

step('[IDN-11/story] whoever has two profiles chooses, goes back a step, and cancels', async () => {
  await story.world.database.query(
    `insert into identity.profile (id, account_id, person_id, kind, surname, name, patronymic, created_at)
     select gen_random_uuid(), p.account_id, p.person_id, 'personal', 'Ветер', p.name, '', p.created_at
     from identity.profile p join identity.account a on a.id = p.account_id where a.phone = $1`,
    [phone],
  )
  story.world.clock.advance(120_000)
  const device = await story.device('laptop', { viewport: LAPTOP, theme: 'dark' })
  const { page } = device
  laptop = page
  const again = await diary.ask('openid profile', { prompt: 'select_account' })
  await page.goto(again.url.href)
  await walkSignIn(story.world, page, phone, undefined, 'Забыли или не установили пароль?')
  await page.getByRole('heading', { name: 'Придумайте новый пароль' }).waitFor()
  await page.getByLabel('Новый пароль').fill('Синяя-тетрадь-в-клетку')
  await page.getByRole('button', { name: 'Продолжить' }).click()
  await page.getByRole('heading', { name: 'Выберите профиль' }).waitFor()
  await page.getByRole('button', { name: 'Продолжить' }).click()
  await page.getByText('Каким вас увидит «Электронный дневник»').waitFor()
  await assertAccessible(page, 'the choice of a profile')
  await page.getByRole('radio', { name: /Ветер Лия/ }).check()
  await page.getByRole('button', { name: 'Продолжить' }).click()
  await page.getByRole('heading', { name: 'Проверка личных данных' }).waitFor()
  await assertAccessible(page, 'the check of the data in the dark')
  await page.getByRole('button', { name: 'Выбрать другой профиль' }).click()
  await page.getByRole('radio', { name: /Ветрова Лия Павловна/ }).waitFor()
  await page.getByRole('button', { name: 'Отменить' }).click()
  await page.waitForURL(answered())
  assert.equal(new URL(page.url()).searchParams.get('error'), 'access_denied')
  assertQuiet(device)
})

step(
  '[IDN-01/form-story] a form on a page of the system finds whoever is signed in, and the answer comes as a form',
  async () => {
    const form = await diary.ask('openid profile', { response_mode: 'form_post' })
    await laptop.goto(diary.redirectUri)
    const posted = laptop.waitForResponse(
      (response) => response.request().method() === 'POST' && answered()(new URL(response.url())),
    )
    await laptop.evaluate((address) => {
      const { origin, pathname, searchParams } = new URL(address)
      const made = Object.assign(document.createElement('form'), { method: 'post', action: `${origin}${pathname}` })
      for (const [name, value] of searchParams)
        made.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
      document.body.append(made)
      made.submit()
    }, form.url.href)
    await posted
    const answer = new URL(`${diary.redirectUri}?${diary.forms.at(-1)}`)
    assert.ok((await diary.take(form, answer)).access_token)
  },
)

step('[IDN-01/console] the operator adds a system, sees its secret once, makes a new one and removes it', async () => {
  const { world } = story
  const operatorPhone = newPhone()
  await world.app.platform.transaction((tx) => world.app.identity.ensureOperator(tx, operatorPhone))
  const device = await story.device('operator', { viewport: LAPTOP })
  const { page } = device
  await page.goto(consoleOf(world))
  await page.waitForURL(/\/id/)
  await walkSignIn(world, page, operatorPhone, undefined, 'Забыли или не установили пароль?')
  await page.getByRole('link', { name: 'Внешние системы' }).click()
  await page.getByRole('heading', { level: 1, name: 'Внешние системы' }).waitFor()
  await page.getByText('Электронный дневник').waitFor()
  await assertAccessible(page, 'the register of outside systems')
  await page.getByRole('button', { name: 'Добавить систему' }).click()
  await page.getByLabel('Название').fill('Столовая')
  await page.getByLabel('Адреса возврата после входа').fill('https://canteen.example')
  await assertAccessible(page, 'the form of an outside system')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Добавить' }).click()
  await dialog.getByText('Проверьте адреса').waitFor()
  await page.getByLabel('Адреса возврата после входа').fill('https://canteen.example/callback')
  await dialog.getByRole('button', { name: 'Добавить' }).click()
  await page.getByRole('heading', { name: 'Секрет системы' }).waitFor()
  const secretOf = async () => (await dialog.locator('dd').last().textContent()) ?? ''
  const first = await secretOf()
  assert.match(first, /^[\w-]{43}$/)
  await dialog.getByRole('button', { name: 'Секрет сохранён, закрыть' }).click()
  assert.ok(!(await page.content()).includes(first))
  const card = page.locator('section', { hasText: 'Столовая' })
  await card.getByRole('button', { name: 'Выпустить новый секрет' }).click()
  await dialog.getByRole('button', { name: 'Выпустить новый секрет' }).click()
  await page.getByRole('heading', { name: 'Секрет системы' }).waitFor()
  assert.notEqual(await secretOf(), first)
  await dialog.getByRole('button', { name: 'Секрет сохранён, закрыть' }).click()
  await card.getByRole('button', { name: 'Удалить' }).click()
  await dialog.getByRole('button', { name: 'Удалить' }).click()
  await card.waitFor({ state: 'detached' })
  assertQuiet(device, [/oidcClients\.create/, /sessions\.current/])
})
