import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chatAbilities, givableReactions } from './chats.abilities.ts'
import { forwardRefusal } from './messages.abilities.ts'
import { REACTIONS } from './messenger.limits.ts'

const END = '2026-03-17T08:01:00.000Z'

test('[MSG-14/ability] what is erased or vanishes, an observer’s chat and one that forbids it are not forwarded from, in this order', () => {
  const free = { erased: null, expiresAt: null }
  const member = { mine: { role: 'member' }, chat: { forwards: true } } as const
  const observer = { mine: { role: 'observer' }, chat: { forwards: false } } as const
  const closed = { mine: { role: 'owner' }, chat: { forwards: false } } as const
  assert.equal(forwardRefusal(free, member), null)
  assert.equal(forwardRefusal({ erased: 'author', expiresAt: END }, closed), 'message.erased')
  assert.equal(forwardRefusal({ erased: null, expiresAt: END }, closed), 'message.vanishing')
  assert.equal(forwardRefusal(free, observer), 'chat.observing')
  assert.equal(forwardRefusal(free, closed), 'chat.forwardForbidden', 'also for whoever has forbidden it')
})

test('[CHT-03/forward-ability] whoever leads a group allows or forbids forwarding, and nobody does in a dialogue or a channel', () => {
  const roles = ['owner', 'administrator', 'member', 'observer'] as const
  const able = (kind: 'group' | 'direct' | 'channel') =>
    roles.filter((role) => chatAbilities({ kind }, { role, writeRefusal: null }).setForwarding)
  assert.deepEqual([able('group'), able('direct'), able('channel')], [['owner', 'administrator'], [], []])
})

test('[CHN-07/ability] in a channel its organisation decides which reactions there are, elsewhere whoever writes gives any', () => {
  const reader = { writeRefusal: 'message.channelReadOnly' } as const
  assert.equal(givableReactions({ kind: 'channel', reactions: null }, reader), REACTIONS)
  assert.deepEqual(givableReactions({ kind: 'channel', reactions: ['🙏'] }, reader), ['🙏'])
  assert.deepEqual(givableReactions({ kind: 'channel', reactions: [] }, reader), [])
  assert.equal(givableReactions({ kind: 'group', reactions: null }, { writeRefusal: null }), REACTIONS)
  const silent = { writeRefusal: 'message.writeForbidden' } as const
  assert.deepEqual(givableReactions({ kind: 'group', reactions: null }, silent), [])
  assert.equal(
    givableReactions({ kind: 'group', reactions: null }, silent),
    givableReactions({ kind: 'direct', reactions: null }, silent),
    'the same list each time',
  )
})
