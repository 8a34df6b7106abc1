import assert from 'node:assert/strict'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast, foundOrganisation, join } from '#testkit/cast.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { newId } from '#testkit/people.ts'
import { pictureOf } from '#testkit/pictures.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast
let desk: Device
let phone: Device

const openMenu = async (name: string): Promise<void> => {
  await desk.page.getByRole('button', { name: `Действия: ${name}` }).click()
}

step('[ORG-06/cast] there is a school', async () => {
  cast = await createCast(story.world)
})

for (const { viewport, theme } of [
  { viewport: LAPTOP, theme: 'light' },
  { viewport: PHONE, theme: 'dark' },
] as const) {
  const at = `at ${viewport.width} px`
  step(
    `[ORG-06] ${at} a new organisation reads everything that it lacks, and each button leads to where it is put right`,
    async () => {
      const lyceum = await foundOrganisation(story.world, cast.operator, {
        type: 'school',
        name: `Лицей ${viewport.width}`,
        administrator: { surname: 'Лицеева', name: 'Инна', patronymic: 'Павловна' },
      })
      const device = await story.device(`director of the lyceum ${at}`, { viewport, theme })
      await takeSession(device.context, lyceum.administrator, site(story.world))
      const { page } = device
      const home = site(story.world, `/o/${lyceum.communityId}`)
      await page.goto(home)
      await page.getByText('Выполнено условий: 0 из 4').waitFor()
      await page
        .getByText('Не указаны: Регион, Муниципалитет, Адрес, Руководитель, Телефон, Электронная почта')
        .waitFor()
      await assertAccessible(page, `an organisation that is not active ${at}`)
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      assert.ok(overflow <= 0, 'nothing is wider than the page')
      for (const [condition, button, place] of [
        ['Информация заполнена не полностью', 'Заполнить', `/o/${lyceum.communityId}/about`],
        ['Нет ни одного класса или подразделения', 'Создать', `/o/${lyceum.communityId}/units`],
        ['Нет подтверждённых сотрудников, кроме администратора', 'Пригласить', `/o/${lyceum.communityId}/links`],
        [/В чатах не писали 14\sдней/, 'Написать', '/im'],
      ] as const) {
        await page.goto(home)
        await page.getByRole('listitem').filter({ hasText: condition }).getByRole('button', { name: button }).click()
        await page.waitForURL(`**${place}`)
      }
      assertQuiet(device)
    },
  )

  step(`[ORG-07/story] ${at} the eight tasks tick themselves, and the next one is open`, async () => {
    const device = await story.device(`director of a gymnasium ${at}`, { viewport, theme })
    const school = await foundOrganisation(story.world, cast.operator, {
      type: 'school',
      name: `Гимназия ${viewport.width}`,
      administrator: { surname: 'Гимназина', name: 'Анна', patronymic: 'Павловна' },
    })
    await takeSession(device.context, school.administrator, site(story.world))
    const { page } = device
    await page.goto(site(story.world, `/o/${school.communityId}`))
    const tasks = page.getByRole('region', { name: 'Задачи администратора' })
    await tasks.getByText('Сделано 1 из 8').waitFor()
    assert.equal(await tasks.getByRole('listitem').count(), 8)
    await tasks.getByRole('button', { name: 'Заполнить' }).waitFor()
    const { communityId, administrator } = school
    await administrator.client.call('units.create', { id: newId(), communityId, name: '1«А»' })
    const done = tasks.getByRole('listitem').filter({ hasText: 'Создать структуру' }).getByText('(сделано)')
    await done.waitFor({ state: 'attached' })
    await tasks.getByText('Сделано 2 из 8').waitFor()
    await assertAccessible(page, `the tasks of an administrator ${at}`)
    assertQuiet(device)
  })
}

step('[ORG-05/story] the director fills in what the school says of itself; a mistake stands at its field', async () => {
  desk = await story.device('desk', { viewport: LAPTOP })
  await takeSession(desk.context, cast.director, site(story.world))
  const { page } = desk
  await page.goto(site(story.world, `/o/${cast.school.communityId}`))
  await page.getByText('Информация заполнена не полностью').waitFor()
  await page.getByRole('listitem').filter({ hasText: 'Информация заполнена не полностью' }).getByRole('button').click()
  await page.getByText('Заполнено 30 %').waitFor()
  await page.getByLabel('Короткое название').fill('СОШ 1234')
  for (const [label, text] of [
    ['Регион', 'Калужская область'],
    ['Муниципалитет', 'Калуга'],
    ['Адрес', 'ул. Ленина, 14'],
    ['Руководитель', 'Климова Наталья Олеговна, директор'],
    ['Телефон', '+7 (4842) 55-14-14'],
    ['Электронная почта', 'не почта'],
  ] as const) {
    await page.getByLabel(label, { exact: true }).fill(text)
  }
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await page.getByText(/Проверьте адрес почты/).waitFor()
  await assertAccessible(page, 'the information with a mistake')
  await page.getByLabel('Электронная почта', { exact: true }).fill('school1234@example.test')
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await page.getByText('Информация сохранена, её видят все участники').waitFor()
  await page.getByText('Заполнено 76 %').waitFor()
})

step(
  '[ORG-05/logo-story] the director chooses a logo, loses nothing of what is being typed, and it stands in the menu',
  async () => {
    const { page } = desk
    await page.getByLabel('Сайт', { exact: true }).fill('school1234.example.test')
    const buffer = await pictureOf(300, 300, 'png')
    await page.locator('input[type=file]').setInputFiles({ name: 'герб.png', mimeType: 'image/png', buffer })
    await page.getByRole('application').waitFor()
    await page.getByRole('button', { name: 'Сохранить', exact: true }).first().click()
    await page.getByText('Логотип сохранён, его видят все участники').waitFor()
    await page.getByText('Заполнено 84 %').waitFor()
    assert.equal(await page.getByLabel('Сайт', { exact: true }).inputValue(), 'school1234.example.test')
    await page.getByRole('navigation').locator('img[src^="/photos/"]').first().waitFor()
    await assertAccessible(page, 'the information with a logo')
  },
)

step('[ORG-05/members] a pupil reads it on a phone, under the new name', async () => {
  phone = await story.device('phone', { viewport: PHONE, theme: 'dark' })
  await takeSession(phone.context, cast.pupil, site(story.world))
  const { page } = phone
  await page.goto(site(story.world, `/o/${cast.school.communityId}/about`))
  await page.getByText('ул. Ленина, 14').waitFor()
  await page.getByText('СОШ 1234').first().waitFor()
  assert.equal(await page.getByRole('button', { name: 'Сохранить' }).count(), 0)
  await assertAccessible(page, 'the information on a phone')
})

step('[ORG-13/story] [ORG-09/story] a teacher becomes an administrator in one act, and none again', async () => {
  const { page } = desk
  await page.goto(site(story.world, `/o/${cast.school.communityId}/members`))
  await openMenu('Ершов Павел Андреевич')
  await page.getByRole('menuitem', { name: 'Сделать администратором' }).click()
  await assertAccessible(page, 'appointing an administrator')
  await page.getByRole('dialog').getByRole('button', { name: 'Назначить' }).click()
  await page.getByText('Ершов Павел Андреевич: теперь администратор').waitFor()
  await openMenu('Ершов Павел Андреевич')
  await page.getByRole('menuitem', { name: 'Снять права администратора' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Снять права' }).click()
  await page.getByText('Ершов Павел Андреевич: больше не администратор').waitFor()
  await openMenu('Климова Наталья Олеговна')
  await page.getByRole('menuitem', { name: 'Снять права администратора' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Снять права' }).click()
  await page.getByText('Это последний администратор. Сначала назначьте другого.').waitFor()
  await page.keyboard.press('Escape')
})

step('[STR-09/story] a pupil moves to another class in three clicks, and his parents with him', async () => {
  const { page } = desk
  await openMenu('Петров Артём')
  await page.getByRole('menuitem', { name: 'Изменить роль или класс' }).click()
  const dialog = page.getByRole('dialog', { name: 'Изменить роль или класс' })
  await dialog.getByLabel('Где').selectOption({ label: '9«А»' })
  await dialog.getByText('Ученик сразу перейдёт вместе со своими родителями.', { exact: false }).waitFor()
  await assertAccessible(page, 'changing a role')
  await dialog.getByRole('button', { name: 'Изменить', exact: true }).click()
  await page.getByText('Петров Артём: роль изменена').waitFor()
  await page.getByRole('row').filter({ hasText: 'Петрова Анна' }).getByText('9«А»').waitFor()
  for (const device of [desk, phone]) assertQuiet(device, [/400|409/])
})

for (const { viewport, theme, unit } of [
  { viewport: LAPTOP, theme: 'dark', unit: '5«Б»' },
  { viewport: PHONE, theme: 'light', unit: '9«А»' },
] as const) {
  const at = `at ${viewport.width} px`
  step(`[STR-09/remove] ${at} members stand with mark and state, and one of several places is taken away`, async () => {
    const { school, classId, otherClassId, secondTeacher } = cast
    await join(school, secondTeacher, {
      unitId: unit === '5«Б»' ? classId : otherClassId,
      role: 'staff',
      position: 'Учитель',
    })
    const device = await story.device(`director ${at}`, { viewport, theme })
    await takeSession(device.context, cast.director, site(story.world))
    const { page } = device
    await page.goto(site(story.world, `/o/${school.communityId}/members`))
    const entry = page.locator('tr, li').filter({ hasText: 'Ершов Павел Андреевич' })
    await entry.getByText('участвует с').waitFor()
    await entry.getByRole('img', { name: 'Верифицированный профиль' }).waitFor()
    await page.getByRole('button', { name: 'Действия: Ершов Павел Андреевич' }).click()
    await page.getByRole('menuitem', { name: 'Исключить из организации' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Откуда').selectOption({ label: unit })
    await dialog.getByText('Закончатся только роли здесь.', { exact: false }).waitFor()
    await assertAccessible(page, `removing from a unit ${at}`)
    await dialog.getByRole('button', { name: 'Исключить' }).click()
    await page.getByText('Ершов Павел Андреевич: роли здесь закончились').waitFor()
    await entry.getByText(unit).waitFor({ state: 'detached' })
    await entry.getByText('Коллектив').waitFor()
    assertQuiet(device)
  })
}

for (const { viewport, theme, title } of [
  { viewport: PHONE, theme: 'dark', title: '5«Б»: поход' },
  { viewport: LAPTOP, theme: 'light', title: '5«Б»: выпускной' },
] as const) {
  const at = `at ${viewport.width} px`
  step(
    `[STR-08/story] ${at} a class teacher makes a chat of the class, and another lead finds himself leading it`,
    async () => {
      const { school, classId, director, secondTeacher } = cast
      const device = await story.device(`teacher ${at}`, { viewport, theme })
      await takeSession(device.context, cast.teacher, site(story.world))
      const { page } = device
      await page.goto(site(story.world, '/im'))
      await page.getByRole('button', { name: 'Новый чат' }).first().click()
      await page.getByRole('button', { name: 'Создать групповой чат' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel(/^Класс/).selectOption({ label: '5«Б»' })
      await dialog.getByText('Чат ведут те, у кого роль «Классный руководитель», пока она у них есть.').waitFor()
      assert.equal(await dialog.getByLabel('Название чата').inputValue(), '5«Б»')
      await dialog.getByLabel('Название чата').fill(title)
      await dialog.getByRole('button', { name: /Климова/ }).click()
      await assertAccessible(page, `a new chat of a class ${at}`)
      await dialog.getByRole('button', { name: 'Создать чат' }).click()
      await page.getByRole('heading', { name: title }).first().waitFor()
      const other = await story.device(`another teacher ${at}`, { viewport, theme })
      await takeSession(other.context, secondTeacher, site(story.world))
      await other.page.goto(site(story.world, '/im'))
      const staff = { role: 'staff', unitId: school.staffUnitId } as const
      const lead = { role: 'lead', unitId: classId } as const
      const about = { communityId: school.communityId, profileId: secondTeacher.profileId }
      await director.client.call('members.changeRole', { ...about, from: staff, to: lead })
      await other.page.getByText(title).first().click()
      await other.page
        .getByRole('button', { name: /Сведения/ })
        .first()
        .click()
      await other.page.getByText('Чат ведут те, у кого роль «Классный руководитель»').waitFor()
      await other.page.getByRole('button', { name: 'Изменить название' }).waitFor()
      await assertAccessible(other.page, `a chat of a class ${at}`)
      await director.client.call('members.changeRole', { ...about, from: lead, to: staff })
      await other.page.getByRole('button', { name: 'Изменить название' }).waitFor({ state: 'detached' })
      for (const each of [device, other]) assertQuiet(each)
    },
  )
}
