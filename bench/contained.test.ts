import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { findFreePort } from '#server/platform/db/cluster/free-port.ts'
import { cpuSeconds } from '#testkit/processes.ts'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'
import { startContained } from './peers/contained.ts'
import { findPackages } from './peers/debian.ts'

const users = process.getuid?.() === 0 ? [] : ['--map-root-user']
const allowed = await promisify(execFile)('unshare', [...users, '--pid', '--fork', 'true']).catch(() => null)
const skip = allowed === null ? 'this machine does not let us make namespaces of processes' : false

/** Listens, and leaves a helper behind that renews a mark as long as it lives. */
const SERVER = `
  const [port, mark] = process.argv.slice(1)
  const helper = 'const { writeFileSync } = require("node:fs"); setInterval(() => writeFileSync(process.argv[1], ""), 20)'
  require('node:child_process').spawn(process.execPath, ['-e', helper, mark], { detached: true, stdio: 'ignore' }).unref()
  while (process.cpuUsage().user < 300_000);
  require('node:net').createServer().listen(Number(port), '127.0.0.1')
`

async function place(folder: string) {
  const port = await findFreePort()
  const mark = path.join(folder, 'mark')
  const command = [process.execPath, '-e', SERVER, String(port), mark]
  return { command, mark, place: { folder, port, core: null, log: path.join(folder, 'log') } }
}

/** Whether something renews the mark within `ms`. */
async function isAlive(mark: string, ms = 10_000): Promise<boolean> {
  await rm(mark, { force: true })
  for (let waited = 0; waited < ms && !existsSync(mark); waited += 50) await sleep(50)
  return existsSync(mark)
}

test('a peer ends with everything that it started, and what it works is counted', { skip }, async () => {
  const folder = await makeTemporaryFolder('parta-contained-')
  const given = await place(folder)
  const before = cpuSeconds([process.pid])
  const server = await startContained('The server', given.command, given.place)
  try {
    assert.ok(await isAlive(given.mark), 'the helper does not run')
    assert.ok(cpuSeconds([server.pid]) >= 0.2, 'its work is not seen')
  } finally {
    await server[Symbol.asyncDispose]()
  }
  assert.ok(cpuSeconds([process.pid]) - before >= 0.2, 'its work is forgotten with its end')
  await sleep(100)
  assert.equal(await isAlive(given.mark, 1_000), false, 'the helper has outlived it')
  await rm(folder, { recursive: true })
})

test('a peer ends when whoever started it is killed', { skip }, async () => {
  const folder = await makeTemporaryFolder('parta-contained-')
  const given = await place(folder)
  const module = fileURLToPath(new URL('./peers/contained.ts', import.meta.url))
  const script = `
    const { startContained } = await import(${JSON.stringify(module)})
    await startContained('The server', ...${JSON.stringify([given.command, given.place])})
    process.stdout.write('ready')
    setInterval(() => undefined, 1_000)`
  const starter = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(starter.stdout, 'data')
  assert.ok(await isAlive(given.mark), 'the helper does not run')
  starter.kill('SIGKILL')
  await once(starter, 'exit')
  await sleep(100)
  assert.equal(await isAlive(given.mark, 1_000), false, 'the helper has outlived it')
  await rm(folder, { recursive: true })
})

test('a peer that does not start shows what it said', { skip }, async () => {
  const folder = await makeTemporaryFolder('parta-contained-')
  const given = await place(folder)
  const command = [process.execPath, '-e', 'process.stderr.write("no such option"); process.exit(3)']
  await assert.rejects(startContained('The server', command, given.place), /The server ended\.\nno such option/)
  await rm(folder, { recursive: true })
})

test('packages that are not installed are named', async () => {
  const names = ['parta-no-such-package', 'parta-no-other-either']
  assert.deepEqual(await findPackages(names), { missing: `Debian's ${names.join(', ')} are not installed.` })
})
