import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { startCluster } from '#server/platform/db/cluster/cluster.ts'
import { createCast } from '#testkit/cast.ts'
import { newId, ProblemError } from '#testkit/client.ts'
import { startChat } from '#testkit/messages.ts'
import { wrapDatabase } from '#testkit/test-database.ts'
import { Ballast } from '#testkit/volumes/ballast.ts'
import { createWorld } from '#testkit/world.ts'

const SIZE_MB = 260
const TRIES = 400

/** A file system that is small enough to be filled; null where this account may not mount one. */
function mountSmall(path: string): (() => void) | null {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m,mode=755`, 'tmpfs', path], { stdio: 'ignore' })
    return () => execFileSync('umount', ['-l', path], { stdio: 'ignore' })
  } catch {
    return null
  }
}

test('a full disk under PostgreSQL is said, loses nothing, and is over when there is room again', async (t) => {
  const path = await mkdtemp(join(tmpdir(), 'parta-small-disk-'))
  const unmount = mountSmall(path)
  if (unmount === null) {
    await rm(path, { recursive: true })
    t.skip('this account may not mount a small file system')
    return
  }
  try {
    await using cluster = await startCluster({ directory: join(path, 'postgres'), log: () => undefined })
    await cluster.createDatabase('parta')
    await using database = wrapDatabase(cluster.urlFor('parta'))
    await using world = await createWorld({ database })
    const cast = await createCast(world)
    const chatId = await startChat(cast)
    const ballast = await Ballast.fill(path)
    const kept: string[] = []
    let refused: { key: string; text: string } | null = null
    const text = 'ж'.repeat(4_000)
    for (let i = 0; i < TRIES && refused === null; i += 1) {
      const input = { chatId, key: newId(), text: `${i} ${text}` }
      try {
        await cast.teacher.client.call('messages.send', input)
        kept.push(input.key)
      } catch (error) {
        assert.ok(error instanceof ProblemError, String(error))
        assert.match(error.problem.code, /^service\.(storageFull|databaseDown)$/)
        refused = { key: input.key, text: input.text }
      }
    }
    assert.ok(refused !== null, 'the disk never became full')
    await ballast[Symbol.asyncDispose]()
    await comeBack(() => cast.teacher.client.call('messages.send', { chatId, ...refused }))
    const stored = await database.query<{ id: string }>('select id from messenger.message where chat_id = $1', [chatId])
    assert.deepEqual(new Set(stored.map(({ id }) => id)), new Set([...kept, refused.key]))
  } finally {
    unmount()
    await rm(path, { recursive: true, force: true })
  }
})

/** PostgreSQL may have ended its sessions for want of space; it recovers by itself. */
async function comeBack(attempt: () => Promise<unknown>): Promise<void> {
  for (let i = 0; ; i += 1) {
    try {
      await attempt()
      return
    } catch (error) {
      if (i === 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
}
