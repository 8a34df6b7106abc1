import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Message } from '#contract/messenger/chats.ts'
import { applyEvent } from './apply-event.ts'
import { applyQuoted } from './apply-page.ts'
import { applySnapshot } from './apply-snapshot.ts'
import { ExpiryTimer, withoutExpired } from './expiry.ts'
import { emptyState, type SyncState } from './state.ts'
import { ANNA, CHAT, chatEvent, chatState, ME, message, posted, snapshot } from './sync-examples.ts'

const END = Date.UTC(2026, 2, 17, 9)
const expiring = (seq: number, end = END): Partial<Message> & { seq: number } => ({
  seq,
  expiresAt: new Date(end).toISOString(),
})

/** A chat of two messages on screen, the second of which ends at `END`. */
function opened(): SyncState {
  const entries = [posted(1), posted(2, ANNA, expiring(2))]
  const state = { ...chatState(2, { unread: 2 }), lastMessage: message(2, ANNA, expiring(2)) }
  return applySnapshot(emptyState(ME), snapshot([{ state, entries, reset: true }]))
}

const textsOf = (state: SyncState) =>
  (state.chats[CHAT]!.window?.entries ?? []).flatMap((entry) =>
    entry.e === 'message.posted' ? [entry.p.message.text] : [],
  )

test('[MSG-08/device] at its end a message is emptied wherever the device holds it, and not a moment before', () => {
  const quoting = applyQuoted(opened(), CHAT, [7], [message(7, ANNA, expiring(7))])
  assert.equal(withoutExpired(quoting, END - 1), quoting)
  const over = withoutExpired(quoting, END)
  assert.deepEqual(textsOf(over), ['message 1', ''])
  const { lastMessage, quoted } = over.chats[CHAT]!
  assert.deepEqual([lastMessage?.text, lastMessage?.erased, quoted[7]?.text], ['', 'expired', ''])
  assert.ok(!JSON.stringify(over).includes('message 2'))
  assert.equal(withoutExpired(over, END + 1), over)
})

test('[MSG-08/device] a reading from before the end does not bring the text back, and the event settles it', () => {
  const over = withoutExpired(opened(), END)
  const again = applySnapshot(
    over,
    snapshot([{ state: chatState(2), entries: [posted(2, ANNA, expiring(2))], reset: false }]),
  )
  assert.deepEqual(textsOf(again), ['message 1', ''])
  const erased = message(2, ANNA, { ...expiring(2), version: 2, text: '', erased: 'expired' })
  const event = chatEvent('message.changed', { message: erased, actorId: null, what: 'erased' }, 3)
  assert.equal(applyEvent(over, event, 0).state.chats[CHAT]!.lastMessage?.version, 2)
})

test('[MSG-08/device] the timer rings at the next end, and is set anew only when that has changed', () => {
  let now = END - 5_000
  const set: number[] = []
  let ring: () => void = () => undefined
  let rings = 0
  const timer = new ExpiryTimer({
    after(ms, callback) {
      set.push(ms)
      ring = callback
      return () => undefined
    },
    now: () => now,
    ring: () => {
      rings += 1
    },
  })
  const state = opened()
  timer.look(state)
  timer.look({ ...state, profileSeq: 9 })
  assert.deepEqual(set, [5_000])
  now = END
  ring()
  assert.equal(rings, 1)
  timer.look(withoutExpired(state, now))
  assert.deepEqual(set, [5_000], 'nothing is left to end')
})
