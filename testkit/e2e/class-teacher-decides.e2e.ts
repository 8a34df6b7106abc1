import assert from 'node:assert/strict'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { apply, type Cast, createCast } from '#testkit/cast.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { newPhone, signIn } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast
let desk: Device
let phone: Device

const SWITCH = 'Классный руководитель решает заявки учеников и родителей своего класса'

step('[INV-08/story] the director leaves the pupils and parents of classes to the class teachers', async () => {
  cast = await createCast(story.world)
  const { school, classId, otherClassId } = cast
  const person = (surname: string, birthDate: string) =>
    signIn(story.world, newPhone(), { surname, name: 'Ян', patronymic: 'Ильич', birthDate })
  await apply(school, await person('Ближний', '2011-05-20'), { unitId: classId, role: 'pupil' })
  await apply(school, await person('Дальний', '2011-05-20'), { unitId: otherClassId, role: 'pupil' })
  const staff = { unitId: classId, role: 'staff', position: 'Учитель труда' } as const
  await apply(school, await person('Трудов', '1980-05-20'), staff)
  phone = await story.device('phone', { viewport: PHONE, theme: 'dark' })
  await takeSession(phone.context, cast.teacher, site(story.world))
  await phone.page.goto(site(story.world, `/o/${school.communityId}/applications`))
  await phone.page.getByText(/Заявки разбирает администратор/).waitFor()
  await assertAccessible(phone.page, 'a queue that is closed')

  desk = await story.device('desk', { viewport: LAPTOP })
  await takeSession(desk.context, cast.director, site(story.world))
  const { page } = desk
  await page.goto(site(story.world, `/o/${school.communityId}/applications`))
  await page.getByText('Трудов Ян Ильич').waitFor()
  const choice = page.getByRole('checkbox', { name: SWITCH })
  assert.equal(await choice.isChecked(), false)
  await choice.focus()
  await page.keyboard.press('Space')
  await page.getByText('Решение передано').waitFor()
  assert.equal(await choice.isChecked(), true)
  await assertAccessible(page, 'the queue with decisions left to class teachers')
})

step('[INV-08/phone] the class teacher gets the section at once, approves her pupil and sees nobody else', async () => {
  const { page } = phone
  await page.getByRole('link', { name: /^Заявки\s*1$/ }).waitFor()
  await page.getByText('Ближний Ян Ильич').waitFor()
  await page.getByText('решение по которым администратор передал вам').waitFor()
  for (const name of ['Трудов', 'Дальний']) assert.equal(await page.getByText(name).count(), 0, name)
  assert.equal(await page.getByRole('checkbox', { name: SWITCH }).count(), 0)
  await assertAccessible(page, 'the queue of a class teacher on a phone')
  await page.getByRole('button', { name: 'Одобрить' }).click()
  await page.getByText(/Одобрено: 1\sзаявка/).waitFor()
  await page.getByText('Здесь появятся заявки, решение по которым вам передано.').waitFor()
  await desk.page.getByText('Ближний Ян Ильич').waitFor({ state: 'detached' })
  const { members } = await cast.director.client.call('members.list', {
    communityId: cast.school.communityId,
    unitId: cast.classId,
    search: 'Ближний',
  })
  assert.equal(members.length, 1)
})

step('[INV-08/back] the director takes it back, and the open page of the class teacher is closed', async () => {
  await desk.page.getByText(SWITCH).click()
  await desk.page.getByText('Решают снова только администраторы').waitFor()
  await phone.page.getByText(/Заявки разбирает администратор/).waitFor()
  assert.equal(await phone.page.getByRole('link', { name: /^Заявки/ }).count(), 0)
})
