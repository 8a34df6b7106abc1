import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { SCHOOL_SESSION_IDLE_MS, SCHOOL_SESSION_LIFE_MS } from '#contract/school/school.limits.ts'
import { newId } from '#testkit/client.ts'
import { createSchoolStage, Desk, hire, SCHOOL_PASSWORD, type SchoolStage } from '#testkit/school.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let stage: SchoolStage
before(async () => {
  world = await createWorld()
  stage = await createSchoolStage(world)
})
after(() => world[Symbol.asyncDispose]())

async function giveAccount(login: string) {
  const { id } = await hire(stage.head, 'Иванова', 'other')
  const given = await stage.head.call('users.give', { accountId: newId(), personId: id, login, roleIds: [] })
  return { ...given, desk: new Desk(world.app.port, login) }
}

test('an administrator gives an account out; its password is changed before anything else is done', async () => {
  const { user, password, desk } = await giveAccount('ivanova')
  assert.match(password, /^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/)
  assert.equal((await desk.call('desk.signIn', { login: 'IVANOVA', password })).passwordStale, true)
  await desk.refused('employees.list', {}, 'school.passwordStale')
  await desk.refused('desk.changePassword', { old: 'не тот', new: SCHOOL_PASSWORD }, 'school.passwordOld')
  await desk.refused('desk.changePassword', { old: password, new: password }, 'school.passwordWeak')
  await desk.refused('desk.changePassword', { old: password, new: 'ivanova' }, 'school.passwordWeak')
  const other = new Desk(world.app.port, 'the same elsewhere')
  await other.call('desk.signIn', { login: 'ivanova', password })
  await desk.call('desk.changePassword', { old: password, new: SCHOOL_PASSWORD })
  assert.equal((await desk.call('desk.open', {})).passwordStale, false)
  await other.refused('desk.open', {}, 'session.ended')
  // Without a role nothing of the registers is open.
  assert.deepEqual((await desk.refused('employees.list', {}, 'school.notAllowed')).details, { right: 'employees.view' })
  const renewed = await stage.head.call('users.renewPassword', { accountId: user.accountId })
  await desk.refused('desk.open', {}, 'session.ended')
  await desk.refused('desk.signIn', { login: 'ivanova', password: SCHOOL_PASSWORD }, 'school.signinWrong')
  await desk.call('desk.signIn', { login: 'ivanova', password: renewed.password })
  await stage.head.call('users.close', { accountId: user.accountId })
  await desk.refused('desk.open', {}, 'session.ended')
  await desk.refused('desk.signIn', { login: 'ivanova', password: renewed.password }, 'school.signinWrong')
})

test('a login that is none and a wrong password are the same answer, and tries are counted', async () => {
  await using strict = await createWorld({ limitFactor: 1 })
  const { login } = await (await createSchoolStage(strict)).head.call('desk.open', {})
  const guest = new Desk(strict.app.port, 'guest')
  const codes: string[] = []
  for (let i = 0; i < 11; i += 1) {
    await guest.call('desk.signIn', { login, password: 'не тот' }).catch((error) => codes.push(error.problem.code))
  }
  assert.equal(codes.filter((code) => code === 'school.signinWrong').length, 9)
  assert.equal(codes.at(-1), 'rate.limited')
  await guest.refused('desk.signIn', { login: 'nobody', password: 'не тот' }, 'school.signinWrong')
})

test('a session ends after twelve hours, or when nobody does anything for two', async () => {
  const open = async () => {
    const desk = new Desk(world.app.port, 'head again')
    const { login } = await stage.head.call('desk.open', {}).catch(() => ({ login: '' }))
    await desk.call('desk.signIn', { login: login === '' ? known : login, password: SCHOOL_PASSWORD })
    return desk
  }
  const known = (await stage.head.call('desk.open', {})).login
  const idle = await open()
  world.clock.advance(SCHOOL_SESSION_IDLE_MS + 1_000)
  await idle.refused('desk.open', {}, 'session.ended')
  const busy = await open()
  for (let passed = 0; passed < SCHOOL_SESSION_LIFE_MS - 3_600_000; passed += 3_600_000) {
    world.clock.advance(3_600_000)
    await busy.call('desk.open', {})
  }
  world.clock.advance(3_600_000 + 1_000)
  await busy.refused('desk.open', {}, 'session.ended')
  await stage.head.call('desk.signIn', { login: known, password: SCHOOL_PASSWORD })
  await stage.head.call('desk.signOut', {})
  await stage.head.refused('desk.open', {}, 'session.required')
  await stage.head.call('desk.signIn', { login: known, password: SCHOOL_PASSWORD })
})

test('the cookie is of this host alone, and means nothing on the others', async () => {
  const [name] = [...stage.head.client.cookies.keys()]
  assert.equal(name, '__Host-school')
  for (const surface of ['main', 'operator'] as const) {
    const there = world.client(surface)
    const token = stage.head.client.cookies.get('__Host-school')!
    for (const cookie of ['__Host-school', '__Host-parta']) there.cookies.set(cookie, token)
    const answer = await there.post('sessions.list', '{}')
    assert.equal(answer.status, 401, answer.text)
    assert.equal((await there.post('desk.open', '{}')).status, 404)
  }
})
