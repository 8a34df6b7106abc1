import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'
import { isDefaultChat } from '#contract/connector/connector.limits.ts'
import { defaultChatId } from '#contract/connector/facts.ts'
import { MODULES } from '#contract/school/rights.ts'
import { fillElectronicSchool, SCHOOL_PASSWORD } from '#server/demonstration/electronic-school.ts'
import { type Device, LAPTOP, type Look, PHONE } from '#testkit/browser.ts'
import { createCast } from '#testkit/cast.ts'
import { newId, newPhone, type Person, signInOperator, signIn as signInToMessenger } from '#testkit/people.ts'
import { assertReasons } from '#testkit/reasons.ts'
import { Desk } from '#testkit/school.ts'
import { type ConnectedSchool, connectSchool, linkAtDesk } from '#testkit/school-linking.ts'
import { registerSystem } from '#testkit/school-systems.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let head: Device
/** Whoever administers the chats, at a desk of his own. */
let keeper: Desk
/** The desk of the head without a browser. */
let office: Desk
let connected: ConnectedSchool
/** Profiles of the messenger by surname. */
const people = new Map<string, Person>()

const school = () => `http://school.localhost:${story.world.app.port}/`
const windowOf = (page: Page, name: string | RegExp): Locator => page.getByRole('dialog', { name, exact: true })
const button = (place: Page | Locator, name: string) => place.getByRole('button', { name, exact: true })

/** Opens an account for somebody of the registers, and his desk; with a login, of whoever has an account. */
async function deskOf(surname: string, name = '', login?: string): Promise<Desk> {
  const desk = new Desk(story.world.app.port, surname)
  if (login === undefined) {
    const { rows } = await office.call('people.find', { search: `${surname} ${name}`.trim() })
    const given = { accountId: newId(), personId: rows[0]!.id, login: `u-${newId().slice(-12)}`, roleIds: [] }
    const { password } = await office.call('users.give', given)
    await desk.call('desk.signIn', { login: given.login, password })
    await desk.call('desk.changePassword', { old: password, new: SCHOOL_PASSWORD })
  } else await desk.call('desk.signIn', { login, password: SCHOOL_PASSWORD })
  return desk
}

/** Opens a window of the head by the menu «Пуск». */
async function goTo(label: string, title = label): Promise<Locator> {
  const { page } = head
  await button(page, 'Пуск').click()
  await windowOf(page, 'Пуск').getByText(label, { exact: true }).click()
  return windowOf(page, title)
}

/** «Сохранить», and «Ок» to the warning about whoever is not linked. */
async function saveChat(page: Page, form: Locator): Promise<void> {
  await button(form, 'Сохранить').click()
  await button(page.getByRole('alertdialog', { name: 'Предупреждение' }), 'Ок').click()
  await form.waitFor({ state: 'detached' })
}

async function signIn(name: string, login: string, look: Look): Promise<Device> {
  const device = await story.device(name, look)
  const { page } = device
  await page.goto(school())
  await page.getByLabel('Логин').fill(login)
  await page.getByLabel('Пароль').fill(SCHOOL_PASSWORD)
  await assertAccessible(page, 'the sign-in of the electronic school')
  await button(page, 'Войти').click()
  await button(page, 'Пуск').waitFor()
  return device
}

step('one signs in by a login, and a wrong password is said at the form', async () => {
  await fillElectronicSchool(story.world.app, 'МБОУ «СОШ № 14»')
  const device = await story.device('guest', { viewport: LAPTOP })
  await device.page.goto(school())
  await device.page.getByLabel('Логин').fill('klimova')
  await device.page.getByLabel('Пароль').fill('не тот пароль')
  await button(device.page, 'Войти').click()
  await device.page
    .getByRole('alert')
    .getByText(/не подходит/)
    .waitFor()
  office = await deskOf('Климова', '', 'klimova')
  head = await signIn('head', 'klimova', { viewport: LAPTOP })
  await assertAccessible(head.page, 'the desktop')
})

step(
  '[ESR-02] the administrator of chats is chosen from the register «Администраторы», and has its rights',
  async () => {
    const { page } = head
    await button(page, 'Пуск').click()
    const menu = windowOf(page, 'Пуск')
    await assertAccessible(page, 'the menu «Пуск»')
    await menu.getByRole('region', { name: 'Администрирование' }).getByText('Настройки организации').click()
    const settings = windowOf(page, 'Настройки организации')
    await settings.getByRole('button', { name: /^Администратор чатов «Парта»/ }).click()
    const picker = windowOf(page, 'Администраторы')
    await picker.getByText('Ершов Павел Андреевич').click()
    await assertAccessible(page, 'the picker of administrators')
    await button(picker, 'Выбрать').click()
    await settings.getByText('Ершов Павел Андреевич').waitFor()
    await button(settings, 'Сохранить').click()
    await settings.waitFor({ state: 'detached' })
    keeper = await deskOf('Ершов')
    const { roles, rights } = await keeper.call('desk.open', {})
    assert.deepEqual(
      roles.map(({ metarole }) => metarole),
      ['chats'],
    )
    assert.ok(MODULES.messenger.every((right) => rights.includes(right)))
  },
)

step(
  '[ESC-01/window][ESC-02][ESC-06][A-35] the register shows chats that are there by themselves, which are changed and stay',
  async () => {
    const { page } = head
    await button(page, 'Парта').click()
    const register = windowOf(page, 'Реестр «Парта»')
    const kindOf = (kind: string) => register.getByRole('cell', { name: new RegExp(`^${kind}`) })
    await kindOf('Учительский чат').first().waitFor()
    // One of teachers, and one of each class and of its parents.
    assert.equal(await register.getByLabel('Чат по умолчанию, удалить нельзя').count(), 5)
    assert.equal(await kindOf('Классный чат').count(), 2)
    assert.equal(await kindOf('Родительский чат').count(), 2)
    await register.getByRole('checkbox', { name: 'Учительский чат' }).check()
    await assertAccessible(page, 'the register of chats')
    await assertReasons(page, 'the register of chats')
    assert.equal(await button(register, 'Удалить').getAttribute('aria-disabled'), 'true')
    const { rows } = await keeper.call('register.list', {})
    for (const { id, kind } of rows) {
      if (isDefaultChat(kind)) await keeper.refused('register.remove', { id }, 'school.defaultStays')
    }
    await button(register, 'Изменить').click()
    const form = windowOf(page, 'Изменение чата')
    await form.getByLabel('Наименование чата').fill('Учительская')
    const teacher = form.getByRole('listitem').filter({ hasText: 'Власов Дмитрий Сергеевич' })
    await teacher.getByText('по должности').waitFor()
    await teacher.getByRole('checkbox').check()
    await button(form, 'Удалить').click()
    await teacher.getByText('исключён вручную').waitFor()
    await assertAccessible(page, 'a chat with somebody who is left out')
    await button(teacher, 'Вернуть Власов Дмитрий Сергеевич').click()
    await teacher.getByText('по должности').waitFor()
    await saveChat(page, form)
    await register.getByText('Учительская').waitFor()
    await register.getByRole('checkbox', { name: 'Совет родителей' }).check()
    assert.equal(await button(register, 'Удалить').getAttribute('aria-disabled'), null)
  },
)

step(
  '[ESC-08][ESC-09][ESC-12/window] a chat of a group fills itself; the warning gives the form back intact',
  async () => {
    const { page } = head
    const register = windowOf(page, 'Реестр «Парта»')
    await button(register, 'Добавить').click()
    const form = windowOf(page, 'Добавление чата')
    const kinds = form.getByLabel('Тип чата')
    assert.deepEqual(await kinds.getByRole('option').allTextContents(), ['Предмет', 'Другое'])
    const group = form.getByRole('button', { name: /^Предмет\/Группа \(Класс\)/ })
    await kinds.selectOption({ label: 'Другое' })
    assert.ok(await group.isDisabled())
    await kinds.selectOption({ label: 'Предмет' })
    await group.click()
    const picker = windowOf(page, 'Классы и группы')
    await picker.getByText('Физика (10«Б»)').click()
    await button(picker, 'Выбрать').click()
    await form.getByText(/По группе: 8.учеников и учитель/).waitFor()
    assert.equal(await form.getByRole('tab', { name: 'Родители' }).getAttribute('aria-disabled'), 'true')
    await form.getByRole('tab', { name: /Сотрудники/ }).click()
    const teacher = form.getByRole('listitem').filter({ hasText: 'Власов Дмитрий Сергеевич' })
    await teacher.getByText('администратор чата').waitFor()
    await button(form, 'Добавить').click()
    const people = windowOf(page, 'Сотрудники')
    await people.getByText('Нестерова Ольга Викторовна').click()
    await button(people, 'Выбрать').click()
    await form.getByText('Нестерова Ольга Викторовна').waitFor()
    await assertAccessible(page, 'the window «Добавление чата»')
    await assertReasons(page, 'the window «Добавление чата»')
    await form.getByLabel('Наименование чата').fill('Физика, углублённо')
    await button(form, 'Сохранить').click()
    const warning = page.getByRole('alertdialog', { name: 'Предупреждение' })
    await warning.getByText('Петров Артём').waitFor()
    await assertAccessible(page, 'the warning')
    await button(warning, 'Отмена').click()
    await warning.waitFor({ state: 'detached' })
    assert.equal(await form.getByLabel('Наименование чата').inputValue(), 'Физика, углублённо')
    await form.getByText('Нестерова Ольга Викторовна').waitFor()
    await button(form, 'Сохранить').click()
    await button(warning, 'Ок').click()
    await form.waitFor({ state: 'detached' })
    await register.getByText('Физика, углублённо').waitFor()
  },
)

step(
  '[ESC-10][ESC-13] members are flagged in three registers, parents for «Другое» only; any chat is changed, that one is deleted',
  async () => {
    const { page } = head
    const register = windowOf(page, 'Реестр «Парта»')
    await button(register, 'Добавить').click()
    const form = windowOf(page, 'Добавление чата')
    await form.getByLabel('Тип чата').selectOption({ label: 'Другое' })
    await form.getByLabel('Наименование чата').fill('Поход')
    for (const [tab, name] of [
      ['Сотрудники', 'Бойко Виктор Павлович'],
      ['Ученики', 'Петров Артём'],
      ['Родители', 'Петрова Анна Викторовна'],
    ] as const) {
      await form.getByRole('tab', { name: new RegExp(`^${tab}`) }).click()
      await button(form, 'Добавить').click()
      const people = windowOf(page, tab)
      await people.getByRole('checkbox', { name: new RegExp(`^${name}`) }).check()
      await button(people, 'Выбрать').click()
      await form.getByText(name).waitFor()
    }
    await saveChat(page, form)
    const made = register.getByRole('checkbox', { name: 'Поход' })
    await made.check()
    await button(register, 'Изменить').click()
    const changing = windowOf(page, 'Изменение чата')
    await changing.getByRole('tab', { name: /^Родители/ }).click()
    await changing.getByRole('checkbox', { name: /^Петрова Анна/ }).check()
    await button(changing, 'Удалить').click()
    await changing.getByText('Пока никого.').waitFor()
    await saveChat(page, changing)
    await register.getByRole('row').filter({ hasText: 'Поход' }).getByText('0 из 3').waitFor()
    await button(register, 'Удалить').click()
    const question = page.getByRole('alertdialog', { name: 'Удаление' })
    await button(question, 'Удалить').click()
    await made.waitFor({ state: 'detached' })
  },
)

step('[ESR-03] rights are switched in the window «Роли»; what one has no right to is not there', async () => {
  const { page } = head
  await button(page, 'Пуск').click()
  await windowOf(page, 'Пуск').getByText('Роли').click()
  const roles = windowOf(page, 'Роли')
  await roles.getByRole('radio', { name: 'Секретарь' }).check()
  await button(roles, 'Изменить').click()
  const role = windowOf(page, 'Редактирование роли')
  await role.getByRole('tab', { name: /^Классы и группы/ }).click()
  await role.getByRole('tab', { name: /^Парта/ }).click()
  await role.getByRole('switch', { name: 'Чаты: Добавление' }).uncheck()
  await assertAccessible(page, 'the window of a role')
  await button(role, 'Сохранить').click()
  await role.waitFor({ state: 'detached' })
  const secretary = await signIn('secretary', 'belyakova', { viewport: PHONE, theme: 'dark' })
  await button(secretary.page, 'Парта').click()
  const register = windowOf(secretary.page, 'Реестр «Парта»')
  await button(register, 'Изменить').waitFor()
  assert.equal(await button(register, 'Добавить').count(), 0)
  assert.equal(await button(register, 'Удалить').count(), 0)
  await assertAccessible(secretary.page, 'the register on a phone')
  await button(secretary.page, 'Пуск').click()
  assert.equal(await windowOf(secretary.page, 'Пуск').getByText('Пользователи').count(), 0)
  await assertAccessible(secretary.page, 'the menu on a phone')
  assertQuiet(secretary, [/401/])
})

step('[ESS-04/window] the connection is entered once, and says what is in the way and what was refused', async () => {
  const { page } = head
  const { world } = story
  const system = await registerSystem(await signInOperator(world), 'Электронная школа')
  const open = async () => {
    await button(page, 'Пуск').click()
    await windowOf(page, 'Пуск').getByText('Подключение').click()
    return windowOf(page, 'Подключение')
  }
  const form = await open()
  await form.getByText(/Пока ничего не передаётся/).waitFor()
  await assertAccessible(page, 'the window «Подключение»')
  await assertReasons(page, 'the window «Подключение»')
  assert.equal(await button(form, 'Сохранить').getAttribute('aria-disabled'), 'true')
  await form.getByLabel('Идентификатор клиента').fill(system.id)
  await form.getByLabel('Секрет клиента').fill(system.secret)
  await form.getByLabel('Код организации').fill(newId())
  await button(form, 'Сохранить').click()
  await form.waitFor({ state: 'detached' })
  await open()
  const trouble = form.getByText(/не разрешила передачу/)
  for (let tries = 0; tries < 40 && (await trouble.count()) === 0; tries += 1) {
    await button(form, 'Обновить').click()
    await page.waitForTimeout(500)
  }
  await trouble.waitFor()
  assert.equal(await form.getByLabel('Секрет клиента').inputValue(), '')
  await form.getByText(/Секрет сохранён и нигде не показывается/).waitFor()
  await assertAccessible(page, 'the connection with what is in the way')
  await world.database.query("update school.connection set again_at = now() + interval '1 hour'")
  await world.database.query(`update school.fact set refusal = 'Такого имени не бывает.', answered_at = now()
    where type = 'person' and id in (select id::text from school.person where surname = 'Ершов')`)
  await button(form, 'Обновить').click()
  await form.getByText('Мессенджер не принял: 1 запись.').waitFor()
  await button(form, 'Показать непринятые').click()
  const refused = windowOf(page, 'Непринятые записи')
  await refused.getByRole('cell', { name: 'Ершов Павел' }).waitFor()
  await refused.getByText('Такого имени не бывает.').waitFor()
  await assertAccessible(page, 'the entries that were refused')
  await button(refused, 'Закрыть').click()
  await button(form, 'Отключить').click()
  const question = page.getByRole('alertdialog', { name: 'Отключение мессенджера' })
  await question.getByText(/привязки учетных записей здесь закончатся/).waitFor()
  await assertAccessible(page, 'the question before the messenger is disconnected')
  await button(question, 'Отключить').click()
  await form.getByText(/Пока ничего не передаётся/).waitFor()
  assert.equal(await button(form, 'Отключить').count(), 0)
  await button(form, 'Отмена').click()
})

step('a pupil comes, changes the class and leaves, and the register of chats follows', async () => {
  const { page } = head
  await button(page, 'Пуск').click()
  await windowOf(page, 'Пуск').getByText('Ученики').click()
  const pupils = windowOf(page, 'Ученики')
  await button(pupils, 'Добавить').click()
  const form = windowOf(page, 'Зачисление')
  await form.getByLabel('Фамилия').fill('Белов')
  await form.getByLabel('Имя').fill('Артём')
  await form.getByRole('button', { name: /^Класс/ }).click()
  const classes = windowOf(page, 'Классы')
  await classes.getByText('8«А»').click()
  await button(classes, 'Выбрать').click()
  await assertReasons(page, 'the enrolment')
  await button(form, 'Сохранить').click()
  await form.waitFor({ state: 'detached' })
  await pupils.getByRole('searchbox').fill('белов')
  await pupils.getByRole('checkbox', { name: 'Белов Артём' }).check()
  await button(pupils, 'Отчислить').click()
  const question = page.getByRole('alertdialog', { name: 'Отчисление' })
  await assertAccessible(page, 'the question before an expulsion')
  await button(question, 'Отчислить').click()
  await question.waitFor({ state: 'detached' })
  await pupils.getByText('Ничего не нашлось.').waitFor()
  assertQuiet(head, [/401|403/])
})

step(
  '[ESC-12/later] the messenger is connected; who was named by the warning links his account and is in the chat',
  async () => {
    const { world } = story
    const cast = await createCast(world)
    const { communityId } = cast.school
    const administrator = cast.director.client
    connected = await connectSchool(world, { head: office }, { operator: cast.operator, administrator, communityId })
    await settle()
    for (const [surname, name, patronymic] of [
      ['Ершов', 'Павел', 'Андреевич'],
      ['Соколова', 'Марина', 'Игоревна'],
      ['Петров', 'Артём', ''],
      ['Петрова', 'Анна', 'Викторовна'],
    ] as const) {
      const birthDate = surname === 'Петров' ? '2010-04-02' : '1985-03-14'
      people.set(surname, await signInToMessenger(world, newPhone(), { surname, name, patronymic, birthDate }))
    }
    const physics = await chatNamed('Физика, углублённо')
    const pupil = await deskOf('Петров', '', 'petrov')
    await linkAtDesk(keeper, people.get('Ершов')!)
    await settle()
    assert.deepEqual(await inMessenger(physics), { Ершов: 'administrator' })
    await linkAtDesk(pupil, people.get('Петров')!)
    await settle()
    assert.deepEqual(await inMessenger(physics), { Ершов: 'administrator', Петров: 'member' })
    const register = await goTo('Парта', 'Реестр «Парта»')
    await button(register, 'Обновить').click()
    await register.getByRole('row').filter({ hasText: 'Физика, углублённо' }).getByText(/^2 из/).waitFor()
  },
)

step(
  '[ESC-04][ESC-05][ESC-07][CHT-08] class and parents’ chats are there by themselves, led by the class teacher and the administrator of chats',
  async () => {
    await linkAtDesk(await deskOf('Соколова', '', 'sokolova'), people.get('Соколова')!)
    await linkAtDesk(await deskOf('Петрова', '', 'petrova'), people.get('Петрова')!)
    await settle()
    const leaders = { Ершов: 'administrator', Соколова: 'administrator' }
    assert.deepEqual(await inMessenger(await ofClass('class', '10«Б»')), { ...leaders, Петров: 'member' })
    assert.deepEqual(await inMessenger(await ofClass('parents', '10«Б»')), { ...leaders, Петрова: 'member' })
    const { people: all } = await office.call('register.open', { id: await ofClass('class', '10«Б»') })
    const pupils = await office.call('pupils.list', { unitId: await classNamed('10«Б»') })
    assert.deepEqual(
      all
        .filter(({ tab }) => tab === 'pupils')
        .map(({ personId }) => personId)
        .sort(),
      pupils.rows.map(({ id }) => id).sort(),
    )
    assert.deepEqual(
      all
        .filter(({ role }) => role === 'administrator')
        .map(({ name, tab }) => [name.split(' ')[0], tab])
        .sort(),
      [
        ['Ершов', 'employees'],
        ['Соколова', 'employees'],
      ],
    )
  },
)

step(
  '[A-31/story][A-32/story] a transfer takes the pupil and his parents along; a parent stays where a sibling learns',
  async () => {
    const { page } = head
    const transfer = async (name: string, from: string, to: string) => {
      const pupils = await goTo('Ученики')
      await pupils.getByRole('searchbox').fill(name)
      await pupils.getByRole('checkbox', { name }).check()
      await button(pupils, 'Перевести').click()
      const form = windowOf(page, `Перевод: ${name}`)
      await form.getByText(`Сейчас в классе ${from}`).waitFor()
      await form.getByRole('button', { name: /^Класс/ }).click()
      const classes = windowOf(page, 'Классы')
      await classes.getByText(to).click()
      await button(classes, 'Выбрать').click()
      await button(form, 'Перевести').click()
      await form.waitFor({ state: 'detached' })
      await settle()
    }
    const [upper, lower] = [await ofClass('parents', '10«Б»'), await ofClass('parents', '8«А»')]
    assert.equal((await inMessenger(lower)).Петрова, 'member', 'of the sister, who learns there')
    await transfer('Петров Артём', '10«Б»', '8«А»')
    assert.equal((await inMessenger(upper)).Петрова, undefined)
    assert.equal((await inMessenger(await ofClass('class', '10«Б»'))).Петров, undefined)
    assert.equal((await inMessenger(await ofClass('class', '8«А»'))).Петров, 'member')
    await transfer('Петрова София', '8«А»', '10«Б»')
    assert.deepEqual([(await inMessenger(upper)).Петрова, (await inMessenger(lower)).Петрова], ['member', 'member'])
  },
)

step('[ESS-03/story] a teacher who is dismissed is in no chat any more', async () => {
  const { page } = head
  const employees = await goTo('Сотрудники')
  await employees.getByRole('searchbox').fill('Соколова')
  await employees.getByRole('checkbox', { name: 'Соколова Марина Игоревна' }).check()
  await button(employees, 'Уволить').click()
  const form = windowOf(page, 'Увольнение')
  await assertAccessible(page, 'the window «Увольнение»')
  await button(form, 'Уволить').click()
  await form.waitFor({ state: 'detached' })
  await settle()
  for (const chat of ['teachers', await ofClass('class', '10«Б»'), await ofClass('parents', '10«Б»')]) {
    assert.equal((await inMessenger(chat)).Соколова, undefined, chat)
    const { people: all } = await office.call('register.open', { id: chat })
    assert.ok(!all.some(({ name }) => name.startsWith('Соколова')))
  }
})

step(
  '[ESL-07/story] unlinked, the pupil stays in the register and leaves the messenger’s chats; linked again he is back',
  async () => {
    const pupil = await deskOf('Петров', '', 'petrov')
    const chat = await ofClass('class', '8«А»')
    await pupil.call('linking.undo', {})
    await settle()
    assert.equal((await inMessenger(chat)).Петров, undefined)
    const { people: all } = await office.call('register.open', { id: chat })
    assert.equal(all.find(({ name }) => name === 'Петров Артём')?.linked, false)
    await linkAtDesk(pupil, people.get('Петров')!)
    await settle()
    assert.equal((await inMessenger(chat)).Петров, 'member')
    assertQuiet(head, [/401|403/])
  },
)

/** Has told what the registers say, and done in the messenger what follows. */
async function settle(): Promise<void> {
  await story.world.app.schoolRounds.run()
  await story.world.app.connector.rounds.run()
}

async function classNamed(name: string): Promise<string> {
  const { rows } = await office.call('classes.list', { kind: 'class' })
  return rows.find((row) => row.name === name)!.id
}

const ofClass = async (kind: 'class' | 'parents', name: string) => defaultChatId(kind, await classNamed(name))

async function chatNamed(title: string): Promise<string> {
  return (await office.call('register.list', { search: title })).rows[0]!.id
}

/** Who is in a chat of the register as what in the messenger, by surname, as the administrator of chats sees it there. */
async function inMessenger(chat: string): Promise<Record<string, string>> {
  const { communityId } = connected
  const { chats } = await (await connected.system()).call('connector.chats.list', { communityId })
  const { chatId } = chats.find(({ id }) => id === chat)!
  const { members, cards } = await people.get('Ершов')!.client.call('chats.members', { chatId })
  const names = new Map(cards.map((card) => [card.id, card.surname]))
  return Object.fromEntries(members.map(({ profileId, role }) => [names.get(profileId), role]))
}
