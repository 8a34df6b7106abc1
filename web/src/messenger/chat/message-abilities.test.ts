import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OWN_CHANGE_MS } from '#contract/messenger/messenger.limits.ts'
import { chatState, ME, message, mine } from '#web/kit/sync/sync-examples.ts'
import { messageAbilities } from './message-abilities.ts'

const sent = message(1, ME)
const SENT_MS = Date.parse(sent.at)
const place = { chat: chatState(1).chat, mine: mine() } as Parameters<typeof messageAbilities>[1]
const editsAfter = (ms: number, of = sent) => messageAbilities(of, place, ME, SENT_MS + ms, false).edit

test('[MSG-09/control] an own message offers to be edited until its day is over, and then no more', () => {
  assert.deepEqual([editsAfter(0), editsAfter(OWN_CHANGE_MS - 1), editsAfter(OWN_CHANGE_MS)], [true, true, false])
  assert.equal(OWN_CHANGE_MS, 24 * 60 * 60 * 1000)
  assert.equal(editsAfter(0, message(1)), false, 'another one’s message')
  assert.equal(editsAfter(0, message(1, ME, { erased: 'author' })), false)
})
