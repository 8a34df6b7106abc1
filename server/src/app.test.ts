import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { createTestDatabase } from '#testkit/test-database.ts'
import { createApp } from './app.ts'
import { readConfig } from './platform/config/config.ts'
import { findFreePort } from './platform/db/cluster/free-port.ts'
import { WEB_DIST } from './platform/http/pages.ts'
import { createLog } from './platform/log/log.ts'

test('nobody is answered before what has to be done first is done, and never when it fails', async () => {
  await using database = await createTestDatabase()
  const port = await findFreePort()
  const isAnswering = () =>
    fetch(`http://127.0.0.1:${port}/livez`).then(
      () => true,
      () => false,
    )
  const answered: boolean[] = []
  const start = (beforeServing: () => Promise<void>) =>
    createApp({
      config: readConfig({ PARTA_PORT: String(port), PARTA_DEMO: 'off' }),
      databaseUrl: database.url,
      webDist: fileURLToPath(WEB_DIST),
      beforeServing,
      test: { migrated: true, log: createLog('error') },
    })
  const fails = start(async () => {
    answered.push(await isAnswering())
    throw new Error('there is no operator')
  })
  await assert.rejects(fails, /there is no operator/)
  answered.push(await isAnswering())
  {
    await using _app = await start(async () => void answered.push(await isAnswering()))
    answered.push(await isAnswering())
  }
  assert.deepEqual(answered, [false, false, false, true])
})
