import assert from 'node:assert/strict'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { newId } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast
let chatId: string
let pupil: Device
let other: Device

step('[CNT-07/story] a pupil blocks somebody on a phone, who hears only that nothing can be delivered', async () => {
  cast = await createCast(story.world)
  const opened = { id: newId(), profileId: cast.secondPupil.profileId }
  chatId = (await cast.pupil.client.call('chats.openDirect', opened)).chat.id
  await cast.secondPupil.client.call('messages.send', { chatId, key: newId(), text: 'Отдай тетрадь' })
  other = await story.device('second pupil', { viewport: LAPTOP })
  await takeSession(other.context, cast.secondPupil, site(story.world))
  await other.page.goto(site(story.world, `/im/${chatId}`))
  await other.page.getByLabel(/^Сообщение в чат/).waitFor()

  pupil = await story.device('pupil', { viewport: PHONE, theme: 'dark' })
  await takeSession(pupil.context, cast.pupil, site(story.world))
  const { page } = pupil
  await page.goto(site(story.world, `/im/${chatId}`))
  await page
    .getByRole('button', { name: /Сведения о чате/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Заблокировать' }).click()
  const ask = page.getByRole('dialog')
  await ask.getByText(/не узнает/).waitFor()
  await assertAccessible(page, 'the question before a block')
  await ask.getByRole('button', { name: 'Заблокировать' }).click()
  await ask.waitFor({ state: 'detached' })
  // Where it was given it is taken back too.
  await page.getByRole('button', { name: 'Разблокировать' }).click()
  await page.getByRole('button', { name: 'Заблокировать' }).click()
  await ask.getByRole('button', { name: 'Заблокировать' }).click()
  await page.getByRole('button', { name: 'Разблокировать' }).waitFor()
  await assertAccessible(page, 'what is said of a dialogue with somebody blocked')
  await page.goto(site(story.world, `/im/${chatId}`))
  await page.getByText('Вы заблокировали этого человека', { exact: false }).waitFor()
  await assertAccessible(page, 'a dialogue with somebody blocked')

  await other.page.getByText('сообщение не может быть доставлено', { exact: false }).waitFor()
  assert.equal(await other.page.getByText(/блокир/i).count(), 0, 'nothing tells of the block')
})

step('[CNT-07/story] the settings list who is blocked, and give him back the right to write', async () => {
  const { page } = pupil
  await page.goto(site(story.world, '/me'))
  await page.getByRole('link', { name: 'Заблокированные' }).click()
  await page.getByRole('heading', { name: 'Заблокированные' }).waitFor()
  await assertAccessible(page, 'the list of blocked people')
  const name = await page.getByText('Лисина Ева', { exact: true }).boundingBox()
  const free = await page.getByRole('button', { name: /^Разблокировать/ }).boundingBox()
  assert.ok(name!.y + name!.height <= free!.y, 'on a phone a whole name has the line for itself')
  await page.getByRole('button', { name: /^Разблокировать/ }).click()
  await page.getByText('Вы никого не заблокировали').waitFor()
  await other.page.getByLabel(/^Сообщение в чат/).waitFor()
  for (const device of [pupil, other]) assertQuiet(device)
})

step('[CNT-07/story] a block is taken back in the dialogue itself too', async () => {
  await cast.pupil.client.call('blocks.block', { profileId: cast.secondPupil.profileId })
  const { page } = pupil
  await page.goto(site(story.world, `/im/${chatId}`))
  await page.getByRole('button', { name: 'Разблокировать' }).click()
  await page.getByLabel(/^Сообщение в чат/).waitFor()
})

step('[ACC-07/story] a pupil sees no choice that is wider than his, and what he saves is there again', async () => {
  const { page } = pupil
  await page.goto(site(story.world, '/me'))
  await page.getByRole('link', { name: 'Настройки приватности' }).click()
  const write = page.getByLabel('Начать со мной переписку')
  await write.waitFor()
  assert.deepEqual(await write.locator('option').allInnerTexts(), ['Сотрудники и люди моих классов', 'Никто'])
  await write.selectOption({ label: 'Никто' })
  await page.getByText('Показывать, что я прочитал сообщение').click()
  await assertAccessible(page, 'the settings of privacy')
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await page.getByText('Настройки сохранены').waitFor()
  await page.reload()
  assert.equal(await write.inputValue(), 'nobody')
  assert.equal(await page.getByRole('checkbox').isChecked(), false)
  assertQuiet(pupil)
})

step(
  '[CNT-05/story] the card of an author tells who he is and which chats are shared, and leads to a dialogue',
  async () => {
    const { teacher, parent, school } = cast
    const memberIds = [parent.profileId, cast.pupil.profileId]
    const about = { id: newId(), communityId: school.communityId, title: 'Поездка в музей', memberIds }
    const { chat } = await teacher.client.call('chats.create', about)
    await teacher.client.call('messages.send', { chatId: chat.id, key: newId(), text: 'Автобус в девять' })
    const mother = await story.device('parent', { viewport: PHONE })
    await takeSession(mother.context, parent, site(story.world))
    const { page } = mother
    await page.goto(site(story.world, `/im/${chat.id}`))
    await page.getByRole('log').getByRole('link', { name: 'Марина Игоревна' }).click()
    const card = page.getByRole('dialog', { name: 'Карточка' })
    await card.getByText('Соколова Марина Игоревна').waitFor()
    await card.getByText(/Учитель математики · .*5«Б»/).waitFor()
    await card.getByRole('link', { name: 'Поездка в музей' }).waitFor()
    await assertAccessible(page, 'the card of a person on a phone')
    await card.getByRole('button', { name: 'Заблокировать' }).click()
    const ask = page.getByRole('dialog', { name: /^Заблокировать:/ })
    await ask.getByRole('button', { name: 'Заблокировать' }).click()
    await card.getByRole('button', { name: 'Разблокировать' }).click()
    await card.getByRole('button', { name: 'Написать' }).click()
    await page.getByLabel(/^Сообщение в чат Марина Игоревна/).waitFor()
    await page
      .getByRole('button', { name: /Сведения о чате/ })
      .first()
      .click()
    await page.getByRole('complementary').getByRole('link', { name: 'Марина Игоревна' }).click()
    await card.getByRole('button', { name: 'Позвонить' }).click()
    await page.waitForURL(/\/im\/[0-9a-f-]{36}\/call$/)
    const { widest: _widest, setBy: _setBy, ...chosen } = await teacher.client.call('privacy.get', {})
    await teacher.client.call('privacy.set', { ...chosen, calls: 'nobody' })
    await page.goto(site(story.world, `/im/${chat.id}`))
    await page.getByRole('log').getByRole('link', { name: 'Марина Игоревна' }).click()
    const forbidden = card.getByRole('button', { name: 'Позвонить', disabled: true })
    await forbidden.click({ force: true })
    await page.getByText('Этому человеку звонить нельзя: так решил он сам. Напишите ему.').waitFor()
    await assertAccessible(page, 'the card of somebody who wants no calls')
    await page.keyboard.press('Escape')
    await card.waitFor({ state: 'detached' })
    assertQuiet(mother)
  },
)
