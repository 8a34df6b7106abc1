import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast
let desk: Device
let phone: Device

step(
  '[GEN-08/story] an administrator reads who has done what, narrows it to one person, and takes it along',
  async () => {
    cast = await createCast(story.world)
    await cast.director.client.call('units.rename', { unitId: cast.classId, name: '=5«В»' })
    desk = await story.device('desk', { viewport: LAPTOP })
    await takeSession(desk.context, cast.director, site(story.world))
    const { page } = desk
    await page.goto(site(story.world, `/o/${cast.school.communityId}/audit`))
    const rows = page.getByRole('main').getByRole('listitem')
    const renamed = rows.filter({ hasText: 'Название: 5«Б» → =5«В»' })
    await renamed.waitFor()
    assert.match(await renamed.innerText(), /Переименован класс или группа[\s\S]*Климова Наталья Олеговна/)
    await assertAccessible(page, 'the log of acts')
    const act = page.getByLabel('Действие', { exact: true })
    await act.selectOption({ label: 'Одобрены заявки' })
    // Until the answer is there, the page shows what it had.
    await renamed.waitFor({ state: 'detached' })
    await rows.filter({ hasText: /Одобрены заявки[\s\S]*Роль: Классный руководитель/ }).waitFor()
    assert.equal(await rows.filter({ hasNotText: 'Одобрены заявки' }).count(), 0)
    await act.selectOption('')
    await renamed.waitFor()
    await page.getByRole('button', { name: 'Показать только действия, где есть Петров Артём' }).first().click()
    const person = page.getByRole('button', { name: /^Человек: Петров Артём/ })
    await person.waitFor()
    await renamed.waitFor({ state: 'detached' })
    assert.ok((await rows.count()) > 0)
    await person.click()
    await renamed.waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Выгрузить в CSV' }).click(),
    ])
    const text = await readFile(await download.path(), 'utf8')
    assert.match(text, /Климова Наталья Олеговна/)
    assert.match(text, /;Название: 5«Б»;Название: =5«В»;/)
    assert.doesNotMatch(text, /(^|;)"?=/m)
    assertQuiet(desk)
  },
)

step('[P17/story] a mother sees on her phone who has opened the family of her son', async () => {
  await cast.teacher.client.call('families.get', { unitId: cast.classId, childProfileId: cast.pupil.profileId })
  phone = await story.device('phone', { viewport: PHONE, theme: 'dark' })
  await takeSession(phone.context, cast.parent, site(story.world))
  const { page } = phone
  await page.goto(site(story.world, '/family'))
  await page.getByRole('button', { name: 'Кто смотрел данные ребёнка' }).click()
  await page.getByText('Соколова Марина Игоревна').waitFor()
  await page.getByText(`Классный руководитель · ${cast.school.name}`).waitFor()
  await page.getByText(/взрослые в семье и согласие/).waitFor()
  await assertAccessible(page, 'who has read the data of a child')
  assertQuiet(phone)
})
