import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { eventually, takeSession, write } from '#testkit/messenger-walk.ts'
import { newId } from '#testkit/people.ts'
import { pictureOf } from '#testkit/pictures.ts'
import { tellStory } from '#testkit/story.ts'
import { wearPhoto } from '#testkit/uploads.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast
let phone: Device
let laptop: Device
let chatId: string

const CONTACTS = { address: '/me/contacts', heading: 'Личные контакты' }
const PROFILE = { address: '/me', heading: 'Профиль' }
/** Pages below the profile, each with the page above it. */
const BELOW_PROFILE = [
  ['privacy', PROFILE],
  ['blocked', PROFILE],
  ['photo', PROFILE],
  ['contacts', PROFILE],
  ['contacts/phone', CONTACTS],
  ['contacts/chat', CONTACTS],
  ['account', PROFILE],
  ['settings', PROFILE],
  ['teacher', PROFILE],
] as const
const pathOf = (page: Page) => new URL(page.url()).pathname

/** How much wider than the window a page is. */
const overflowOf = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

step(
  '[ACC-06/way-back] every page below the profile has one way back, by hand and by keyboard, at both widths',
  async () => {
    cast = await createCast(story.world)
    phone = await story.device('phone', { viewport: PHONE, theme: 'dark' })
    laptop = await story.device('laptop', { viewport: LAPTOP })
    await takeSession(phone.context, cast.teacher, site(story.world))
    await takeSession(laptop.context, cast.teacher, site(story.world))
    for (const { page } of [phone, laptop]) {
      for (const [below, above] of BELOW_PROFILE) {
        await page.goto(site(story.world, `/me/${below}`))
        const back = page.getByRole('link', { name: 'Назад' })
        await back.waitFor()
        assert.equal(await back.count(), 1, below)
        // Whoever has opened the address itself comes to the page above.
        await back.focus()
        await page.keyboard.press('Enter')
        await page.getByRole('heading', { name: above.heading, exact: true }).waitFor()
        assert.equal(pathOf(page), above.address)
      }
      await page.getByRole('link', { name: 'Настройки приватности' }).click()
      await page.getByRole('link', { name: 'Заблокированные' }).click()
      await page.getByRole('heading', { name: 'Заблокированные' }).waitFor()
      await page.getByRole('link', { name: 'Назад' }).click()
      await page.getByRole('heading', { name: 'Приватность' }).waitFor()
      await page.goBack()
      await page.getByRole('heading', { name: 'Профиль', exact: true }).waitFor()
    }
  },
)

step(
  '[ACC-06/appearance] theme and size of text are chosen by keyboard, hold over a reload, and break no page of a phone',
  async () => {
    const { page } = phone
    await page.getByRole('link', { name: 'Открыть настройки' }).click()
    const size = page.getByRole('slider', { name: 'Размер текста' })
    await size.focus()
    await page.keyboard.press('End')
    await page.getByText('150 %').waitFor()
    const root = () => page.evaluate(() => getComputedStyle(document.documentElement).fontSize)
    assert.equal(await root(), '24px')
    await assertAccessible(page, 'the settings with the largest text')
    assert.ok((await overflowOf(page)) <= 0, `the settings are ${await overflowOf(page)} px too wide`)
    await page.getByRole('radio', { name: 'Светлая' }).check()
    await page.reload()
    await size.waitFor()
    assert.deepEqual(
      [await root(), await page.evaluate(() => document.documentElement.dataset.theme)],
      ['24px', 'light'],
    )
    await page.goto(site(story.world, '/im'))
    await page.getByRole('button', { name: 'Новый чат' }).first().waitFor()
    assert.equal(await root(), '24px')
    await page.goto(site(story.world, '/me/settings'))
    await page.getByRole('button', { name: 'Обычный размер' }).click()
    assert.equal(await root(), '16px')
    await size.focus()
    await page.keyboard.press('Home')
    assert.equal(await root(), '14.4px')
    await page.getByRole('radio', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'App settings' }).waitFor()
    await assertAccessible(page, 'the settings in English')
    await page.getByRole('radio', { name: 'Русский' }).click()
    await page.getByRole('heading', { name: 'Настройки приложения' }).waitFor()
  },
)

step(
  '[ACC-06] the settings hold look, text size, language, notices, quiet time, storage and traffic, and lead to privacy, devices and sessions, outside systems and help',
  async () => {
    const { page } = laptop
    await page.goto(site(story.world, '/me/settings'))
    for (const card of ['Внешний вид', 'Уведомления', 'Тихое время', 'Память и трафик']) {
      await page.getByRole('heading', { name: card, exact: true }).waitFor()
    }
    await page.getByRole('slider', { name: 'Размер текста' }).waitFor()
    await page.getByRole('radio', { name: 'English' }).waitFor()
    await page.getByText('Загружать фотографии и в мобильной сети').waitFor()
    for (const [link, heading] of [
      [/^Приватность/, 'Приватность'],
      [/^Устройства и входы/, 'Устройства'],
      [/^Внешние системы/, 'Внешние системы'],
      [/^Справка/, 'Справка'],
    ] as const) {
      await page.goto(site(story.world, '/me/settings'))
      await page.getByRole('link', { name: link }).click()
      await page.getByRole('heading', { name: heading }).first().waitFor()
    }
  },
)

step('a page whose code fails says so in words, and opens again', async () => {
  const { page, context } = await story.device('broken', { viewport: PHONE })
  await takeSession(context, cast.teacher, site(story.world))
  const broken = '**/api/blocks.list'
  await page.route(broken, (route) => route.fulfill({ json: {} }))
  await page.goto(site(story.world, '/me/blocked'))
  await page.getByRole('heading', { name: 'Страница не открылась' }).waitFor()
  await assertAccessible(page, 'a page that failed')
  await page.unroute(broken)
  await page.getByRole('button', { name: 'Обновить' }).click()
  await page.getByRole('heading', { name: 'Заблокированные' }).waitFor()
  await context.close()
})

step('a dialog whose code does not come says so, and opens when it comes', async () => {
  const { page, context } = await story.device('without', { viewport: LAPTOP })
  await takeSession(context, cast.teacher, site(story.world))
  // A browser that keeps nothing for the time without a network.
  await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'))
  const code = '**/assets/NewChat-*.js'
  await page.goto(site(story.world, '/im'))
  await page.route(code, (route) => route.abort())
  await page.getByRole('button', { name: 'Новый чат' }).first().click()
  await page.getByText('Нет связи с сервером').waitFor()
  await page.unroute(code)
  await page.getByRole('dialog').waitFor()
  await context.close()
})

step(
  '[ACC-06/notices] a new message is told while nobody looks, once it is allowed, with its text only where that is wanted',
  async () => {
    const { teacher, pupil, secondPupil, school } = cast
    const memberIds = [pupil.profileId, secondPupil.profileId]
    const about = { id: newId(), communityId: school.communityId, title: 'Поездка', memberIds }
    chatId = (await teacher.client.call('chats.create', about)).chat.id
    const { page, context } = laptop
    await context.addInitScript(() => {
      const shown: string[] = []
      const Notices = class {
        static permission = 'default'
        static requestPermission = async () => {
          Notices.permission = 'granted'
          return 'granted'
        }
        constructor(title: string, { body }: { body: string }) {
          shown.push(`${title}|${body}`)
        }
        close() {}
      }
      Object.assign(globalThis, { Notification: Notices, shownNotices: shown })
      document.hasFocus = () => false
    })
    const shown = () => page.evaluate(() => (globalThis as unknown as { shownNotices: string[] }).shownNotices)
    await page.goto(site(story.world, '/me/settings'))
    const text = page.getByRole('checkbox', { name: /Показывать, кто и что написал/ })
    assert.ok(await text.isDisabled())
    await page.getByText('Сначала включите уведомления').waitFor()
    await page.getByText('Показывать уведомления о новых сообщениях').click()
    await page.getByText('Только на этом устройстве').waitFor()
    // A press dims what was pressed for a moment.
    await page.waitForTimeout(500)
    await assertAccessible(page, 'the settings of notices')
    assert.deepEqual(await shown(), ['Парта|Так будет выглядеть уведомление'])
    const say = (body: string) => pupil.client.call('messages.send', { chatId, key: newId(), text: body })
    // What was said before the page hears of it is told by nobody.
    await eventually(async () => {
      await say('Во сколько автобус?')
      await page.waitForTimeout(400)
      assert.equal((await shown()).at(-1), 'Парта|Новое сообщение')
    })
    await page.getByText('Показывать, кто и что написал').click()
    await say('И где?')
    await eventually(async () => assert.match((await shown()).at(-1)!, /^Поездка\|.+: И где\?$/))
    const { length } = await shown()
    await page.evaluate(() => {
      document.hasFocus = () => true
    })
    await say('Уже знаю')
    await page.waitForTimeout(400)
    assert.equal((await shown()).length, length, 'whoever looks at the page is told nothing')
    await page.getByText('Показывать уведомления о новых сообщениях').click()
  },
)

/** What the browser keeps of the teacher, as counts, and how often its copy was cleared. */
async function keptBy(page: Page): Promise<{ chats: number; cleared: number }> {
  return page.evaluate(async (name) => {
    const ask = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const db = await ask(indexedDB.open(name))
    const tx = db.transaction(['meta', 'chats'])
    const chats = await ask(tx.objectStore('chats').count())
    const meta = (await ask(tx.objectStore('meta').get('meta'))) as { cleared?: number } | undefined
    db.close()
    return { chats, cleared: meta?.cleared ?? 0 }
  }, `parta.im.${cast.teacher.profileId}`)
}

step(
  '[ACC-06/storage] the copy of chats is weighed and cleared, and neither a draft nor an unsent message is lost',
  async () => {
    const { page, context } = laptop
    await page.goto(site(story.world, `/im/${chatId}`))
    await page.getByPlaceholder('Сообщение', { exact: true }).fill('Черновик о поездке')
    const other = await context.newPage()
    await other.goto(site(story.world, '/im'))
    await other.getByRole('link', { name: /Поездка/ }).waitFor()
    await page.getByRole('link', { name: /^Профиль/ }).click()
    await page.getByRole('link', { name: 'Открыть настройки' }).click()
    const weightOf = (kind: string) => page.locator('dl > div', { hasText: kind }).locator('dd').innerText()
    await page.getByText('Имена собеседников').waitFor()
    await eventually(async () => assert.ok((await keptBy(page)).chats > 0))
    await page.reload()
    for (const kind of ['Переписка', 'Черновики']) assert.match(await weightOf(kind), /[1-9]/, kind)
    await context.setOffline(true)
    await page.getByText('Сейчас нет связи').waitFor()
    assert.ok(await page.getByRole('button', { name: 'Очистить копию переписки' }).isDisabled())
    await context.setOffline(false)
    const clear = page.getByRole('button', { name: 'Очистить копию переписки' })
    await eventually(async () => assert.ok(await clear.isEnabled()))
    await clear.click()
    const ask = page.getByRole('dialog')
    await assertAccessible(page, 'the question before the copy is cleared')
    await page.evaluate(
      async ([name, chat, key]) => {
        const open = indexedDB.open(name!)
        await new Promise((resolve) => {
          open.onsuccess = resolve
        })
        const tx = open.result.transaction('outbox', 'readwrite')
        // As an earlier version of the app has left it: messages carried no files then.
        const item = {
          key,
          chatId: chat,
          text: 'Ждало отправки',
          replyToSeq: null,
          lifetimeMs: null,
          createdAt: Date.now(),
        }
        tx.objectStore('outbox').put({ ...item, order: 1, state: 'waiting', failure: null }, key)
        await new Promise((resolve) => {
          tx.oncomplete = resolve
        })
        open.result.close()
      },
      [`parta.im.${cast.teacher.profileId}`, chatId, newId()] as const,
    )
    await Promise.all([
      page.waitForEvent('load'),
      ask.getByRole('button', { name: 'Очистить копию переписки' }).click(),
    ])
    await page.goto(site(story.world, `/im/${chatId}`))
    const field = page.getByPlaceholder('Сообщение', { exact: true })
    await eventually(async () => assert.equal(await field.inputValue(), 'Черновик о поездке'))
    // A page that was open before goes on, and writes nothing of the old copy.
    await field.fill('')
    await write(page, 'Собираемся у школы')
    await other.getByRole('link', { name: /Поездка/ }).click()
    await other.getByRole('log').getByText('Собираемся у школы').waitFor()
    await eventually(async () => {
      const { entries } = await cast.pupil.client.call('messages.page', { chatId })
      assert.ok(JSON.stringify(entries).includes('Ждало отправки'), 'what waited is sent with the next message')
    })
    await other.close()
    assert.equal((await keptBy(page)).cleared, 1)
  },
)

step('[ACC-06/traffic] in a network that counts no photo is loaded once that was chosen', async () => {
  const { page, context } = laptop
  await wearPhoto(cast.director.client, await pictureOf(90, 90))
  const { chat } = await cast.director.client.call('chats.openDirect', {
    id: newId(),
    profileId: cast.teacher.profileId,
  })
  await cast.director.client.call('messages.send', { chatId: chat.id, key: newId(), text: 'Зайдите ко мне' })
  const asked: string[] = []
  page.on('request', (request) => {
    if (new URL(request.url()).pathname.startsWith('/photos/')) asked.push(request.url())
  })
  await context.addInitScript(() => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: true }, configurable: true })
  })
  await page.goto(site(story.world, '/im'))
  await eventually(async () => assert.ok(asked.length > 0, 'photos are loaded at first'))
  await page.goto(site(story.world, '/me/settings'))
  await page.getByText('Загружать фотографии и в мобильной сети').click()
  asked.length = 0
  await page.goto(site(story.world, '/im'))
  await page.getByText('Зайдите ко мне').waitFor()
  await page.waitForTimeout(500)
  assert.deepEqual(asked, [])
  for (const device of [phone, laptop]) assertQuiet(device, [/ERR_INTERNET_DISCONNECTED/])
})
