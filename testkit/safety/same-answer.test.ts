import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type OperationId, operations } from '#contract/operations.ts'
import { type Client, newId, readProblem } from '#testkit/client.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { createStage, examples, type Stage } from './examples.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/

let world: World
let stage: Stage
/** A channel of the school. */
let channelId: string
before(async () => {
  world = await createWorld()
  stage = await createStage(world)
  await using socket = await world.socket(stage.cast.director.client)
  const { moved } = await socket.hello()
  channelId = moved.find(({ state }) => state.chat.kind === 'channel')!.state.chat.id
})
after(() => world[Symbol.asyncDispose]())

/** The same input about things that nobody has. */
function ofNothing(value: unknown): unknown {
  if (typeof value === 'string') return UUID.test(value) ? newId() : value
  if (Array.isArray(value)) return value.map(ofNothing)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, ofNothing(each)]))
}

/** A refusal without what differs in every answer; null for success. */
async function refusalOf(client: Client, id: OperationId, input: unknown): Promise<object | null> {
  const answer = await client.post(id, JSON.stringify(input), { 'idempotency-key': newId() })
  if (answer.status === 200) return null
  const { requestId: _requestId, ...problem } = readProblem(id, answer)
  return problem
}

const ABOUT_OTHERS = (Object.keys(operations) as OperationId[]).filter((id) => operations[id].sweep === 'member')

for (const id of ABOUT_OTHERS) {
  test(`[GEN-01/same-answer] ${id}: what is foreign and what does not exist are the same answer`, async () => {
    const { input } = await examples[id](stage)
    const asked: object[] = [input]
    if ('chatId' in input) asked.push({ ...input, chatId: channelId })
    for (const { client } of [stage.cast.stranger, stage.cast.newcomer]) {
      for (const foreign of asked) {
        const [there, nowhere] = [await refusalOf(client, id, foreign), await refusalOf(client, id, ofNothing(foreign))]
        assert.ok(there !== null, `${client.name} was let in`)
        assert.deepEqual(there, nowhere, client.name)
      }
    }
  })
}

test('[GEN-01/same-answer] most operations are about something of others', () => {
  assert.ok(ABOUT_OTHERS.length > 100, String(ABOUT_OTHERS.length))
})
