import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { createLauncherFixture, type Ended, type LauncherFixture, untilEnd } from '#testkit/launcher-fixture.ts'

const HEAD = `import { describe, test, before } from 'node:test'\nimport assert from 'node:assert/strict'\n`
const PASSES = `${HEAD}test('fine', () => {})\n`

async function withFiles(files: Record<string, string>): Promise<LauncherFixture> {
  const fixture = await createLauncherFixture()
  await fixture.write(files)
  return fixture
}

async function runFiles(
  files: Record<string, string>,
  args: string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  await using fixture = await withFiles(files)
  return await fixture.run('bin/test.mjs', args, env)
}

/** The checks of types and style are two passed entries of every complete run. */
function assertTotals(ended: Ended, totals: string, code: number): void {
  assert.equal(ended.lines.at(-1), totals, ended.stdout + ended.stderr)
  assert.equal(ended.code, code)
  assert.equal(ended.stderr, '')
}

test('a good run counts tests and checks and ends with the totals', async () => {
  const ended = await runFiles({
    'server/a.test.ts': `${PASSES}describe('suite', () => { test('inside', async (t) => { await t.test('deeper', () => {}) }) })`,
    'web/node_modules/x/a.test.ts': 'throw new Error()',
  })
  assertTotals(ended, '5 passed, 0 failed, 0 skipped', 0)
  assert.match(ended.stdout, /Slowest files:\n +\d+\.\d s {2}server\/a\.test\.ts\n/)
})

test('a failure shows file, title, error and how to run the file alone, and is counted once', async () => {
  const ended = await runFiles({
    'contract/src/b.test.ts': `${HEAD}describe('outer', () => { test('sums', () => { assert.equal(1 + 1, 3) }) })`,
  })
  assertTotals(ended, '2 passed, 1 failed, 0 skipped', 1)
  assert.match(ended.stdout, /✗ outer > sums\n {4}in contract\/src\/b\.test\.ts:3\n[\s\S]*2 !== 3/)
  assert.match(ended.stdout, /Alone: node bin\/test\.mjs contract\/src\/b\.test\.ts\n/)
  assert.match(ended.stdout, /FAILED:\n {2}contract\/src\/b\.test\.ts: outer > sums\n/)
})

test('a failing hook is a failure although no test fails by itself', async () => {
  const file = `${HEAD}describe('outer', () => { before(() => { throw new Error('no database') }); test('a', () => {}) })`
  const ended = await runFiles({ 'server/hook.test.ts': file })
  assert.equal(ended.code, 1)
  assert.match(ended.stdout, /no database/)
})

test('a crash, an early exit, a file without tests and late errors are failures', async () => {
  const cases: [string, RegExp][] = [
    [`${HEAD}throw new Error('boom at load')`, /The file ended with code 1\.[\s\S]*boom at load/],
    [`${HEAD}test('leaves', () => process.exit(0))`, /The file ended without running a single test\./],
    [
      `${HEAD}test('first', () => {})\ntest('leaves', async () => { await new Promise((r) => setTimeout(r, 300)); process.exit(0) })`,
      /before its tests were over/,
    ],
    [`export {}`, /The file ended without running a single test\./],
    [
      `${HEAD}test('one', () => { setTimeout(() => { throw new Error('too late') }, 30) })`,
      /ended with code 1[\s\S]*too late/,
    ],
    [`${HEAD}test('one', () => process.kill(process.pid, 'SIGKILL'))`, /The file was ended by SIGKILL/],
  ]
  for (const [file, expected] of cases) {
    const ended = await runFiles({ 'server/a.test.ts': file })
    assert.match(ended.lines.at(-1)!, /^\d passed, 1 failed, 0 skipped$/, file + ended.stdout)
    assert.equal(ended.code, 1)
    assert.match(ended.stdout, expected)
  }
})

test('what failed beside others runs once more alone, and is told loudly when it passes then', async () => {
  const second = "existsSync('second') || (writeFileSync('second', ''), false)"
  const file = `${HEAD}import { existsSync, writeFileSync } from 'node:fs'\ntest('now and then', () => assert.ok(${second}))\n`
  const ended = await runFiles({ 'server/a.test.ts': file, 'server/b.test.ts': PASSES })
  assertTotals(ended, '4 passed, 0 failed, 0 skipped', 0)
  assert.match(ended.stdout, /✗ now and then\n[\s\S]*Running once more, alone/)
  assert.match(
    ended.stdout,
    /UNSTEADY, failed beside others and passed alone:\n {2}server\/a\.test\.ts: now and then\n/,
  )
  const named = await runFiles({ 'server/a.test.ts': file }, ['server/a.test.ts'])
  assertTotals(named, '0 passed, 1 failed, 0 skipped', 1)
})

test('where many files fail none runs once more', async () => {
  const fails = `${HEAD}test('never', () => assert.fail())\n`
  const files = Object.fromEntries(Array.from({ length: 9 }, (_, place) => [`server/f${place}.test.ts`, fails]))
  const ended = await runFiles(files)
  assertTotals(ended, '2 passed, 9 failed, 0 skipped', 1)
  assert.doesNotMatch(ended.stdout, /Running once more/)
})

test('a run without a single executed test fails', async () => {
  const none = await runFiles({})
  assertTotals(none, '2 passed, 1 failed, 0 skipped', 1)
  assert.match(none.stdout, /Not a single test was executed\./)
  const onlySkips = await runFiles({ 'server/a.test.ts': `${HEAD}test('x', { skip: 'why' }, () => {})` })
  assertTotals(onlySkips, '2 passed, 1 failed, 1 skipped', 1)
})

test('skips are loud, and in CI only those on the list may stay', async () => {
  const files = {
    'server/a.test.ts': `${PASSES}describe('net', () => { test('v6', { skip: 'no IPv6' }, () => {}) })\ntest.todo('later')`,
  }
  const list = (titles: string[]) => JSON.stringify(titles.map((title) => ({ title, reason: 'known' })))
  const here = await runFiles(files)
  assertTotals(here, '3 passed, 0 failed, 2 skipped', 0)
  assert.match(here.stdout, /SKIPPED:\n {2}server\/a\.test\.ts: net > v6 \(no IPv6\)\n.*later \(no reason given\)\n/)

  assertTotals(await runFiles(files, [], { CI: 'true' }), '3 passed, 2 failed, 0 skipped', 1)
  const some = await runFiles({ ...files, 'testkit/allowed-skips.json': list(['net > v6']) }, [], { CI: 'true' })
  assertTotals(some, '3 passed, 1 failed, 1 skipped', 1)
  assert.match(some.stdout, /✗ later\n[\s\S]*in CI a skip fails unless testkit\/allowed-skips\.json names its title/)
  const all = await runFiles({ ...files, 'testkit/allowed-skips.json': list(['net > v6', 'later']) }, [], {
    CI: 'true',
  })
  assertTotals(all, '3 passed, 0 failed, 2 skipped', 0)
  const broken = await runFiles({ ...files, 'testkit/allowed-skips.json': '[{"title":"later"}]' }, [], { CI: 'true' })
  assertTotals(broken, '0 passed, 1 failed, 0 skipped', 1)
})

test('the checks of types and style are entries of the totals', async () => {
  await using fixture = await withFiles({ 'server/a.test.ts': PASSES })
  await fixture.run('bin/test.mjs')
  await fixture.write({ 'node_modules/.bin/tsc': '#!/bin/sh\necho "a.ts(1,1): error TS1: wrong"\nexit 2\n' })
  const ended = await fixture.run('bin/test.mjs')
  assertTotals(ended, '2 passed, 1 failed, 0 skipped', 1)
  assert.match(ended.stdout, /✗ typecheck\n[\s\S]*error TS1: wrong[\s\S]*Alone: npm run typecheck/)
  assertTotals(await fixture.run('bin/test.mjs', ['server/a.test.ts']), '1 passed, 0 failed, 0 skipped', 0)
})

test('files can be named by path, folder, part and pattern; a name that fits nothing fails', async () => {
  await using fixture = await withFiles({
    'server/chat/a.test.ts': PASSES,
    'server/chat/b.test.ts': PASSES,
    'web/c.test.ts': PASSES,
    'server/long.gate.ts': PASSES,
  })
  const passed: [string, number][] = [
    ['./server/chat/a.test.ts', 1],
    ['server/chat/', 2],
    ['chat/b', 1],
    ['server/*.test.ts', 2],
  ]
  for (const [name, count] of passed) {
    assertTotals(await fixture.run('bin/test.mjs', [name]), `${count} passed, 0 failed, 0 skipped`, 0)
  }
  const none = await fixture.run('bin/test.mjs', ['nowhere'])
  assertTotals(none, '0 passed, 1 failed, 0 skipped', 1)
  assert.match(none.stdout, /No test file matches nowhere\./)
})

test('packages that cannot be installed end the run with the totals', async () => {
  await using fixture = await withFiles({ 'server/a.test.ts': PASSES })
  await fixture.program('npm', 'echo "npm error offline"; exit 1')
  const ended = await fixture.run('bin/test.mjs')
  assertTotals(ended, '0 passed, 1 failed, 0 skipped', 1)
  assert.match(ended.stdout, /npm error offline/)
})

test('a signal ends the running file and the run, with the totals last', async () => {
  const file = `${HEAD}import { appendFileSync } from 'node:fs'
test('hangs', async () => { appendFileSync(process.env.LOG, 'running\\n'); await new Promise((r) => setTimeout(r, 60_000)) })`
  await using fixture = await withFiles({ 'server/a.test.ts': file })
  const child = fixture.start('bin/test.mjs')
  const ended = untilEnd(child)
  while (!(await fixture.calls()).includes('running')) await delay(50)
  child.kill('SIGINT')
  assertTotals(await ended, '2 passed, 1 failed, 0 skipped', 130)
})
