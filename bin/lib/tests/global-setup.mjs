import { access } from 'node:fs/promises'
import path from 'node:path'
import { startFollower } from '../follower.mjs'
import { environmentFor } from '../node24.mjs'
import { endGroup, endsWithin, signalGroup } from '../processes.mjs'

const SCRIPT = 'testkit/global-setup.ts'
const READY_SECONDS = 120
const END_SECONDS = 20

/**
 * Starts what all test files share. The script prints `{"env":{"NAME":"value"}}` when it is ready;
 * its stdin stays open until it has to end.
 *
 * @param {{ root: string, node: string, env: NodeJS.ProcessEnv, inside?: string[], readySeconds?: number, endSeconds?: number }} world
 * @returns {Promise<{ env: Record<string, string>, problem: string | null, stop(): Promise<string | null> }>} `problem` and the
 *   answer of `stop` are sentences for the person
 */
export async function startGlobalSetup({
  root,
  node,
  env,
  inside,
  readySeconds = READY_SECONDS,
  endSeconds = END_SECONDS,
}) {
  const there = await access(path.join(root, SCRIPT)).then(
    () => true,
    () => false,
  )
  if (!there) return { env: {}, problem: null, stop: async () => null }
  const child = startFollower(node, [SCRIPT], {
    cwd: root,
    env: environmentFor(root, node, env),
    stdio: ['pipe', 'pipe', 'pipe'],
    inside,
  })
  const said = listen(child)
  const ready = await firstOf(said.ready, readySeconds)
  if (typeof ready === 'object') return { env: ready.env, problem: null, stop: () => stop(child, said, endSeconds) }
  await endGroup(child, 5)
  return { env: {}, problem: `${SCRIPT} ${ready}.\n${said.output()}`, stop: async () => null }
}

function listen(child) {
  let output = ''
  let stdout = ''
  const ready = new Promise((resolve) => {
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      stdout += text
      output = (output + text).slice(-100_000)
      const lines = stdout.split('\n')
      stdout = lines.pop()
      for (const line of lines) if (line.startsWith('{"env"')) resolve(readReady(line))
    })
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      output = (output + text).slice(-100_000)
    })
    child.once('error', (error) => resolve(`did not start (${error.message})`))
    child.once('exit', (code, signal) => {
      const words = `ended before it was ready (${signal ?? `code ${code}`})`
      setTimeout(() => resolve(words), 200)
    })
  })
  return { ready, output: () => output.trimEnd() }
}

function readReady(line) {
  try {
    return JSON.parse(line)
  } catch (error) {
    return `printed a line that is not JSON (${error.message})`
  }
}

function firstOf(ready, seconds) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(`was not ready after ${seconds} s`), seconds * 1000)
    void ready.then((value) => {
      clearTimeout(timer)
      resolve(value)
    })
  })
}

async function stop(child, said, endSeconds) {
  if (child.exitCode !== null || child.signalCode !== null) {
    return `${SCRIPT} ended during the tests (${child.signalCode ?? `code ${child.exitCode}`}).\n${said.output()}`
  }
  child.kill('SIGTERM')
  child.stdin?.end()
  const ended = await endsWithin(child, endSeconds)
  signalGroup(child, 'SIGKILL')
  return ended ? null : `${SCRIPT} did not end within ${endSeconds} s after SIGTERM and was killed.\n${said.output()}`
}
