import type { Page } from 'playwright-core'
import { codeFor, newId, newPhone, newSecret } from '../people.ts'
import { filedTicket } from './filed-ticket.ts'
import { openDialog, press, type Screen, type Stage } from './screen.ts'

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

const ownTicket = async (stage: Stage): Promise<string> => `/ticket#${await filedTicket(stage)}`

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

/** Looked at more than once, each time in another state. */
const SIGN_IN = { viewer: null, path: '/id', shows: /Вход в «Парту»/ } as const

/** What whoever is not signed in meets, and the way in. */
export const PUBLIC_SCREENS: readonly Screen[] = [
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
