import { addOrder, ORDER, sendLetter, sendScan } from '#testkit/orders.ts'
import { newId, newPhone, newSecret } from '#testkit/people.ts'
import { sha256Of } from '#testkit/uploads.ts'
import type { Examples, Stage } from './examples.ts'

/** A request of its own, so that what is sent to others stays as it is. */
async function filed({ world }: Stage) {
  const [by, id, secret] = [world.client(), newId(), newSecret()]
  const person = { administratorSurname: 'Сканов', administratorName: 'Пётр', administratorPatronymic: '' }
  const request = { id, secret, type: 'school', name: 'Школа приказов', ...person } as const
  await by.call('requests.file', { ...request, administratorPhone: newPhone() })
  return { by, id, secret }
}

const declared = () => ({ id: newId(), name: 'Приказ.pdf', bytes: ORDER.length, sha256: sha256Of(ORDER) })

/** Valid calls of the operations of orders, and of what is named by one. */
export const orderExamples = {
  'orders.begin': async (stage) => {
    const { by, secret } = await filed(stage)
    return { by, input: { secret, ...declared() } }
  },
  'orders.attach': async (stage) => {
    const { by, secret } = await filed(stage)
    const id = await sendScan(by, (told) => by.call('orders.begin', { secret, ...told }))
    return { by, input: { secret, id } }
  },
  'requests.mailbox': ({ world }) => ({ by: world.client(), input: {} }),
  'requests.enter': async ({ cast }) => {
    const person = { administratorSurname: 'Письмова', administratorName: 'Анна', administratorPatronymic: '' }
    const request = { type: 'school', name: 'Школа из письма', ...person, administratorPhone: newPhone() } as const
    const letterId = await sendLetter(cast.operator)
    return { by: cast.operator, input: { id: newId(), secret: newSecret(), letterId, ...request } }
  },
  'orderDesk.begin': async (stage) => {
    const { id: requestId } = await filed(stage)
    return { by: stage.cast.operator, input: { requestId, ...declared() } }
  },
  'orderDesk.attach': async (stage) => {
    const { operator } = stage.cast
    const { id: requestId } = await filed(stage)
    const id = await sendScan(operator, (told) => operator.call('orderDesk.begin', { requestId, ...told }))
    return { by: operator, input: { requestId, id } }
  },
  'requests.replaceAdministrator': async ({ cast }) => {
    const { requests } = await cast.operator.call('requests.list', { states: ['approved'], search: 'Ромашка' })
    const { id, version } = requests[0]!
    const phone = newPhone()
    const order = { orderId: await addOrder(cast.operator, id), orderPhone: phone }
    const person = { surname: 'Новикова', name: 'Ольга', patronymic: '', phone }
    return { by: cast.operator, input: { id, version, ...person, ...order, reason: 'Приказ № 7' } }
  },
} satisfies Partial<Examples>
