import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { isAdministration } from '#contract/kit/operation.ts'
import { operations } from '#contract/operations.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { ProblemError } from '#testkit/client.ts'
import { codeFor, newId, newPhone, signInOperator } from '#testkit/people.ts'
import { setFirstPassword, setUpCodeApp } from '#testkit/second-factor.ts'
import { createWorld, type World } from '#testkit/world.ts'

const PASSWORD = 'Осенний-лес-шумит'
const DAY_MS = 86_400_000

let world: World
let cast: Cast
before(async () => {
  world = await createWorld({ obligatoryFactors: true, environment: { PARTA_OPERATOR_FACTOR_DAYS: '1' } })
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const newUnit = () => ({ id: newId(), communityId: cast.school.communityId, name: newId().slice(-8), grade: 6 })

test('[A-03/duty] an administrator has a week; then every operation of his office waits for an app, and nothing else does', async () => {
  const { director, teacher, school } = cast
  await director.client.call('units.create', newUnit())
  world.clock.advance(7 * DAY_MS)
  const { communityId } = school
  await director.client.refused('units.create', newUnit(), 'factor.required')
  await director.client.refused('links.list', { communityId }, 'factor.required')
  await director.client.refused('applications.queue', { communityId }, 'factor.required')
  await director.client.call('chats.list', {})
  await director.client.call('units.list', { communityId })
  await teacher.client.refused('units.create', newUnit(), 'community.notAllowed')
  await setFirstPassword(world, director, PASSWORD)
  const app = await setUpCodeApp(world, director.client, PASSWORD)
  await director.client.call('units.create', newUnit())
  await director.client.call('factors.removeTotp', { code: app.recoveryCodes[0]! })
  await director.client.refused('units.create', newUnit(), 'factor.required')
})

test('[A-03/duty] the socket is no way around it', async () => {
  const socket = await world.socket(cast.director.client)
  await socket.hello()
  await assert.rejects(
    socket.call('units.create', newUnit()),
    (error) => error instanceof ProblemError && error.problem.code === 'factor.required',
  )
})

test('[A-03/duty] an operator after his time does nothing but connect an app', async () => {
  const phone = newPhone()
  const operator = await signInOperator(world, phone)
  await operator.call('requests.list', {})
  world.clock.advance(DAY_MS + 1_000)
  const again = world.client('operator')
  const { flow } = await again.call('signin.start', { phone })
  await again.call('signin.requestCode', { flow, reason: 'first' })
  await again.call('signin.verifyCode', { flow, code: codeFor(world, phone) })
  for (const id of ['requests.list', 'oidcClients.list'] as const) await again.refused(id, {}, 'factor.required')
  world.clock.advance(120_000)
  await again.call('password.requestCode', {})
  await again.call('password.change', { password: PASSWORD, proof: { code: codeFor(world, phone) } })
  await setUpCodeApp(world, again, PASSWORD)
  await again.call('requests.list', {})
})

test('[A-03/duty] with a day of grace of none an operator is refused at once', async () => {
  await using strict = await createWorld({ obligatoryFactors: true })
  const operator = await signInOperator(strict)
  await operator.refused('requests.list', {}, 'factor.required')
})

test('[A-03/duty] every operation behind a right of administration is one of the office', () => {
  const named = Object.values(operations).filter(isAdministration)
  assert.ok(named.length >= 12)
  for (const id of [
    'units.create',
    'links.create',
    'applications.decide',
    'members.remove',
    'dialogueRules.set',
  ] as const) {
    assert.ok(
      named.some((operation) => operation.id === id),
      id,
    )
  }
})
