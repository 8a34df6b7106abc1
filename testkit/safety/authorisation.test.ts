import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Operation } from '#contract/kit/operation.ts'
import { type OperationId, operations } from '#contract/operations.ts'
import { CASES, tryCells } from '#testkit/rights/matrix.ts'
import { RehearsedWorld } from '#testkit/rights/rehearsed-world.ts'

/** Every so many cells are tried here; the long proof tries all. */
const EVERY = 12

/** What the matrix does not try, and why. */
const NOT_TRIED: Readonly<Partial<Record<OperationId, string>>> = {
  'sessions.signOut': 'ends the session with which the next cell is tried',
  'password.requestCode': 'sends an SMS; the change that follows is tried',
  'phone.begin': 'sends an SMS; the steps that follow are tried',
  'deletion.requestCode': 'sends an SMS; the step that follows is tried',
  'ownData.requestCode': 'sends an SMS; the step that follows is tried',
  'merge.begin': 'sends an SMS; the steps that follow are tried',
  'passkeys.add': 'takes what a device has signed: server/src/identity/passkeys',
  'photos.set': 'takes an own upload: server/src/identity/photos',
  'files.discard': 'forgets an own upload and says nothing of others: server/src/files',
  'oidc.interaction': 'begins at an outside system: server/src/identity/oidc',
  'oidc.chooseProfile': 'begins at an outside system: server/src/identity/oidc',
  'oidc.confirm': 'begins at an outside system: server/src/identity/oidc',
  'oidc.cancel': 'begins at an outside system: server/src/identity/oidc',
  'oidc.unlink': 'names an outside system and nobody: server/src/identity/oidc',
  'personalContacts.confirm': 'follows an answer, which is tried: server/src/communities/personal',
  'matched.undo': 'follows an approval, which is tried: server/src/communities/applications',
  'matched.log': 'follows an approval, which is tried: server/src/communities/applications',
  'typing.start': 'is heard by who is inside and kept nowhere',
  'plannedCalls.coming': 'lists what is planned in own chats: each of them is tried by `plannedCalls.list`',
  'callLinks.open': 'begins at a link, whose secret is the right: server/src/calls/links',
  'chatLinks.look': 'begins at a link, whose secret is the right: server/src/messenger/invitations',
  'chatLinks.join': 'begins at a link, whose secret is the right: server/src/messenger/invitations',
  'chats.deleted': 'lists own chats that are deleted: server/src/messenger/ending',
  'chats.restore': 'follows a deletion, which is tried: server/src/messenger/ending',
  'chats.shared': 'lists own chats: each of them is tried by `chats.get`',
}

let world: RehearsedWorld
before(async () => {
  world = await RehearsedWorld.open()
})
after(() => world[Symbol.asyncDispose]())

test('[GEN-01/matrix] every operation behind a door is tried, or it is said why not', () => {
  const tried = new Set<string>(CASES.map(({ id }) => id))
  // Outside systems are no people: what another one than the admitted one gets, the sweep tries.
  const missing = Object.values<Operation>(operations).filter(
    ({ id, gate }) => gate !== 'public' && gate !== 'system' && !tried.has(id),
  )
  assert.deepEqual(missing.map(({ id }) => id).sort(), Object.keys(NOT_TRIED).sort())
})

test('[GEN-01/matrix] who may do what to whom is what the requirements say, in a sample of all cells', async () => {
  const today = Math.floor(Date.now() / 86_400_000) % EVERY
  const cells = (await world.cells()).filter((_, place) => place % EVERY === today)
  assert.ok(cells.length > 1_000)
  const { deviations } = await tryCells(cells, world.letThrough)
  assert.deepEqual(deviations, [])
})
