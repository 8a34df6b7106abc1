import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ADMINISTRATOR_CHECKS_PER_HOUR } from '#contract/communities/tickets.limits.ts'
import { type Client, readProblem } from '#testkit/client.ts'
import { newId, newPhone, newSecret, signInOperator } from '#testkit/people.ts'
import { fileTicket, newTicketSchool, showNumber, type TicketSchool } from '#testkit/tickets.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let operator: Client
before(async () => {
  world = await createWorld()
  operator = await signInOperator(world)
})
after(() => world[Symbol.asyncDispose]())

const told = ({ name, director: { about, phone } }: TicketSchool) => ({
  organisationName: `  ${name.toUpperCase()} `,
  surname: about.surname,
  name: about.name,
  patronymic: about.patronymic,
  lastDigits: phone.slice(-4),
})

test('[ORG-11/check] the full name of the organisation, that of its administrator and four digits open a ticket that goes first; it gives no right', async () => {
  const school = await newTicketSchool(world, operator)
  await fileTicket(world, school.communityId)
  const { client, secret, phone } = await showNumber(world)
  const ticket = await client.call('tickets.checkAdministrator', { secret, ...told(school) })
  assert.deepEqual([ticket.kind, ticket.state, ticket.organisationName], ['administrator', 'new', school.name])
  assert.deepEqual(await client.call('tickets.checkAdministrator', { secret, ...told(school) }), ticket, 'a repeat')
  for (const [door, input] of [
    ['ticketDesk.list', {}],
    ['tickets.queue', { communityId: school.communityId }],
  ] as const) {
    const by = door === 'ticketDesk.list' ? operator : school.director.client
    const { tickets } = (await by.call(door, input as never)) as { tickets: { number: number }[] }
    assert.equal(tickets[0]?.number, ticket.number, `${door} shows it first`)
  }
  await client.refused('sessions.current', {}, 'session.required')
  assert.equal((await client.call('signin.start', { phone })).next, 'password')
})

test('[ORG-11/request] the administrator of the request passes too who has never signed in', async () => {
  const id = newId()
  const phone = newPhone()
  const request = { type: 'college', name: 'Колледж «Маяк»', inn: '7707083893', kpp: '773601001' } as const
  const person = { administratorSurname: 'Ёлкин', administratorName: 'Пётр', administratorPatronymic: '' }
  const filed = { id, secret: newSecret(), ...request, ...person, administratorPhone: phone }
  await world.client().call('requests.file', filed)
  await operator.call('requests.move', { id, version: 1, to: 'approved', reason: 'Документы в порядке', waive: true })
  const { client, secret } = await showNumber(world)
  const check = { secret, organisationName: 'колледж «маяк»', surname: 'Елкин', name: 'Петр', patronymic: '' }
  assert.equal(
    (await client.call('tickets.checkAdministrator', { ...check, lastDigits: phone.slice(-4) })).kind,
    'administrator',
  )
})

test('[ORG-11/same-answer] nobody learns which field was wrong, nor whether there is such an organisation; three and five digits are refused', async () => {
  const school = await newTicketSchool(world, operator)
  const { client, secret } = await showNumber(world)
  const right = told(school)
  const answers = []
  for (const wrong of [
    { organisationName: 'Школа, которой нет' },
    { organisationName: right.organisationName.trim().slice(0, -1) },
    { surname: 'Иванова' },
    { name: 'Анна' },
    { patronymic: '' },
    { lastDigits: right.lastDigits === '0000' ? '0001' : '0000' },
  ]) {
    const input = JSON.stringify({ secret, ...right, ...wrong })
    const { requestId, ...problem } = readProblem('check', await client.post('tickets.checkAdministrator', input))
    assert.ok(requestId)
    answers.push(JSON.stringify(problem))
  }
  assert.equal(new Set(answers).size, 1)
  assert.match(answers[0]!, /ticket\.checkFailed/)
  for (const lastDigits of ['123', '12345', '12a4']) {
    await client.refused('tickets.checkAdministrator', { secret, ...right, lastDigits }, 'request.invalid')
  }
  const stranger = world.client()
  await stranger.refused('tickets.checkAdministrator', { secret: newSecret(), ...right }, 'ticket.unknown')
})

test('[ORG-11/lock] three failures lock the form for that organisation, whoever asks, and for that network; what fits is no failure', async () => {
  await using strict = await createWorld({ limitFactor: 1 })
  const desk = await signInOperator(strict)
  const [school, other] = [await newTicketSchool(strict, desk), await newTicketSchool(strict, desk)]
  const { client, secret } = await showNumber(strict)
  const wrong = { ...told(school), surname: 'Иванова' }
  for (let i = 0; i < ADMINISTRATOR_CHECKS_PER_HOUR; i += 1) {
    await client.refused('tickets.checkAdministrator', { secret, ...wrong }, 'ticket.checkFailed')
  }
  const locked = await client.refused('tickets.checkAdministrator', { secret, ...told(school) }, 'ticket.checkLocked')
  assert.ok(Number(locked.details?.retryAfterSeconds) > 3_000)
  await client.refused('tickets.checkAdministrator', { secret, ...told(other) }, 'ticket.checkLocked')
  // Another network: everybody here has one, so its counter is what is moved.
  await strict.database.query(`delete from platform.rate_limit where key like 'ticket.check.network%'`)
  await client.refused('tickets.checkAdministrator', { secret, ...told(school) }, 'ticket.checkLocked')
  await strict.database.query(`delete from platform.rate_limit where key like 'ticket.check.network%'`)
  assert.equal((await client.call('tickets.checkAdministrator', { secret, ...told(other) })).state, 'new')
})
