import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Cast, createCast } from '#testkit/cast.ts'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'
import { createTestDatabase, type TestDatabase } from '#testkit/test-database.ts'
import { createWorld, type World } from '#testkit/world.ts'

const COMMAND = fileURLToPath(new URL('../../server/src/audit.ts', import.meta.url))

let home: string
let database: TestDatabase
let world: World
let cast: Cast
before(async () => {
  home = await makeTemporaryFolder('parta-audit-')
  database = await createTestDatabase()
  world = await createWorld({ database })
  cast = await createCast(world)
})
after(async () => {
  await world[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
  await rm(home, { recursive: true, force: true })
})

async function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { ...process.env, PARTA_DATABASE_URL: database.url, PARTA_DEMO: 'off' }
  return promisify(execFile)(process.execPath, [COMMAND, ...args], { env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  )
}

test('[GEN-08/verify-command] a whole log is told with the ends of its chains, a changed one with its first broken row', async () => {
  const { communityId } = cast.school
  const whole = await run('verify')
  assert.equal(whole.code, 0, whole.stderr)
  assert.match(whole.stdout, new RegExp(`^${communityId} \\d+ [0-9a-f]{64}$`, 'm'))
  assert.match(whole.stdout, /Журнал действий цел: строк \d+, цепочек 3\./)
  const anchors = path.join(home, 'anchors')
  await writeFile(anchors, whole.stdout)
  await cast.director.client.call('units.rename', { unitId: cast.classId, name: '5«В»' })
  const later = await run('verify', '--anchors', anchors)
  assert.equal(later.code, 0, later.stderr + later.stdout)
  await database.query('alter table platform.audit_entry disable trigger user')
  await database.query(`update platform.audit_entry set act = 'unit.archived' where chain = $1 and number = 2`, [
    communityId,
  ])
  const broken = await run('verify', '--anchors', anchors)
  assert.equal(broken.code, 1)
  assert.match(broken.stdout, new RegExp(`ПОВРЕЖДЕНО: цепочка ${communityId}, строка 2: содержание строки изменено`))
  assert.doesNotMatch(broken.stdout, /цел:/)
})

test('[GEN-08/verify-sentences] what cannot be done is told in a sentence', async () => {
  const asked = await run('prove')
  assert.equal(asked.code, 1)
  assert.equal(asked.stderr.trim(), 'npm run audit -- verify [--anchors FILE]')
  const empty = path.join(home, 'empty')
  await writeFile(empty, 'nothing\n')
  assert.match((await run('verify', '--anchors', empty)).stderr, /has no line «chain number hash»/)
})
