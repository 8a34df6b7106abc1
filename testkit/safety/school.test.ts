import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { errors } from '#contract/errors.ts'
import type { Operation } from '#contract/kit/operation.ts'
import { operations } from '#contract/operations.ts'
import { NEEDED_RIGHTS } from '#contract/school/needed-rights.ts'
import { RIGHTS } from '#contract/school/rights.ts'
import { type SchoolOperationId, schoolOperations } from '#contract/school/school-operations.ts'
import { type Client, newId, readProblem } from '#testkit/client.ts'
import { createSchoolStage, Desk, type SchoolStage } from '#testkit/school.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { ALSO_NEEDED, schoolExamples, TOLD_TO_ALL } from './school-examples.ts'

let world: World
let stage: SchoolStage
/** Another organisation, whose super-administrator may everything there and nothing here. */
let foreign: SchoolStage
before(async () => {
  world = await createWorld()
  stage = await createSchoolStage(world)
  foreign = await createSchoolStage(world, 'Другая школа')
})
after(() => world[Symbol.asyncDispose]())

const ids = Object.keys(schoolOperations) as SchoolOperationId[]

/** Calls without the help of types, as an attacker does; returns null for success, else the code. */
async function attempt(client: Client, id: string, input: unknown): Promise<string | null> {
  const answer = await client.post(id, JSON.stringify(input), { 'idempotency-key': newId() })
  assert.doesNotMatch(
    client === foreign.head.client ? answer.text : '',
    /Канарейкин/,
    `${id} tells another organisation`,
  )
  return answer.status === 200 ? null : readProblem(id, answer).code
}

for (const id of ids) {
  test(`[ESR-04/api] ${id}: who has its right succeeds, whoever has every other one is refused`, async () => {
    const input = await schoolExamples[id](stage)
    const { gate, sweep }: Operation = schoolOperations[id]
    const right = NEEDED_RIGHTS[id]
    if (gate === 'school') {
      assert.equal(await attempt(new Desk(world.app.port, 'nobody').client, id, input), 'session.required')
    }
    if (sweep === 'member') {
      const code = await attempt(foreign.head.client, id, input)
      assert.equal(code, 'school.rowUnknown', `another organisation got ${code}`)
    } else if (sweep === 'own' && !id.startsWith('desk.')) {
      const code = await attempt(foreign.head.client, id, await schoolExamples[id](stage))
      assert.ok(
        code === null || code === TOLD_TO_ALL[id] || code === 'school.rowUnknown' || code === 'school.changedMeanwhile',
        `${code}`,
      )
    }
    const needed = ALSO_NEEDED[id] ?? []
    const all = right === null ? needed : [right, ...needed]
    if (all.length > 0) {
      const without = await stage.deskWith(
        RIGHTS.filter((each) => !(right === null ? isEnter(id, each) : each === right)),
      )
      assert.equal(await attempt(without.client, id, input), 'school.notAllowed')
    }
    const entitled = await stage.deskWith(all)
    assert.equal(await attempt(entitled.client, id, input), TOLD_TO_ALL[id] ?? null, 'the positive control failed')
  })
}

/** Of what names no right of its own: any of several lets somebody look for people, each register asks for its own to change them. */
function isEnter(id: SchoolOperationId, right: string): boolean {
  if (id === 'register.compose') return /^chats\.(add|edit|delete)$/.test(right)
  return id === 'people.find' ? right.endsWith('.add') : right === 'employees.edit'
}

test('the registries share nothing, and no host answers what is of another one', async () => {
  const shared = ids.filter((id) => id in operations)
  assert.deepEqual(shared, [])
  for (const id of ids) {
    for (const surface of ['main', 'operator'] as const) {
      assert.equal(await attempt(world.client(surface), id, {}), 'operation.unknown')
    }
  }
  for (const id of Object.keys(operations)) {
    assert.equal(await attempt(stage.head.client, id, {}), 'operation.unknown')
  }
  for (const path of ['/id/.well-known/openid-configuration', '/dev/x', '/files/x', '/api/socket']) {
    const answer = await stage.head.client.raw(path)
    assert.ok(
      answer.status === 404 || answer.text.startsWith('<!doctype') || answer.status === 503,
      `${path} ${answer.status}`,
    )
  }
})

test('what belongs to another organisation and what does not exist are the same answer', async () => {
  for (const id of ids.filter((each) => schoolOperations[each].sweep === 'member')) {
    const input = (await schoolExamples[id](stage)) as Record<string, unknown>
    const missing = Object.fromEntries(
      Object.entries(input).map(([key, value]) => [key, /^(id|\w+Id)$/.test(key) ? newId() : value]),
    )
    const [there, nowhere] = [
      await attempt(foreign.head.client, id, input),
      await attempt(foreign.head.client, id, missing),
    ]
    assert.equal(there, nowhere, id)
    assert.equal(errors[there as keyof typeof errors], 'notFound')
  }
})
