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
let teacher: Device
let mother: Device
let director: Device

step('[ACC-01/details-story] a teacher shows birthday, number and address; a mistake stands at its field', async () => {
  cast = await createCast(story.world)
  teacher = await story.device('teacher', { viewport: PHONE, theme: 'dark' })
  await takeSession(teacher.context, cast.teacher, site(story.world))
  const { page } = teacher
  await page.goto(site(story.world, '/me'))
  await page.getByRole('link', { name: 'День рождения и контакты' }).click()
  await page.getByLabel('Кто видит день и месяц').selectOption({ label: 'Сотрудники и люди моих классов' })
  await page.getByLabel('Телефон').fill('84951234567')
  await page.getByLabel('Электронная почта').fill('sokolova')
  await page.keyboard.press('Enter')
  await page.getByText(/Проверьте адрес/).waitFor()
  await assertAccessible(page, 'the own card with a mistake')
  await page.getByLabel('Электронная почта').fill('sokolova@example.org')
  await page.keyboard.press('Enter')
  await page.getByText('Карточка изменена').waitFor()
  await page.reload()
  await page.getByLabel('Электронная почта').waitFor()
  assert.equal(await page.getByLabel('Телефон').inputValue(), '+7 495 123-45-67')
  assertQuiet(teacher, [/422|400/])
})

step('[CNT-05/details] the card shows it to a parent of the class, without the year, and leads to it', async () => {
  const memberIds = [cast.parent.profileId, cast.pupil.profileId]
  const about = { id: newId(), communityId: cast.school.communityId, title: 'Родители', memberIds }
  const { chat } = await cast.teacher.client.call('chats.create', about)
  await cast.teacher.client.call('messages.send', { chatId: chat.id, key: newId(), text: 'Собрание в шесть' })
  mother = await story.device('mother', { viewport: PHONE })
  await takeSession(mother.context, cast.parent, site(story.world))
  const { page } = mother
  await page.goto(site(story.world, `/im/${chat.id}`))
  await page.getByText('Собрание в шесть').waitFor()
  await page.getByRole('log').getByRole('link', { name: 'Марина Игоревна' }).click()
  const card = page.getByRole('dialog', { name: 'Карточка' })
  await card.getByText('14 марта', { exact: true }).waitFor()
  const links = await card
    .locator('a[href^="tel:"], a[href^="mailto:"]')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href')))
  assert.deepEqual(links, ['tel:+74951234567', 'mailto:sokolova@example.org'])
  await assertAccessible(page, 'a card with contacts')
  assertQuiet(mother)
})

step(
  '[IDN-24/retention-story] an administrator sets how long messages of deleted accounts stay, and it is told before a deletion',
  async () => {
    director = await story.device('director', { viewport: LAPTOP })
    await takeSession(director.context, cast.director, site(story.world))
    const { page } = director
    await page.goto(site(story.world, `/o/${cast.school.communityId}/dialogue-rules`))
    await page.getByLabel('Сколько хранить такие сообщения').selectOption({ label: '6\u00a0месяцев' })
    await page.getByRole('button', { name: 'Сохранить срок' }).click()
    await page.getByText('Срок хранения изменён').waitFor()
    await assertAccessible(page, 'the rule for messages of deleted accounts')
    await mother.page.goto(site(story.world, '/me/account'))
    await mother.page.getByText(/ваши сообщения будут стёрты через 6.месяцев после удаления/).waitFor()
    await assertAccessible(mother.page, 'the account with the rule of an organisation')
    for (const device of [director, mother]) assertQuiet(device)
  },
)
