import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DELETION_WAIT_MS } from '#contract/identity/deletion.limits.ts'
import { createCast } from '#testkit/cast.ts'
import { startChat } from '#testkit/messages.ts'
import { signIn } from '#testkit/people.ts'
import { ask, vote, votesOf } from '#testkit/polls.ts'
import { setFirstPassword } from '#testkit/second-factor.ts'
import { createWorld } from '#testkit/world.ts'

const PASSWORD = 'Осенний-лес-шумит'

test('[POL-02/erased] a deleted account takes its named votes along, also after the end; of an anonymous poll only goes that it has voted', async () => {
  await using world = await createWorld()
  const cast = await createCast(world)
  const { teacher, pupil, parent } = cast
  const chatId = await startChat(cast, [pupil, parent, cast.secondTeacher])
  const [open, ended, unseen] = [
    await ask(teacher, chatId),
    await ask(teacher, chatId),
    await ask(teacher, chatId, { anonymous: true }),
  ]
  for (const poll of [open, ended]) {
    await vote(parent, poll, 0)
    await vote(pupil, poll, 1)
  }
  await vote(parent, unseen, 2)
  await teacher.client.call('polls.end', { chatId, seq: ended.seq })
  assert.deepEqual((await votesOf(teacher, ended)).counts, [1, 1, 0])
  await setFirstPassword(world, parent, PASSWORD)
  await parent.client.call('deletion.ask', { by: { password: PASSWORD } })
  world.clock.advance(DELETION_WAIT_MS + 1_000)
  await world.app.identity.finishDeletions()
  const after = await signIn(world, teacher.phone, teacher.about)
  for (const poll of [open, ended]) {
    const { voters, counts } = await votesOf(after, poll)
    assert.deepEqual([voters, counts], [1, [0, 1, 0]])
  }
  assert.notEqual((await votesOf(after, ended)).ended, null)
  await after.client.call('polls.end', { chatId, seq: unseen.seq })
  assert.equal((await votesOf(after, unseen)).voters, 1, 'nobody knows which vote it was')
  for (const table of ['poll_vote', 'poll_voter']) {
    const rows = await world.database.query(`select from messenger.${table} where profile_id = $1`, [parent.profileId])
    assert.equal(rows.length, 0, table)
  }
})
