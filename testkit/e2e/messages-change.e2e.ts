import assert from 'node:assert/strict'
import { after } from 'node:test'
import type { Page } from 'playwright-core'
import { type Device, LAPTOP, type Look, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { awaitDelivery, eventually, keptInBrowser, messageWith, takeSession, write } from '#testkit/messenger-walk.ts'
import { bytes, page, startOtherHosts } from '#testkit/other-hosts.ts'
import { newId, type Person } from '#testkit/people.ts'
import { pictureOf } from '#testkit/pictures.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

/** A small phone on its side, with its keys up. */
const LOW = { width: 640, height: 200 }
const TITLE = '5«Б», вопросы'
const ERASED = 'Сообщение удалено'
const ERASED_BY_LEADER = 'Сообщение удалено тем, кто ведёт чат'

const hosts = await startOtherHosts({
  '/': page('<title>Список для похода</title><meta property="og:image" content="/picture">'),
  '/picture': bytes('image/jpeg', await pictureOf(120, 120)),
})
const story = tellStory({ environment: { PARTA_LINK_PREVIEWS: 'on' }, egress: hosts.allowance })
after(() => hosts[Symbol.asyncDispose]())
const { step } = story
let cast: Cast
let teacher: Device
let pupil: Device

async function open(name: string, person: Person, look: Look, path: string): Promise<Device> {
  const device = await story.device(name, look)
  await takeSession(device.context, person, site(story.world))
  await device.page.goto(site(story.world, path))
  await device.page.getByPlaceholder('Сообщение').waitFor()
  return device
}

step('[MSG-09/story] the arrow up edits what was written last, and the other browser shows the new text', async () => {
  cast = await createCast(story.world)
  const { chat } = await cast.teacher.client.call('chats.create', {
    id: newId(),
    communityId: cast.school.communityId,
    title: TITLE,
    memberIds: [cast.pupil.profileId, cast.secondPupil.profileId],
  })
  ;[teacher, pupil] = await Promise.all([
    open('teacher', cast.teacher, { viewport: LAPTOP }, `/im/${chat.id}`),
    open('pupil', cast.pupil, { viewport: PHONE, theme: 'dark' }, `/im/${chat.id}`),
  ])
  await write(teacher.page, 'Зачёт в четверк')
  await messageWith(pupil.page, 'Зачёт в четверк').waitFor()
  const { keyboard } = teacher.page
  await keyboard.press('ArrowUp')
  const field = teacher.page.getByLabel('Новый текст сообщения')
  await eventually(async () => assert.ok(await field.evaluate((element) => element === document.activeElement)))
  await assertAccessible(teacher.page, 'an edit on a laptop')
  await keyboard.press('Escape')
  await field.waitFor({ state: 'detached' })
  await keyboard.press('ArrowUp')
  await field.fill('Зачёт в четверг')
  await keyboard.press('Enter')
  for (const { page } of [teacher, pupil]) await messageWith(page, 'Зачёт в четверг').getByText('изменено').waitFor()
  await eventually(async () =>
    assert.ok(await teacher.page.getByPlaceholder('Сообщение').evaluate((each) => each === document.activeElement)),
  )
})

step('[MSG-09/draft] what was begun waits while something else is edited', async () => {
  const { page } = teacher
  await page.getByPlaceholder('Сообщение').fill('Недописанное')
  await messageWith(page, 'Зачёт в четверг').getByText('Зачёт').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Изменить' }).click()
  const field = page.getByLabel('Новый текст сообщения')
  assert.equal(await field.inputValue(), 'Зачёт в четверг')
  await page.getByRole('button', { name: 'Не изменять' }).click()
  assert.equal(await page.getByPlaceholder('Сообщение').inputValue(), 'Недописанное')
  await page.getByPlaceholder('Сообщение').fill('')
})

step('[MSG-12/story] a reaction stands on both screens, is joined by a press, listed, and taken back', async () => {
  const said = 'Зачёт в четверг'
  await messageWith(pupil.page, said).getByText(said).click({ button: 'right' })
  await pupil.page.getByRole('menuitemradio', { name: '🎉' }).click()
  const chip = (page: Page, name: string) => messageWith(page, said).getByRole('button', { name, exact: true })
  await chip(teacher.page, '🎉 1').click()
  await chip(teacher.page, '🎉 2, в том числе ваша').waitFor()
  await chip(pupil.page, '🎉 2, в том числе ваша').waitFor()
  await messageWith(pupil.page, said).getByText(said).click({ button: 'right' })
  await pupil.page.getByRole('menuitem', { name: 'Кто отреагировал' }).click()
  const list = pupil.page.getByRole('dialog')
  for (const name of ['Марина Игоревна', 'Артём Петров']) await list.getByText(name).waitFor()
  await assertAccessible(pupil.page, 'who has reacted, on a phone')
  await list.getByRole('button', { name: 'Закрыть' }).click()
  await chip(pupil.page, '🎉 2, в том числе ваша').click()
  await chip(teacher.page, '🎉 1, в том числе ваша').waitFor()
  await pupil.page.reload()
  await chip(pupil.page, '🎉 1').waitFor()
  await chip(teacher.page, '🎉 1, в том числе ваша').click()
  for (const { page } of [teacher, pupil]) await chip(page, '🎉 1').waitFor({ state: 'detached' })
})

step(
  '[A-30/story] an erased message is gone from both screens, from its quotes and from what the devices keep',
  async () => {
    await write(pupil.page, 'Мой телефон 1234')
    const said = messageWith(teacher.page, 'Мой телефон 1234')
    await said.getByText('Мой телефон 1234').click({ button: 'right' })
    await teacher.page.getByRole('menuitem', { name: 'Ответить' }).click()
    await write(teacher.page, 'Удали это')
    await messageWith(pupil.page, 'Удали это').waitFor()
    await messageWith(pupil.page, 'Мой телефон 1234').first().getByText('Мой телефон').click({ button: 'right' })
    await pupil.page.getByRole('menuitem', { name: 'Удалить' }).click()
    await assertAccessible(pupil.page, 'the question before a deletion on a phone')
    await pupil.page.getByRole('button', { name: 'Удалить у всех' }).click()
    for (const { page } of [teacher, pupil]) {
      await messageWith(page, 'Удали это').getByRole('button', { name: ERASED }).waitFor()
      assert.equal(await page.getByText('Мой телефон').count(), 0)
      await eventually(async () => assert.doesNotMatch(await keptInBrowser(page), /Мой телефон/))
    }
  },
)

step(
  '[A-30/leader-story] whoever leads erases what others wrote, with a trace; others are not offered it',
  async () => {
    await write(pupil.page, 'Лишнее')
    const asked = messageWith(teacher.page, 'Лишнее')
    await messageWith(pupil.page, 'Удали это').getByText('Удали это').click({ button: 'right' })
    await pupil.page.getByRole('menuitem', { name: 'Копировать текст' }).waitFor()
    assert.equal(await pupil.page.getByRole('menuitem', { name: 'Изменить' }).count(), 0)
    await pupil.page.getByRole('menuitem', { name: 'Удалить' }).click()
    const question = pupil.page.getByRole('dialog')
    await question.getByRole('button', { name: 'Только у меня' }).waitFor()
    assert.equal(await question.getByRole('button', { name: 'Удалить у всех' }).count(), 0)
    await question.getByRole('button', { name: 'Отменить' }).click()
    await asked.getByText('Лишнее').click({ button: 'right' })
    assert.equal(await teacher.page.getByRole('menuitem', { name: 'Изменить' }).count(), 0)
    await teacher.page.getByRole('menuitem', { name: 'Удалить' }).click()
    await teacher.page.getByRole('button', { name: 'Удалить у всех' }).click()
    for (const { page } of [teacher, pupil]) await messageWith(page, ERASED_BY_LEADER).waitFor()
    await assertAccessible(teacher.page, 'a chat with erased messages')
    for (const device of [teacher, pupil]) assertQuiet(device)
  },
)

step('[MSG-09/gone] whoever edits a message that is deleted meanwhile is told so and can write again', async () => {
  const { page } = pupil
  const text = 'Кто дежурит?'
  await write(page, text)
  // What is still on its way cannot be changed yet.
  await awaitDelivery(page, text, 'прочитано')
  await messageWith(page, text).getByText(text).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Изменить' }).click()
  await page.getByLabel('Новый текст сообщения').fill('Кто дежурит завтра?')
  await messageWith(teacher.page, text).getByText(text).click({ button: 'right' })
  await teacher.page.getByRole('menuitem', { name: 'Удалить' }).click()
  await teacher.page.getByRole('dialog').getByText(text).waitFor()
  await teacher.page.getByRole('button', { name: 'Удалить у всех' }).click()
  await page.getByRole('status').getByText('Сообщение, которое вы меняли, удалено').waitFor()
  await page.getByPlaceholder('Сообщение', { exact: true }).waitFor()
})

step('[MSG-08] a message with a time vanishes from both screens and devices, and the choice stays', async () => {
  const { page } = teacher
  const choice = page.getByLabel('Исчезающие сообщения')
  await choice.selectOption({ label: '1 минута' })
  const code = 'Код от домофона 4815'
  await write(page, code)
  await messageWith(pupil.page, code).getByText('Исчезнет').waitFor()
  await assertAccessible(page, 'a message that vanishes')
  await page.reload()
  await messageWith(page, code).waitFor()
  assert.equal(await choice.inputValue(), '60000')
  await choice.selectOption({ label: 'Не исчезают' })
  await write(page, 'Это останется')
  story.world.clock.advance(60_000)
  await story.world.app.messenger.expiry.run()
  for (const device of [teacher, pupil]) {
    await messageWith(device.page, 'Время сообщения истекло').waitFor()
    await messageWith(device.page, 'Это останется').waitFor()
    assert.equal(await device.page.getByText(code).count(), 0)
    await eventually(async () => assert.ok(!(await keptInBrowser(device.page)).includes(code)))
  }
  const { client } = cast.director
  const { communityId } = cast.school
  const permit = async (vanishWithPupils: boolean) => {
    const rules = await client.call('dialogueRules.get', { communityId })
    await client.call('dialogueRules.set', { ...rules, vanishWithPupils })
  }
  await permit(false)
  await choice.selectOption({ label: '1 минута' })
  await page.getByText('Организация не разрешает исчезающие сообщения там, где есть ученики').waitFor()
  await eventually(async () => assert.equal(await choice.inputValue(), ''))
  await permit(true)
  for (const device of [teacher, pupil]) assertQuiet(device)
})

step('[MSG-01/story] a link shows its card on both screens, and its author takes it away', async () => {
  const { client } = cast.director
  const rules = await client.call('dialogueRules.get', { communityId: cast.school.communityId })
  await client.call('dialogueRules.set', { ...rules, linkPreviews: 'everywhere' })
  const said = `Что взять: ${hosts.at('/')}`
  await write(teacher.page, said)
  const cardOn = (device: Device) =>
    messageWith(device.page, said).getByRole('link', { name: 'Список для похода, страница на page.test' })
  for (const device of [teacher, pupil]) {
    const picture = cardOn(device).locator('img')
    await picture.waitFor()
    await eventually(async () => assert.ok(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth > 0)))
    await assertAccessible(device.page, 'a card of a link')
  }
  const remove = (device: Device) =>
    messageWith(device.page, said).getByRole('button', { name: 'Убрать карточку ссылки' })
  assert.equal(await remove(pupil).count(), 0)
  await remove(teacher).click()
  for (const device of [teacher, pupil]) await cardOn(device).waitFor({ state: 'detached' })
  // The server has asked, once, and no browser.
  assert.deepEqual(hosts.asked, ['page.test/', 'page.test/picture'])
  for (const device of [teacher, pupil]) assertQuiet(device)
})

step(
  '[MSG-09/large] at twice the size of text nothing leaves its message, and a low screen holds the menu',
  async () => {
    const { page } = pupil
    const { client } = cast.teacher
    const chatId = new URL(page.url()).pathname.split('/').at(-1)!
    const sent = await client.call('messages.send', { chatId, key: newId(), text: 'Да', lifetimeMs: 604_800_000 })
    await client.call('messages.edit', { chatId, seq: sent.message.seq, version: 1, text: 'Да, и возьмите сменку' })
    const said = messageWith(page, 'Да, и возьмите сменку')
    await said.getByText('изменено').waitFor()
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%'
    })
    const outside = await said.evaluate((article) => {
      const time = article.querySelector('time')!
      const bubble = time.closest('div')!.getBoundingClientRect()
      const parts = [...time.parentElement!.children].map((part) => part.getBoundingClientRect())
      return parts.filter(({ left, right }) => left < bubble.left || right > bubble.right).length
    })
    assert.equal(outside, 0)
    await page.evaluate(() => document.documentElement.style.removeProperty('font-size'))
    await page.setViewportSize(LOW)
    await said.getByText('Да,').click({ button: 'right' })
    await eventually(async () => {
      const { y, height } = (await page.getByRole('menu').boundingBox())!
      assert.ok(y >= 0 && y + height <= LOW.height, `${y} + ${height}`)
    })
    await page.keyboard.press('End')
    const last = page.getByRole('menuitem', { name: 'Удалить' })
    assert.ok(await last.evaluate((element) => element === document.activeElement))
    await page.keyboard.press('Home')
    assert.ok(
      await page
        .getByRole('menuitemradio')
        .first()
        .evaluate((element) => element === document.activeElement),
    )
    await page.keyboard.press('Escape')
  },
)

step(
  '[MSG-09/large-end] the end stays in sight while long messages come, and when a chat opens with large text',
  async () => {
    const { page, context } = pupil
    const { client } = cast.teacher
    const chatId = new URL(page.url()).pathname.split('/').at(-1)!
    for (let part = 1; part <= 30; part += 1) {
      const text = `${part}. ${'Параграф прочитать, на вопросы ответить письменно. '.repeat(part % 7)}`
      await client.call('messages.send', { chatId, key: newId(), text })
    }
    await page.setViewportSize(PHONE)
    await page.getByText('30. Параграф').waitFor()
    await context.addInitScript(() => {
      new MutationObserver((_, observer) => {
        document.documentElement.style.fontSize = '200%'
        observer.disconnect()
      }).observe(document, { childList: true })
    })
    await page.reload()
    await page.getByText('30. Параграф').waitFor()
    await eventually(async () => {
      const below = await page
        .getByRole('log')
        .evaluate((log) => Math.round(log.scrollHeight - log.scrollTop - log.clientHeight))
      assert.equal(below, 0)
    })
  },
)
