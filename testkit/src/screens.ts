import type { Page } from 'playwright-core'

/** One screen of the product, as the gate and the tests walk it. */
export interface Screen {
  name: string
  /** Word of the demonstration for who looks; null for nobody. */
  viewer: 'director' | 'maths' | 'artem' | 'anna' | 'applicant1' | 'operator' | null
  /** Path of the page; `{o}` is the viewer's organisation. */
  path: string
  /** What is to be seen when the page is there. */
  shows: RegExp
  /** Steps from the page to the screen. */
  steps?: (page: Page) => Promise<void>
}

const firstChat = async (page: Page, title: string): Promise<void> => {
  await page
    .getByRole('link', { name: new RegExp(title) })
    .first()
    .click()
  await page.getByLabel(new RegExp(`Сообщение в чат ${title}`)).waitFor()
}

/** Every screen that exists, with data of the demonstration school. */
export const SCREENS: readonly Screen[] = [
  { name: 'site-public', viewer: null, path: '/', shows: /Подключить организацию/ },
  { name: 'signin-phone', viewer: null, path: '/id', shows: /Вход в «Парту»/ },
  { name: 'site-home', viewer: 'director', path: '/o/{o}', shows: /Задачи администратора/ },
  { name: 'site-home-teacher', viewer: 'maths', path: '/o/{o}', shows: /Марина Игоревна/ },
  { name: 'site-home-pupil', viewer: 'artem', path: '/o/{o}', shows: /Артём/ },
  { name: 'site-classes', viewer: 'director', path: '/o/{o}/units', shows: /Классы/ },
  { name: 'site-members', viewer: 'director', path: '/o/{o}/members', shows: /Участники/ },
  { name: 'site-applications', viewer: 'director', path: '/o/{o}/applications', shows: /Романова Кристина/ },
  { name: 'site-applications-denied', viewer: 'maths', path: '/o/{o}/applications', shows: /закрыт для вашей роли/ },
  { name: 'site-links', viewer: 'director', path: '/o/{o}/links', shows: /Ссылки-приглашения/ },
  { name: 'site-own-applications', viewer: 'applicant1', path: '/applications', shows: /Мои заявки/ },
  { name: 'site-profile', viewer: 'maths', path: '/me', shows: /Соколова/ },
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
    name: 'messenger-new',
    viewer: 'anna',
    path: '/im',
    shows: /10«Б» — родители/,
    async steps(page) {
      await page.getByRole('button', { name: 'Новый чат' }).first().click()
      await page.getByText('Власов Дмитрий Сергеевич').waitFor()
    },
  },
  { name: 'messenger-pupil', viewer: 'artem', path: '/im', shows: /Проект по физике/ },
  { name: 'messenger-empty', viewer: 'applicant1', path: '/im', shows: /Здесь будут ваши чаты/ },
  { name: 'operator', viewer: 'operator', path: '/', shows: /Заявки организаций/ },
]
