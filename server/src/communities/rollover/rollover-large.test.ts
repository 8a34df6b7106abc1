import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, createCast } from '#testkit/cast.ts'
import { CLASSES, growSchool, PUPILS } from '#testkit/large-school.ts'
import { begin, choose, makeDue, plan, settledRollover, takeBack } from '#testkit/rollovers.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  await growSchool(world, cast)
  await makeDue(world, cast.school.communityId)
})
after(() => world[Symbol.asyncDispose]())

/** A step under a measure: the run says how many milliseconds it took. */
async function timed<T>(told: (line: string) => void, what: string, work: () => Promise<T>): Promise<T> {
  const from = performance.now()
  const found = await work()
  told(`${what}: ${Math.round(performance.now() - from)} ms`)
  return found
}

test('[STR-12/large] a school of 48 classes and 1,200 pupils is planned, moved with its chats and taken back', async (context) => {
  const told = (line: string) => context.diagnostic(line)
  const { client } = cast.director
  const { communityId } = cast.school
  const planned = await timed(told, 'plan', () => plan(client, communityId))
  assert.equal(planned.lines.length, CLASSES)
  const ninths = Object.fromEntries(['А', 'Б', 'В', 'Г'].map((letter) => [`9«${letter}»`, 'promote' as const]))
  const chosen = await timed(told, 'choose', () => choose(client, planned, ninths))
  const { difference } = chosen.rollover
  assert.deepEqual([difference.promoted, difference.graduated, difference.undecided], [44, 4, 0])
  // The cast has three pupils of its own.
  assert.equal(difference.pupilsPromoted + difference.pupilsGraduated, PUPILS + 3)
  assert.deepEqual([difference.chatsRenamed, difference.chatsClosed], [44, 4])
  const done = await timed(told, 'apply', async () =>
    settledRollover(client, (await begin(client, chosen)).rollover.id),
  )
  assert.deepEqual([done.rollover.state, done.rollover.skipped], ['applied', 0])
  const { chats } = await client.call('chats.list', { limit: 200 })
  const groups = chats.filter(({ chat }) => chat.kind === 'group')
  assert.equal(groups.filter(({ mine }) => mine.writeRefusal === 'chat.archived').length, 4)
  assert.equal(groups.filter(({ chat }) => /^1«/.test(chat.title)).length, 0)
  const undone = await timed(told, 'undo', () => takeBack(client, done))
  assert.deepEqual([undone.rollover.state, undone.rollover.kept], ['undone', 0])
  const back = await client.call('chats.list', { limit: 200 })
  assert.ok(back.chats.every(({ mine, chat }) => chat.kind !== 'group' || mine.writeRefusal === null))
})
