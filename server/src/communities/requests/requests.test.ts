import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { RequestState } from '#contract/communities/requests.ts'
import { ROLES_OF_TYPE } from '#contract/communities/types.ts'
import { type Client, newId } from '#testkit/client.ts'
import { newPhone, newSecret, signIn, signInOperator } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let operator: Client
before(async () => {
  world = await createWorld()
  operator = await signInOperator(world)
})
after(() => world[Symbol.asyncDispose]())

function form(change: Record<string, unknown> = {}) {
  return {
    id: newId(),
    secret: newSecret(),
    type: 'school' as const,
    name: 'Школа № 7',
    administratorSurname: 'Климова',
    administratorName: 'Наталья',
    administratorPatronymic: 'Олеговна',
    administratorPhone: newPhone(),
    inn: '7707083893',
    kpp: '773601001',
    ...change,
  }
}

async function fileOne(change: Record<string, unknown> = {}) {
  const filed = form(change)
  await world.client().call('requests.file', filed)
  return filed
}

const move = (id: string, version: number, to: RequestState, reason = 'Проверено') =>
  operator.call('requests.move', { id, version, to, reason, ...(to === 'approved' ? { waive: true } : {}) })

test('[ORG-01/form] a request needs a name, a person and a mobile phone, and says which field is wrong', async () => {
  const client = world.client()
  const wrong: [Record<string, unknown>, Parameters<Client['refused']>[2]][] = [
    [{ name: '   ' }, 'request.nameInvalid'],
    [{ administratorSurname: '12' }, 'request.nameInvalid'],
    [{ administratorPhone: '8 800 555' }, 'request.phoneInvalid'],
    [{ inn: '7707083894' }, 'request.innInvalid'],
    [{ kpp: '77360' }, 'request.kppInvalid'],
  ]
  for (const [change, code] of wrong) await client.refused('requests.file', form(change), code)
  const problem = await client.refused('requests.file', form({ administratorName: '?' }), 'request.nameInvalid')
  assert.equal(problem.details?.field, 'administratorName')
})

test('[ORG-01/repeat] a repeated filing is one request, and another secret does not take it over', async () => {
  const client = world.client()
  const filed = form()
  const first = await client.call('requests.file', filed)
  assert.deepEqual(await client.call('requests.file', filed), first)
  await client.refused('requests.file', { ...filed, secret: newSecret() }, 'key.reused')
})

test('[ORG-03/status] the page of a request shows every move with its reason and hides number and author', async () => {
  const filed = await fileOne()
  await move(filed.id, 1, 'clarifying', 'Пришлите приказ')
  const page = await world.client().call('requests.status', { secret: filed.secret })
  assert.deepEqual(
    page.moves.map(({ state, reason }) => [state, reason]),
    [
      ['filed', ''],
      ['clarifying', 'Пришлите приказ'],
    ],
  )
  assert.equal(page.state, 'clarifying')
  const text = JSON.stringify(page)
  assert.ok(!text.includes(filed.administratorPhone.slice(2)), 'the whole number is shown')
  await world.client().refused('requests.status', { secret: newSecret() }, 'request.unknown')
})

test('[ORG-03] every move has a reason, an author and a notice, and only the allowed ones are made', async () => {
  const filed = await fileOne()
  await operator.refused(
    'requests.move',
    { id: filed.id, version: 1, to: 'checking', reason: '  ' },
    'request.reasonMissing',
  )
  const checking = await move(filed.id, 1, 'checking', 'Взял в работу')
  assert.equal(checking.state, 'checking')
  assert.notEqual(checking.moves.at(-1)?.author, '')
  await operator.refused(
    'requests.move',
    { id: filed.id, version: 1, to: 'rejected', reason: 'Опоздал' },
    'request.moveImpossible',
  )
  await operator.refused(
    'requests.move',
    { id: filed.id, version: 2, to: 'filed', reason: 'Назад' },
    'request.moveImpossible',
  )
  const rejected = await move(filed.id, 2, 'rejected', 'Нет такой школы')
  await move(filed.id, rejected.version, 'checking', 'Школа нашлась')
  await waitFor(() => world.lastSms(filed.administratorPhone)?.includes('на проверке') === true)
})

test('[ORG-03/queue] the queue pages by number, counts states and finds by name', async () => {
  const name = 'Лицей имени Ковалевской'
  const filed = [await fileOne({ name }), await fileOne({ name }), await fileOne({ name })]
  const found: string[] = []
  let cursor: string | undefined
  do {
    const page = await operator.call('requests.list', {
      search: 'ковалевск',
      limit: 2,
      ...(cursor === undefined ? {} : { cursor }),
    })
    found.push(...page.requests.map((request) => request.id))
    cursor = page.next ?? undefined
    assert.ok((page.counts.filed ?? 0) >= 3)
  } while (cursor !== undefined)
  assert.deepEqual(
    found,
    filed.map((request) => request.id),
  )
  const none = await operator.call('requests.list', { search: 'ковалевск', states: ['approved'] })
  assert.deepEqual(none.requests, [])
  await operator.refused('requests.list', { cursor: 'выдумано' }, 'request.invalid')
})

test('[ORG-04] [CHN-01] [CHN-06] an approval makes community, role set, «Коллектив», two channels and the waiting right at once', async () => {
  for (const type of ['school', 'kindergarten', 'authority'] as const) {
    const filed = await fileOne({ type, name: `Организация ${type}` })
    const approved = await move(filed.id, 1, 'approved')
    const { communityId } = approved
    assert.ok(communityId)
    const roles = await world.database.query<{ role: string }>(
      'select role from communities.community_role where community_id = $1 order by position',
      [communityId],
    )
    const names = roles.map((row) => row.role)
    assert.deepEqual(names.slice(0, ROLES_OF_TYPE[type].length), [...ROLES_OF_TYPE[type]])
    const administrator = await signIn(world, filed.administratorPhone, { surname: 'Климова', name: 'Наталья' })
    const { memberships } = await administrator.client.call('communities.mine', {})
    assert.deepEqual(
      memberships.map((each) => [each.communityId, each.type, each.roles]),
      [[communityId, type, [{ role: 'administrator', unitId: null }]]],
    )
    const { units } = await administrator.client.call('units.list', { communityId })
    assert.deepEqual(
      units.map(({ unit }) => [unit.name, unit.system]),
      [['Коллектив', true]],
    )
    const { chats } = await administrator.client.call('chats.list', {})
    const expected = type === 'school' ? 'Общешкольный' : 'Общий'
    assert.deepEqual(chats.map(({ chat }) => chat.title).sort(), [expected, 'Сотрудники'].sort())
  }
})

test('[ORG-04/atomic] an approval that fails in the middle leaves no community behind', async () => {
  const filed = await fileOne({ name: 'Школа без каналов' })
  const { hooks } = world.app.communities
  hooks.communityCreated.push(async () => {
    throw new Error('the hook fails')
  })
  try {
    await operator.refused(
      'requests.move',
      { id: filed.id, version: 1, to: 'approved', reason: 'Проверено', waive: true },
      'internal',
    )
  } finally {
    hooks.communityCreated.pop()
  }
  const rows = await world.database.query('select 1 from communities.community where name = $1', ['Школа без каналов'])
  assert.equal(rows.length, 0)
  assert.equal((await operator.call('requests.get', { id: filed.id })).state, 'filed')
})

test('[ORG-02/waive] without ИНН, КПП and the order an approval needs the operator’s waiver', async () => {
  const filed = await fileOne({ inn: '', kpp: '' })
  const problem = await operator.refused(
    'requests.move',
    { id: filed.id, version: 1, to: 'approved', reason: 'Проверено' },
    'request.detailsMissing',
  )
  assert.deepEqual(problem.details?.missing, ['inn', 'kpp', 'order'])
  assert.equal((await move(filed.id, 1, 'approved', 'Проверено по телефону')).state, 'approved')
})

test('[IDN-19] the administrator’s right waits for the phone of the request and comes to no other', async () => {
  const filed = await fileOne()
  const { communityId } = await move(filed.id, 1, 'approved')
  const other = await signIn(world, newPhone(), { surname: 'Климова', name: 'Наталья' })
  assert.deepEqual((await other.client.call('communities.mine', {})).memberships, [])
  const right = await signIn(world, filed.administratorPhone, { surname: 'Климова', name: 'Наталья' })
  const { memberships } = await right.client.call('communities.mine', {})
  assert.equal(memberships[0]?.communityId, communityId)
  assert.ok(memberships[0]?.grants.includes('applications.decide'))
})

test('[ORG-01/limit] one network cannot flood the queue', async () => {
  await using small = await createWorld({ limitFactor: 1 })
  const client = small.client()
  for (let i = 0; i < 20; i += 1) await client.call('requests.file', form())
  const problem = await client.refused('requests.file', form(), 'rate.limited')
  assert.ok(Number(problem.details?.retryAfterSeconds) > 0)
})

async function waitFor(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!condition()) {
    assert.ok(Date.now() < deadline, 'waited for ten seconds')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
