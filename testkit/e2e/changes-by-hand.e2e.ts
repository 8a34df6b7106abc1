import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'
import { EDITS_PER_MINUTE, REACTIONS_PER_MINUTE } from '#contract/messenger/messenger.limits.ts'
import { type Device, LAPTOP, type Look, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { eventually, messageWith, takeSession, write } from '#testkit/messenger-walk.ts'
import { newId, type Person } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'
import { createWorld } from '#testkit/world.ts'

/** What a browser says on its console when there is no network. */
const NO_NETWORK = [/ERR_INTERNET_DISCONNECTED/, /ERR_NETWORK_CHANGED/]
const SAID = 'Сдаём тетради в пятницу'
const BEGUN = 'Сдаём тетради в пятницу до третьего урока'

const story = tellStory()
const { step } = story
let cast: Cast
let chatId: string
let teacher: Device
let pupil: Device

async function open(name: string, person: Person, look: Look, base = site(story.world)): Promise<Device> {
  const device = await story.device(name, look)
  await takeSession(device.context, person, site(story.world))
  await device.page.goto(new URL(`/im/${chatId}`, base).href)
  await device.page.getByPlaceholder('Сообщение').waitFor()
  return device
}

const chip = (page: Page, name: string) => messageWith(page, SAID).getByRole('button', { name, exact: true })
const newText = (page: Page) => page.getByLabel('Новый текст сообщения')
const begun = (page: Page) => page.getByRole('button', { name: 'Незаконченное изменение' })
const isFocused = (locator: Locator) => locator.evaluate((element) => element === document.activeElement)
/** A message has its number: until then nothing can be done with it. */
const awaitSent = (page: Page, text: string) =>
  messageWith(page, text)
    .filter({ hasNot: page.getByRole('img', { name: 'ждёт отправки' }) })
    .waitFor()
const menuOf = async (page: Page, text: string, item: string) => {
  await awaitSent(page, text)
  await messageWith(page, text).getByText(text).first().click({ button: 'right' })
  await page.getByRole('menuitem', { name: item }).click()
}

step(
  '[MSG-12/offline] without a network a reaction is undone with a sentence, and with one it shows at once',
  async () => {
    cast = await createCast(story.world)
    const { chat } = await cast.teacher.client.call('chats.create', {
      id: newId(),
      communityId: cast.school.communityId,
      title: '5«Б», тетради',
      memberIds: [cast.pupil.profileId, cast.secondPupil.profileId],
    })
    chatId = chat.id
    ;[teacher, pupil] = await Promise.all([
      open('teacher', cast.teacher, { viewport: LAPTOP }),
      open('pupil', cast.pupil, { viewport: PHONE, theme: 'dark' }),
    ])
    await write(teacher.page, SAID)
    const { page, context } = pupil
    await messageWith(page, SAID).getByText(SAID).click({ button: 'right' })
    await page.getByRole('menuitemradio', { name: '👍' }).click()
    await chip(teacher.page, '👍 1').click()
    await chip(page, '👍 2, в том числе ваша').waitFor()
    await context.setOffline(true)
    await page
      .getByText(/Нет связи/)
      .first()
      .waitFor()
    await chip(page, '👍 2, в том числе ваша').click()
    await page.getByRole('status').getByText('Нет связи с сервером').waitFor()
    await chip(page, '👍 2, в том числе ваша').waitFor()
    await context.setOffline(false)
    await page.getByText(/Нет связи\. Показываем/).waitFor({ state: 'detached' })
  },
)

step(
  '[MSG-09/begun] a half-typed edit waits whatever takes its author away, and goes after a question only',
  async () => {
    const { page } = teacher
    await menuOf(page, SAID, 'Изменить')
    await newText(page).fill(BEGUN)
    await page.keyboard.press('Escape')
    await begun(page).getByText(BEGUN).waitFor()
    await assertAccessible(page, 'an edit that waits')
    await begun(page).click()
    assert.equal(await newText(page).inputValue(), BEGUN)
    await page.getByRole('button', { name: 'Отложить изменение' }).click()
    // Another edit and an answer go past it.
    await write(page, 'И дневники')
    await awaitSent(page, 'И дневники')
    await page.keyboard.press('ArrowUp')
    assert.equal(await newText(page).inputValue(), 'И дневники')
    await menuOf(page, SAID, 'Ответить')
    await begun(page).getByText(BEGUN).waitFor()
    await page.getByRole('button', { name: 'Не отвечать на это сообщение' }).click()
    // The chat is left while it is open.
    await begun(page).click()
    await newText(page).press('End')
    await page.keyboard.type('!')
    await page.getByRole('link', { name: /Общешкольный/ }).click()
    await page.getByText('В канал пишут только администраторы').waitFor()
    await page.getByRole('link', { name: /тетради/ }).click()
    await begun(page).getByText(`${BEGUN}!`).waitFor()
    const drop = page.getByRole('button', { name: 'Не сохранять изменение', exact: true })
    await drop.click()
    const question = page.getByRole('dialog')
    await question.getByText(`${BEGUN}!`).waitFor()
    assert.ok(await isFocused(question.getByRole('button', { name: 'Оставить' })))
    await assertAccessible(page, 'the question before an edit is thrown away')
    await page.keyboard.press('Enter')
    await question.waitFor({ state: 'detached' })
    assert.ok(await isFocused(drop))
    await drop.click()
    await question.getByRole('button', { name: 'Не сохранять' }).click()
    await begun(page).waitFor({ state: 'detached' })
    await eventually(async () => assert.ok(await isFocused(page.getByPlaceholder('Сообщение'))))
    await messageWith(page, SAID).first().waitFor()
  },
)

step('[MSG-09/begun-erased] of an edit that waits nothing is left when its message is erased', async () => {
  const { page } = pupil
  await write(page, 'Можно в понедельник?')
  await menuOf(page, 'Можно в понедельник?', 'Изменить')
  await newText(page).fill('Можно в понедельник или во вторник?')
  await page.getByRole('button', { name: 'Отложить изменение' }).click()
  await begun(page).waitFor()
  await menuOf(teacher.page, 'Можно в понедельник?', 'Удалить')
  await teacher.page.getByRole('button', { name: 'Удалить у всех' }).click()
  await begun(page).waitFor({ state: 'detached' })
  assert.equal(await page.getByText('во вторник').count(), 0)
})

step(
  '[A-30/focus] the question before a deletion stands on the safe answer, and gives the focus back to the message',
  async () => {
    const { page } = teacher
    await write(page, 'Лишнее слово')
    await awaitSent(page, 'Лишнее слово')
    const message = messageWith(page, 'Лишнее слово')
    const more = message.getByRole('button', { name: 'Ещё' })
    const ask = async () => {
      await message.hover()
      await more.click()
      await page.getByRole('menuitem', { name: 'Удалить' }).click()
      assert.ok(await isFocused(page.getByRole('dialog').getByRole('button', { name: 'Отменить' })))
    }
    await ask()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    assert.ok(await isFocused(message))
    await ask()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const erased = page.getByRole('article').filter({ hasText: 'Сообщение удалено' }).last()
    await erased.waitFor()
    await eventually(async () => assert.ok(await isFocused(erased)))
  },
)

step('[MSG-09/toast] a line that says what was done never lies on the field, however high that has grown', async () => {
  const { page, context } = pupil
  await context.grantPermissions(['clipboard-write'])
  await write(page, 'Первая строка')
  await menuOf(page, 'Первая строка', 'Изменить')
  await newText(page).fill(Array.from({ length: 8 }, (_, line) => `строка ${line}`).join('\n'))
  await menuOf(page, 'Первая строка', 'Копировать текст')
  const [line, bar] = await Promise.all([
    page.getByRole('status').getByText('Скопировано').boundingBox(),
    page.getByText('Изменение сообщения').boundingBox(),
  ])
  assert.ok(line!.y > 0 && line!.y + line!.height < bar!.y, `${JSON.stringify(line)} ${JSON.stringify(bar)}`)
  await page.getByRole('button', { name: 'Отложить изменение' }).click()
})

step('[MSG-12/sheet] on a phone the sheet of a message says of which one it speaks', async () => {
  const { page } = pupil
  await messageWith(page, SAID).getByText(SAID).click({ button: 'right' })
  const sheet = page.getByRole('menu')
  await sheet.getByText(SAID).waitFor()
  await sheet.getByText('Марина Игоревна').waitFor()
  await assertAccessible(page, 'the sheet of a message')
  await page.keyboard.press('Escape')
  for (const device of [teacher, pupil]) assertQuiet(device, NO_NETWORK)
})

step(
  '[MSG-09/rate] what is refused for being too often is said with the time to wait, and what was typed stays',
  async () => {
    await using strict = await createWorld({ limitFactor: 1, database: story.world.database })
    const client = cast.teacher.client.at(strict.app.port)
    const { message } = await client.call('messages.send', { chatId, key: newId(), text: 'Торопыга' })
    const { seq } = message
    for (let call = 0; call < REACTIONS_PER_MINUTE; call += 1) {
      await client.call('reactions.set', { chatId, seq, reaction: null })
    }
    for (let call = 0; call < EDITS_PER_MINUTE; call += 1) {
      await client.call('messages.edit', { chatId, seq, version: 1, text: 'Торопыга' })
    }
    const { page } = await open('hasty', cast.teacher, { viewport: LAPTOP }, site(strict))
    await messageWith(page, 'Торопыга').getByText('Торопыга').click({ button: 'right' })
    await page.getByRole('menuitemradio', { name: '🎉' }).click()
    await page
      .getByRole('status')
      .getByText(/Слишком часто: не больше 60 за минуту\. Повторите через/)
      .waitFor()
    assert.equal(await page.getByRole('button', { name: /^🎉/ }).count(), 0)
    await menuOf(page, 'Торопыга', 'Изменить')
    await newText(page).fill('Торопыга-2')
    await page.keyboard.press('Enter')
    await page
      .getByRole('alert')
      .getByText(/Слишком часто: не больше 30 за минуту\. Повторите через/)
      .waitFor()
    assert.equal(await newText(page).inputValue(), 'Торопыга-2')
    assert.equal(await page.getByText('rate.limited').count(), 0)
  },
)
