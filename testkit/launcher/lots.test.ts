import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLauncherFixture, type Ended } from '#testkit/launcher-fixture.ts'

const HEAD = `import { after, before, test } from 'node:test'\nimport assert from 'node:assert/strict'\nimport { appendFileSync } from 'node:fs'\n`
const PASSES = `${HEAD}test('fine', () => {})\n`

async function run(files: Record<string, string>): Promise<Ended & { calls: string }> {
  await using fixture = await createLauncherFixture()
  await fixture.write(files)
  // Without patterns types and style are checked too, which says nothing about files that share a process.
  const ended = await fixture.run('bin/test.mjs', ['server'], {})
  return { ...ended, calls: (await fixture.calls()).join('\n') }
}

const logs = (word: string) => `appendFileSync(process.env.LOG, '${word} ' + process.pid + '\\n')`
const telling = (name: string) =>
  `${HEAD}before(() => ${logs(`${name}-before`)})\nafter(() => ${logs(`${name}-after`)})\ntest('fine', () => ${logs(`${name}-runs`)})\n`

test('neighbours share a process, each with its own beginning and end around its own tests', async () => {
  const ended = await run({ 'server/a.test.ts': telling('a'), 'server/b.test.ts': telling('b') })
  assert.equal(ended.lines.at(-1), '2 passed, 0 failed, 0 skipped', ended.stdout)
  const told = [...ended.calls.matchAll(/([ab]-\w+) (\d+)/g)]
  assert.deepEqual(
    told.map(([, word]) => word),
    ['a-before', 'a-runs', 'a-after', 'b-before', 'b-runs', 'b-after'],
  )
  assert.equal(new Set(told.map(([, , pid]) => pid)).size, 1)
})

test('browser stories share one too, but for those that prepare something while they are loaded', async () => {
  const prepares = `${telling('c')}await Promise.resolve()\n`
  const ended = await run({
    'testkit/e2e/server-a.e2e.ts': telling('a'),
    'testkit/e2e/server-b.e2e.ts': telling('b'),
    'testkit/e2e/server-c.e2e.ts': prepares,
  })
  assert.equal(ended.lines.at(-1), '3 passed, 0 failed, 0 skipped', ended.stdout)
  const pids = [...ended.calls.matchAll(/([abc])-runs (\d+)/g)].map(([, , pid]) => pid)
  assert.equal(pids.length, 3)
  assert.equal(new Set(pids).size, 2)
})

test('files that touch the process have one of their own', async () => {
  const own = `${telling('b')}process.on('exit', () => {})\n`
  const ended = await run({ 'server/a.test.ts': telling('a'), 'server/b.test.ts': own, 'server/c.test.ts': PASSES })
  assert.equal(ended.lines.at(-1), '3 passed, 0 failed, 0 skipped', ended.stdout)
  assert.equal(new Set([...ended.calls.matchAll(/-runs (\d+)/g)].map(([, pid]) => pid)).size, 2)
})

test('failures of tests, hooks and of loading are told of their own file, and the others are counted', async () => {
  const cases: [string, RegExp][] = [
    [`${HEAD}test('sums', () => { assert.equal(1 + 1, 3) })`, /✗ sums\n {4}in server\/b\.test\.ts:4\n[\s\S]*2 !== 3/],
    [`${HEAD}before(() => { throw new Error('no database') })\ntest('a', () => {})`, /no database/],
    [
      `${HEAD}throw new Error('boom at load')`,
      /✗ \(the file itself\)\n {4}in server\/b\.test\.ts\n[\s\S]*boom at load/,
    ],
    [`export {}`, /The file holds no test/],
  ]
  for (const [file, expected] of cases) {
    const ended = await run({ 'server/a.test.ts': PASSES, 'server/b.test.ts': file, 'server/c.test.ts': PASSES })
    assert.match(ended.stdout, expected)
    assert.match(ended.lines.at(-1)!, /^2 passed, [12] failed, 0 skipped$/, ended.stdout)
    assert.equal(ended.code, 1)
    assert.match(ended.stdout, /Alone: node bin\/test\.mjs server\/b\.test\.ts\n/)
  }
})

test('a process that ends too early fails the file that it cut off, and the next ones run', async () => {
  // Spelt in parts, or the file would have a process of its own.
  const leaves = `${HEAD}const own = process\ntest('first', () => {})\ntest('leaves', async () => { await new Promise((r) => setTimeout(r, 300)); own['exit'](0) })`
  const ended = await run({ 'server/a.test.ts': PASSES, 'server/b.test.ts': leaves, 'server/c.test.ts': PASSES })
  assert.match(ended.stdout, /✗ \(the file itself\)\n {4}in server\/b\.test\.ts\n[\s\S]*before its tests were over/)
  assert.equal(ended.code, 1)
  assert.match(ended.stdout, /ok {3}.*server\/a\.test\.ts \(1 passed\)/)
  assert.match(ended.stdout, /ok {3}.*server\/c\.test\.ts \(1 passed\)/)
})

test('what goes wrong after all have passed fails too', async () => {
  const late = `${HEAD}test('one', () => { setTimeout(() => { throw new Error('too late') }, 300) })`
  const ended = await run({ 'server/a.test.ts': PASSES, 'server/b.test.ts': late })
  assert.equal(ended.code, 1)
  assert.match(ended.stdout, /too late/)
  assert.match(ended.lines.at(-1)!, /[1-9] failed/)
})
