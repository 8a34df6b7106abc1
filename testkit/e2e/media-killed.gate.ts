import assert from 'node:assert/strict'
import path from 'node:path'
import { after } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { handQueue } from '#contract/calls/calls.abilities.ts'
import { CALL_BEAT_MS } from '#contract/calls/calls.limits.ts'
import { LAPTOP } from '#testkit/browser.ts'
import { makeTone, startCallLoad } from '#testkit/call-load.ts'
import { button, connectionsOf, hearsAnew, openForCall } from '#testkit/call-walk.ts'
import { createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { signalsOf, startTestMedia, untilReady } from '#testkit/media.ts'
import { startChat } from '#testkit/messages.ts'
import type { Person } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'

/** Three of them in browsers, the others without one. */
const PEOPLE = 60
const HALLS = 6
const AGAIN_MS_MAX = 10_000
const SHARE_MIN = 0.95
const APART_MS = 20

const media = await startTestMedia({ interfaces: ['lo'] })
const tone = path.join(await makeTemporaryFolder('parta-tone-'), 'tone.ogg')
await makeTone(tone, 440)
after(() => media[Symbol.asyncDispose]())
const story = tellStory({ media: true, mediaServer: media })

type Place = { chatId: string; callId: string }
interface Bot {
  person: Person
  session: Place & { sessionId: string }
}

/** Tokens of bots in the order of the bots; whoever is told that there is no media server yet asks again, as a browser does. */
const tokensFor = (bots: readonly Bot[]): Promise<string[]> => Promise.all(bots.map(tokenFor))

async function tokenFor({ person, session }: Bot): Promise<string> {
  for (;;) {
    const answer = await person.client.post('calls.join', JSON.stringify(session), { 'idempotency-key': newId() })
    if (answer.status === 200) return JSON.parse(answer.text).admitted.token
    assert.equal(answer.status, 503, answer.text)
    await delay(500)
  }
}

/** Lets bots in, two in each hall speaking, so that everybody hears somebody; they stay until the media server goes. */
const enter = (tokens: readonly string[], seconds: number) =>
  startCallLoad({
    url: signalsOf(media),
    ...{ tokens, speakers: 2 * HALLS, sound: tone, film: '', apartMs: APART_MS, seconds },
  })

story.step(
  '[HALL-05/media-killed] a call of sixty with six halls is heard again ten seconds after the media server was killed',
  async () => {
    await untilReady(media)
    const cast = await createCast(story.world)
    const { teacher, pupil, secondPupil, parent, secondTeacher, director } = cast
    const seated = [teacher, pupil, secondPupil, parent, secondTeacher, director]
    const chatId = await startChat(cast, seated.slice(1))
    const { call } = await teacher.client.call('calls.start', { chatId, id: newId() })
    const place = { chatId, callId: call.id }
    const halls = seated.map(({ profileId }, i) => ({ id: newId(), name: `Зал ${i + 1}`, profileIds: [profileId] }))
    await teacher.client.call('calls.arrangeHalls', { ...place, version: 0, free: false, halls })
    await teacher.client.call('calls.openHalls', { ...place, version: 1, minutes: null })

    const bots = Array.from({ length: PEOPLE - 3 }, (_, i) => ({
      person: seated[i % HALLS]!,
      session: { ...place, sessionId: newId() },
    }))
    const beats = setInterval(() => {
      for (const { person, session } of bots) void person.client.call('calls.beat', session).catch(() => {})
    }, CALL_BEAT_MS / 2)
    after(() => clearInterval(beats))
    const first = await enter(await tokensFor(bots), 60)
    // Its end by a signal is the one that is meant.
    first.ran.catch(() => {})
    await first.inside
    const browsers = await Promise.all(
      [teacher, pupil, secondPupil].map(async (person) => {
        const { page } = await openForCall(story, person, chatId, { viewport: LAPTOP })
        await page.goto(`${page.url()}/call`)
        await button(page, 'Войти со звуком').click()
        await button(page, 'Выключить микрофон').waitFor()
        assert.notEqual(await hearsAnew(page, 0, AGAIN_MS_MAX), null)
        return page
      }),
    )
    for (const person of [secondPupil, parent, pupil]) await person.client.call('calls.setHand', { ...place, up: true })
    const handsUp = async () =>
      handQueue((await teacher.client.call('calls.people', place)).people).map(({ profileId }) => profileId)
    const hands = await handsUp()
    assert.deepEqual(
      hands,
      [secondPupil, parent, pupil].map(({ profileId }) => profileId),
    )
    const before = await teacher.client.call('calls.halls', place)
    const known = await Promise.all(browsers.map(connectionsOf))

    process.kill(media.pid!, 'SIGKILL')
    const killed = performance.now()
    process.kill(first.pid, 'SIGKILL')
    const heard = browsers.map((page, i) => hearsAnew(page, known[i]!, 2 * AGAIN_MS_MAX))
    const tokens = await tokensFor(bots)
    const begun = performance.now() - killed
    const again = await (await enter(tokens, 10)).ran
    const times = [
      ...again.parts.map((part, i) => (part === null || part.firstMs < 0 ? null : begun + i * APART_MS + part.firstMs)),
      ...(await Promise.all(heard)),
    ]
    const inTime = times.filter((ms): ms is number => ms !== null && ms <= AGAIN_MS_MAX).sort((a, b) => a - b)
    process.stdout.write(
      `[gate] media server killed: ${inTime.length} of ${times.length} people in ${HALLS} halls hear again within ` +
        `${AGAIN_MS_MAX / 1_000} s, the last of them after ${((inTime.at(-1) ?? Number.NaN) / 1_000).toFixed(1)} s\n`,
    )
    assert.deepEqual((await teacher.client.call('calls.halls', place)).halls, before.halls)
    assert.deepEqual(await handsUp(), hands)
    assert.ok(
      inTime.length >= SHARE_MIN * times.length,
      times.map((ms) => (ms === null ? 'never' : Math.round(ms))).join(' '),
    )
  },
)
