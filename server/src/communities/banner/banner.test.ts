import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { BANNER_LIFE_MS } from '#contract/communities/banner.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const inMs = (ms: number) => new Date(world.app.platform.clock.now() + ms).toISOString()
const set = (ru: string, until: string, en = '') => cast.operator.call('banner.set', { id: newId(), ru, en, until })

test('[ORG-19/banner] everybody who is signed in reads it, open pages at once, and the next one takes its place', async () => {
  const socket = await world.socket(cast.pupil.client)
  await socket.hello()
  await set('Ночью работы', inMs(3_600_000), 'Works at night')
  await socket.settle()
  assert.equal(socket.events('banner.changed').length, 1)
  for (const client of [cast.pupil.client, cast.newcomer.client, cast.operator]) {
    const { banner } = await client.call('banner.get', {})
    assert.deepEqual([banner?.ru, banner?.en], ['Ночью работы', 'Works at night'])
  }
  await world.client().refused('banner.get', {}, 'session.required')
  await set('Работы перенесены', inMs(7_200_000))
  assert.equal((await cast.pupil.client.call('banner.get', {})).banner?.ru, 'Работы перенесены')
  await cast.operator.call('banner.end', {})
  assert.equal((await cast.pupil.client.call('banner.get', {})).banner, null)
})

test('[ORG-19/banner] it goes by itself at its end', async () => {
  const until = inMs(1_000)
  await set('Минуту', until)
  assert.notEqual((await cast.pupil.client.call('banner.get', {})).banner, null)
  while (world.app.platform.clock.now() <= Date.parse(until)) {
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  assert.equal((await cast.pupil.client.call('banner.get', {})).banner, null)
})

test('[ORG-19/banner] it needs a text in one line and an end within thirty days', async () => {
  const { operator } = cast
  const input = { id: newId(), ru: 'Работы', en: '', until: inMs(3_600_000) }
  await operator.refused('banner.set', { ...input, ru: ' ' }, 'banner.textInvalid')
  await operator.refused('banner.set', { ...input, ru: 'Ра\u200bботы' }, 'banner.textInvalid')
  await operator.refused('banner.set', { ...input, until: inMs(-1_000) }, 'banner.untilInvalid')
  await operator.refused('banner.set', { ...input, until: inMs(BANNER_LIFE_MS + 60_000) }, 'banner.untilInvalid')
  await operator.refused('banner.set', { ...input, until: '2026-02-30T10:00:00.000Z' }, 'request.invalid')
})
