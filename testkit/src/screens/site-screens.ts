import type { Page } from 'playwright-core'
import { newId } from '../people.ts'
import { filedTicket } from './filed-ticket.ts'
import { openDialog, press, type Screen, type Stage } from './screen.ts'

/** The family link that a pupil has made for its class. */
const familyLink = async (stage: Stage): Promise<string> => {
  const pupil = await stage.client('artem')
  const { families } = await pupil.call('families.own', {})
  const { unitId, childProfileId } = families[0]!
  const { link } = await pupil.call('families.link', { id: newId(), unitId, childProfileId, renew: false })
  return link!.token
}

const ticketsOf = async (stage: Stage): Promise<string> => {
  await filedTicket(stage)
  return '/o/{o}/tickets'
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

/** Cards of the class that has somebody to lead it. */
const cardsOfClass = async (stage: Stage): Promise<string> => {
  const director = await stage.client('director')
  const { memberships } = await director.call('communities.mine', {})
  const { communityId } = memberships[0]!
  const { units } = await director.call('units.list', { communityId })
  const unitId = units.find(({ unit, pupils }) => !unit.system && pupils > 0)!.unit.id
  return `/o/${communityId}/units/${unitId}/cards`
}

/** The first page of a teacher, who has his tasks before him or has folded them away. */
const staffTasks = (folded: boolean) => async (stage: Stage) => {
  const teacher = await stage.client('maths')
  const { communityId } = (await teacher.call('communities.mine', {})).memberships[0]!
  await teacher.call('tasks.fold', { communityId, folded })
  return `/o/${communityId}`
}

const ROMANOVA = 'Романова Кристина Павловна'

/** Looked at more than once, each time in another state. */
const APPLICATIONS = { viewer: 'director', path: '/o/{o}/applications', shows: /Романова Кристина/ } as const

const openApplication = (page: Page): Promise<void> => page.getByRole('button', { name: ROMANOVA, exact: true }).click()

/** The pages of organisations and of one's own profile. */
export const SITE_SCREENS: readonly Screen[] = [
  { name: 'site-home', viewer: 'director', path: '/o/{o}', shows: /Задачи администратора/ },
  { name: 'site-home-teacher', viewer: 'maths', path: staffTasks(false), shows: /Добавьте «Парту» на главный экран/ },
  { name: 'site-home-teacher-folded', viewer: 'maths', path: staffTasks(true), shows: /Задачи сотрудника/ },
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
  {
    name: 'site-members-role',
    viewer: 'director',
    path: '/o/{o}/members',
    shows: /Ахметов Тимур/,
    async steps(page) {
      await press(page, /изменить роль: Ахметов Тимур/)
      await page.getByRole('dialog').getByRole('heading', { name: 'История ролей' }).waitFor()
    },
  },
  { name: 'site-doubles', viewer: 'director', path: '/o/{o}/members?doubles=1', shows: /Возможные дубли/ },
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
  { name: 'site-integration', viewer: 'director', path: '/o/{o}/integration', shows: /Школьная система/ },
  { name: 'site-roster', viewer: 'director', path: '/o/{o}/applications?list=1', shows: /Ждёт проверки/ },
  {
    name: 'site-roster-file',
    viewer: 'director',
    path: '/o/{o}/applications?list=1',
    shows: /Список 6А/,
    async steps(page) {
      await page.getByRole('link', { name: /Список 6А/ }).click()
      await page.getByText('Абрамова Злата Кирилловна').waitFor()
    },
  },
  {
    name: 'site-rollover',
    viewer: 'director',
    path: '/o/{o}/rollover',
    shows: /Перевод на новый учебный год/,
  },
  { name: 'site-links', viewer: 'director', path: '/o/{o}/links', shows: /Ссылки-приглашения/ },
  {
    name: 'site-links-create',
    viewer: 'director',
    path: '/o/{o}/links?create=1',
    shows: /Куда приглашаем/,
  },
  { name: 'site-about', viewer: 'director', path: '/o/{o}/about', shows: /Об организации/ },
  { name: 'site-announcements', viewer: 'director', path: '/o/{o}/announcements', shows: /Правила безопасности/ },
  { name: 'site-publications', viewer: 'director', path: '/o/{o}/publications', shows: /Как прошла неделя наук/ },
  { name: 'site-absences', viewer: 'maths', path: '/o/{o}/absences', shows: /Новых сообщений нет|Новое/ },
  { name: 'site-channels', viewer: 'director', path: '/o/{o}/channels', shows: /С понедельника первый урок/ },
  {
    name: 'site-dialogue-rules',
    viewer: 'director',
    path: '/o/{o}/dialogue-rules',
    shows: /Диалог взрослого и ученика/,
  },
  { name: 'site-quiet', viewer: 'director', path: '/o/{o}/quiet', shows: /Расписание звонков/ },
  { name: 'site-reports', viewer: 'director', path: '/o/{o}/reports', shows: /Жалоб нет/ },
  { name: 'site-own-reports', viewer: 'anna', path: '/me/reports', shows: /Вы ни на что не жаловались/ },
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
  {
    name: 'site-children-absence',
    viewer: 'anna',
    path: '/children',
    shows: /Сообщить об отсутствии/,
    steps: (page) => openDialog(page, /Сообщить об отсутствии/),
  },
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
