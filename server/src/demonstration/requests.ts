import type { CommunityType } from '#contract/communities/types.ts'
import type { App } from '../app.ts'
import { type Actor, createPasserBy, signInOperatorActor } from './actors.ts'
import { pdfSheet } from './pdf-sheet.ts'
import * as people from './people.ts'
import { sendScan } from './scans.ts'
import type { WalkingClock } from './walking-clock.ts'

const HOUR_MS = 3_600_000
export const INN = '7707083893'
export const KPP = '770701001'

/** What every part of the demonstration is made with. */
export interface Parts {
  app: App
  clock: WalkingClock
  say: (line: string) => void
}

/** An organisation whose request was filed and approved; returns its id. */
export async function found(
  { app }: Parts,
  operator: Pick<Actor, 'call'>,
  type: CommunityType,
  name: string,
  administrator: people.DemoPerson,
): Promise<string> {
  const id = app.platform.newId()
  await fileRequest(app, id, { type, name, administrator, phone: people.phoneOf(administrator.key) })
  await operator.call('requests.move', { id, version: 1, to: 'checking', reason: 'Звоню в организацию' })
  const reason = 'Приказ и телефон сверены'
  const moved = await operator.call('requests.move', { id, version: 2, to: 'approved', reason, waive: true })
  if (moved.communityId === null) throw new Error('An approved request has no community')
  return moved.communityId
}

async function fileRequest(
  app: App,
  id: string,
  what: {
    type: CommunityType
    name: string
    administrator: Pick<people.DemoPerson, 'surname' | 'name' | 'patronymic'>
    phone: string
    details?: boolean
  },
): Promise<string> {
  const secret = Buffer.from(app.platform.random.bytes(32)).toString('base64url')
  await createPasserBy(app, `request-${id}`).call('requests.file', {
    id,
    secret,
    type: what.type,
    name: what.name,
    administratorSurname: what.administrator.surname,
    administratorName: what.administrator.name,
    administratorPatronymic: what.administrator.patronymic,
    administratorPhone: what.phone,
    ...(what.details === false ? {} : { inn: INN, kpp: KPP }),
  })
  return secret
}

/** Requests in every state for the operator's queue, made last so that they are fresh. */
export async function leaveRequests({ app, clock }: Parts): Promise<void> {
  const operator = await signInOperatorActor(app, people.OPERATOR_PHONE)
  const file = async (what: Parameters<typeof fileRequest>[2]) => {
    const id = app.platform.newId()
    const secret = await fileRequest(app, id, what)
    clock.walkTo(clock.now() + HOUR_MS / 4)
    return { id, secret }
  }
  const person = (names: string) => {
    const [surname = '', name = '', patronymic = ''] = names.split(' ')
    return { surname, name, patronymic }
  }
  const college = await file({
    type: 'college',
    name: 'Колледж связи и информатики',
    administrator: person('Громов Лев Аркадьевич'),
    phone: '+79001000901',
  })
  await file({
    type: 'extra',
    name: 'Дом детского творчества «Восход»',
    administrator: person('Ветрова Алла Юрьевна'),
    phone: '+79001000902',
    details: false,
  })
  await sendOrder(app, college.secret, '+7 900 100-09-01')
  const clarifying = await file({
    type: 'school',
    name: 'Лицей № 7',
    administrator: person('Панина Рената Олеговна'),
    phone: '+79001000903',
  })
  await sendOrder(app, clarifying.secret, '+7 900 100-09-30')
  await operator.call('requests.move', {
    id: clarifying.id,
    version: 1,
    to: 'clarifying',
    reason: 'В приказе другой номер телефона. Пришлите приказ с номером из заявки.',
  })
  const rejected = await file({
    type: 'school',
    name: 'Школа будущего онлайн',
    administrator: person('Иванов Иван'),
    phone: '+79001000904',
    details: false,
  })
  await operator.call('requests.move', {
    id: rejected.id,
    version: 1,
    to: 'rejected',
    reason: 'По ИНН организация не найдена.',
  })
  await enterLetter(app, operator)
}

/** The scan of an order from the page of a request, with the phone that it names. */
async function sendOrder(app: App, secret: string, phone: string): Promise<void> {
  const passerBy = createPasserBy(app, `order-${secret.slice(0, 8)}`)
  const scan = { name: 'Приказ.pdf', bytes: pdfSheet(`PRIKAZ No 7    ${phone}`) }
  const id = await sendScan(app, scan, (declared) => passerBy.call('orders.begin', { secret, ...declared }))
  await passerBy.call('orders.attach', { secret, id })
}

/** A request that has come to the mailbox, entered by the operator with the letter itself. */
async function enterLetter(app: App, operator: Pick<Actor, 'call'>): Promise<void> {
  const scan = { name: 'Письмо.pdf', bytes: pdfSheet('Zayavka    +7 900 100-09-05') }
  const letterId = await sendScan(app, scan, (declared) =>
    operator.call('orderDesk.begin', { requestId: null, ...declared }),
  )
  await operator.call('requests.enter', {
    id: app.platform.newId(),
    secret: Buffer.from(app.platform.random.bytes(32)).toString('base64url'),
    letterId,
    type: 'school',
    name: 'Сельская школа имени К. Э. Циолковского',
    administratorSurname: 'Рощина',
    administratorName: 'Любовь',
    administratorPatronymic: 'Захаровна',
    administratorPhone: '+79001000905',
    inn: INN,
    kpp: KPP,
  })
}
