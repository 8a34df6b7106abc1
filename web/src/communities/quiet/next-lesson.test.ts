import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextLesson } from './next-lesson.ts'

test('[P-04/bells] the next lesson is as long as the last one, after the same break, and never ends after the day', () => {
  const first = nextLesson([])
  assert.deepEqual(first, { from: '08:30', to: '09:15' })
  const second = nextLesson([first])
  assert.deepEqual(second, { from: '09:25', to: '10:10' })
  const long = { from: '10:30', to: '11:10' }
  assert.deepEqual(nextLesson([first, second, long]), { from: '11:30', to: '12:10' })
  const last = nextLesson([{ from: '23:00', to: '23:58' }])
  assert.ok(last.from < last.to && last.to <= '23:59', JSON.stringify(last))
  assert.deepEqual(nextLesson([{ from: '10:00', to: '09:00' }]), { from: '09:10', to: '09:11' })
})
