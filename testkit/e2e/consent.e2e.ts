import assert from 'node:assert/strict'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast, join } from '#testkit/cast.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'
import { newYoungPupil } from '#testkit/young.ts'

const story = tellStory()
const { step } = story
let cast: Cast
let kid: Person
let child: Device
let mother: Device

step('[A-04/story] a child for whom nobody has consented reads what is missing and who gives it', async () => {
  cast = await createCast(story.world)
  kid = await newYoungPupil(story.world, cast)
  child = await story.device('child', { viewport: PHONE, theme: 'dark' })
  await takeSession(child.context, kid, site(story.world))
  await child.page.goto(site(story.world, '/im'))
  await child.page.getByRole('heading', { name: 'Нужно согласие родителя' }).waitFor()
  await child.page.getByText('классный руководитель даст ему семейную ссылку').waitFor()
  await assertAccessible(child.page, 'the want of a consent on a phone')
})

step('[A-04/story] the mother reads the text and consents on her page, and the chats of the child open', async () => {
  const mum = await signIn(story.world, newPhone(), { surname: 'Малышева', name: 'Ольга', patronymic: 'Юрьевна' })
  await join(cast.school, mum, { unitId: cast.classId, role: 'parent', childProfileId: kid.profileId })
  mother = await story.device('mother', { viewport: PHONE, theme: 'light' })
  await takeSession(mother.context, mum, site(story.world))
  const { page } = mother
  await page.goto(site(story.world, '/me'))
  await page.getByRole('link', { name: 'Дети' }).click()
  await page.getByText('Нет согласия', { exact: true }).waitFor()
  await assertAccessible(page, 'children on a phone')
  await page.getByRole('button', { name: 'Дать согласие' }).click()
  const dialog = page.getByRole('dialog', { name: 'Согласие на обработку персональных данных ребёнка' })
  await assertAccessible(page, 'the text of the consent on a phone')
  await dialog.getByRole('button', { name: 'Согласен' }).click()
  await page.getByText('Дал согласие: Малышева Ольга Юрьевна', { exact: false }).waitFor()
  await child.page.getByRole('button', { name: 'Проверить сейчас' }).click()
  await child.page.getByText('Общешкольный').first().waitFor()
})

step(
  '[A-04/story] when she withdraws it the open messenger is gone at once, and nothing stays in the browser',
  async () => {
    const { page } = mother
    await page.getByRole('button', { name: 'Отозвать согласие' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Отозвать согласие' }).click()
    await page.getByText('Действовало до').waitFor()
    await child.page.getByRole('heading', { name: 'Нужно согласие родителя' }).waitFor()
    const databases = () =>
      child.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? '').join())
    for (let tries = 0; tries < 20 && (await databases()).includes(kid.profileId); tries += 1) {
      await child.page.waitForTimeout(100)
    }
    assert.ok(!(await databases()).includes(kid.profileId))
    assertQuiet(mother, [])
  },
)

step('[A-54/story] the leader of the class records what was signed on paper', async () => {
  const teacher = await story.device('teacher', { viewport: LAPTOP, theme: 'dark' })
  await takeSession(teacher.context, cast.teacher, site(story.world))
  const { page } = teacher
  await page.goto(site(story.world, `/o/${cast.school.communityId}/members`))
  await page.getByRole('button', { name: /Малышев Тим/ }).click()
  await page.getByRole('menuitem', { name: 'Семейная ссылка' }).click()
  await page.getByRole('button', { name: 'Отметить согласие на бумаге' }).click()
  const dialog = page.getByRole('dialog', { name: 'Отметить согласие на бумаге' })
  await dialog.getByRole('button', { name: 'Отметить согласие', exact: true }).click()
  await dialog.getByText('Напишите, кто подписал согласие').waitFor()
  await dialog.getByLabel('Кто подписал').fill('Малышев Юрий')
  await dialog.getByLabel('День подписи').fill('2024-09-02')
  await assertAccessible(page, 'recording a consent')
  await dialog.getByRole('button', { name: 'Отметить согласие', exact: true }).click()
  await page.getByText('На бумаге от 02.09.2024').waitFor()
  assertQuiet(teacher, [])
})
