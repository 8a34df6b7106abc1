import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEFAULT_PERMISSIONS, mayPermit, PERMISSION_SCOPES, type PermissionScope, reaches } from './chat-permissions.ts'
import { chatAbilities, givableReactions, isHidden, nextWriteAt, writeRefusal } from './chats.abilities.ts'
import type { ChatRole } from './chats.ts'
import { forwardRefusal } from './messages.abilities.ts'
import { REACTIONS } from './messenger.limits.ts'
import { voteRefusal } from './polls.abilities.ts'

const END = '2026-03-17T08:01:00.000Z'

test('[MSG-14/ability] what is erased or vanishes, an observer’s chat and one that forbids it are not forwarded from, in this order', () => {
  const free = { erased: null, expiresAt: null, poll: null }
  const { group } = DEFAULT_PERMISSIONS
  const chat = { permissions: { ...group, forward: 'administrators' } } as const
  const member = { mine: { role: 'member' }, chat: { permissions: group } } as const
  const observer = { mine: { role: 'observer' }, chat } as const
  const closed = { mine: { role: 'member' }, chat } as const
  assert.equal(forwardRefusal(free, member), null)
  assert.equal(forwardRefusal({ ...free, erased: 'author', expiresAt: END }, closed), 'message.erased')
  assert.equal(forwardRefusal({ ...free, expiresAt: END }, closed), 'message.vanishing')
  assert.equal(forwardRefusal(free, observer), 'chat.observing')
  assert.equal(forwardRefusal(free, closed), 'chat.forwardForbidden')
  assert.equal(forwardRefusal(free, { mine: { role: 'administrator' }, chat }), null)
})

const roles = ['owner', 'administrator', 'member', 'observer'] as const

test('[CHT-03/reach] a permission reaches whoever leads as much, and an observer has none', () => {
  const reach = (scope: PermissionScope) => roles.filter((role) => reaches(scope, role))
  assert.deepEqual(PERMISSION_SCOPES.map(reach), [
    ['owner', 'administrator', 'member'],
    ['owner', 'administrator'],
    ['owner'],
  ])
})

test('[CHT-03/owner] what is the owner’s alone, he alone gives and takes', () => {
  const able = (role: ChatRole) =>
    PERMISSION_SCOPES.flatMap((from) =>
      PERMISSION_SCOPES.filter((to) => mayPermit(role, from, to)).map((to) => `${from} ${to}`),
    )
  assert.equal(able('owner').length, 9)
  const both = [
    'everyone everyone',
    'everyone administrators',
    'administrators everyone',
    'administrators administrators',
  ]
  assert.deepEqual(able('administrator'), both)
  assert.deepEqual([able('member'), able('observer')], [[], []])
})

test('[CHT-03/write-ability] a chat in which only its leaders write says so after what keeps the reader himself', () => {
  const chat = { permissions: { ...DEFAULT_PERMISSIONS.group, write: 'administrators' } } as const
  assert.equal(writeRefusal(chat, { role: 'member', writeRefusal: null }), 'message.leadersOnly')
  assert.equal(writeRefusal(chat, { role: 'administrator', writeRefusal: null }), null)
  assert.equal(writeRefusal(chat, { role: 'observer', writeRefusal: 'chat.observing' }), 'chat.observing')
})

test('[CHT-03/leads] whoever leads a group decides what others may, and nobody does in a dialogue or a channel', () => {
  const able = (kind: 'group' | 'direct' | 'channel') =>
    roles.filter(
      (role) =>
        chatAbilities(
          { kind, communityId: null, unitId: null, audience: null, permissions: DEFAULT_PERMISSIONS[kind] },
          { role, writeRefusal: null },
        ).setPermission,
    )
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

test('[CHT-09/ability] only its owner deletes a group for everybody, and never one of a unit', () => {
  const able = (kind: 'group' | 'direct' | 'channel', unitId: string | null = null) =>
    roles.filter(
      (role) =>
        chatAbilities(
          { kind, communityId: null, unitId, audience: null, permissions: DEFAULT_PERMISSIONS[kind] },
          { role, writeRefusal: null },
        ).deleteChat,
    )
  assert.deepEqual([able('group'), able('group', 'unit'), able('direct'), able('channel')], [['owner'], [], [], []])
})

test('[CHT-09/hidden] a chat is hidden up to a number, and stands in the list again with the first message beyond it', () => {
  assert.equal(isHidden({ hiddenSeq: 0 }, null), false)
  assert.equal(isHidden({ hiddenSeq: 7 }, null), true)
  assert.equal(isHidden({ hiddenSeq: 7 }, { seq: 7 }), true)
  assert.equal(isHidden({ hiddenSeq: 7 }, { seq: 8 }), false)
})

test('[CHT-10/ability] in a slow chat members wait, counted from their last message there, and leaders do not', () => {
  const pacedAt = '2026-09-01T08:00:00.000Z'
  const next = (role: 'owner' | 'administrator' | 'member', slowModeMs: 10_000 | null = 10_000) =>
    nextWriteAt({ slowModeMs }, { role, pacedAt }) - Date.parse(pacedAt)
  assert.equal(next('member'), 10_000)
  assert.ok(next('administrator') < 0 && next('owner') < 0 && next('member', null) < 0)
  assert.equal(nextWriteAt({ slowModeMs: 10_000 }, { role: 'member', pacedAt: null }), 0)
})

test('[POL-04/edge] at the last millisecond before its deadline a poll takes votes, at the deadline it takes none', () => {
  const state = { asOf: 0, voters: 0, counted: 0, counts: null, ended: null, right: null }
  const poll = { changeable: true, endsAt: END, state, test: false }
  const looking = { profileId: 'reader', voted: false }
  const writes = { role: 'member', writeRefusal: null } as const
  const at = (ms: number, mine: Parameters<typeof voteRefusal>[1] = writes, voted = false) =>
    voteRefusal({ senderId: 'author', poll }, mine, { ...looking, voted, now: Date.parse(END) + ms })
  assert.equal(at(-1), null)
  assert.equal(at(0), 'poll.ended')
  assert.equal(at(-1, { role: 'member', writeRefusal: 'chat.blocking' }), 'chat.blocking')
  assert.equal(at(-1, { role: 'member', writeRefusal: 'message.channelReadOnly' }), null, 'readers are asked too')
  const final = { senderId: 'author', poll: { ...poll, changeable: false } }
  assert.equal(voteRefusal(final, writes, { ...looking, voted: true, now: 0 }), 'poll.voteFinal')
  const own = { senderId: 'reader', poll }
  assert.equal(voteRefusal(own, writes, { ...looking, now: 0 }), null, 'the author of a poll has a voice')
  assert.equal(voteRefusal({ ...own, poll: { ...poll, test: true } }, writes, { ...looking, now: 0 }), 'poll.ownTest')
})
