import { readdir } from 'node:fs/promises'
import { say } from '../console.mjs'
import { lastLines, runProgram } from '../run-program.mjs'

const SEALED = 'PARTA_TEST_SEALED'
const FOLDER = '/run/netns'
/** Of the range for measurements, which no network uses. */
const ADDRESS = '198.18.0.1'
const PREFIX = 'parta-test-'
const NAME = new RegExp(`^${PREFIX}(\\d+)$`)

/**
 * Makes a network in which there is nothing but this machine, so that whatever the tests start reaches nobody outside. Only
 * root on Linux can; elsewhere the tests run with the machine's own network, which is said aloud.
 *
 * @param {{ isRoot: boolean, env: NodeJS.ProcessEnv }} machine
 * @returns {Promise<{ command: string[], env: Record<string, string>, open(): Promise<void> }>} `command` goes before every
 *   program that belongs inside, empty without a sealed network; `env` tells it so; `open` takes the network down
 */
export async function sealNetwork({ isRoot, env }) {
  const unsealed = (why) => {
    say(`The tests run with the network of this machine: ${why}.`)
    return { command: [], env: {}, open: async () => {} }
  }
  // A run inside of a test of such a run.
  if (env[SEALED] === '1') return { command: [], env: {}, open: async () => {} }
  if (process.platform !== 'linux' || !isRoot) return unsealed('only root on Linux can take it from them')
  const ip = (...args) => runProgram('ip', args, { cwd: '/', env, timeoutSeconds: 10 })
  for (const left of await leftBehind()) await ip('netns', 'delete', left)
  const name = `${PREFIX}${process.pid}`
  for (const args of [
    ['netns', 'add', name],
    ['-netns', name, 'link', 'set', 'lo', 'up'],
    // A browser that has loopback alone believes itself offline: a cable from this network to itself leads nowhere.
    ['-netns', name, 'link', 'add', 'cable', 'type', 'veth', 'peer', 'name', 'socket'],
    ['-netns', name, 'address', 'add', `${ADDRESS}/32`, 'dev', 'cable'],
    ['-netns', name, 'link', 'set', 'socket', 'up'],
    ['-netns', name, 'link', 'set', 'cable', 'up'],
  ]) {
    const made = await ip(...args)
    if (made.ok) continue
    await ip('netns', 'delete', name)
    return unsealed(`ip ${args.join(' ')} ${made.how} ${lastLines(made.output, 1)}`)
  }
  return {
    env: { [SEALED]: '1' },
    command: ['nsenter', `--net=${FOLDER}/${name}`, '--'],
    open: async () => {
      await ip('netns', 'delete', name)
    },
  }
}

/** Networks of runs that were killed. */
async function leftBehind() {
  const names = await readdir(FOLDER).catch(() => [])
  return names.filter((name) => {
    const pid = NAME.exec(name)?.[1]
    return pid !== undefined && !isAlive(Number(pid))
  })
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
