import assert from 'node:assert/strict'
import { test } from 'node:test'
import { watchLesson } from './lesson-watch.ts'

const MINUTE_MS = 60_000

function lesson(minutes: number) {
  let time = 0
  let left = 0
  let look: (() => void) | null = null
  let touch: (() => void) | null = null
  const stop = watchLesson(new Date(minutes * MINUTE_MS).toISOString(), {
    now: () => time,
    every: (_ms, call) => {
      look = call
      return () => {
        look = null
      }
    },
    onTouch: (call) => {
      touch = call
      return () => {
        touch = null
      }
    },
    leave: () => {
      left += 1
    },
  })
  return {
    stop,
    pass: (ms: number) => {
      time += ms
      look?.()
    },
    touch: () => touch?.(),
    left: () => left,
    watches: () => look !== null || touch !== null,
  }
}

test('[P-06/idle] a tablet that nobody touches for ten minutes is left, once', () => {
  const tablet = lesson(60)
  tablet.pass(9 * MINUTE_MS)
  tablet.touch()
  tablet.pass(9 * MINUTE_MS)
  assert.equal(tablet.left(), 0)
  tablet.pass(MINUTE_MS)
  assert.equal(tablet.left(), 1)
  assert.equal(tablet.watches(), false)
  tablet.pass(MINUTE_MS)
  assert.equal(tablet.left(), 1)
})

test('[P-06/over] the end of the lesson leaves whoever still works', () => {
  const tablet = lesson(12)
  for (let minute = 0; minute < 11; minute += 1) {
    tablet.touch()
    tablet.pass(MINUTE_MS)
  }
  assert.equal(tablet.left(), 0)
  tablet.touch()
  tablet.pass(MINUTE_MS)
  assert.equal(tablet.left(), 1)
})

test('a watch that is ended leaves nobody', () => {
  const tablet = lesson(60)
  tablet.stop()
  assert.equal(tablet.watches(), false)
  tablet.pass(30 * MINUTE_MS)
  assert.equal(tablet.left(), 0)
})
