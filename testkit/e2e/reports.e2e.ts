import assert from 'node:assert/strict'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { erase, send, startChat } from '#testkit/messages.ts'
import { messageWith, takeSession } from '#testkit/messenger-walk.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, consoleOf, site } from '#testkit/walk.ts'

const BAD = 'Тебя никто не любит'

const story = tellStory()
const { step } = story
let cast: Cast
let pupil: Device
let director: Device
let second: Device

step(
  '[CHT-10/report-story] a pupil reports a message from its menu on a phone, and reads who looks at it',
  async () => {
    cast = await createCast(story.world)
    const { communityId } = cast.school
    await cast.director.client.call('members.appoint', { communityId, profileId: cast.secondTeacher.profileId })
    const chatId = await startChat(cast)
    const bad = await send(cast.pupil, chatId, BAD)
    pupil = await story.device('pupil', { viewport: PHONE, theme: 'dark' })
    await takeSession(pupil.context, cast.secondPupil, site(story.world))
    const { page } = pupil
    await page.goto(site(story.world, `/im/${chatId}`))
    await messageWith(page, BAD).getByText(BAD).click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Пожаловаться' }).click()
    const dialog = page.getByRole('dialog', { name: 'Пожаловаться' })
    await dialog.getByText(/открыть их могут только двое вместе/).waitFor()
    await assertAccessible(page, 'reporting a message')
    await dialog.getByText('Другое', { exact: true }).click()
    await dialog.getByText('Напишите в нескольких словах.').waitFor()
    await dialog.getByText('Травля, оскорбления').click()
    await dialog.getByLabel('Что случилось').fill('Пишет такое каждый день')
    await dialog.getByRole('button', { name: 'Отправить жалобу' }).click()
    await page.getByText(/Жалоба отправлена/).waitFor()
    await dialog.waitFor({ state: 'detached' })
    await erase(cast.pupil, bad)
    assertQuiet(pupil)
  },
)

step('[P-07/story] the director sees why and of whom, asks, another administrator agrees on a phone', async () => {
  const path = site(story.world, `/o/${cast.school.communityId}/reports`)
  director = await story.device('director', { viewport: LAPTOP })
  await takeSession(director.context, cast.director, site(story.world))
  const { page } = director
  await page.goto(path)
  await page.getByRole('link', { name: /^Жалобы\s*1$/ }).waitFor()
  await page.getByText('На кого: Петров Артём').waitFor()
  await page.getByText('Жалуется: Лисина Ева').waitFor()
  await page.getByText('1 сообщение в группе «Математика»').waitFor()
  assert.equal(await page.getByText(BAD).count(), 0)
  await assertAccessible(page, 'reports of a school')
  await page.getByRole('button', { name: 'Попросить открыть' }).click()
  await page.getByText('Ждём согласия другого администратора.').waitFor()
  second = await story.device('second', { viewport: PHONE })
  await takeSession(second.context, cast.secondTeacher, site(story.world))
  await second.page.goto(path)
  await second.page.getByText('Климова Наталья Олеговна просит открыть сообщения').waitFor()
  await assertAccessible(second.page, 'agreeing on a phone')
  await second.page.getByRole('button', { name: 'Согласиться открыть' }).click()
  await second.page.getByText(/^Открыто до /).waitFor()
})

step('[P-07/opened] both read what was erased meanwhile, and the decision ends it', async () => {
  const { page } = director
  await page.getByRole('button', { name: 'Прочитать сообщения' }).click()
  const sealed = page.getByRole('dialog', { name: 'Сообщения по жалобе' })
  await sealed.getByText(BAD).waitFor()
  await sealed.getByText('На это пожаловались').waitFor()
  await assertAccessible(page, 'sealed messages')
  await sealed.getByRole('button', { name: 'Закрыть', exact: true }).last().click()
  await page.getByRole('button', { name: 'Принять решение' }).click()
  const dialog = page.getByRole('dialog', { name: 'Решение по жалобе' })
  await dialog.getByLabel('Что ответить тому, кто пожаловался').fill('Поговорили с классом')
  await assertAccessible(page, 'deciding on a report')
  await dialog.getByRole('button', { name: 'Сохранить решение' }).click()
  await page.getByText('Жалоб нет').waitFor()
  await page.getByRole('tab', { name: 'Решённые' }).click()
  await page.getByText('Поговорили с классом').waitFor()
  await second.page.getByText('Жалоб нет').waitFor()
  assertQuiet(director)
  assertQuiet(second)
})

step(
  '[MSG-13/reported] what its author has erased for everybody is reported from the place that it has left',
  async () => {
    const { page } = pupil
    await page.getByText('Сообщение удалено').click({ button: 'right' })
    assert.equal(await page.getByRole('menuitem').count(), 1)
    await page.getByRole('menuitem', { name: 'Пожаловаться' }).click()
    const dialog = page.getByRole('dialog', { name: 'Пожаловаться' })
    await dialog.getByRole('button', { name: 'Отправить жалобу' }).click()
    await dialog.waitFor({ state: 'detached' })
    await director.page.getByRole('tab', { name: 'Ждут решения' }).click()
    await director.page.getByRole('button', { name: 'Попросить открыть' }).waitFor()
    const { reports } = await cast.director.client.call('reports.list', {
      communityId: cast.school.communityId,
      decided: false,
    })
    const place = { communityId: cast.school.communityId, id: reports[0]!.id }
    await cast.director.client.call('reports.decide', { ...place, outcome: 'nothing', answer: '' })
    await director.page.getByText('Жалоб нет').waitFor()
  },
)

step('[CHT-10] the pupil reads the decision below the own profile', async () => {
  const { page } = pupil
  await page.goto(site(story.world, '/me'))
  await page.getByRole('link', { name: 'Мои жалобы' }).click()
  await page.getByText('Приняты меры').waitFor()
  await page.getByText('Поговорили с классом').waitFor()
  await assertAccessible(page, 'own reports')
  assertQuiet(pupil)
})

step('[CNT-05] a person is reported from his card, which says who he is and leads to everything else', async () => {
  const { page } = pupil
  await page.goto(site(story.world, `/im?who=${cast.pupil.profileId}`))
  const card = page.getByRole('dialog', { name: 'Карточка' })
  await card.getByText('Петров Артём').waitFor()
  await card.getByText('Ученик, 5«Б»').waitFor()
  await card.getByRole('link', { name: 'Математика' }).waitFor()
  for (const name of ['Написать', 'Позвонить', 'Заблокировать']) await card.getByRole('button', { name }).waitFor()
  await card.getByRole('button', { name: 'Пожаловаться' }).click()
  const dialog = page.getByRole('dialog', { name: 'Пожаловаться' })
  await dialog.getByText('Угрозы, насилие').click()
  await dialog.getByRole('button', { name: 'Отправить жалобу' }).click()
  await page.getByText(/Жалоба отправлена/).waitFor()
  await director.page.getByRole('tab', { name: 'Ждут решения' }).click()
  await director.page.getByText('Угрозы, насилие').waitFor()
  await director.page.getByText('Без сообщений').waitFor()
  assert.equal(await director.page.getByRole('button', { name: 'Попросить открыть' }).count(), 0)
})

step('[A-56/story] the operator sees what waits for him, and nothing of what was said', async () => {
  const desk = await story.device('operator', { viewport: LAPTOP })
  await takeSession(desk.context, { client: cast.operator }, consoleOf(story.world, ''))
  await desk.page.goto(consoleOf(story.world, '/reports'))
  await desk.page.getByText('Ничего не ждёт').waitFor()
  await assertAccessible(desk.page, 'reports of the operator')
  assertQuiet(desk)
})
