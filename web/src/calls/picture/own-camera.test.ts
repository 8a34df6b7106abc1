import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Choices } from '../choices.ts'
import { allowedOf, type Background } from './background.ts'
import { BackgroundTrouble } from './background-trouble.ts'
import type { Cover } from './cover.ts'
import { type Camera, OwnCamera } from './own-camera.ts'

/** Somebody's camera in a call, and what the others have got of it: each entry is what is sent from then on. */
function callOf(chosen: Partial<Pick<Choices, 'background' | 'quality'>> = {}) {
  const choices = { background: 'none' as Background, quality: 'usual' as Choices['quality'], ...chosen }
  const sent: string[] = []
  const told: string[] = []
  const covers: Cover[] = []
  let trouble: 'slow' | 'failed' | null = null
  let camera: (Camera & { isMuted: boolean }) | null = null
  const makeCover = (background: Background): Cover => {
    let shown = background
    const cover = {
      name: 'test',
      init: async () => {},
      restart: async () => {},
      destroy: async () => {},
      async show(next: Background) {
        shown = next
        if (camera?.getProcessor() === cover && !camera.isMuted) sent.push(shown)
      },
      onTrouble: () => {},
      toString: () => shown,
    }
    covers.push(cover)
    return cover
  }
  const own = new OwnCamera({
    choices: () => choices,
    published: () => camera,
    async publish(cover) {
      let processor: Cover | null = cover
      camera = {
        isMuted: false,
        getProcessor: () => processor ?? undefined,
        async setProcessor(next) {
          processor = next
          sent.push(String(next))
        },
        async stopProcessor() {
          processor = null
          sent.push('room')
        },
      }
      sent.push(cover === null ? 'room' : String(cover))
    },
    async turn(on) {
      if (camera === null) return
      camera.isMuted = !on
      sent.push(on ? String(camera.getProcessor() ?? 'room') : 'off')
    },
    async withdraw() {
      camera = null
    },
    async openCover(background) {
      if (trouble !== null) throw new BackgroundTrouble(trouble)
      return makeCover(background)
    },
    onTrouble(kind, cameraIsOff) {
      told.push(cameraIsOff ? `${kind}, off` : kind)
      choices.background = 'none'
    },
  })
  const choose = (choice: typeof chosen) => {
    Object.assign(choices, choice)
    return own.follow()
  }
  return {
    own,
    sent,
    told,
    covers,
    choose,
    fail: (kind: 'slow' | 'failed' | null) => {
      trouble = kind
    },
  }
}

test('[CALL-15/background] a room that was covered before a call is never sent, not in the first picture either', async () => {
  const { own, sent } = callOf({ background: 'blur' })
  await own.set(true)
  await own.set(false)
  await own.set(true)
  assert.deepEqual(sent, ['blur', 'off', 'blur'])
})

test('[CALL-15/background] what is chosen in a call holds at once, and from the first picture of the next time', async () => {
  const { own, sent, choose } = callOf()
  await own.set(true)
  await choose({ background: 'sky' })
  await choose({ background: 'library' })
  await choose({ background: 'none' })
  assert.deepEqual(sent.splice(0), ['room', 'sky', 'library', 'room'])
  await own.set(false)
  await choose({ background: 'blur' })
  assert.deepEqual(sent.splice(0), ['off'], 'a camera that is off stays off')
  await own.set(true)
  assert.deepEqual(sent.splice(0), ['blur'])
})

for (const kind of ['slow', 'failed'] as const) {
  test(`[CALL-15/fallback] a cover that is ${kind} leaves a camera off that was covered, and says so`, async () => {
    const { own, sent, told, fail } = callOf({ background: 'blur' })
    fail(kind)
    await own.set(true)
    assert.deepEqual([sent, told], [[], [`${kind}, off`]])
    await own.set(true)
    assert.deepEqual(sent, ['room'], 'who switches it on again after that shows the room')
  })

  test(`[CALL-15/fallback] a cover that becomes ${kind} takes the camera with it`, async () => {
    const { own, sent, told, covers } = callOf({ background: 'sky' })
    await own.set(true)
    covers[0]!.onTrouble(kind)
    await own.adopt()
    assert.deepEqual([sent, told], [['sky', 'off'], [`${kind}, off`]])
  })

  test(`[CALL-15/fallback] a room that is seen already goes on to be seen when its cover is ${kind}`, async () => {
    const { own, sent, told, fail, choose } = callOf()
    await own.set(true)
    fail(kind)
    await choose({ background: 'sky' })
    assert.deepEqual([sent, told], [['room'], [kind]])
  })
}

test('[CALL-16/at-once] another quality is sent at once, covered as before', async () => {
  const { own, sent, choose } = callOf({ background: 'blur' })
  await own.set(true)
  await choose({ quality: 'low' })
  assert.deepEqual(sent.splice(0), ['blur', 'blur'], 'opened anew')
  await own.set(false)
  await choose({ quality: 'high' })
  await own.set(true)
  await own.set(false)
  await own.set(true)
  assert.deepEqual(sent, ['off', 'blur', 'off', 'blur'])
})

test('[CALL-15/policy] an own picture that may not be shown, or is gone, becomes blur and not the room', () => {
  assert.equal(allowedOf('own', { allowed: true, there: true }), 'own')
  assert.equal(allowedOf('own', { allowed: false, there: true }), 'blur')
  assert.equal(allowedOf('own', { allowed: true, there: false }), 'blur')
  assert.equal(allowedOf('sky', { allowed: false, there: false }), 'sky')
})
