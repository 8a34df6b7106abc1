import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applyEvent } from './apply-event.ts'
import { applySnapshot } from './apply-snapshot.ts'
import { createEdits } from './edits.ts'
import { createEngineStore } from './engine-state.ts'
import { emptyState, withoutChats } from './state.ts'
import * as example from './sync-examples.ts'

const { CHAT, ME } = example
const draft = (seq: number, text = `begun ${seq}`) => ({ seq, version: 1, text, mentions: [] })

function begun() {
  const store = createEngineStore(ME)
  const edits = createEdits(store)
  const entries = [1, 2, 3].map((seq) => example.posted(seq, ME))
  const state = applySnapshot(emptyState(ME), example.snapshot([{ state: example.chatState(3), entries, reset: true }]))
  for (const seq of [1, 2, 3]) edits.keep(CHAT, draft(seq))
  const kept = () => (store.getState().edits[CHAT] ?? []).map(({ text }) => text)
  return { edits, state, kept, store }
}

test('[MSG-09/begun] of each message one draft of its edit is kept, the newest last', () => {
  const { edits, kept, state } = begun()
  edits.keep(CHAT, draft(1, 'begun 1 again'))
  edits.look(state)
  assert.deepEqual(kept(), ['begun 2', 'begun 3', 'begun 1 again'])
  edits.drop(CHAT, 3)
  edits.drop(CHAT, 3)
  assert.deepEqual(kept(), ['begun 2', 'begun 1 again'])
})

test('[MSG-09/begun-erased] nothing is left of the draft when its message is erased, in sight or not, or the chat is lost', () => {
  const { edits, kept, state, store } = begun()
  const erased = (seq: number, s: number) =>
    example.chatEvent(
      'message.changed',
      { message: example.message(seq, ME, { erased: 'leader', text: '', version: 2 }), actorId: null, what: 'erased' },
      s,
    )
  const inSight = applyEvent(state, erased(1, 4), 0).state
  edits.look(inSight)
  assert.deepEqual(kept(), ['begun 2', 'begun 3'])
  const slice = inSight.chats[CHAT]!
  const away = { ...inSight, chats: { [CHAT]: { ...slice, window: null } } }
  edits.look(applyEvent(away, erased(2, 5), 0).state)
  assert.deepEqual(kept(), ['begun 3'])
  edits.look(withoutChats(away, [CHAT]))
  assert.deepEqual(store.getState().edits, {})
})
