import assert from 'node:assert/strict'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast, join } from '#testkit/cast.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { newId, newPhone, signIn } from '#testkit/people.ts'
import { createSchoolStage, makeClass, SCHOOL_PASSWORD } from '#testkit/school.ts'
import { whoIs } from '#testkit/school-linked.ts'
import { connectSchool, linkAtDesk } from '#testkit/school-linking.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'
import { dayAfter } from '#web/communities/absences/days.ts'
import { dayKey, plainDay } from '#web/kit/i18n/dates.ts'

const story = tellStory()
const { step } = story
let cast: Cast
let mother: Device
let teacher: Device

step('[MSG-23/story] a parent tells of an absence with two presses, and the teacher accepts it', async () => {
  cast = await createCast(story.world)
  mother = await story.device('mother', { viewport: PHONE, theme: 'dark' })
  teacher = await story.device('teacher', { viewport: LAPTOP })
  const { communityId } = cast.school
  await takeSession(mother.context, cast.parent, site(story.world))
  await takeSession(teacher.context, cast.teacher, site(story.world))
  await teacher.page.goto(site(story.world, `/o/${communityId}/absences`))
  await teacher.page.getByText('Новых сообщений нет.').waitFor()
  const { page } = mother
  await page.goto(site(story.world, `/o/${communityId}`))
  await page.getByRole('button', { name: 'Сообщить об отсутствии: Артём' }).click()
  const dialog = page.getByRole('dialog', { name: 'Сообщить об отсутствии' })
  await assertAccessible(page, 'an absence on a phone')
  await dialog.getByRole('button', { name: 'Сообщить', exact: true }).click()
  await page.getByText('Сообщение отправлено: Артём').waitFor()
  await teacher.page.getByRole('button', { name: 'Принять: Петров Артём' }).waitFor()
  await assertAccessible(teacher.page, 'absences of a class')
  await teacher.page.getByRole('button', { name: 'Принять: Петров Артём' }).click()
  await teacher.page.getByText('Новых сообщений нет.').waitFor()
  await page.goto(site(story.world, '/children'))
  await page.getByText('Принято: Соколова Марина Игоревна', { exact: false }).waitFor()
})

step(
  '[MSG-23/messenger] whoever leads a class sees above the chats how much is new, and it goes when it is accepted',
  async () => {
    const device = await story.device('teacher in the messenger', { viewport: LAPTOP })
    await takeSession(device.context, cast.teacher, site(story.world))
    const { page } = device
    await page.goto(site(story.world, '/im'))
    await page.getByRole('region', { name: 'Чаты', exact: true }).waitFor()
    const line = page.getByRole('link', { name: 'Отсутствия' })
    const place = { unitId: cast.classId, childProfileId: cast.pupil.profileId }
    const day = dayAfter(dayKey(story.world.clock.now(), { timeZone: 'Europe/Moscow' }), 40)
    const told = { id: newId(), ...place, from: day, to: day, reason: 'doctor', note: '' } as const
    await cast.parent.client.call('absences.tell', told)
    await line.filter({ hasText: '1 новое сообщение' }).waitFor()
    await assertAccessible(page, 'absences above the chats')
    await cast.parent.client.call('absences.withdraw', { id: told.id, ...place })
    await line.waitFor({ state: 'detached' })
    assertQuiet(device)
    await device.context.close()
  },
)

step(
  '[MSG-23/kindergarten-page] where children have no accounts, the parent tells of the child on a phone',
  async () => {
    const { kindergarten } = cast
    const { client } = kindergarten.administrator
    const place = { communityId: kindergarten.communityId }
    const unit = await client.call('units.create', { ...place, id: newId(), name: 'Солнышко' })
    const [nurse, mother] = await Promise.all(
      ['Няшина', 'Лисицына'].map((surname) =>
        signIn(story.world, newPhone(), { surname, name: 'Ольга', birthDate: '1985-03-04' }),
      ),
    )
    await join(kindergarten, nurse!, { unitId: unit.id, role: 'lead', position: 'Воспитатель' })
    await join(kindergarten, mother!, { unitId: unit.id, role: 'parent' })
    const device = await story.device('mother of the kindergarten', { viewport: PHONE })
    await takeSession(device.context, mother!, site(story.world))
    const { page } = device
    await page.goto(site(story.world, `/o/${kindergarten.communityId}`))
    await page.getByRole('button', { name: 'Сообщить об отсутствии: Ваш ребёнок' }).click()
    const dialog = page.getByRole('dialog', { name: 'Сообщить об отсутствии' })
    await dialog.getByText('Если в группе у вас несколько детей', { exact: false }).waitFor()
    await dialog.getByLabel('Пояснение').fill('Миша заболел')
    await dialog.getByRole('button', { name: 'Сообщить', exact: true }).click()
    await page.getByText('Сообщение отправлено: Ваш ребёнок').waitFor()
    // What could not be asked is told so, and is no list without children.
    const asked = '**/api/absences.own'
    await page.route(asked, (route) => route.abort())
    await page.goto(site(story.world, '/children'))
    const again = page.getByRole('button', { name: 'Повторить' })
    await again.waitFor()
    await page.unroute(asked)
    await again.click()
    await page.getByRole('heading', { name: 'Ваш ребёнок' }).waitFor()
    await page.getByText('Учитель ещё не прочитал').waitFor()
    await assertAccessible(page, 'a child of the kindergarten')
    assertQuiet(device, [/ERR_FAILED/])
    const reader = await story.device('nurse', { viewport: LAPTOP })
    await takeSession(reader.context, nurse!, site(story.world))
    await reader.page.goto(site(story.world, `/o/${kindergarten.communityId}/absences`))
    await reader.page.getByText('Ребёнок этого родителя', { exact: false }).first().waitFor()
    await reader.page.getByText('Миша заболел').first().waitFor()
    await assertAccessible(reader.page, 'absences of a group')
    assertQuiet(reader)
  },
)

step('[MSG-23/story] the parent changes her mind and then changes it back; the teacher is told of both', async () => {
  const { page } = mother
  await page.getByRole('button', { name: /^Отозвать: / }).click()
  await page.getByText('Отозвано, ', { exact: false }).waitFor()
  await teacher.page.getByText('отозвано: придёт').first().waitFor()
  await page.getByRole('button', { name: 'Отменить', exact: true }).click()
  await page.getByText('Учитель ещё не прочитал').waitFor()
  await assertAccessible(page, 'absences of a child on a phone')
})

step('[MSG-23/story] a paper is added afterwards, and the teacher loads it', async () => {
  const { page } = mother
  await page.getByRole('button', { name: /^Изменить: / }).click()
  const dialog = page.getByRole('dialog', { name: 'Изменить сообщение' })
  const file = { name: 'Справка.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 справка') }
  await dialog.locator('input[type=file]').setInputFiles(file)
  await dialog.getByRole('button', { name: 'Убрать файл' }).waitFor()
  await assertAccessible(page, 'a paper on a phone')
  await dialog.getByRole('button', { name: 'Сохранить' }).click()
  await page.getByText('Сообщение изменено').waitFor()
  await page.getByRole('button', { name: /Файл: Справка\.pdf/ }).waitFor()
  const link = teacher.page.getByRole('button', { name: /Файл: Справка\.pdf/ }).first()
  await link.waitFor()
  const [download] = await Promise.all([teacher.page.waitForEvent('download'), link.click()])
  assert.equal(download.suggestedFilename(), 'Справка.pdf')
  for (const device of [mother, teacher]) assertQuiet(device)
})

step(
  '[MSG-23] the school learns it too: the parent is told so, and its register of absent pupils shows it',
  async () => {
    const { world } = story
    const stage = await createSchoolStage(world)
    const administrator = cast.director.client
    const { communityId } = cast.school
    await connectSchool(world, stage, { operator: cast.operator, administrator, communityId })
    const unit = await makeClass(stage.head, '5«Б»')
    const who = whoIs(cast.pupil)
    const { id } = await stage.head.call('pupils.enrol', { enrolmentId: newId(), who, classId: unit.id })
    await world.app.schoolRounds.run()
    await world.app.connector.rounds.run()
    await linkAtDesk(await stage.deskOf(id, ['account.link']), cast.pupil)
    const { page } = mother
    await page.goto(site(world, '/children'))
    await page
      .getByRole('button', { name: /^Сообщить об отсутствии/ })
      .first()
      .click()
    const dialog = page.getByRole('dialog', { name: 'Сообщить об отсутствии' })
    await dialog.getByText('узнает и школьная система «Электронная школа»').waitFor()
    const [from, to] = [3, 5].map((days) =>
      dayAfter(dayKey(world.clock.now(), { timeZone: 'Europe/Moscow' }), days),
    ) as [string, string]
    const answer = page.waitForResponse((response) => response.url().endsWith('/api/absences.tell'))
    await dialog.getByLabel('Первый день').fill(from)
    await dialog.getByLabel('Последний день').fill(to)
    await dialog.getByRole('button', { name: 'Сообщить', exact: true }).click()
    assert.equal((await answer).status(), 200)
    const office = await story.device('office', { viewport: LAPTOP, theme: 'dark' })
    const { login } = await stage.head.call('desk.open', {})
    await office.page.goto(`http://school.localhost:${world.app.port}/`)
    await office.page.getByLabel('Логин').fill(login)
    await office.page.getByLabel('Пароль').fill(SCHOOL_PASSWORD)
    await office.page.getByRole('button', { name: 'Войти', exact: true }).click()
    await office.page.getByRole('button', { name: 'Пуск', exact: true }).click()
    await office.page.getByRole('dialog', { name: 'Пуск' }).getByText('Отсутствующие').click()
    const register = office.page.getByRole('dialog', { name: 'Отсутствующие', exact: true })
    await register.getByLabel('День', { exact: true }).fill(from)
    const row = register.getByRole('row').filter({ hasText: 'Петров Артём' })
    await row.getByText(`${plainDay(from)} – ${plainDay(to)}`).waitFor()
    await row.getByText('болезнь').waitFor()
    await assertAccessible(office.page, 'the register of absent pupils')
    assertQuiet(office, [/401/])
  },
)
