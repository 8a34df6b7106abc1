import { filedTicket } from './filed-ticket.ts'
import { openDialog, type Screen, type Stage } from './screen.ts'

/** The request of an organisation that is connected. */
const connectedRequest = async (stage: Stage): Promise<string> => {
  const operator = await stage.client('operator')
  return `/requests/${(await operator.call('requests.list', { states: ['approved'] })).requests[0]!.id}`
}

const ticketsAtDesk = async (stage: Stage): Promise<string> => {
  await filedTicket(stage)
  return '/tickets'
}

const waitingRequest = async (stage: Stage): Promise<string> => {
  const operator = await stage.client('operator')
  return `/requests/${(await operator.call('requests.list', { states: ['filed'] })).requests[0]!.id}`
}

const WAITING_REQUEST = { viewer: 'operator', path: waitingRequest, shows: /Телефон из заявки/ } as const

/** The operator's console. */
export const OPERATOR_SCREENS: readonly Screen[] = [
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
  { name: 'operator-reports', viewer: 'operator', path: '/reports', shows: /Ничего не ждёт/ },
  { name: 'operator-stickers', viewer: 'operator', path: '/stickers', shows: /Новый набор/ },
  { name: 'operator-tickets', viewer: 'operator', path: ticketsAtDesk, shows: /Обращения/ },
  { name: 'operator-one', ...WAITING_REQUEST },
  {
    name: 'operator-move',
    ...WAITING_REQUEST,
    steps: (page) => openDialog(page, 'Одобрить'),
  },
]
