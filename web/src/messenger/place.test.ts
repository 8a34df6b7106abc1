import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hrefOf, placeOf } from './place.ts'

const CHAT = '01890a5d-ac96-774b-bcce-b302099000c1'

test('every chat and every message has an address, and a wrong one shows the list', () => {
  assert.deepEqual(placeOf(`/im/${CHAT}`, {}), { chatId: CHAT, seq: null, info: false, feed: false })
  assert.deepEqual(placeOf(`/im/${CHAT}`, { m: 7, info: 1 }), { chatId: CHAT, seq: 7, info: true, feed: false })
  assert.deepEqual(placeOf('/im/elsewhere', { m: 'x' }), { chatId: null, seq: null, info: false, feed: false })
  assert.deepEqual(placeOf('/im/feed', {}), { chatId: null, seq: null, info: false, feed: true })
  assert.equal(hrefOf(CHAT, { seq: 7 }), `/im/${CHAT}?m=7`)
  assert.equal(hrefOf(CHAT, { info: true }), `/im/${CHAT}?info=1`)
  assert.equal(hrefOf(null), '/im')
})
