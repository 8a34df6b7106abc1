import assert from 'node:assert/strict'
import { ASKS, announce, toChat, toUnit } from '#testkit/announcements.ts'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast, join } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const GROUP = 'Солнышко'
const MEETING = 'Собрание родителей в четверг'
const MILK = 'Принесите справку о питании'
const story = tellStory()
const { step } = story
let cast: Cast
let mother: Person
let phone: Device
let meetingId: string

step('[P-03/story] a mother of three reads what came to three chats once, with the names of the children', async () => {
  cast = await createCast(story.world)
  const { school, kindergarten, director, stranger, pupil, otherPupil, classId, otherClassId } = cast
  const garden = kindergarten.communityId
  const { id: groupId } = await stranger.client.call('units.create', { id: newId(), communityId: garden, name: GROUP })
  mother = await signIn(story.world, newPhone(), { surname: 'Троева', name: 'Мария', birthDate: '1985-03-04' })
  await join(school, mother, { unitId: classId, role: 'parent', childProfileId: pupil.profileId })
  await join(school, mother, { unitId: otherClassId, role: 'parent', childProfileId: otherPupil.profileId })
  await join(kindergarten, mother, { unitId: groupId, role: 'parent' })
  const { channels } = await director.client.call('channels.list', { communityId: school.communityId })
  const channelId = channels.find(({ chat }) => chat.channelClass === 'everyone')!.chat.id
  await announce(story.world, stranger, garden, [toUnit(groupId)], { text: MILK, ...ASKS })
  const places = [toUnit(classId), toUnit(otherClassId), toChat(channelId)]
  meetingId = await announce(story.world, director, school.communityId, places, { text: MEETING, important: true })
  phone = await story.device('mother', { viewport: PHONE, theme: 'dark' })
  await takeSession(phone.context, mother, site(story.world))
  const { page } = phone
  await page.goto(site(story.world, '/im'))
  await page.getByRole('link', { name: /Лента семьи.*1\sобъявление ждёт вашего ответа/ }).click()
  const card = page.getByRole('article').filter({ hasText: MEETING })
  await card.getByTitle('Артём', { exact: true }).waitFor()
  await card.getByTitle('Макар', { exact: true }).waitFor()
  assert.equal(await card.count(), 1)
  await card.getByText(/Пришло в 3\sчата/).waitFor()
  const waiting = page.getByRole('region', { name: 'Ждут вашего ответа' })
  await waiting.getByText(MILK).waitFor()
  await assertAccessible(page, 'the feed of a family on a phone')
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  assert.ok(overflow <= 0, 'nothing is wider than the page')
})

step('[P-03/story] she answers where it stands, looks at one child, and opens the place in a chat', async () => {
  const { page } = phone
  const milk = page.getByRole('article').filter({ hasText: MILK })
  await milk.getByRole('button', { name: 'Ознакомлен' }).click()
  await milk.getByText('ответ есть').waitFor()
  const choice = page.getByRole('group', { name: 'Чьи новости показать' })
  await choice.getByRole('button', { name: 'Макар' }).click()
  await page.getByText(MEETING).waitFor()
  assert.equal(await page.getByText(MILK).count(), 0)
  await choice.getByRole('button', { name: 'Все дети' }).click()
  await page.getByText(/Пришло в 3\sчата/).click()
  await page.getByRole('link', { name: /5«Б» — объявления родителям/ }).click()
  await page.getByRole('article').filter({ hasText: MEETING }).waitFor()
  await page.goBack()
  await page.getByRole('heading', { name: 'Лента семьи' }).waitFor()
})

step('[P-03/story] on a laptop the list stays beside it, a withdrawal is seen at once, and Esc leaves', async () => {
  const laptop = await story.device('mother at home', { viewport: LAPTOP })
  await takeSession(laptop.context, mother, site(story.world))
  const { page } = laptop
  await page.goto(site(story.world, '/im/feed'))
  await page.getByRole('article').getByText(MEETING).waitFor()
  const row = page.getByRole('link', { name: /9«А» — объявления родителям/ }).first()
  await row.getByTitle('Макар', { exact: true }).waitFor()
  assert.equal(await row.getByTitle('Артём', { exact: true }).count(), 0, 'the chat of a class is about its child')
  await page.getByRole('region', { name: 'Чаты' }).waitFor()
  await assertAccessible(page, 'the feed of a family on a laptop')
  const one = { communityId: cast.school.communityId, id: meetingId }
  await cast.director.client.call('announcements.withdraw', one)
  await story.world.app.messenger.announcing.run()
  await page.getByRole('article').getByText('Объявление отозвано').waitFor()
  assert.equal(await page.getByRole('article').filter({ hasText: MEETING }).count(), 0)
  await page.getByRole('link', { name: 'Лента семьи', exact: true }).waitFor()
  await page.keyboard.press('Escape')
  await page.waitForURL(/\/im$/)
  for (const device of [phone, laptop]) assertQuiet(device)
})
