import assert from 'node:assert/strict'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { messageWith, takeSession } from '#testkit/messenger-walk.ts'
import { newId } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast
let pupil: Device
let director: Device

step('[ACC-01/story] a pupil puts the own surname right on a phone; a mistake stands at its field', async () => {
  cast = await createCast(story.world)
  pupil = await story.device('pupil', { viewport: PHONE, theme: 'dark' })
  await takeSession(pupil.context, cast.pupil, site(story.world))
  const { page } = pupil
  await page.goto(site(story.world, '/me'))
  await page.getByRole('button', { name: 'Изменить', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Фамилия, имя, отчество' })
  await dialog.getByLabel('Фамилия').fill('')
  await dialog.getByRole('button', { name: 'Сохранить' }).click()
  await dialog.getByText('Заполните это поле').waitFor()
  await dialog.getByLabel('Фамилия').fill('Петров 2')
  await dialog.getByRole('button', { name: 'Сохранить' }).click()
  await dialog.getByText(/Проверьте фамилию/).waitFor()
  await assertAccessible(page, 'changing the own name on a phone')
  await dialog.getByLabel('Фамилия').fill('Ершов')
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Имя изменено').waitFor()
  // In the list of profiles and among the own details, each of which asks the server for itself.
  await page
    .getByText(/^Ершов /)
    .nth(1)
    .waitFor()
  await assertAccessible(page, 'the own page on a phone')
})

step('[ACC-01/squeezed] on a phone no sentence of the own page is squeezed by the button beside it', async () => {
  const { page } = pupil
  await page.getByRole('heading', { name: 'Второй аккаунт' }).waitFor()
  const widths = await page
    .locator('main header p')
    .evaluateAll((sentences) => sentences.map((sentence) => sentence.getBoundingClientRect().width))
  assert.ok(widths.length > 5, `${widths.length} sentences`)
  assert.ok(Math.min(...widths) >= 170, `the narrowest sentence has ${Math.min(...widths)} px`)
})

step('[ACC-01/story] the administrator sees the new name and what it was', async () => {
  director = await story.device('director', { viewport: LAPTOP })
  await takeSession(director.context, cast.director, site(story.world))
  const { page } = director
  await page.goto(site(story.world, `/o/${cast.school.communityId}/members`))
  await page
    .getByText(/^Ершов /)
    .first()
    .waitFor()
  await page.getByText(`раньше: ${cast.pupil.about.surname} ${cast.pupil.about.name}`).waitFor()
  await assertAccessible(page, 'the members with an earlier name')
  for (const device of [pupil, director]) assertQuiet(device, [/422|400/])
})

step(
  '[ACC-03/chats] staff is called by name and patronymic, and by surname again once the last role has ended',
  async () => {
    const { teacher, school } = cast
    const { communityId } = school
    const memberIds = [cast.pupil.profileId, cast.secondPupil.profileId]
    const about = { id: newId(), communityId, title: '5«Б», экскурсия', memberIds }
    const { chat } = await teacher.client.call('chats.create', about)
    await teacher.client.call('messages.send', { chatId: chat.id, key: newId(), text: 'Едем в музей' })
    const { page } = pupil
    await page.goto(site(story.world, `/im/${chat.id}`))
    const said = messageWith(page, 'Едем в музей')
    await said.getByText('Марина Игоревна').waitFor()
    await cast.director.client.call('members.remove', { communityId, profileId: teacher.profileId })
    await said.getByText('Марина Соколова').waitFor()
    assert.equal(await page.getByText('Марина Игоревна').count(), 0)
    await page.reload()
    await messageWith(page, 'Едем в музей').getByText('Марина Соколова').waitFor()
  },
)
