import assert from 'node:assert/strict'
import { after } from 'node:test'
import { type Device, LAPTOP } from '#testkit/browser.ts'
import { button, connectionsOf, hearsAnew, openForCall } from '#testkit/call-walk.ts'
import { createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { startTestMedia, untilReady } from '#testkit/media.ts'
import { startChat } from '#testkit/messages.ts'
import { tellStory } from '#testkit/story.ts'

/** Into a hall and back, by three browsers each time. */
const ROUNDS = 50
const MOVE_MS_MAX = 5_000
const SHARE_MIN = 0.99

const media = await startTestMedia()
after(() => media[Symbol.asyncDispose]())
const story = tellStory({ media: true, mediaServer: media })

const quantile = (sorted: readonly number[], share: number) => sorted[Math.ceil(sorted.length * share) - 1]!

story.step('[HALL-03/moves] three browsers go into a hall and back, and hear without a press', async () => {
  await untilReady(media)
  const cast = await createCast(story.world)
  const chatId = await startChat(cast)
  const people = [cast.teacher, cast.pupil, cast.secondPupil]
  const devices: Device[] = []
  for (const person of people) {
    const device = await openForCall(story, person, chatId, { viewport: LAPTOP })
    devices.push(device)
    await device.page.goto(`${device.page.url()}/call`)
    const way = person === cast.teacher ? 'Начать со звуком' : 'Войти со звуком'
    await button(device.page, way).click()
    await button(device.page, 'Выключить микрофон').waitFor()
  }
  const { client } = cast.teacher
  const place = { chatId, callId: (await client.call('calls.running', { chatId })).call!.id }
  const halls = [{ id: newId(), name: 'Зал', profileIds: people.map(({ profileId }) => profileId) }]
  let { version } = (await client.call('calls.arrangeHalls', { ...place, version: 0, free: false, halls })).halls
  const took: (number | null)[] = []
  const move = async (act: () => Promise<unknown>) => {
    const known = await Promise.all(devices.map(({ page }) => connectionsOf(page)))
    const heard = devices.map(({ page }, i) => hearsAnew(page, known[i]!, 2 * MOVE_MS_MAX))
    await act()
    took.push(...(await Promise.all(heard)))
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    await move(async () => {
      version = (await client.call('calls.openHalls', { ...place, version, minutes: null })).halls.version
    })
    await move(async () => {
      version = (await client.call('calls.closeHalls', { ...place, seconds: 0 })).halls.version
    })
  }
  const inTime = took.filter((ms): ms is number => ms !== null && ms <= MOVE_MS_MAX).sort((a, b) => a - b)
  const share = inTime.length / took.length
  process.stdout.write(
    `[gate] halls: ${took.length} moves of three browsers, ${(100 * share).toFixed(1)} % heard without a press within ` +
      `${MOVE_MS_MAX / 1_000} s, p50 ${Math.round(quantile(inTime, 0.5))} ms, p95 ${Math.round(quantile(inTime, 0.95))} ms\n`,
  )
  assert.ok(share >= SHARE_MIN, `${took.length - inTime.length} of ${took.length} moves were not heard in time`)
})
