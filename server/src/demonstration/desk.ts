import { QUOTA_WARN_PERCENT } from '#contract/communities/quotas.limits.ts'
import type { App } from '../app.ts'
import { type Actor, codeFor, createPasserBy, signInAgain, signInOperatorActor } from './actors.ts'
import { AUTHORITY_NAME } from './authority.ts'
import { pdfSheet } from './pdf-sheet.ts'
import * as people from './people.ts'
import { found, type Parts } from './requests.ts'
import { sendScan } from './scans.ts'
import { type DemoSchool, KINDERGARTEN_NAME } from './school.ts'

const HOUR_MS = 3_600_000
/** Codes that have gone to the head of the authority. */
const SIGN_INS = 8
const STUDIO: people.DemoPerson = {
  ...{ key: 'librarian', surname: 'Журавлёва', name: 'Нина', patronymic: 'Фёдоровна', age: 63, position: '' },
}

/** What operators have to do besides requests: tickets, one with an order that names a successor, a quota that is nearly used up, an organisation that rests. */
export async function leaveDeskWork(parts: Parts, school: DemoSchool): Promise<void> {
  const { app, clock } = parts
  const operator = await signInOperatorActor(app, people.OPERATOR_PHONE)
  await suspendStudio(parts, operator)
  await fillQuota(parts, operator)
  const ticket = { kind: 'number' as const, resetsFactors: false }
  const mother = { surname: 'Данилова', name: 'Ксения', patronymic: 'Игоревна' }
  const first = await showNumber(app, '+79001000911')
  const about = `Мама Кирилла из ${people.UPPER_CLASS}. Телефон украли, номер теперь другой`
  await first.call('tickets.file', { ...first.page, ...ticket, ...mother, communityId: school.communityId, about })
  clock.walkTo(clock.now() + HOUR_MS / 4)
  const second = await showNumber(app, '+79001000913')
  const teacher = { surname: 'Северцева', name: 'Римма', patronymic: 'Олеговна' }
  const unknown = 'Работала в лицее на улице Мира, названия в списке нет'
  await second.call('tickets.file', { ...second.page, ...ticket, ...teacher, communityId: null, about: unknown })
  await leaveHandOver(app)
}

/** Somebody at the page of a ticket, who has shown that a number is his. */
async function showNumber(app: App, phone: string) {
  const { call } = createPasserBy(app, phone)
  const { secret } = await call('tickets.begin', { phone })
  await call('tickets.prove', { secret, code: codeFor(app, phone) })
  return { call, page: { secret } }
}

/** The kindergarten's administrator does not come back, and the order of its director names another one (ORG-10). */
async function leaveHandOver(app: App): Promise<void> {
  const { surname, name, patronymic } = people.STAFF.find(({ key }) => key === 'psychologist')!
  const { call, page } = await showNumber(app, '+79001000912')
  await call('tickets.checkAdministrator', {
    ...page,
    organisationName: KINDERGARTEN_NAME,
    ...{ surname, name, patronymic },
    lastDigits: people.phoneOf('psychologist').slice(-4),
  })
  const scan = { name: 'Приказ.pdf', bytes: pdfSheet('PRIKAZ No 12    +7 900 100-09-12') }
  const fileId = await sendScan(app, scan, (declared) => call('orders.begin', { ...page, ...declared }))
  await call('tickets.handOver', { ...page, fileId, surname: 'Ларионова', name: 'Вера', patronymic: 'Ильинична' })
}

async function suspendStudio(parts: Parts, operator: Pick<Actor, 'call'>): Promise<void> {
  const communityId = await found(parts, operator, 'extra', 'Студия «Палитра»', STUDIO)
  const reason = 'Студия переезжает, занятий до осени нет'
  await operator.call('organisations.suspend', { communityId, reason })
}

/** The people of the authority have had codes, and their SMS are nearly used up. */
async function fillQuota({ app, clock }: Parts, operator: Pick<Actor, 'call'>): Promise<void> {
  for (let time = 0; time < SIGN_INS; time += 1) {
    clock.walkTo(clock.now() + HOUR_MS / 30)
    await signInAgain(app, people.phoneOf('authorityHead'), `authority-${time}`)
  }
  const { organisations } = await operator.call('organisations.list', { search: AUTHORITY_NAME })
  const { communityId, quotas } = organisations[0]!
  await operator.call('organisations.setQuotas', {
    communityId,
    storageMegabytes: 2_048,
    smsPerMonth: Math.floor((quotas.sms.used * 100) / QUOTA_WARN_PERCENT[0]),
    reason: 'Управление просило столько до конца года',
  })
}
