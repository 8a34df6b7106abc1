import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Attachment } from '#contract/messenger/attachment.ts'
import { WAVE_PEAKS } from '#contract/messenger/attachments.limits.ts'
import { lengthOf } from '#web/kit/i18n/lengths.ts'
import { applySnapshot } from '#web/kit/sync/apply-snapshot.ts'
import { emptyState } from '#web/kit/sync/state.ts'
import * as example from '#web/kit/sync/sync-examples.ts'
import { nextVoice } from './next-voice.ts'
import { wavedOf } from './waved.ts'

const file = (id: string, kind: Attachment['kind']): Attachment => ({
  id,
  kind,
  name: id,
  bytes: 9,
  picture: null,
  durationMs: kind === 'voice' ? 2_000 : null,
  waveform: null,
})

test('[MSG-04/next] the next voice message of the chat plays on, whatever stands between, and after the last one nothing', () => {
  const entries = [
    example.posted(3, example.ANNA, { attachments: [file('one', 'voice')] }),
    example.posted(4, example.ANNA, { text: 'Потом отвечу' }),
    example.posted(5, example.ANNA, { attachments: [file('song', 'audio')] }),
    example.posted(6, example.ANNA, { attachments: [file('two', 'voice')] }),
  ]
  const body = { state: example.chatState(6), entries, reset: true }
  const state = applySnapshot(emptyState(example.ME), example.snapshot([body]))
  assert.equal(nextVoice(state, 'one')?.id, 'two')
  assert.equal(nextVoice(state, 'two'), null)
  assert.equal(nextVoice(state, 'song'), null)
  assert.equal(nextVoice(state, 'unknown'), null)
})

test('[MSG-04/wave] the wave of what is being recorded has as many bars as a sent one, each as loud as its loudest part', () => {
  assert.deepEqual(wavedOf([1, 5, 2, 8], 2), [5, 8])
  assert.deepEqual(wavedOf([], 3), [0, 0, 0])
  assert.equal(wavedOf([7]).length, WAVE_PEAKS)
  assert.equal(Math.max(...wavedOf(Array.from({ length: 9_000 }, (_, n) => n % 90))), 89)
})

test('[MSG-04/length] lengths are told as players tell them', () => {
  assert.deepEqual([0, 900, 7_400, 65_000, 900_000, 3_723_000].map(lengthOf), [
    '0:00',
    '0:01',
    '0:07',
    '1:05',
    '15:00',
    '1:02:03',
  ])
})
