import assert from 'node:assert/strict'
import { test } from 'node:test'
import { callHref, callPlaceOf } from './place.ts'

const CHAT = '01890a5d-ac96-774b-bcce-b302099a8057'

test('every call is a link, and an address leads back to its chat', () => {
  for (const href of [callHref(CHAT), callHref(CHAT, true)]) {
    assert.equal(callPlaceOf(new URL(href, 'https://parta.example').pathname), CHAT)
  }
  assert.equal(callPlaceOf(`/im/${CHAT}/call/`), CHAT)
  for (const other of [`/im/${CHAT}`, '/im/feed', `/im/${CHAT}/call/x`, '/im/x/call', '/im']) {
    assert.equal(callPlaceOf(other), null)
  }
})
