import assert from 'node:assert/strict'
import { mock, type TestContext, test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { CALL_BEAT_MS } from '#contract/calls/calls.limits.ts'
import type { Call } from '#contract/calls/calls.ts'
import type { Halls } from '#contract/calls/halls.ts'
import type { ErrorCode } from '#contract/errors.ts'
import type { EventFrame } from '#contract/kit/socket.ts'
import { ApiFailure, NetworkFailure } from '#web/kit/api/api-failure.ts'
import type { Api } from '#web/kit/api/create-api.ts'
import { CallSession, type Media } from './call-session.ts'
import type { Occupant } from './call-state.ts'
import type { GivenTrack, LiveRoomParts } from './live-room.ts'

const CALL: Call = {
  id: 'call',
  chatId: 'chat',
  version: 1,
  waitingRoom: false,
  locked: false,
  microphones: true,
  cameras: true,
  screens: false,
  reactions: true,
  startedBy: 'teacher',
  startedAt: '2026-11-30T10:00:00.000Z',
  endedAt: null,
  endedBy: null,
}
const MINE = { leads: false, admission: null, waiting: 0 }
const ADMITTED = { admitted: { url: 'ws://media', token: 'token', expiresAt: CALL.startedAt, hallId: null } }
const HALLS: Halls = { version: 0, free: false, openSince: null, endsAt: null, halls: [] }
const SOUND = { track: {}, source: 'microphone' } as unknown as GivenTrack
const refusal = (code: ErrorCode, status = 403) =>
  new ApiFailure({ code, status, requestId: 'r', type: '', title: '' } as never)

/** A server and a media server that answer as the test says. */
function stage(context: TestContext, { microphone = false, join = (): unknown => ADMITTED } = {}) {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: Date.parse(CALL.startedAt) })
  const asked: string[] = []
  const joined: string[] = []
  const switched: string[] = []
  const answers: Record<string, () => unknown> = {
    'calls.join': join,
    'calls.beat': () => ({}),
    'calls.leave': () => ({}),
    'calls.running': () => ({ call: CALL, people: 1, mine: MINE }),
    'calls.halls': () => ({ halls: HALLS, mine: null, cards: [] }),
    'calls.people': () => ({ call: CALL, revision: 1, stays: [], people: [], cards: [], guests: [] }),
  }
  let hear: (frame: EventFrame) => void = () => {}
  let media: LiveRoomParts | null = null
  let keys = 0
  const rooms: string[] = []
  const occupant = (): Occupant => ({
    sessionId: 'own',
    isSelf: true,
    microphone: switched.at(-1) === 'on',
    hasCamera: false,
    camera: null,
    hasScreen: false,
    screen: null,
    speaks: false,
    link: 'good',
  })
  const session = new CallSession({
    call: CALL,
    mine: MINE,
    profileId: 'me',
    microphone,
    camera: false,
    newKey: () => `session-${++keys}`,
    ask: (async (operation: { id: string }, input: { sessionId?: string }) => {
      asked.push(operation.id)
      if (operation.id === 'calls.join') joined.push(input.sessionId!)
      const answer = answers[operation.id]!()
      if (answer instanceof Error) throw answer
      return answer
    }) as unknown as Api['call'],
    openMedia: async (parts) => {
      media = parts
      return {
        isSilenced: false,
        connect: async (_url: string, token: string) => void rooms.push(token),
        leave: async () => {},
        startSound: async () => {},
        setMicrophone: async (on: boolean) => void switched.push(on ? 'on' : 'off'),
        setCamera: async () => {},
        setScreen: async () => {},
        setDevice: async () => {},
        setShown: () => {},
        setSaving: () => {},
        occupants: () => [occupant()],
        giveTracks: async () => (switched.at(-1) === 'on' ? [SOUND] : []),
        takeTracks: async (given) => void rooms.push(`${given.length} tracks`),
      } satisfies Media
    },
    onEvent: (listener) => {
      hear = listener
      return () => {
        hear = () => {}
      }
    },
  })
  context.after(() => {
    session.leave()
    mock.timers.reset()
  })
  const settle = async () => {
    for (let turns = 0; turns < 6; turns += 1) await turn()
  }
  return {
    session,
    asked,
    joined,
    switched,
    rooms,
    answers,
    settle,
    state: () => session.store.getState(),
    pass: async (ms: number) => {
      mock.timers.tick(ms)
      await settle()
    },
    hear: async (
      e: 'call.changed' | 'call.door' | 'call.halls' | 'call.note' | 'call.people' | 'call.asked' | 'profile.changed',
      p: object,
    ) => {
      hear({ e, p } as unknown as EventFrame)
      await settle()
    },
    mend: async (mending: boolean) => {
      media!.onMending(mending)
      await settle()
    },
    lose: async (elsewhere = false) => {
      media!.onLost(elsewhere)
      await settle()
    },
  }
}

test('[CALL-09/page] whoever waits asks again every ten seconds, and at once when it was decided', async (context) => {
  const { settle, answers, joined, pass, hear, state } = stage(context, { join: () => ({ admitted: null }) })
  await settle()
  assert.equal(state().phase, 'waiting')
  await pass(CALL_BEAT_MS)
  assert.equal(joined.length, 2)
  answers['calls.join'] = () => ADMITTED
  await hear('call.door', { chatId: 'other', callId: 'call' })
  assert.equal(state().phase, 'waiting')
  await hear('call.door', { chatId: 'chat', callId: 'call' })
  assert.equal(state().phase, 'in')
  assert.deepEqual(new Set(joined), new Set(['session-1']))
})

test('whoever is in says so every ten seconds, and nothing is published before it is switched on', async (context) => {
  const { settle, asked, switched, pass, session, state } = stage(context)
  await settle()
  assert.deepEqual(switched, [])
  await pass(CALL_BEAT_MS * 3)
  assert.equal(asked.filter((id) => id === 'calls.beat').length, 3)
  await session.setMicrophone(true)
  assert.equal(state().occupants[0]!.microphone, true)
  session.leave()
  assert.deepEqual([state().phase, state().ending], ['over', { how: 'left' }])
  await settle()
  assert.equal(asked.filter((id) => id === 'calls.leave').length, 1)
  await pass(CALL_BEAT_MS * 3)
  assert.equal(asked.filter((id) => id === 'calls.beat').length, 3)
})

test('a lost link is mended under the same session, with the microphone as it was', async (context) => {
  const { settle, answers, joined, switched, pass, lose, state } = stage(context, { microphone: true })
  await settle()
  assert.deepEqual(switched, ['on'])
  answers['calls.join'] = () => new NetworkFailure(null)
  await lose()
  assert.equal(state().phase, 'lost')
  await pass(500)
  await pass(1_000)
  assert.equal(state().tries, 3)
  answers['calls.join'] = () => ADMITTED
  await pass(2_000)
  assert.equal(state().phase, 'in')
  assert.deepEqual(switched, ['on', 'on'])
  assert.deepEqual(new Set(joined), new Set(['session-1']))
})

test('whoever was counted as gone comes back under a new session', async (context) => {
  const { settle, answers, joined, pass, state } = stage(context)
  await settle()
  answers['calls.beat'] = () => refusal('call.sessionOver', 409)
  answers['calls.join'] = () => (joined.at(-1) === 'session-1' ? refusal('call.sessionOver', 409) : ADMITTED)
  await pass(CALL_BEAT_MS)
  assert.equal(state().phase, 'lost')
  await pass(500)
  assert.equal(state().phase, 'in')
  assert.equal(joined.at(-1), 'session-2')
})

for (const code of ['call.locked', 'call.removed', 'call.full', 'call.unavailable'] as const) {
  test(`a refusal by ${code} is the end for this page, which says why`, async (context) => {
    const error = refusal(code, code === 'call.unavailable' ? 503 : 403)
    const { settle, state } = stage(context, { join: () => error })
    await settle()
    assert.deepEqual([state().phase, state().ending], ['over', { how: 'refused', error }])
  })
}

test('a media server that is away for a moment throws nobody out', async (context) => {
  const { settle, answers, lose, pass, state } = stage(context)
  await settle()
  answers['calls.join'] = () => refusal('call.unavailable', 503)
  await lose()
  assert.equal(state().phase, 'lost')
  answers['calls.join'] = () => ADMITTED
  await pass(500)
  assert.equal(state().phase, 'in')
})

test('[CALL-18/page] the end for everybody is heard at once', async (context) => {
  const { settle, hear, state } = stage(context)
  await settle()
  await hear('call.changed', { call: { ...CALL, endedAt: CALL.startedAt, endedBy: 'teacher' } })
  assert.deepEqual(state().ending, { how: 'ended', byId: 'teacher' })
})

test('[ACC-03/call-page] who ceases to be staff is called otherwise at once, and nobody is told older names again', async (context) => {
  const { settle, hear, pass, state } = stage(context)
  await settle()
  await pass(500)
  const anna = {
    id: 'anna',
    version: 4,
    surname: 'Белова',
    name: 'Анна',
    patronymic: 'Ильинична',
    staff: true,
    gone: false,
  }
  const told = { chatId: 'chat', callId: 'call', came: [], guests: [], left: [], people: [] }
  await hear('call.people', { ...told, revision: 2, cards: [anna] })
  const renamed = { ...anna, version: 5, patronymic: '', staff: false }
  await hear('profile.changed', { card: renamed })
  assert.deepEqual(state().cards.anna, renamed)
  await hear('call.people', { ...told, revision: 3, cards: [anna] })
  assert.deepEqual(state().cards.anna, renamed)
  await hear('profile.changed', { card: { ...anna, id: 'somebody else' } })
  assert.deepEqual(Object.keys(state().cards), ['anna'])
})

test('[CALL-06/page] what is told of people is taken in as it comes, and after a hole everything is asked anew', async (context) => {
  const { settle, asked, hear, pass, state } = stage(context)
  await settle()
  await pass(500)
  const permissions = { microphone: null, camera: null, screen: null }
  const anna = { profileId: 'anna', leads: false, administrator: false, handAt: null, floor: false, permissions }
  const told = { chatId: 'chat', callId: 'call', came: [], cards: [], guests: [], left: [], people: [] }
  const stay = { sessionId: 'session-a', profileId: 'anna', joinedAt: CALL.startedAt }
  await hear('call.people', { ...told, revision: 2, came: [stay], people: [anna] })
  await hear('call.people', { ...told, revision: 3, people: [{ ...anna, handAt: CALL.startedAt }] })
  await hear('call.people', { ...told, revision: 2, people: [anna] })
  assert.deepEqual(state().stays, [stay])
  assert.equal(state().roles.anna!.handAt, CALL.startedAt)
  await hear('call.people', { ...told, revision: 4, left: ['session-a'] })
  assert.deepEqual(state().stays, [])
  const before = asked.filter((id) => id === 'calls.people').length
  await hear('call.people', { ...told, revision: 9 })
  await pass(500)
  assert.equal(asked.filter((id) => id === 'calls.people').length, before + 1)
  await hear('call.asked', { chatId: 'chat', callId: 'elsewhere', profileId: 'teacher', source: 'microphone' })
  assert.equal(state().asked, null)
})

test('another window takes the place of this one', async (context) => {
  const { settle, lose, state } = stage(context)
  await settle()
  await lose(true)
  assert.deepEqual(state().ending, { how: 'elsewhere' })
})

test('[HALL-03/page] open halls take everybody along with his microphone, and at the end of their time all come back', async (context) => {
  const { session, settle, answers, pass, hear, rooms, joined, state } = stage(context, { microphone: true })
  await settle()
  await pass(1_000)
  assert.deepEqual(rooms, ['token'])
  const open: Halls = {
    version: 2,
    free: false,
    openSince: CALL.startedAt,
    endsAt: new Date(Date.now() + 60_000).toISOString(),
    halls: [{ id: 'hall', name: 'Первый', profileIds: ['me'] }],
  }
  const into = (hallId: string | null, token: string) => ({ admitted: { ...ADMITTED.admitted, hallId, token } })
  answers['calls.halls'] = () => ({ halls: open, mine: 'hall', cards: [] })
  answers['calls.join'] = () => into('hall', 'hall-token')
  await hear('call.halls', { chatId: 'chat', callId: 'call', version: 2 })
  await pass(1_000)
  assert.deepEqual([rooms, state().hallId, state().phase], [['token', 'hall-token', '1 tracks'], 'hall', 'in'])
  assert.deepEqual(new Set(joined), new Set(['session-1']), 'the same stay goes on')

  // Hearing the same once more moves nobody.
  await hear('call.halls', { chatId: 'chat', callId: 'call', version: 2 })
  await pass(1_000)
  assert.equal(rooms.length, 3)

  answers['calls.join'] = () => into(null, 'main-token')
  answers['calls.halls'] = () => ({ halls: { ...open, openSince: null, endsAt: null }, mine: 'hall', cards: [] })
  await pass(62_000)
  assert.deepEqual([rooms.slice(3), state().hallId], [['main-token', '1 tracks'], null])
  await hear('call.note', { chatId: 'chat', callId: 'call', by: 'teacher', text: 'Пора' })
  assert.deepEqual(session.store.getState().note, { by: 'teacher', text: 'Пора' })
})

test('a link that is not mended within three seconds is made anew, and one that is stays', async (context) => {
  const { settle, joined, pass, mend, state } = stage(context)
  await settle()
  await mend(true)
  assert.equal(state().mending, true)
  await pass(2_000)
  await mend(false)
  await pass(5_000)
  assert.deepEqual([joined.length, state().phase, state().mending], [1, 'in', false])
  await mend(true)
  await pass(3_100)
  await settle()
  assert.deepEqual([joined.length, state().phase, state().mending], [2, 'in', false])
})

test('what one does with halls follows what was done before, and an answer that was overtaken changes nothing', async (context) => {
  const { session, settle, state } = stage(context)
  await settle()
  const sent: number[] = []
  const first = Promise.withResolvers<void>()
  const made = (version: number) => ({ halls: { ...HALLS, version } })
  const acts = [
    session.arrangeHalls(async (version) => {
      sent.push(version)
      await first.promise
      return made(version + 1)
    }),
    session.arrangeHalls(async (version) => {
      sent.push(version)
      return made(version + 1)
    }),
  ]
  await settle()
  assert.deepEqual(sent, [0])
  first.resolve()
  await Promise.all(acts)
  assert.deepEqual([sent, state().halls?.version], [[0, 1], 2])
  session.takeHalls({ ...HALLS, version: 1 })
  assert.equal(state().halls?.version, 2)
  await assert.rejects(session.arrangeHalls(() => Promise.reject(new Error('refused'))))
  await session.arrangeHalls(async (version) => made(version + 1))
  assert.equal(state().halls?.version, 3, 'what was refused keeps nothing back')
})
