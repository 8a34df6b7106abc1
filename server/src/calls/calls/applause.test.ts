import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { CALL_TOLD_EVERY_MS } from '#contract/calls/calls.limits.ts'
import type { Call } from '#contract/calls/calls.ts'
import type { EventPayload } from '#contract/events.ts'
import { enterCall, placeOfCall, startCall } from '#testkit/calls.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { startChat } from '#testkit/messages.ts'
import type { Person } from '#testkit/people.ts'
import type { TestSocket } from '#testkit/test-socket.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

async function begin(...people: Person[]): Promise<Call> {
  const { teacher, pupil, secondPupil, parent } = cast
  const call = await startCall(teacher, await startChat(cast, [pupil, secondPupil, parent]))
  for (const person of [teacher, ...people]) await enterCall(person, call)
  return call
}
const react = ({ client }: Pick<Person, 'client'>, call: Call, reaction: 'applause' | 'heart') =>
  client.call('calls.react', { ...placeOfCall(call), reaction })
const heardOn = (socket: TestSocket) =>
  socket.events('call.reactions').map(({ p }) => p as EventPayload<'call.reactions'>)
const sumOf = (heard: readonly EventPayload<'call.reactions'>[], reaction: string) =>
  heard
    .flatMap(({ counts }) => counts.filter((each) => each.reaction === reaction))
    .reduce((a, { count }) => a + count, 0)

test('[CALL-07/server] reactions are counted together: at most two events a second for all in the call, none is lost, and nobody outside hears them', async () => {
  const { teacher, pupil, secondPupil, parent } = cast
  const call = await begin(pupil, secondPupil)
  await using inside = await world.socket(teacher.client)
  await inside.hello()
  await using outside = await world.socket(parent.client)
  await outside.hello()
  const began = Date.now()
  for (let press = 0; press < 15; press += 1) {
    await Promise.all([
      react(pupil, call, 'applause'),
      react(secondPupil, call, press % 3 === 0 ? 'heart' : 'applause'),
    ])
    await delay(50)
  }
  await delay(CALL_TOLD_EVERY_MS * 2)
  const turns = (Date.now() - began) / CALL_TOLD_EVERY_MS
  const heard = heardOn(inside)
  assert.ok(heard.length >= 2 && heard.length <= turns + 1, `${heard.length} events in ${turns} turns`)
  assert.deepEqual([sumOf(heard, 'applause'), sumOf(heard, 'heart')], [25, 5])
  assert.deepEqual(Object.keys(heard[0]!).sort(), ['callId', 'chatId', 'counts'])
  assert.deepEqual(heardOn(outside), [])

  const one = { ...placeOfCall(call), reaction: 'heart' } as const
  await parent.client.refused('calls.react', one, 'call.outside')
  await cast.newcomer.client.refused('calls.react', one, 'chat.unknown')
  await teacher.client.call('calls.end', placeOfCall(call))
  await pupil.client.refused('calls.react', one, 'call.ended')
})

test('several processes together tell no more often than one', async () => {
  const { teacher, pupil, secondPupil } = cast
  const call = await begin(pupil, secondPupil)
  await using next = await createWorld({ database: world.database })
  const elsewhere = secondPupil.client.at(next.app.port)
  await using here = await world.socket(teacher.client)
  await here.hello()
  await using there = await next.socket(teacher.client.at(next.app.port))
  await there.hello()
  const began = Date.now()
  for (let press = 0; press < 20; press += 1) {
    await Promise.all([react(pupil, call, 'applause'), react({ client: elsewhere }, call, 'heart')])
    await delay(50)
  }
  await delay(CALL_TOLD_EVERY_MS * 4)
  const turns = (Date.now() - began) / CALL_TOLD_EVERY_MS
  // Without a bus between them each tells its own half.
  const heard = [...heardOn(here), ...heardOn(there)]
  assert.ok(heard.length <= turns + 1, `${heard.length} events in ${turns} turns`)
  assert.deepEqual([sumOf(heard, 'applause'), sumOf(heard, 'heart')], [20, 20])
})

test('[CALL-07/off] whoever leads a call switches reactions off for the others, and on again', async () => {
  const { teacher, pupil } = cast
  const call = await begin(pupil)
  const setReactions = async (version: number, reactions: boolean) =>
    (await teacher.client.call('calls.setRules', { ...placeOfCall(call), version, reactions })).call
  const off = await setReactions(call.version, false)
  assert.deepEqual([off.reactions, off.microphones, off.screens], [false, true, false])
  const one = { ...placeOfCall(call), reaction: 'heart' } as const
  const { details } = await pupil.client.refused('calls.react', one, 'call.reactionsOff')
  assert.deepEqual(details, { changedBy: 'administrator' })
  await react(teacher, call, 'heart')
  await setReactions(off.version, true)
  await react(pupil, call, 'heart')
})
