import type { Page } from 'playwright-core'
import type { Screen } from './screen.ts'

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const windowOf = (page: Page, name: string) => page.getByRole('dialog', { name, exact: true })

/** Opens a window by the menu «Пуск», and waits for what stands there. */
async function open(page: Page, label: string, shows: string | RegExp, title = label): Promise<void> {
  await button(page, 'Пуск').click()
  await windowOf(page, 'Пуск').getByText(label, { exact: true }).click()
  await windowOf(page, title).getByText(shows).first().waitFor()
}

/** A window of the menu, as the head of the school sees it. */
const byMenu = (name: string, label: string, shows: string | RegExp, title = label): Screen => ({
  name,
  viewer: 'office',
  path: '/',
  shows: /Пуск/,
  steps: (page) => open(page, label, shows, title),
})

/** One that is opened from a window of the menu by a button, after a row of it was chosen. */
const behind = (before: Screen, name: string, press: string, row: string | null, title: string): Screen => ({
  ...before,
  name,
  steps: async (page, stage) => {
    await before.steps?.(page, stage)
    if (row !== null)
      await page
        .getByRole('checkbox', { name: row })
        .or(page.getByRole('radio', { name: row }))
        .check()
    await button(page, press).first().click()
    await windowOf(page, title)
      .or(page.getByRole('alertdialog', { name: title }))
      .waitFor()
    await page.waitForLoadState('networkidle')
  },
})

const CHATS = byMenu('school-chats', 'Парта', 'Учительский чат', 'Реестр «Парта»')
const PUPILS = byMenu('school-pupils', 'Ученики', 'Петров Артём')
const EMPLOYEES = byMenu('school-employees', 'Сотрудники', 'Соколова Марина Игоревна')
const ROLES = byMenu('school-roles', 'Роли', 'Суперадминистратор')
const CONNECTION = byMenu('school-connection', 'Подключение', 'Состояние')

/** The electronic school. */
export const SCHOOL_SCREENS: readonly Screen[] = [
  { name: 'school-signin', viewer: null, at: 'school', path: '/', shows: /Логин/ },
  { name: 'school-desktop', viewer: 'office', path: '/', shows: /Пуск/ },
  {
    name: 'school-menu',
    viewer: 'office',
    path: '/',
    shows: /Пуск/,
    steps: async (page) => {
      await button(page, 'Пуск').click()
      await windowOf(page, 'Пуск').waitFor()
    },
  },
  CHATS,
  behind(CHATS, 'school-chat-new', 'Добавить', null, 'Добавление чата'),
  behind(CHATS, 'school-chat', 'Изменить', 'Совет родителей', 'Изменение чата'),
  EMPLOYEES,
  behind(EMPLOYEES, 'school-hire', 'Добавить', null, 'Приём на работу'),
  PUPILS,
  behind(PUPILS, 'school-expel', 'Отчислить', 'Петров Артём', 'Отчисление'),
  byMenu('school-absentees', 'Отсутствующие', 'На этот день родители ни о ком не сообщили.'),
  byMenu('school-parents', 'Родители', 'Петрова Анна Викторовна'),
  byMenu('school-classes', 'Классы и группы', '10«Б»'),
  byMenu('school-subjects', 'Предметы', 'Физика'),
  byMenu('school-administrators', 'Администраторы', 'Климова Наталья Олеговна'),
  byMenu('school-settings', 'Настройки организации', /Администратор чатов/),
  ROLES,
  behind(ROLES, 'school-role', 'Изменить', 'Секретарь', 'Редактирование роли'),
  byMenu('school-users', 'Пользователи', 'klimova'),
  CONNECTION,
  behind(CONNECTION, 'school-disconnect', 'Отключить', null, 'Отключение мессенджера'),
]
