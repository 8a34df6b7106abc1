import assert from 'node:assert/strict'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast, join } from '#testkit/cast.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast
let first: Person
let second: Person
let desk: Device
let phone: Device

const page = (search = '') => site(story.world, `/o/${cast.school.communityId}/members${search}`)
const PAIR = 'Двойнев Марк Ильич и Двойнев Марк Ильич'
const rolesOf = async ({ client }: Person) =>
  (await client.call('communities.mine', {})).memberships.flatMap(({ roles }) => roles.map(({ role }) => role))

async function newTeacher(unitId: string): Promise<Person> {
  const about = { surname: 'Двойнев', name: 'Марк', patronymic: 'Ильич', birthDate: '1981-05-06' }
  const person = await signIn(story.world, newPhone(), about)
  await join(cast.school, person, { unitId, role: 'staff', position: 'Учитель труда' })
  return person
}

step('[STR-14/story] the page of the members tells of a likely double, and why it is thought to be one', async () => {
  cast = await createCast(story.world)
  first = await newTeacher(cast.school.staffUnitId)
  second = await newTeacher(cast.classId)
  desk = await story.device('desk', { viewport: LAPTOP })
  await takeSession(desk.context, cast.director, site(story.world))
  await desk.page.goto(page())
  await desk.page.getByRole('heading', { name: /Возможные дубли: 1\sпара/ }).waitFor()
  await assertAccessible(desk.page, 'the members with a likely double')
  await desk.page.getByRole('button', { name: 'Посмотреть' }).click()
  const pair = desk.page.getByRole('listitem', { name: PAIR })
  await pair.getByText('имя', { exact: true }).waitFor()
  await pair.getByText('дата рождения', { exact: true }).waitFor()
  await assertAccessible(desk.page, 'likely doubles')
})

step('[STR-14/story] «Это разные люди» takes the pair away, and the line that says so brings it back', async () => {
  const pair = desk.page.getByRole('listitem', { name: PAIR })
  await pair.getByRole('button', { name: 'Это разные люди' }).click()
  await desk.page.getByText('Дублей не видно').waitFor()
  await desk.page.getByRole('button', { name: /^Отменить/ }).click()
  await pair.waitFor()
})

step('[STR-14/story] what a merge does is read before it is done; then one of the two stays', async () => {
  const pair = desk.page.getByRole('listitem', { name: PAIR })
  await pair.getByRole('button', { name: 'Объединить' }).click()
  const dialog = desk.page.getByRole('dialog', { name: 'Объединить' })
  await dialog.getByText(/^Роль: Учитель, (Коллектив|5«Б»)$/).waitFor()
  const keep = dialog.getByRole('radio', { name: /5«Б»/ })
  await dialog
    .getByText(/Учитель, 5«Б»/)
    .first()
    .click()
  assert.equal(await keep.isChecked(), true)
  await dialog.getByText('Роль: Учитель, Коллектив').waitFor()
  await assertAccessible(desk.page, 'a merge before it is done')
  await dialog.getByRole('button', { name: 'Объединить' }).click()
  await desk.page.getByText('Объединено: Двойнев Марк Ильич').waitFor()
  await desk.page.getByText('Дублей не видно').waitFor()
  assert.deepEqual(await rolesOf(second), ['staff', 'staff'])
  assert.deepEqual(await rolesOf(first), ['staff'])
  await assertAccessible(desk.page, 'a merge that can be taken back')
})

step('[STR-14/phone] on a phone the merge is taken back, and both are what they were', async () => {
  phone = await story.device('phone', { viewport: PHONE, theme: 'dark' })
  await takeSession(phone.context, cast.director, site(story.world))
  await phone.page.goto(page())
  await phone.page.getByRole('button', { name: 'Посмотреть' }).click()
  await phone.page.getByText('Отменить можно до').waitFor()
  await assertAccessible(phone.page, 'a merge on a phone')
  await phone.page.getByRole('button', { name: 'Отменить объединение' }).click()
  await phone.page.getByText('Объединение отменено').waitFor()
  await phone.page.getByRole('listitem', { name: PAIR }).waitFor()
  assert.deepEqual([await rolesOf(first), await rolesOf(second)], [['staff'], ['staff']])
  await assertAccessible(phone.page, 'likely doubles on a phone')
})
