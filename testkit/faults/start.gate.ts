import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { findFreePort } from '#server/platform/db/cluster/free-port.ts'
import { Client } from '#testkit/client.ts'
import { ROOT } from '#testkit/printed.ts'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'

const SECOND_START_MS_MAX = 5_000
const PATIENCE_MS = 120_000

let data: string
let port: number
before(async () => {
  data = await makeTemporaryFolder('parta-start-')
  port = await findFreePort()
})
after(() => rm(data, { recursive: true, force: true }))

interface Started {
  child: ChildProcess
  ms: number
  output: () => string
}

/** `npm start` as a person types it, in a process group of its own like that of a terminal. */
async function start(): Promise<Started> {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PARTA_')))
  const began = performance.now()
  const child = spawn('npm', ['start'], {
    cwd: ROOT,
    detached: true,
    env: { ...inherited, PARTA_DATA: data, PARTA_PORT: String(port) } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const client = new Client(port, 'main')
  for (;;) {
    const page = await client.raw('/').catch(() => null)
    if (page?.status === 200 && page.text.includes('<div id="root"')) break
    assert.equal(child.exitCode, null, output)
    assert.ok(performance.now() - began < PATIENCE_MS, `no front page came:\n${output}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return { child, ms: performance.now() - began, output: () => output }
}

/** Ids of PostgreSQL's main processes that run on the data folder. */
function postmasters(): string[] {
  try {
    return execFileSync('pgrep', ['-f', `postgres.*${data}`], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .filter(Boolean)
  } catch {
    return []
  }
}

async function untilNoPostmaster(): Promise<void> {
  const deadline = performance.now() + 10_000
  while (postmasters().length > 0) {
    assert.ok(performance.now() < deadline, `PostgreSQL still runs: ${postmasters().join(', ')}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

test('npm start reaches the front page, names who can sign in, and Ctrl+C stops everything', async () => {
  const { child, ms, output } = await start()
  process.stdout.write(`[gate] first start with the demonstration school: ${(ms / 1_000).toFixed(1)} s\n`)
  const deadline = performance.now() + 10_000
  while (!output().includes('+79001000001') && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  assert.match(output(), /\+79001000001\s+Наталья Олеговна Климова/)
  const exited = once(child, 'exit')
  // The terminal tells the whole group.
  process.kill(-child.pid!, 'SIGINT')
  await exited
  await untilNoPostmaster()
})

test('the second start takes under five seconds', async () => {
  const { child, ms } = await start()
  process.stdout.write(`[gate] second start: ${(ms / 1_000).toFixed(1)} s\n`)
  assert.ok(ms < SECOND_START_MS_MAX, `${Math.round(ms)} ms`)
  const exited = once(child, 'exit')
  process.kill(-child.pid!, 'SIGKILL')
  await exited
})

test('after kill -9 of everything but PostgreSQL the next start takes the orphan over', async () => {
  const { child, ms } = await start()
  process.stdout.write(`[gate] start after kill -9: ${(ms / 1_000).toFixed(1)} s\n`)
  const exited = once(child, 'exit')
  process.kill(-child.pid!, 'SIGINT')
  await exited
  await untilNoPostmaster()
})
