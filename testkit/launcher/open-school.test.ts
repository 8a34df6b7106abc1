import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Desk } from '#testkit/school.ts'
import { createTestDatabase } from '#testkit/test-database.ts'
import { createWorld } from '#testkit/world.ts'

const COMMAND = fileURLToPath(new URL('../../server/src/open-school.ts', import.meta.url))

test('a command opens the first organisation of the electronic school, whose head signs in with what it has said', async () => {
  await using database = await createTestDatabase()
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, [COMMAND, ...args], {
      env: { ...process.env, PARTA_DATABASE_URL: database.url },
    })
  const args = ['--organisation', 'Лицей № 2', '--administrator', 'Громов Виктор Николаевич']
  await assert.rejects(run(...args, '--login', 'гром'), /Логин/)
  await assert.rejects(run(...args, '--login', 'gromov', '--zone', 'Moon/Sea'), /часового пояса/)
  const { stdout } = await run(...args, '--login', 'gromov')
  const password = /Пароль: (\S+)/.exec(stdout)![1]!
  await assert.rejects(run(...args, '--login', 'GROMOV'), /занят/)
  await using world = await createWorld({ database })
  const desk = new Desk(world.app.port, 'head')
  const opened = await desk.call('desk.signIn', { login: 'gromov', password })
  assert.deepEqual([opened.organisation, opened.surname, opened.passwordStale], ['Лицей № 2', 'Громов', true])
  assert.deepEqual(
    opened.roles.map(({ metarole }) => metarole),
    ['super'],
  )
})
