import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import type { PrintedCard } from '#contract/communities/cards.ts'
import { CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import { type Device, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { addPhonelessPupil, printCard } from '#testkit/class-cards.ts'
import { eventually, keptInBrowser, messageWith, takeSession, write } from '#testkit/messenger-walk.ts'
import { newId, signIn } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'
import { ru as NAMES } from '#web/kit/symbols/symbols.ru.ts'

const SECRET = 'Дневник Лёвы лежит под партой'
/** A tablet held upright. */
const TABLET = { width: 834, height: 1112 }
const story = tellStory()
const { step } = story
let cast: Cast
let tablet: Device
let cards: PrintedCard[]
let chatId: string

async function showCard(page: Page, card: PrintedCard): Promise<void> {
  await page.goto(site(story.world, `/id/card#${card.secret}`))
  await page.getByRole('heading', { name: `Здравствуй, ${card.name}` }).waitFor()
}

/** Whether a button is seen without scrolling. */
async function isWithin(page: Page, button: string): Promise<boolean> {
  const box = await page.getByRole('button', { name: button }).boundingBox()
  return box!.y + box!.height <= TABLET.height
}

async function tap(page: Page, symbols: PrintedCard['symbols']): Promise<void> {
  for (const symbol of symbols) await page.getByRole('button', { name: NAMES[symbol], exact: true }).click()
}

/** Presses the browser's own button: the page may be exchanged at that moment, which the driver's way back refuses. */
async function goBack(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  const gone = page.waitForEvent('domcontentloaded')
  // The page that answers may go before its answer has come.
  await page.evaluate(() => void setTimeout(() => history.back())).catch(() => undefined)
  await gone
}

step('[P-06/story] the leader of a class makes a tablet one of the class and is signed out of it', async () => {
  cast = await createCast(story.world)
  const pupils = [
    await addPhonelessPupil(cast, { surname: 'Мохов', name: 'Лёва' }),
    await addPhonelessPupil(cast, { surname: 'Вторая', name: 'Зоя' }),
  ]
  cards = []
  for (const profileId of pupils) cards.push(await printCard(cast, profileId))
  story.world.clock.advance(CODE_RESEND_MS + 1_000)
  const leader = await signIn(story.world, cast.teacher.phone, cast.teacher.about)
  tablet = await story.device('tablet', { viewport: PHONE, theme: 'dark' })
  const { page } = tablet
  await takeSession(tablet.context, leader, site(story.world))
  await page.goto(site(story.world, `/o/${cast.school.communityId}/units/${cast.classId}/cards`))
  await page.getByText('Мохов Лёва').waitFor()
  await assertAccessible(page, 'the cards of a class')
  await page.setViewportSize(TABLET)
  const words = await page.getByText(/^По карточке входят/).boundingBox()
  assert.ok(words!.width > 240, 'a wide button goes under the sentence that it would squeeze')
  await page.setViewportSize(PHONE)
  await page.getByRole('button', { name: 'Подключить это устройство' }).click()
  await page.getByLabel('Название устройства').fill('Планшет 1')
  await page.getByRole('button', { name: 'Подключить и выйти' }).click()
  await page.getByRole('heading', { name: 'Вход по карточке' }).waitFor()
  await assertAccessible(page, 'the sign-in by a card')
  const code = page.getByLabel('Код с карточки')
  await page.getByRole('button', { name: 'Продолжить' }).click()
  await page.getByText('Введи код, который напечатан на карточке').waitFor()
  await code.fill('Aa1-_')
  await page.getByRole('button', { name: 'Продолжить' }).click()
  await page.getByText('В коде 22 знака, введено 5').waitFor()
  // The letters of another alphabet look the same.
  await code.fill('ААААААААААААААААААААbb')
  await page.getByRole('button', { name: 'Продолжить' }).click()
  await page.getByText('Код набирают латинскими буквами, большие и маленькие различаются').waitFor()
})

step('[P-06/story] a pupil shows the card, taps a wrong row, then the right one, and writes', async () => {
  const { page } = tablet
  const [card] = cards
  await showCard(page, card!)
  assert.equal(await page.evaluate(() => location.hash), '')
  await assertAccessible(page, 'the board of pictures')
  const [first, ...rest] = card!.symbols
  await tap(page, [first === 'sun' ? 'moon' : 'sun', ...rest])
  await page.getByText(/^Картинки не подошли. Осталось 4\sпопытки\.$/).waitFor()
  await page.setViewportSize(TABLET)
  for (const name of [NAMES.sun, NAMES.cup]) {
    const picture = await page.getByRole('button', { name, exact: true }).boundingBox()
    assert.ok(picture!.width > 96 && picture!.height > 96, 'on a tablet a picture is large enough for a child')
  }
  assert.ok(await isWithin(page, 'Другая карточка'), 'on a tablet nobody has to scroll')
  await assertAccessible(page, 'the board of pictures on a tablet')
  await page.setViewportSize(PHONE)
  await tap(page, card!.symbols)
  await page.waitForURL(/\/im/)
  const { chat } = await cast.teacher.client.call('chats.create', {
    id: newId(),
    communityId: cast.school.communityId,
    title: 'Только Лёва',
    memberIds: [card!.profileId, cast.secondTeacher.profileId],
  })
  chatId = chat.id
  await page.goto(site(story.world, `/im/${chatId}`))
  await write(page, SECRET)
  await messageWith(page, SECRET).waitFor()
  await eventually(async () => assert.match(await keptInBrowser(page), new RegExp(SECRET)))
})

step('[P-06/network] a card and its row of pictures wait for the network', async () => {
  const { page, context } = tablet
  const [card] = cards
  await page.goto(site(story.world, '/me'))
  await page.getByRole('button', { name: 'Выйти' }).click()
  // The page that is left has a heading that begins with the same words.
  await page.getByRole('heading', { name: 'Вход по карточке', exact: true }).waitFor()
  await page.goto(site(story.world, '/id/card'))
  await page.waitForLoadState('networkidle')
  await context.setOffline(true)
  await page.getByLabel('Код с карточки').fill(card!.secret)
  await page.getByRole('button', { name: 'Продолжить' }).click()
  await page.getByRole('heading', { name: 'Карточка не открылась' }).waitFor()
  await assertAccessible(page, 'a card without a network')
  assert.equal(await page.getByText(card!.secret).count(), 0, 'a card is not left on the screen')
  await context.setOffline(false)
  await page.getByRole('button', { name: 'Повторить' }).click()
  await page.getByRole('heading', { name: `Здравствуй, ${card!.name}` }).waitFor()
  await context.setOffline(true)
  await tap(page, card!.symbols)
  await page.getByText('Нет связи с сервером').waitFor()
  await page.getByText('Выбрано 6 из 6').waitFor({ state: 'detached' })
  await assertAccessible(page, 'a row without a network')
  await context.setOffline(false)
  await page.getByRole('button', { name: 'Повторить' }).click()
  await page.waitForURL(/\/im/)
})

step('[P-06/story] signing out leaves nothing, and the tablet asks for the next card', async () => {
  const { page } = tablet
  await page.goto(site(story.world, '/me'))
  await page.getByText('Вход по карточке класса').waitFor()
  await assertAccessible(page, 'the page of a pupil in a lesson')
  await page.getByRole('button', { name: 'Выйти' }).click()
  // The page that is left has a heading that begins with the same words.
  await page.getByRole('heading', { name: 'Вход по карточке', exact: true }).waitFor()
  assert.equal(await page.getByText(/^Прошлый вход завершён/).count(), 0, 'whoever signs out himself knows it')
  await eventually(async () => assert.doesNotMatch(await keptInBrowser(page), new RegExp(SECRET)))
  await goBack(page)
  await page.getByRole('heading', { name: 'Вход по карточке' }).waitFor()
})

step(
  '[P-06/story] the next pupil on the same tablet sees nothing of the one before, by no way back either',
  async () => {
    const { page } = tablet
    await showCard(page, cards[1]!)
    await tap(page, cards[1]!.symbols)
    await page.waitForURL(/\/im/)
    assert.equal(await page.getByText('Только Лёва').count(), 0)
    await page.goto(site(story.world, `/im/${chatId}`))
    await page.waitForLoadState('networkidle')
    assert.equal(await page.getByText(SECRET).count(), 0)
    assert.doesNotMatch(await keptInBrowser(page), new RegExp(SECRET))
    // Its card is taken away: the tablet is at the sign-in at once.
    await cast.teacher.client.call('cards.revoke', { unitId: cast.classId, profileId: cards[1]!.profileId })
    await page.getByRole('heading', { name: 'Вход по карточке' }).waitFor()
    await page.getByText(/^Прошлый вход завершён/).waitFor()
    await assertAccessible(page, 'the sign-in after a lesson')
    assertQuiet(tablet, [/40[0134]/, /WebSocket/, /ERR_INTERNET_DISCONNECTED/])
  },
)
