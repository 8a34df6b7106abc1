import type { Page } from 'playwright-core'
import type { Client } from './client.ts'
import { codeFor, newId, newPhone, newSecret } from './people.ts'
import { fileTicket } from './tickets.ts'
import type { World } from './world.ts'

/** Word of the demonstration for who looks. */
export type Viewer = 'director' | 'maths' | 'artem' | 'anna' | 'applicant1' | 'operator'

/** What a screen may use to get there. */
export interface Stage {
  readonly world: World
  client(viewer: Viewer): Promise<Client>
}

/** One screen of the product, as the gate and the tests walk it. */
export interface Screen {
  name: string
  /** Who looks; null for nobody. */
  viewer: Viewer | null
  /** Path of the page; `{o}` is the viewer's organisation. */
  path: string | ((stage: Stage) => Promise<string>)
  /** What is to be seen when the page is there. */
  shows: RegExp
  /** Steps from the page to the screen. */
  steps?: (page: Page, stage: Stage) => Promise<void>
  /** Answers that the browser complains of and that belong to the screen. */
  expects?: RegExp
}

const firstChat = async (page: Page, title: string): Promise<void> => {
  await page
    .getByRole('link', { name: new RegExp(title) })
    .first()
    .click()
  await page.getByLabel(new RegExp(`Сообщение в чат ${title}`)).waitFor()
}

const press = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('button', { name }).first().click()

/** Presses a button, and waits for the dialogue that it opens. */
const openDialog = async (page: Page, name: string | RegExp): Promise<void> => {
  await press(page, name)
  await page.getByRole('dialog').waitFor()
}

/** From the phone to the code that has come. */
const toCode = async (page: Page, phone: string): Promise<void> => {
  await page.getByLabel('Номер телефона').fill(phone)
  await press(page, 'Продолжить')
  await press(page, 'Я здесь впервые')
  await page.getByLabel('Код из СМС, 6 цифр').waitFor()
}

const toAbout = async (page: Page, { world }: Stage): Promise<void> => {
  const phone = newPhone()
  await toCode(page, phone)
  await page.getByLabel('Код из СМС, 6 цифр').fill(codeFor(world, phone))
  await page.getByRole('heading', { name: 'Информация о себе' }).waitFor()
}

const toNewProfile = async (page: Page, stage: Stage): Promise<void> => {
  await toAbout(page, stage)
  await page.getByLabel('Фамилия').fill('Новикова')
  await page.getByLabel(/^Имя/).fill('Алиса')
  await page.getByLabel('День').fill('2')
  await page.getByLabel('Месяц').selectOption({ label: 'февраля' })
  await page.getByLabel('Год').fill('1990')
  await press(page, 'Продолжить')
  await page.getByRole('heading', { name: 'Создать учебный профиль' }).waitFor()
}

/** A request that was filed just now, by the secret of its page. */
const filedRequest = async ({ world }: Stage): Promise<string> => {
  const secret = newSecret()
  await world.client().call('requests.file', {
    id: newId(),
    secret,
    type: 'school',
    name: 'Гимназия № 5',
    administratorSurname: 'Белкина',
    administratorName: 'Инна',
    administratorPatronymic: 'Львовна',
    administratorPhone: newPhone(),
    inn: '',
    kpp: '',
  })
  return `/request#${secret}`
}

/** An invitation of staff into the director's organisation. */
const invitation = async (stage: Stage): Promise<string> => {
  const director = await stage.client('director')
  const communityId = (await director.call('communities.mine', {})).memberships[0]!.communityId
  const { units } = await director.call('units.list', { communityId })
  const unitId = units.find(({ unit }) => unit.system)!.unit.id
  const { token } = await director.call('links.create', { id: newId(), unitId, role: 'staff' })
  return `/join/${token}`
}

/** The family link that a pupil has made for its class. */
const familyLink = async (stage: Stage): Promise<string> => {
  const pupil = await stage.client('artem')
  const { families } = await pupil.call('families.own', {})
  const { unitId, childProfileId } = families[0]!
  const { link } = await pupil.call('families.link', { id: newId(), unitId, childProfileId, renew: false })
  return link!.token
}

/** The request of an organisation that is connected. */
const connectedRequest = async (stage: Stage): Promise<string> => {
  const operator = await stage.client('operator')
  return `/requests/${(await operator.call('requests.list', { states: ['approved'] })).requests[0]!.id}`
}

/** A ticket of a teacher who has another number now, in the director’s organisation; answers the secret of its page. */
const filedTicket = async (stage: Stage): Promise<string> => {
  const director = await stage.client('director')
  const { communityId } = (await director.call('communities.mine', {})).memberships[0]!
  const about = 'Учитель математики, веду 5«Б». Номер поменяла летом'
  return (await fileTicket(stage.world, communityId, { about })).secret
}

const ownTicket = async (stage: Stage): Promise<string> => `/ticket#${await filedTicket(stage)}`

const ticketsOf = async (stage: Stage): Promise<string> => {
  await filedTicket(stage)
  return '/o/{o}/tickets'
}

const ticketsAtDesk = async (stage: Stage): Promise<string> => {
  await filedTicket(stage)
  return '/tickets'
}

/** From the number that one has now to the ticket that is filled in. */
const toTicket = async (page: Page, { world }: Stage): Promise<void> => {
  const phone = newPhone()
  await page.getByLabel('Номер, который у вас сейчас').fill(phone)
  await press(page, 'Отправить код')
  await page.getByRole('heading', { name: 'Введите код из СМС' }).waitFor()
  await page.getByLabel('Код из СМС, 6 цифр').fill(codeFor(world, phone))
  await press(page, 'Продолжить')
  await page.getByRole('heading', { name: 'Кто вы и где вас знают' }).waitFor()
}

const familyOfPupil = async (stage: Stage): Promise<string> => {
  await familyLink(stage)
  return '/family'
}

const ownFamilyLink = async (stage: Stage): Promise<string> => `/join/${await familyLink(stage)}`

const ownApplication = async (stage: Stage): Promise<string> => {
  const applicant = await stage.client('applicant1')
  return `/applications/${(await applicant.call('applications.own', {})).applications[0]!.id}`
}

const waitingRequest = async (stage: Stage): Promise<string> => {
  const operator = await stage.client('operator')
  return `/requests/${(await operator.call('requests.list', { states: ['filed'] })).requests[0]!.id}`
}

/** Cards of the class that has somebody to lead it. */
const cardsOfClass = async (stage: Stage): Promise<string> => {
  const director = await stage.client('director')
  const { memberships } = await director.call('communities.mine', {})
  const { communityId } = memberships[0]!
  const { units } = await director.call('units.list', { communityId })
  const unitId = units.find(({ unit, pupils }) => !unit.system && pupils > 0)!.unit.id
  return `/o/${communityId}/units/${unitId}/cards`
}

const ROMANOVA = 'Романова Кристина Павловна'

/** Pages that are looked at more than once, each time in another state. */
const SIGN_IN = { viewer: null, path: '/id', shows: /Вход в «Парту»/ } as const
const APPLICATIONS = { viewer: 'director', path: '/o/{o}/applications', shows: /Романова Кристина/ } as const
const WAITING_REQUEST = { viewer: 'operator', path: waitingRequest, shows: /Телефон администратора/ } as const

const openApplication = (page: Page): Promise<void> => page.getByRole('button', { name: ROMANOVA, exact: true }).click()

const PUBLIC: readonly Screen[] = [
  { name: 'site-public', viewer: null, path: '/', shows: /Подключить организацию/ },
  {
    name: 'site-public-link',
    viewer: null,
    path: '/',
    shows: /Подключить организацию/,
    steps: (page) => openDialog(page, 'У меня есть ссылка-приглашение'),
  },
  { name: 'site-help', viewer: null, path: '/help', shows: /Телефон потерян/ },
  { name: 'site-help-answer', viewer: null, path: '/help#no-phone', shows: /Войти по карточке/ },
  { name: 'site-request', viewer: null, path: filedRequest, shows: /Заявка подана/ },
  { name: 'site-ticket', viewer: null, path: '/ticket', shows: /Не получается войти/ },
  { name: 'site-ticket-form', viewer: null, path: '/ticket', shows: /Не получается войти/, steps: toTicket },
  {
    name: 'site-ticket-administrator',
    viewer: null,
    path: '/ticket',
    shows: /Не получается войти/,
    steps: async (page, stage) => {
      await toTicket(page, stage)
      await press(page, 'Я администратор организации')
      await page.getByRole('heading', { name: 'Проверка администратора' }).waitFor()
    },
  },
  { name: 'site-ticket-status', viewer: null, path: ownTicket, shows: /Обращение отправлено/ },
  { name: 'site-join', viewer: null, path: invitation, shows: /Войти и подать заявку/ },
  { name: 'site-join-form', viewer: 'anna', path: invitation, shows: /Должность/ },
  {
    name: 'site-join-broken',
    viewer: null,
    path: '/join/AAAAAAAAAAAAAAAAAAAAAA',
    shows: /не открывается/,
    expects: /404/,
  },
  { name: 'signin-phone', ...SIGN_IN },
  {
    name: 'signin-password',
    ...SIGN_IN,
    async steps(page) {
      await page.getByLabel('Номер телефона').fill(newPhone())
      await press(page, 'Продолжить')
      await page.getByRole('heading', { name: 'Введите пароль' }).waitFor()
    },
  },
  {
    name: 'signin-code',
    ...SIGN_IN,
    steps: (page) => toCode(page, newPhone()),
  },
  { name: 'signin-card', viewer: null, path: '/id/card', shows: /Вход по карточке/ },
  {
    name: 'signin-card-elsewhere',
    viewer: null,
    path: '/id/card#AAAAAAAAAAAAAAAAAAAAAA',
    shows: /Это не планшет класса/,
    expects: /403/,
  },
  { name: 'signin-about', ...SIGN_IN, steps: toAbout },
  { name: 'signin-create', ...SIGN_IN, steps: toNewProfile },
]

const SITE: readonly Screen[] = [
  { name: 'site-home', viewer: 'director', path: '/o/{o}', shows: /Задачи администратора/ },
  { name: 'site-home-teacher', viewer: 'maths', path: '/o/{o}', shows: /Марина Игоревна/ },
  { name: 'site-home-pupil', viewer: 'artem', path: '/o/{o}', shows: /Артём/ },
  {
    name: 'site-switch',
    viewer: 'director',
    path: '/o/{o}',
    shows: /Задачи администратора/,
    async steps(page) {
      await page
        .getByRole('button', { name: /Сменить|Организация и профиль/ })
        .locator('visible=true')
        .first()
        .click()
      await page.getByText('Учебный профиль').locator('visible=true').first().waitFor()
    },
  },
  { name: 'site-class-cards', viewer: 'director', path: cardsOfClass, shows: /Планшеты и компьютеры класса/ },
  {
    name: 'site-class-device',
    viewer: 'director',
    path: cardsOfClass,
    shows: /Планшеты и компьютеры класса/,
    steps: (page) => openDialog(page, 'Подключить это устройство'),
  },
  {
    name: 'site-class-pupil',
    viewer: 'director',
    path: cardsOfClass,
    shows: /Планшеты и компьютеры класса/,
    steps: (page) => openDialog(page, 'Добавить ученика без телефона'),
  },
  { name: 'site-classes', viewer: 'director', path: '/o/{o}/units', shows: /Классы/ },
  {
    name: 'site-classes-create',
    viewer: 'director',
    path: '/o/{o}/units',
    shows: /10«Б»/,
    steps: (page) => openDialog(page, 'Создать класс'),
  },
  { name: 'site-members', viewer: 'director', path: '/o/{o}/members', shows: /Участники/ },
  {
    name: 'site-members-remove',
    viewer: 'director',
    path: '/o/{o}/members',
    shows: /Ахметов Тимур/,
    async steps(page) {
      await press(page, 'Действия: Ахметов Тимур')
      await page.getByText('Исключить из организации').first().click()
      await page.getByText('Человек сразу потеряет чаты').waitFor()
    },
  },
  {
    name: 'site-members-family',
    viewer: 'director',
    path: '/o/{o}/members',
    shows: /Ахметов Тимур/,
    async steps(page) {
      await press(page, 'Действия: Ахметов Тимур')
      await page.getByText('Семейная ссылка').first().click()
      await page.getByRole('dialog').getByText('Ахметов Рустам').waitFor()
    },
  },
  { name: 'site-verified', viewer: 'director', path: '/o/{o}/verified', shows: /Власов Дмитрий/ },
  { name: 'site-verified-denied', viewer: 'maths', path: '/o/{o}/verified', shows: /закрыт для вашей роли/ },
  { name: 'site-applications', ...APPLICATIONS },
  {
    name: 'site-applications-panel',
    ...APPLICATIONS,
    async steps(page) {
      await openApplication(page)
      await page.getByText('Дата рождения').waitFor()
    },
  },
  {
    name: 'site-applications-reject',
    ...APPLICATIONS,
    async steps(page) {
      await openApplication(page)
      await page.getByRole('complementary').getByRole('button', { name: 'Отклонить' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'site-applications-selected',
    ...APPLICATIONS,
    async steps(page) {
      await page.getByLabel(`Выбрать: ${ROMANOVA}`).check({ force: true })
      await page.getByText('Выбрано: 1').waitFor()
    },
  },
  {
    name: 'site-applications-denied',
    viewer: 'maths',
    path: '/o/{o}/applications',
    shows: /закрыт для вашей роли/,
    expects: /403/,
  },
  { name: 'site-roster', viewer: 'director', path: '/o/{o}/applications?list=1', shows: /Список пуст/ },
  { name: 'site-links', viewer: 'director', path: '/o/{o}/links', shows: /Ссылки-приглашения/ },
  {
    name: 'site-links-create',
    viewer: 'director',
    path: '/o/{o}/links?create=1',
    shows: /Куда приглашаем/,
  },
  { name: 'site-about', viewer: 'director', path: '/o/{o}/about', shows: /Об организации/ },
  { name: 'site-channels', viewer: 'director', path: '/o/{o}/channels', shows: /С понедельника первый урок/ },
  {
    name: 'site-dialogue-rules',
    viewer: 'director',
    path: '/o/{o}/dialogue-rules',
    shows: /Диалог взрослого и ученика/,
  },
  { name: 'site-audit', viewer: 'director', path: '/o/{o}/audit', shows: /Создан класс или группа|Одобрены заявки/ },
  { name: 'site-tickets', viewer: 'director', path: ticketsOf, shows: /Номер поменяла летом/ },
  {
    name: 'site-tickets-confirm',
    viewer: 'director',
    path: ticketsOf,
    shows: /Номер поменяла летом/,
    steps: (page) => openDialog(page, 'Это он, лично'),
  },
  { name: 'site-own-applications', viewer: 'applicant1', path: '/applications', shows: /Мои заявки/ },
  { name: 'site-own-application', viewer: 'applicant1', path: ownApplication, shows: /Заявка на рассмотрении/ },
  {
    name: 'site-family-pupil',
    viewer: 'artem',
    path: familyOfPupil,
    shows: /Семейная ссылка/,
    steps: (page) => page.getByRole('img', { name: 'QR-код семейной ссылки' }).waitFor(),
  },
  {
    name: 'site-family-own-link',
    viewer: 'artem',
    path: ownFamilyLink,
    shows: /для ваших родителей/,
  },
  { name: 'site-family-parent', viewer: 'anna', path: '/family', shows: /Петров Артём/ },
  {
    name: 'site-family-report',
    viewer: 'artem',
    path: '/family',
    shows: /Семья/,
    async steps(page) {
      await openDialog(page, 'Сообщить об ошибке')
      await page.getByRole('dialog').getByRole('button', { name: 'Сообщить и приостановить' }).click()
      await page.getByText('Напишите причину').waitFor()
    },
  },
  { name: 'site-family-empty', viewer: 'applicant1', path: '/family', shows: /Здесь будет семья/ },
  { name: 'site-contacts', viewer: 'maths', path: '/me/contacts', shows: /Показать код/ },
  { name: 'site-contacts-others', viewer: 'anna', path: '/me/contacts', shows: /Личных контактов нет/ },
  { name: 'site-phone-book', viewer: 'anna', path: '/me/contacts/phone', shows: /Сверить телефонную книгу/ },
  { name: 'site-phone-book-pupil', viewer: 'artem', path: '/me/contacts/phone', shows: /только для взрослых/ },
  { name: 'site-children', viewer: 'anna', path: '/children', shows: /Согласие не нужно/ },
  { name: 'site-children-empty', viewer: 'applicant1', path: '/children', shows: /Здесь будут ваши дети/ },
  { name: 'site-profile', viewer: 'maths', path: '/me', shows: /Соколова/ },
  {
    name: 'site-profile-merge',
    viewer: 'maths',
    path: '/me',
    shows: /Второй аккаунт/,
    steps: (page) => openDialog(page, 'Объединить аккаунты'),
  },
  { name: 'site-privacy', viewer: 'maths', path: '/me/privacy', shows: /Начать со мной переписку/ },
  { name: 'site-settings', viewer: 'maths', path: '/me/settings', shows: /Имена собеседников/ },
  { name: 'site-details', viewer: 'maths', path: '/me/details', shows: /Кто видит день и месяц/ },
  { name: 'site-details-pupil', viewer: 'artem', path: '/me/details', shows: /Телефон и почту ученика не видит никто/ },
  { name: 'site-photo', viewer: 'maths', path: '/me/photo', shows: /Фотографии ещё нет/ },
  { name: 'site-account', viewer: 'maths', path: '/me/account', shows: /Ваши сообщения останутся у собеседников/ },
  { name: 'certificate', viewer: null, path: '/certificate', shows: /Введите номер, который вы сохранили/ },
  { name: 'site-teacher', viewer: 'anna', path: '/me/teacher', shows: /Где вы работаете/ },
  {
    name: 'site-teacher-search',
    viewer: 'anna',
    path: '/me/teacher',
    shows: /Где вы работаете/,
    async steps(page) {
      await page.getByLabel('Где вы работаете').fill('школа')
      await page
        .getByRole('button', { name: /Школа, лицей, гимназия/ })
        .first()
        .waitFor()
    },
  },
  { name: 'site-teacher-verified', viewer: 'maths', path: '/me/teacher', shows: /Статус уже подтверждён/ },
  { name: 'site-blocked', viewer: 'maths', path: '/me/blocked', shows: /Вы никого не заблокировали/ },
  { name: 'site-nowhere', viewer: null, path: '/nowhere', shows: /нет/ },
]

/** A chat in which the viewer has just edited one message, to which people have reacted, and erased another. */
const changedMessages = async (stage: Stage): Promise<string> => {
  const client = await stage.client('maths')
  const { chats } = await client.call('chats.list', {})
  const chatId = chats.find(({ chat }) => chat.title.includes('— класс'))!.chat.id
  const send = async (text: string) => (await client.call('messages.send', { chatId, key: newId(), text })).message
  const mistaken = await send('Контрольная в четверг')
  const edited = await send('Контрольная в пятницу, 3 урок')
  await client.call('messages.edit', {
    chatId,
    seq: edited.seq,
    version: 1,
    text: 'Контрольная в пятницу, 3-й урок. Возьмите циркуль и карандаш',
  })
  await client.call('messages.erase', { chatId, seqs: [mistaken.seq] })
  await client.call('reactions.set', { chatId, seq: edited.seq, reaction: '👏' })
  const text = 'Пароль от проектора: мел. Через час эта запись исчезнет'
  await client.call('messages.send', { chatId, key: newId(), text, lifetimeMs: 3_600_000 })
  const pupil = await stage.client('artem')
  await pupil.call('reactions.set', { chatId, seq: edited.seq, reaction: '👍' })
  return `/im/${chatId}`
}

const CHANGED_MESSAGES = { viewer: 'maths', path: changedMessages, shows: /циркуль/ } as const

/** A dialogue of a teacher and a pupil, which the director sees. */
const seenDialogue = async (stage: Stage): Promise<string> => {
  const [director, teacher, pupil] = await Promise.all([
    stage.client('director'),
    stage.client('maths'),
    stage.client('artem'),
  ])
  const profileOf = async (client: Client) => (await client.call('sessions.current', {})).activeProfileId!
  const communityId = (await director.call('communities.mine', {})).memberships[0]!.communityId
  const rules = await director.call('dialogueRules.get', { communityId })
  const secondAdultIds = [await profileOf(director)]
  await director.call('dialogueRules.set', { ...rules, from14: 'secondAdult', under14: 'secondAdult', secondAdultIds })
  const { chat } = await teacher.call('chats.openDirect', { id: newId(), profileId: await profileOf(pupil) })
  const text = 'Артём, посмотри задачу 214 ещё раз'
  await teacher.call('messages.send', { chatId: chat.id, key: newId(), text })
  return `/im/${chat.id}`
}

const openMenu = (page: Page): Promise<void> =>
  page
    .getByRole('article')
    .filter({ hasText: 'циркуль' })
    .last()
    .getByText(/циркуль/)
    .click({ button: 'right' })

const pressInMenu = async (page: Page, name: string): Promise<void> => {
  await openMenu(page)
  await page.getByRole('menuitem', { name }).click()
}

const MESSENGER: readonly Screen[] = [
  { name: 'messenger', viewer: 'maths', path: '/im', shows: /Педсовет/ },
  {
    name: 'messenger-chat',
    viewer: 'maths',
    path: '/im',
    shows: /Педсовет/,
    steps: (page) => firstChat(page, '10«Б» — родители'),
  },
  {
    name: 'messenger-info',
    viewer: 'maths',
    path: '/im',
    shows: /Педсовет/,
    async steps(page) {
      await firstChat(page, '10«Б» — класс')
      await page.getByRole('button', { name: 'Сведения о чате' }).first().click()
      await page.getByText('Вера Мишина').last().waitFor()
    },
  },
  {
    name: 'messenger-menu',
    ...CHANGED_MESSAGES,
    async steps(page) {
      await openMenu(page)
      await page.getByRole('menuitem', { name: 'Удалить' }).waitFor()
    },
  },
  {
    name: 'messenger-edit',
    ...CHANGED_MESSAGES,
    async steps(page) {
      await pressInMenu(page, 'Изменить')
      await page.getByLabel('Новый текст сообщения').waitFor()
    },
  },
  {
    name: 'messenger-begun-edit',
    ...CHANGED_MESSAGES,
    async steps(page) {
      await pressInMenu(page, 'Изменить')
      await page.getByLabel('Новый текст сообщения').fill('Контрольная в пятницу, 4-й урок')
      await press(page, 'Отложить изменение')
      await page.getByText('Незаконченное изменение').waitFor()
    },
  },
  {
    name: 'messenger-erase',
    ...CHANGED_MESSAGES,
    async steps(page) {
      await pressInMenu(page, 'Удалить')
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'messenger-lifetime',
    ...CHANGED_MESSAGES,
    async steps(page) {
      await page.getByLabel('Исчезающие сообщения').selectOption({ label: '24 часа' })
      await page.getByText('Пароль от проектора').last().waitFor()
    },
  },
  {
    name: 'messenger-reactors',
    ...CHANGED_MESSAGES,
    async steps(page) {
      await pressInMenu(page, 'Кто отреагировал')
      await page.getByRole('dialog').getByText('Артём Петров').waitFor()
    },
  },
  {
    name: 'messenger-new',
    viewer: 'anna',
    path: '/im',
    shows: /10«Б» — родители/,
    async steps(page) {
      await page.getByRole('button', { name: 'Новый чат' }).first().click()
      await page.getByText('Власов Дмитрий Сергеевич').waitFor()
    },
  },
  { name: 'messenger-seen', viewer: 'artem', path: seenDialogue, shows: /видит второй взрослый: / },
  { name: 'messenger-observer', viewer: 'director', path: seenDialogue, shows: /не участвуете в нём/ },
  { name: 'messenger-pupil', viewer: 'artem', path: '/im', shows: /Проект по физике/ },
  { name: 'messenger-empty', viewer: 'applicant1', path: '/im', shows: /Здесь будут ваши чаты/ },
]

const CONSOLE: readonly Screen[] = [
  { name: 'operator', viewer: 'operator', path: '/', shows: /Заявки организаций/ },
  {
    name: 'operator-replace',
    viewer: 'operator',
    path: connectedRequest,
    shows: /Одобрена/,
    steps: (page) => openDialog(page, 'Сменить администратора'),
  },
  { name: 'operator-audit', viewer: 'operator', path: '/audit', shows: /Решение по заявке организации/ },
  { name: 'operator-organisations', viewer: 'operator', path: '/organisations', shows: /Объявление для всех/ },
  { name: 'operator-tickets', viewer: 'operator', path: ticketsAtDesk, shows: /Обращения/ },
  { name: 'operator-one', ...WAITING_REQUEST },
  {
    name: 'operator-move',
    ...WAITING_REQUEST,
    steps: (page) => openDialog(page, 'Одобрить'),
  },
]

/** Every screen that exists, with data of the demonstration school. */
export const SCREENS: readonly Screen[] = [...PUBLIC, ...SITE, ...MESSENGER, ...CONSOLE]
