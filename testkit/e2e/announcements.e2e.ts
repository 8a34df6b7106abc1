import { type Device, LAPTOP, type Look, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { startChat } from '#testkit/messages.ts'
import { messageWith, takeSession } from '#testkit/messenger-walk.ts'
import type { Person } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
const MEETING = 'Собрание в четверг'
let cast: Cast
let chatId: string
let teacher: Device
let parent: Device

async function open(name: string, person: Person, look: Look, path: string): Promise<Device> {
  const device = await story.device(name, look)
  await takeSession(device.context, person, site(story.world))
  await device.page.goto(site(story.world, path))
  return device
}

step(
  '[MSG-22/story] a teacher announces in a chat and to the parents of a class from a laptop, and a parent reads it on a phone',
  async () => {
    cast = await createCast(story.world)
    chatId = await startChat(cast, [cast.parent, cast.pupil], 'Поход')
    teacher = await open('teacher', cast.teacher, { viewport: LAPTOP }, `/o/${cast.school.communityId}/announcements`)
    parent = await open('parent', cast.parent, { viewport: PHONE, theme: 'dark' }, `/im/${chatId}`)
    const { page } = teacher
    await page.getByText('Объявлений ещё нет').waitFor()
    await page.getByRole('button', { name: 'Новое объявление' }).first().click()
    const form = page.getByRole('dialog', { name: 'Новое объявление' })
    await form.getByRole('button', { name: /5«Б»: Родители/ }).click()
    await assertAccessible(page, 'the form of an announcement')
    await form.getByRole('button', { name: 'Отправить' }).click()
    await form.getByText('Напишите текст объявления').waitFor()
    await form.getByLabel('Текст').fill(MEETING)
    await form.getByText('Отметить как важное').click()
    await form.getByText('Поход').click()
    await form.getByText(/Выбрано: 2\sместа/).waitFor()
    await form.getByRole('button', { name: 'Отправить' }).click()
    await form.waitFor({ state: 'detached' })
    await page.getByText(/Стоит в 2\sместах/).waitFor()
    await assertAccessible(page, 'announcements')
    const seen = messageWith(parent.page, MEETING)
    await seen.getByText('Объявление').waitFor()
    await seen.getByText('Важно').waitFor()
    await assertAccessible(parent.page, 'an announcement in a chat')
  },
)

step('[MSG-22/story] it is edited and withdrawn as one, and a trace stays', async () => {
  const { page } = teacher
  const choose = async (what: string) => {
    await page.getByRole('button', { name: 'Действия с объявлением' }).click()
    await page.getByRole('menuitem', { name: what }).click()
  }
  await choose('Изменить')
  const editing = page.getByRole('dialog', { name: 'Изменить объявление' })
  await editing.getByLabel('Текст').fill('Собрание в пятницу')
  await editing.getByRole('button', { name: 'Сохранить' }).click()
  await messageWith(parent.page, 'Собрание в пятницу').waitFor()
  await choose('Отозвать')
  await page.getByRole('dialog').getByRole('button', { name: 'Отозвать' }).click()
  await parent.page.getByText('Объявление отозвано').waitFor()
  await page.getByText('Отозвано', { exact: true }).waitFor()
})

step(
  '[P-02/story] a teacher asks for a confirmation, a parent confirms by one press, and the list says so',
  async () => {
    const { page } = teacher
    await page.getByRole('button', { name: 'Новое объявление' }).click()
    const form = page.getByRole('dialog', { name: 'Новое объявление' })
    await form.getByLabel('Текст').fill('Правила на воде')
    await form.getByText('Поход').click()
    await form.getByLabel('Подтверждение от родителей').selectOption('seen')
    await assertAccessible(page, 'the form of an announcement that asks')
    await form.getByRole('button', { name: 'Отправить' }).click()
    await form.waitFor({ state: 'detached' })
    const asked = messageWith(parent.page, 'Правила на воде')
    await assertAccessible(parent.page, 'an announcement that asks')
    await asked.getByRole('button', { name: 'Ознакомлен' }).click()
    await asked.getByText('ответ есть').waitFor()
    await page.getByRole('button', { name: 'Кто ответил' }).click()
    const list = page.getByRole('dialog', { name: 'Кто ответил' })
    await list.getByRole('tab', { name: 'Ответили' }).click()
    await list.getByText(/Петрова Анна.*прочитано/).waitFor()
    await assertAccessible(page, 'who has answered')
  },
)

step('nothing complains in the consoles', async () => {
  for (const device of [teacher, parent]) assertQuiet(device)
})
