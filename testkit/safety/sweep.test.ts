import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { errors } from '#contract/errors.ts'
import { commonErrors, STATUS_OF_KIND } from '#contract/kit/errors.ts'
import type { Operation } from '#contract/kit/operation.ts'
import { type OperationId, operations } from '#contract/operations.ts'
import { type Client, newId, readProblem } from '#testkit/client.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { createStage, examples, type Stage } from './examples.ts'

let world: World
let stage: Stage
before(async () => {
  world = await createWorld()
  stage = await createStage(world)
})
after(() => world[Symbol.asyncDispose]())

/** Calls without the help of types, as an attacker does; returns null for success, else the code. */
async function attempt(client: Client, id: OperationId, input: unknown): Promise<string | null> {
  const answer = await client.post(id, JSON.stringify(input), { 'idempotency-key': newId() })
  return answer.status === 200 ? null : readProblem(id, answer).code
}

function kindOf(code: string): string {
  return errors[code as keyof typeof errors]
}

/** No session of a person takes the place of a token, and a system that no organisation has admitted learns nothing. */
async function refuseOtherSystems(id: OperationId, operation: Operation, input: unknown): Promise<void> {
  const { cast } = stage
  for (const client of [world.client(), cast.director.client, cast.stranger.client]) {
    assert.equal(await attempt(client, id, input), 'system.required', client.name)
  }
  assert.match((await attempt(cast.operator, id, input)) ?? '', /^(system.required|operation.wrongSurface)$/)
  assert.equal(
    await attempt(await stage.strangeSystem(), id, input),
    operation.sweep === 'member' ? 'connector.unknown' : null,
  )
  assert.equal(await attempt(await stage.strangeSystem([]), id, input), 'system.scopeMissing')
}

async function refuseOthers(id: OperationId, operation: Operation, input: unknown): Promise<void> {
  if (operation.gate === 'system') return refuseOtherSystems(id, operation, input)
  const { cast } = stage
  if (operation.gate !== 'public') {
    for (const client of [world.client(), world.client('operator')]) {
      const code = await attempt(client, id, input)
      assert.ok(code === 'session.required' || code === 'operation.wrongSurface', `anonymous got ${code}`)
    }
  }
  if (operation.sweep === 'open' || operation.sweep === 'own') return
  for (const person of [cast.stranger, cast.newcomer]) {
    const code = await attempt(person.client, id, input)
    assert.notEqual(code, null, `${person.client.name} was let in`)
    assert.match(kindOf(code!), /^(notFound|forbidden)$/, `${person.client.name} got ${code}`)
  }
  if (operation.sweep === 'operator') {
    assert.equal(await attempt(cast.director.client, id, input), 'operation.wrongSurface')
  }
}

for (const id of Object.keys(operations) as OperationId[]) {
  test(`[GEN-01/sweep] ${id}: who is entitled succeeds, nobody else learns anything`, async () => {
    const example = await examples[id](stage)
    await refuseOthers(id, operations[id], example.input)
    const answer = await example.by.post(id, JSON.stringify(example.input), { 'idempotency-key': newId() })
    assert.equal(answer.status, 200, `the positive control of ${id} failed: ${answer.text}`)
  })
}

test('[GEN-01/same-answer] what is foreign and what does not exist are the same answer', async () => {
  const { cast } = stage
  const { client } = cast.stranger
  const pairs: [OperationId, unknown, unknown][] = [
    ['chats.get', { chatId: stage.chatId }, { chatId: newId() }],
    ['messages.page', { chatId: stage.chatId }, { chatId: newId() }],
    ['communities.home', { communityId: cast.school.communityId }, { communityId: newId() }],
    ['units.rename', { unitId: cast.classId, name: 'Х' }, { unitId: newId(), name: 'Х' }],
    ['links.revoke', { linkId: stage.linkId }, { linkId: newId() }],
    ['applications.withdraw', { id: stage.decidedId }, { id: newId() }],
  ]
  for (const [id, foreign, missing] of pairs) {
    const [a, b] = await Promise.all(
      [foreign, missing].map(async (input) => {
        const answer = await client.post(id, JSON.stringify(input), { 'idempotency-key': newId() })
        const { requestId, ...problem } = readProblem(id, answer)
        assert.ok(requestId)
        return problem
      }),
    )
    assert.deepEqual(a, b, id)
  }
})

test('every code has a kind, and common codes are declared once', () => {
  for (const [code, kind] of Object.entries(errors)) assert.ok(kind in STATUS_OF_KIND, code)
  for (const operation of Object.values(operations)) {
    for (const code of operation.errors) assert.ok(!(code in commonErrors), `${operation.id} declares ${code} again`)
  }
})
