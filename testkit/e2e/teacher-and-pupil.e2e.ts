import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'
import type { DialogueRules } from '#contract/communities/dialogue-rules.ts'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast, join } from '#testkit/cast.ts'
import { messageWith, takeSession, write } from '#testkit/messenger-walk.ts'
import { newId, newPhone, type Person, signIn } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast

const adult = async (surname: string): Promise<Person> => {
  const person = await signIn(story.world, newPhone(), { surname, name: 'Пётр', patronymic: 'Ильич' })
  const { school } = cast
  await join(school, person, { unitId: school.staffUnitId, role: 'staff', position: 'Учитель истории' })
  return person
}

/** What an organisation has chosen before the walk, by hand of nobody. */
async function setRules(rules: Partial<DialogueRules>): Promise<void> {
  const { client } = cast.director
  const now = await client.call('dialogueRules.get', { communityId: cast.school.communityId })
  await client.call('dialogueRules.set', { ...now, ...rules })
  await story.world.app.messenger.supervision.run()
}

/** The administrator chooses a mode for those of 14 to 17, and what follows from it is done. */
async function chooseMode({ page }: Device, mode: string): Promise<void> {
  await page.getByLabel('Ученику 14–17 лет').selectOption({ label: mode })
  const saved = page.waitForResponse((response) => response.url().endsWith('/api/dialogueRules.set'))
  await page.getByRole('button', { name: 'Сохранить', exact: true }).click()
  assert.equal((await saved).status(), 200)
  await page.getByText('Правила общения изменены').last().waitFor()
  await story.world.app.messenger.supervision.run()
}

const openNewChat = (page: Page): Promise<void> =>
  page
    .getByRole('button', { name: 'Новый чат' })
    .or(page.getByRole('link', { name: 'Новый чат' }))
    .locator('visible=true')
    .first()
    .click()

/** Starts a dialogue from the contacts; the answer is the dialogue in which it is chosen. */
async function pressContact(page: Page, name: string): Promise<Locator> {
  await page.goto(site(story.world, '/im'))
  await openNewChat(page)
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Поиск контакта по имени или фамилии').fill(name)
  await dialog.getByRole('button', { name: new RegExp(name) }).click()
  return dialog
}

/** Starts a group of two by the same contacts. */
async function pressGroup(page: Page, name: string, title: string): Promise<Locator> {
  await page.goto(site(story.world, '/im'))
  await openNewChat(page)
  await page.getByRole('button', { name: 'Создать групповой чат' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Название чата').fill(title)
  await dialog.getByLabel('Поиск контакта по имени или фамилии').fill(name)
  await dialog.getByRole('button', { name: new RegExp(name) }).click()
  await dialog.getByRole('button', { name: 'Создать чат' }).click()
  return dialog
}

/** Above the messages, for whoever is inside. */
const above = (page: Page, text: string | RegExp): Promise<void> => page.getByRole('note').getByText(text).waitFor()

const withNobody = async (page: Page): Promise<void> =>
  assert.equal(await page.getByPlaceholder(/^(Сообщение|Message)$/).count(), 0, 'nothing can be written')

step('[P-07/story] there is a school', async () => {
  cast = await createCast(story.world)
})

for (const { look, surname } of [
  { look: { viewport: PHONE, theme: 'dark' }, surname: 'Кравцов' },
  { look: { viewport: LAPTOP, theme: 'light' }, surname: 'Лапин' },
] as const) {
  const at = `at ${look.viewport.width} px`
  const child = `${surname} Лев`
  const people = {} as Record<'teacher' | 'pupil' | 'mother' | 'newcomer', Person>
  const devices = {} as Record<'director' | 'teacher' | 'pupil' | 'mother' | 'second', Device>
  let shrunkId: string
  let directId: string

  const arrive = async (who: keyof typeof devices, person: Person, locale: 'ru-RU' | 'en-GB' = 'ru-RU') => {
    devices[who] = await story.device(`${who} ${at}`, { ...look, locale })
    await takeSession(devices[who].context, person, site(story.world))
    return devices[who].page
  }

  step(
    `[P-07/forbidden] ${at} a group shrinks to the two: both read the rule above it, each in the own language`,
    async () => {
      await setRules({ from14: 'secondAdult', secondAdultIds: [] })
      people.teacher = await adult(`${surname}ский`)
      people.pupil = await signIn(story.world, newPhone(), { surname, name: 'Лев', birthDate: '2011-05-20' })
      await join(cast.school, people.pupil, { unitId: cast.classId, role: 'pupil' })
      const director = await arrive('director', cast.director)
      await director.goto(site(story.world, `/o/${cast.school.communityId}/dialogue-rules`))
      await chooseMode(devices.director, 'Запрещён')
      await assertAccessible(director, `the rules of communication ${at}`)
      const { teacher, pupil } = people
      const group = { id: newId(), communityId: cast.school.communityId, title: `Олимпиада: ${surname}` }
      const memberIds = [pupil.profileId, cast.secondPupil.profileId]
      shrunkId = (await teacher.client.call('chats.create', { ...group, memberIds })).chat.id
      const page = await arrive('teacher', teacher)
      await page.goto(site(story.world, `/im/${shrunkId}`))
      await write(page, 'Начнём в среду')
      const reading = await arrive('pupil', pupil, 'en-GB')
      await reading.goto(site(story.world, `/im/${shrunkId}`))
      await messageWith(reading, 'Начнём в среду').waitFor()
      assert.equal(await reading.getByRole('note').count(), 0, 'three are no dialogue')
      await page.getByRole('button', { name: 'Сведения о чате' }).first().click()
      await page.getByRole('button', { name: 'Удалить из чата: Ева Лисина' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Удалить из чата' }).click()
      await page.goto(site(story.world, `/im/${shrunkId}`))
      await above(page, 'Организация не разрешает взрослому и ученику переписываться наедине')
      await page.getByText('правило меняет администратор организации').waitFor()
      await above(reading, 'The organisation does not let an adult and a pupil who are not family write to each other')
      await reading.getByText('the administrator of the organisation can change the rule').waitFor()
      for (const each of [page, reading]) await withNobody(each)
      await assertAccessible(page, `a forbidden dialogue ${at}`)
      await assertAccessible(reading, `a forbidden dialogue in English ${at}`)
    },
  )

  step(
    `[P-07/forbidden] ${at} neither a press nor an address nor a group of two nor a link leads past the rule`,
    async () => {
      const { teacher, pupil } = people
      const { page } = devices.teacher
      const rule = /не разрешает взрослому и ученику переписываться наедине.*правило меняет администратор/
      const dialog = await pressContact(page, child)
      await dialog.getByRole('alert').filter({ hasText: rule }).waitFor()
      const group = await pressGroup(page, child, 'Вдвоём')
      await group.getByRole('alert').filter({ hasText: rule }).waitFor()
      await assertAccessible(page, `a group of two that is refused ${at}`)
      const { page: reading } = devices.pupil
      await reading.goto(site(story.world, `/im?with=${teacher.profileId}`))
      await reading.getByText(/the administrator of the organisation can change the rule/).waitFor()
      const { token } = await teacher.client.call('personalContacts.makeCode', {})
      await reading.goto(site(story.world, `/me/contacts#${token}`))
      await reading.getByText(/^Pupils are not added/).waitFor()
      people.newcomer = await signIn(story.world, newPhone(), { surname: `${surname}чук`, name: 'Зоя' })
      await join(cast.school, people.newcomer, { unitId: cast.classId, role: 'staff', position: 'Вожатая' })
      const other = await story.device(`newcomer by a link ${at}`, look)
      await takeSession(other.context, people.newcomer, site(story.world))
      await other.page.goto(site(story.world, `/im?with=${pupil.profileId}`))
      await other.page.getByText(rule).waitFor()
      await page.goto(site(story.world, `/o/${cast.school.communityId}/dialogue-rules`))
      await page.getByText('Правила общения видит и меняет администратор организации.').waitFor()
      const { chats } = await pupil.client.call('chats.list', {})
      assert.deepEqual(
        chats.filter(({ chat }) => chat.kind !== 'channel').map(({ chat }) => chat.id),
        [shrunkId],
        'no chat of the two has come to be',
      )
    },
  )

  step(
    `[P-07/second-adult] ${at} without a named adult nobody writes; once there is one, both read who sees them`,
    async () => {
      const { page: rules } = devices.director
      await devices.teacher.page.goto(site(story.world, `/im/${shrunkId}`))
      await devices.pupil.page.goto(site(story.world, `/im/${shrunkId}`))
      await chooseMode(devices.director, 'Видит второй взрослый')
      await above(devices.teacher.page, 'В организации не назначен взрослый, который видит такую переписку')
      await devices.teacher.page.getByText('Его назначает администратор организации').waitFor()
      await above(devices.pupil.page, 'The organisation has not named an adult who sees such conversations')
      await rules.getByLabel('Добавить сотрудника').selectOption({ label: 'Ершов Павел Андреевич' })
      await chooseMode(devices.director, 'Видит второй взрослый')
      await above(devices.teacher.page, 'Этот диалог видит второй взрослый: Павел Андреевич')
      await above(devices.pupil.page, 'A second adult sees this dialogue: Павел Андреевич')
      await assertAccessible(devices.pupil.page, `a dialogue that a second adult sees ${at}`)
      await write(devices.teacher.page, 'Задача 214')
      await messageWith(devices.pupil.page, 'Задача 214').waitFor()
      const second = await arrive('second', cast.secondTeacher)
      await second.goto(site(story.world, `/im/${shrunkId}`))
      await messageWith(second, 'Задача 214').waitFor()
      assert.equal(await messageWith(second, 'Начнём в среду').count(), 0, 'nothing from before')
      await above(second, 'Этот диалог видит второй взрослый: Павел Андреевич')
      await second.getByText(/Вы видите этот диалог и не участвуете в нём/).waitFor()
      await withNobody(second)
      await assertAccessible(second, `a dialogue as its second adult ${at}`)
    },
  )

  step(
    `[P-07/second-adult] ${at} a dialogue, a group of two and whoever has come by a link are seen in the same way`,
    async () => {
      const { page } = devices.teacher
      await pressContact(page, child)
      await page.getByLabel(`Сообщение в чат Лев ${surname}`).waitFor()
      directId = new URL(page.url()).pathname.split('/').at(-1)!
      await above(page, 'Этот диалог видит второй взрослый: Павел Андреевич')
      await pressGroup(page, child, `Вдвоём: ${surname}`)
      await page.getByLabel(`Сообщение в чат Вдвоём: ${surname}`).waitFor()
      await above(page, 'Этот диалог видит второй взрослый: Павел Андреевич')
      const { page: reading } = devices.pupil
      await reading.goto(site(story.world, `/im?with=${people.newcomer.profileId}`))
      await above(reading, 'A second adult sees this dialogue: Павел Андреевич')
    },
  )

  step(
    `[P-07/guardians] ${at} without a guardian nobody writes; the mother who comes sees what is written from then on`,
    async () => {
      const { page } = devices.teacher
      const { page: reading } = devices.pupil
      await page.goto(site(story.world, `/im/${directId}`))
      await write(page, 'Пока видит завуч')
      await messageWith(page, 'Пока видит завуч').waitFor()
      await reading.goto(site(story.world, `/im/${directId}`))
      await messageWith(reading, 'Пока видит завуч').waitFor()
      await chooseMode(devices.director, 'Видят родители')
      await above(page, 'Взрослый может переписываться с учеником, только когда это видят его родители')
      await page.getByText('Пригласите родителей или попросите администратора организации').waitFor()
      await above(reading, 'An adult may write with a pupil only when the parents see it')
      await devices.second.page.getByText('Такого чата нет').waitFor()
      people.mother = await signIn(story.world, newPhone(), { surname: `${surname}а`, name: 'Инга' })
      const place = { unitId: cast.classId, role: 'parent', childProfileId: people.pupil.profileId } as const
      await join(cast.school, people.mother, place)
      await story.world.app.messenger.supervision.run()
      await above(page, `Этот диалог видит родитель: Инга ${surname}а`)
      await above(reading, `A parent sees this dialogue: Инга ${surname}а`)
      const mother = await arrive('mother', people.mother)
      await mother.goto(site(story.world, `/im/${directId}`))
      await above(mother, `Этот диалог видит родитель: Инга ${surname}а`)
      await write(reading, 'Решил, ответ 12')
      await messageWith(mother, 'Решил, ответ 12').waitFor()
      assert.equal(await messageWith(mother, 'Пока видит завуч').count(), 0, 'nothing from before')
      await withNobody(mother)
      await assertAccessible(mother, `a dialogue of the own child ${at}`)
      await assertAccessible(reading, `a dialogue that a parent sees ${at}`)
      for (const device of Object.values(devices)) assertQuiet(device, [/403|404/])
    },
  )
}
