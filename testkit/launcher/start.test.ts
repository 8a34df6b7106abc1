import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { createLauncherFixture, type LauncherFixture, untilEnd } from '#testkit/launcher-fixture.ts'

const BUILD = `import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
appendFileSync(process.env.LOG, 'build\\n')
mkdirSync('web/dist', { recursive: true })
writeFileSync('web/dist/app.html', '')`

const MAIN = `process.stdout.write(JSON.stringify({ args: process.argv.slice(2), flags: process.execArgv.slice(2), pipe: process.env.PARTA_LAUNCHER_PIPE }) + '\\n')
process.exit(Number(process.argv[2]))`

/** Notes every signal; the first one ends it a little later with code 7. It never outlives a failed test for long. */
const SLOW_MAIN = `import { appendFileSync } from 'node:fs'
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {
  appendFileSync(process.env.LOG, signal + '\\n')
  setTimeout(() => process.exit(7), 700)
})
process.on('exit', () => appendFileSync(process.env.LOG, 'end\\n'))
setTimeout(() => process.exit(8), 20_000)
process.stdout.write('ready\\n')`

async function withMain(main: string): Promise<LauncherFixture> {
  const fixture = await createLauncherFixture()
  await fixture.write({
    'server/src/main.ts': main,
    'server/node-flags.json': '["--heap-growing-percent=40"]',
    'web/build.ts': BUILD,
    'web/src/a.ts': 'a',
  })
  return fixture
}

test('the first start prepares, the second only starts, and arguments, flags and the exit code pass through', async () => {
  await using fixture = await withMain(MAIN)
  const first = await fixture.run('bin/start.mjs', ['3', '--demo=off'])
  assert.equal(first.code, 3)
  assert.match(first.stdout, /Installing packages \(npm ci\): done in \d+ s\.\nBuilding the pages …\n/)
  assert.deepEqual(JSON.parse(first.lines.at(-1)!), { args: ['3', '--demo=off'], flags: ['--heap-growing-percent=40'] })
  assert.equal((await fixture.calls()).filter((call) => call === 'build').length, 1)

  const begun = performance.now()
  const second = await fixture.run('bin/start.mjs', ['0'])
  assert.ok(performance.now() - begun < 5000)
  assert.equal(second.code, 0)
  assert.equal(second.lines.length, 1, second.stdout)
  assert.equal((await fixture.calls()).length, 2)
})

test('a touched file changes nothing, changed contents do', async () => {
  await using fixture = await withMain(MAIN)
  await fixture.run('bin/start.mjs', ['0'])
  const touch = (name: string) => utimes(path.join(fixture.root, name), new Date(), new Date(Date.now() + 5000))
  await touch('package-lock.json')
  await touch('web/src/a.ts')
  await fixture.run('bin/start.mjs', ['0'])
  assert.equal((await fixture.calls()).length, 2)

  await fixture.write({ 'web/src/a.test.ts': 'tests are no part of the pages' })
  await fixture.run('bin/start.mjs', ['0'])
  assert.equal((await fixture.calls()).length, 2)

  await fixture.write({ 'web/src/a.ts': 'b' })
  await fixture.run('bin/start.mjs', ['0'])
  assert.deepEqual((await fixture.calls()).slice(2), ['build'])

  await rm(path.join(fixture.root, 'web/dist'), { recursive: true })
  await fixture.write({ 'package-lock.json': '{"one":2}' })
  await fixture.run('bin/start.mjs', ['0'])
  assert.deepEqual(
    (await fixture.calls()).slice(3).map((call) => call.slice(0, 6)),
    ['npm ci', 'build'],
  )
})

test('packages that npm installed by hand are not installed again', async () => {
  await using fixture = await withMain(MAIN)
  const packages = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '1.0.0', optional: true },
  }
  const installed = { 'node_modules/a': { version: '1.0.0' } }
  await fixture.write({
    'package-lock.json': JSON.stringify({ packages }),
    'node_modules/.package-lock.json': JSON.stringify({ packages: installed }),
  })
  await fixture.run('bin/start.mjs', ['0'])
  assert.deepEqual(await fixture.calls(), ['build'])

  packages['node_modules/a'].version = '2.0.0'
  await writeFile(path.join(fixture.root, 'package-lock.json'), JSON.stringify({ packages }))
  await fixture.run('bin/start.mjs', ['0'])
  assert.match((await fixture.calls()).join('\n'), /npm ci/)
})

test('a failed installation shows the words of npm, starts nothing and is tried again', async () => {
  await using fixture = await withMain(MAIN)
  await fixture.program('npm', 'echo "npm warn EBADENGINE noise"; echo "npm error the disk is full" >&2; exit 9')
  for (const _ of [1, 2]) {
    const ended = await fixture.run('bin/start.mjs', ['0'])
    assert.equal(ended.code, 1)
    assert.match(ended.stderr, /^The packages could not be installed: npm ended with code 9\. Its last words:/)
    assert.match(ended.stderr, / {4}npm error the disk is full/)
    assert.doesNotMatch(ended.stdout, /args/)
  }
})

test('a failed build shows its words and starts nothing; without a build the product starts', async () => {
  await using fixture = await withMain(MAIN)
  await fixture.write({ 'web/build.ts': `throw new Error('no such icon')` })
  const broken = await fixture.run('bin/start.mjs', ['0'])
  assert.equal(broken.code, 1)
  assert.match(broken.stderr, /^The pages could not be built: web\/build\.ts ended with code 1\.[\s\S]*no such icon/)

  await rm(path.join(fixture.root, 'web/build.ts'))
  const without = await fixture.run('bin/start.mjs', ['0'])
  assert.equal(without.code, 0)
  assert.match(without.stdout, /There are no pages to build yet: web\/build\.ts is missing\./)
})

async function untilReady(child: ChildProcess): Promise<void> {
  const [text] = (await once(child.stdout!, 'data')) as [Buffer]
  if (!String(text).includes('ready')) await untilReady(child)
}

test('a signal that arrives twice reaches the product once, and its exit code is passed on', async () => {
  for (const [first, second, seen] of [
    ['SIGINT', 'SIGINT', 'SIGINT'],
    ['SIGTERM', 'SIGTERM', 'SIGTERM'],
    ['SIGHUP', 'SIGINT', 'SIGTERM'],
  ] as const) {
    await using fixture = await withMain(SLOW_MAIN)
    const child = fixture.start('bin/start.mjs')
    await untilReady(child)
    const ended = untilEnd(child)
    child.kill(first)
    await delay(100)
    child.kill(second)
    assert.equal((await ended).code, 7)
    assert.deepEqual((await fixture.calls()).slice(2), [seen, 'end'])
  }
})

test('the product ends when its launcher is killed', async () => {
  await using fixture = await withMain(SLOW_MAIN)
  const child = fixture.start('bin/start.mjs')
  await untilReady(child)
  child.kill('SIGKILL')
  for (let tries = 0; !(await fixture.calls()).includes('end'); tries += 1) {
    assert.ok(tries < 100, 'the product still runs')
    await delay(100)
  }
  assert.deepEqual((await fixture.calls()).slice(2), ['SIGTERM', 'end'])
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test('a signal while npm works ends npm and the launcher', async () => {
  await using fixture = await withMain(MAIN)
  await fixture.program('npm', 'echo $$ >> "$LOG"\nexec sleep 60')
  const child = fixture.start('bin/start.mjs', ['0'])
  while ((await fixture.calls()).length === 0) await delay(20)
  const ended = untilEnd(child)
  child.kill('SIGINT')
  assert.equal((await ended).code, 130)
  assert.equal(isAlive(Number((await fixture.calls())[0])), false)
  assert.equal(
    await readFile(path.join(fixture.root, 'node_modules/.parta-installed.json'), 'utf8').catch(() => null),
    null,
  )
})
