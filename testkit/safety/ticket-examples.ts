import { sendScan } from '#testkit/orders.ts'
import { codeFor, newPhone, signIn } from '#testkit/people.ts'
import { fileTicket, passCheck, showNumber } from '#testkit/tickets.ts'
import type { World } from '#testkit/world.ts'
import type { Examples, Stage } from './examples.ts'

/** A ticket of the school, which has one administrator, so that operators see it too. */
async function filed({ world, cast }: Stage) {
  const { ticket } = await fileTicket(world, cast.school.communityId)
  const { tickets } = await cast.director.client.call('tickets.queue', { communityId: cast.school.communityId })
  const { id, version } = tickets.find(({ number }) => number === ticket.number)!
  return { id, version }
}

async function lost({ world, cast }: Stage) {
  const { ticket } = await fileTicket(world, null)
  const { tickets } = await cast.operator.call('ticketDesk.list', {})
  const { id, version } = tickets.find(({ number }) => number === ticket.number)!
  return { id, version }
}

const SUCCESSOR = { surname: 'Заместова', name: 'Вера', patronymic: '' }

/** Somebody who has passed the check of an administrator and sent an order. */
async function ordered({ world, cast }: Stage) {
  const { client: by, secret, phone } = await passCheck(world, { ...cast.kindergarten, director: cast.stranger })
  const fileId = await sendScan(by, (told) => by.call('orders.begin', { secret, ...told }))
  return { by, secret, phone, fileId }
}

const REASON = 'Пришла с паспортом'

/** Valid calls of the operations of tickets. */
export const ticketExamples = {
  'tickets.begin': ({ world }) => ({ by: world.client(), input: { phone: newPhone() } }),
  'tickets.prove': async ({ world }) => {
    const phone = newPhone()
    const by = world.client()
    const { secret } = await by.call('tickets.begin', { phone })
    return { by, input: { secret, code: codeFor(world, phone) } }
  },
  'tickets.organisations': async ({ world }) => {
    const { client, secret } = await showNumber(world)
    return { by: client, input: { secret, search: 'школа' } }
  },
  'tickets.file': async ({ world, cast }) => {
    const { client, secret } = await showNumber(world)
    const names = { surname: 'Соколова', name: 'Марина', patronymic: '' }
    const { communityId } = cast.school
    return {
      by: client,
      input: { secret, kind: 'number', communityId, ...names, about: 'Учитель', resetsFactors: false },
    }
  },
  'tickets.checkAdministrator': async ({ world, cast }) => {
    const { client, secret } = await showNumber(world)
    const { surname, name, patronymic } = cast.director.about
    const told = { surname, name, patronymic, organisationName: cast.school.name }
    return { by: client, input: { secret, ...told, lastDigits: cast.director.phone.slice(-4) } }
  },
  'tickets.handOver': async (stage) => {
    const { by, secret, fileId } = await ordered(stage)
    return { by, input: { secret, fileId, ...SUCCESSOR } }
  },
  'ticketDesk.handOver': async (stage) => {
    const { by, secret, fileId, phone } = await ordered(stage)
    const { number } = await by.call('tickets.handOver', { secret, fileId, ...SUCCESSOR })
    const { operator } = stage.cast
    const { tickets } = await operator.call('ticketDesk.list', {})
    const { id, version } = tickets.find((ticket) => ticket.number === number)!
    return { by: operator, input: { id, version, orderPhone: phone, reason: 'Приказ № 7' } }
  },
  'tickets.status': async ({ world, cast }) => {
    const { client, secret } = await fileTicket(world, cast.school.communityId)
    return { by: client, input: { secret } }
  },
  'tickets.queue': ({ cast }) => ({
    by: cast.director.client,
    input: { communityId: cast.school.communityId },
  }),
  'tickets.confirm': async (stage) => ({
    by: stage.cast.director.client,
    input: { ...(await filed(stage)), profileId: stage.cast.teacher.profileId, reason: REASON },
  }),
  'tickets.refuse': async (stage) => ({
    by: stage.cast.director.client,
    input: { ...(await filed(stage)), reason: 'Такой у нас нет' },
  }),
  'ticketDesk.list': ({ cast }) => ({ by: cast.operator, input: {} }),
  'ticketDesk.organisations': ({ cast }) => ({ by: cast.operator, input: { search: 'школа' } }),
  'ticketDesk.assign': async (stage) => ({
    by: stage.cast.operator,
    input: { ...(await lost(stage)), communityId: stage.cast.school.communityId },
  }),
  'ticketDesk.members': async (stage) => ({
    by: stage.cast.operator,
    input: { id: (await filed(stage)).id, search: 'Соколова' },
  }),
  'ticketDesk.confirm': async (stage) => ({
    by: stage.cast.operator,
    input: { ...(await filed(stage)), profileId: stage.cast.secondTeacher.profileId, reason: REASON },
  }),
  'ticketDesk.refuse': async (stage) => ({
    by: stage.cast.operator,
    input: { ...(await lost(stage)), reason: 'Такой организации нет' },
  }),
} satisfies Partial<Examples>

const TWIN = { surname: 'Двойных', name: 'Инна' }

/** Somebody at the other of whose two accounts a code has come. */
async function twoAccounts(world: World) {
  const [{ client }, { phone }] = [await signIn(world, newPhone(), TWIN), await signIn(world, newPhone(), TWIN)]
  world.clock.advance(120_000)
  const { secret } = await client.call('merge.begin', { phone })
  return { by: client, input: { secret, code: codeFor(world, phone) } }
}

/** Valid calls of the operations that unite two accounts. */
export const mergeExamples = {
  'merge.begin': ({ cast }) => ({ by: cast.newcomer.client, input: { phone: newPhone() } }),
  'merge.prove': ({ world }) => twoAccounts(world),
  'merge.confirm': async ({ world }) => {
    const { by, input } = await twoAccounts(world)
    await by.call('merge.prove', input)
    return { by, input: {} }
  },
} satisfies Partial<Examples>
