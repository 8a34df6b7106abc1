import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { test } from 'node:test'
import { createLauncherFixture, type Ended, type LauncherFixture, untilEnd } from '#testkit/launcher-fixture.ts'

const MISSING = 'shift 2\necho "chromium not-installed"\necho "fonts-dejavu-core installed"'
const COMMAND =
  'apt-get install -y --no-install-recommends chromium chromium-headless-shell fonts-noto-color-emoji iproute2 redis-server'

/** Runs the step alone; whether the person is root is an argument of it, so no test depends on who runs it. */
async function ensure(fixture: LauncherFixture, question: { root: boolean; mayInstall: boolean }): Promise<Ended> {
  const script = `import { ensureSystemPackages, SYSTEM_PACKAGES } from './bin/lib/debian.mjs'
const packages = SYSTEM_PACKAGES.tests
const question = { packages, purpose: 'for the browser stories', env: process.env, ...${JSON.stringify(question)} }
try {
  process.stdout.write('missing ' + JSON.stringify(await ensureSystemPackages(question)))
} catch (error) {
  process.stdout.write(error.name + ': ' + error.message)
}`
  const args = ['--input-type=module', '-e', script]
  return untilEnd(
    spawn(process.execPath, args, { cwd: fixture.root, env: fixture.env, stdio: ['ignore', 'pipe', 'pipe'] }),
  )
}

test('nothing is asked of apt while every package is there', async () => {
  await using fixture = await createLauncherFixture()
  assert.equal((await ensure(fixture, { root: true, mayInstall: true })).stdout, 'missing []')
  assert.deepEqual(await fixture.calls(), [])
})

test('root gets the missing packages, after one update', async () => {
  await using fixture = await createLauncherFixture()
  await fixture.program('dpkg-query', MISSING)
  const ended = await ensure(fixture, { root: true, mayInstall: true })
  assert.equal(ended.lines.at(-1), 'missing []')
  assert.deepEqual(await fixture.calls(), [
    'apt-get update',
    'apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends chromium chromium-headless-shell fonts-noto-color-emoji iproute2 redis-server',
  ])
})

test('another person gets the exact command, and so does root on a real installation', async () => {
  await using fixture = await createLauncherFixture()
  await fixture.program('dpkg-query', MISSING)
  const person = await ensure(fixture, { root: false, mayInstall: true })
  assert.match(
    person.stdout,
    /^System packages are missing for the browser stories: chromium, chromium-headless-shell, fonts-noto-color-emoji, iproute2, redis-server\./,
  )
  assert.ok(person.stdout.includes(`\n    sudo apt-get update && sudo ${COMMAND}\n`), person.stdout)
  const operator = await ensure(fixture, { root: true, mayInstall: false })
  assert.ok(operator.stdout.includes(`\n    apt-get update && ${COMMAND}\n`), operator.stdout)
  for (const { lines } of [person, operator]) {
    assert.equal(
      lines.at(-1),
      'missing ["chromium","chromium-headless-shell","fonts-noto-color-emoji","iproute2","redis-server"]',
    )
  }
  assert.deepEqual(await fixture.calls(), [])
})

test('a failed installation says what apt said and what to do', async () => {
  await using fixture = await createLauncherFixture()
  await fixture.program('dpkg-query', MISSING)
  await fixture.program('apt-get', 'echo "E: no space left" >&2; exit 100')
  const { stdout } = await ensure(fixture, { root: true, mayInstall: true })
  assert.match(stdout, /LauncherFailure: The system packages could not be installed: apt-get ended with code 100\./)
  assert.ok(stdout.includes('\n    E: no space left\nInstall them by hand with:\n'), stdout)
  assert.ok(stdout.endsWith(COMMAND), stdout)
})

const STORY = `import { test } from 'node:test'\ntest('story', () => {})\n`

test('the flags choose browser stories, and only these ask for a browser', async () => {
  await using fixture = await createLauncherFixture()
  await fixture.program(
    'dpkg-query',
    'echo "dpkg $*" >> "$LOG"\nshift 2\nfor name in "$@"; do echo "$name installed"; done',
  )
  await fixture.write({ 'testkit/e2e/a.e2e.ts': STORY, 'server/a.test.ts': STORY, 'web/b.e2e.ts': 'throw new Error()' })
  assert.equal((await fixture.run('bin/test.mjs', ['--no-e2e'])).lines.at(-1), '3 passed, 0 failed, 0 skipped')
  const askedFor = async (name: string) => (await fixture.calls()).some((call) => call.includes(` ${name}`))
  assert.deepEqual([await askedFor('chromium'), await askedFor('ffmpeg')], [false, true])
  assert.equal((await fixture.run('bin/test.mjs')).lines.at(-1), '4 passed, 0 failed, 0 skipped')
  assert.equal(await askedFor('chromium'), true)
  assert.equal((await fixture.run('bin/test.mjs', ['--e2e'])).lines.at(-1), '1 passed, 0 failed, 0 skipped')
})

test('without a browser the stories are a failure and everything else runs', async () => {
  await using fixture = await createLauncherFixture()
  await fixture.write({ 'testkit/e2e/a.e2e.ts': STORY, 'server/a.test.ts': STORY })
  await fixture.program('dpkg-query', 'echo "fonts-dejavu-core installed"; echo "ffmpeg installed"')
  await fixture.program('apt-get', 'exit 100')
  const ended = await fixture.run('bin/test.mjs')
  assert.equal(ended.lines.at(-1), '3 passed, 1 failed, 0 skipped', ended.stdout)
  assert.match(ended.stdout, process.getuid?.() === 0 ? /could not be installed/ : /There is no Chromium/)
})
