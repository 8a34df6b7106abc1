import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { cp, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { BackupFolder } from '#server/platform/backup/backup-folder.ts'
import { loadErasures, shipErasures } from '#server/platform/erasures/erasure-shipping.ts'
import { newPhone, signIn } from '#testkit/people.ts'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'
import { createTestDatabase } from '#testkit/test-database.ts'
import { download, upload } from '#testkit/uploads.ts'
import { createWorld } from '#testkit/world.ts'

test('[GEN-08/restored-files] a file that was erased after a copy was made is erased again, and one that was not comes back', async () => {
  const home = await makeTemporaryFolder('parta-restored-')
  const [data, copy] = [path.join(home, 'data'), path.join(home, 'copy')]
  const folder = new BackupFolder(path.join(home, 'backups'), randomBytes(32))
  const isThere = async (id: string) => (await readdir(data, { recursive: true })).some((name) => name.endsWith(id))
  await using database = await createTestDatabase()
  const bytes = randomBytes(5_000)
  try {
    let client: Awaited<ReturnType<typeof signIn>>['client']
    let [kept, erased] = ['', '']
    {
      await using world = await createWorld({ database, environment: { PARTA_DATA: data } })
      client = (await signIn(world, newPhone(), { surname: 'Копиев', name: 'Пётр' })).client
      kept = await upload(client, bytes)
      erased = await upload(client, bytes)
      await cp(data, copy, { recursive: true })
      await client.call('files.discard', { id: erased })
      await world.app.files.sweep()
      assert.equal(await isThere(erased), false)
      await shipErasures(world.app.platform.transaction, folder)
      // As a backup of the database from before the erasure would bring the row back, and the copy the bytes.
      await database.query('delete from platform.erasure')
      await database.query(
        `insert into files.file (id, kind, owner_id, name, bytes, sha256, received, state, created_at, expires_at)
         select $1, kind, owner_id, name, bytes, sha256, received, state, created_at, expires_at
         from files.file where id = $2`,
        [erased, kept],
      )
      await loadErasures(world.app.platform.db, folder)
    }
    await rm(data, { recursive: true })
    await cp(copy, data, { recursive: true })
    await using world = await createWorld({ database, environment: { PARTA_DATA: data } })
    const again = client.at(world.app.port)
    await again.refused('files.address', { id: erased }, 'file.unknown')
    const { url } = await again.call('files.address', { id: kept })
    assert.ok((await download(again, url)).bytes.equals(bytes))
    await world.app.files.sweep()
    assert.deepEqual([await isThere(kept), await isThere(erased)], [true, false])
  } finally {
    await rm(home, { recursive: true, force: true })
  }
})
