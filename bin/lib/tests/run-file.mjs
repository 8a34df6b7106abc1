import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { startFollower } from '../follower.mjs'
import { environmentFor } from '../node24.mjs'
import { endGroup, signalGroup } from '../processes.mjs'
import { checkOutcome, readOutcome } from './outcome.mjs'
import { readLot } from './read-lot.mjs'

const REPORTER = new URL('./reporter.mjs', import.meta.url).href
const LOT = fileURLToPath(new URL('./lot.mjs', import.meta.url))
const GRACE_SECONDS = 5
const KEPT = 400_000

/**
 * Runs one test file in a process of its own.
 *
 * @param {import('./test-files.mjs').TestFile} file
 * @param {object} world
 * @param {string} world.root
 * @param {string} world.node
 * @param {NodeJS.ProcessEnv} world.env
 * @param {string} world.scratch folder for the reporter's lines
 * @param {number} world.timeoutSeconds
 * @param {string[]} [world.inside] command that runs a program in the network of the tests
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
export async function runFile(file, world) {
  const begun = performance.now()
  const { events, ended, output, gateLines } = await runTests([file.path], file.path, world)
  return {
    name: file.path,
    kind: file.kind,
    ...readOutcome(events, { ended, output }),
    gateLines,
    seconds: (performance.now() - begun) / 1000,
    hint: hintOf(file),
  }
}

/**
 * Runs several test files in one process, one after another. Files that its end has cut off run again, each alone.
 *
 * @param {import('./test-files.mjs').TestFile[]} lot two or more
 * @param {Parameters<typeof runFile>[1]} world `timeoutSeconds` is for each of the files
 * @returns {Promise<import('./outcome.mjs').Outcome[]>} one for each file, and one more where they failed together only
 */
export async function runLot(lot, world) {
  const begun = performance.now()
  const paths = lot.map((file) => file.path)
  const timeoutSeconds = world.timeoutSeconds * lot.length
  const { events, ended, output } = await runTests([LOT, ...paths], `lot~${paths[0]}`, { ...world, timeoutSeconds })
  const seconds = (performance.now() - begun) / 1000
  const { outcomes, left, together } = readLot(paths, events, { ended, output, seconds })
  const done = outcomes.map((outcome) => {
    const file = lot.find(({ path: name }) => name === outcome.name)
    return { ...outcome, kind: file.kind, gateLines: [], hint: hintOf(file) }
  })
  if (together !== null) {
    const hint = `node ${path.relative(world.root, LOT)} ${paths.join(' ')}`
    done.push({ ...checkOutcome(`${paths[0]} and its neighbours`, 0, together, hint), kind: 'test' })
  }
  for (const file of lot) if (left.includes(file.path) && !world.state?.stopped) done.push(await runFile(file, world))
  return done
}

function hintOf(file) {
  return `node bin/${file.kind === 'gate' ? 'gate' : 'test'}.mjs ${file.path}`
}

async function runTests(args, name, { root, node, env, scratch, timeoutSeconds, inside }) {
  const events = path.join(scratch, `${name.replaceAll('/', '~')}.jsonl`)
  const flags = [
    `--test-reporter=${REPORTER}`,
    `--test-reporter-destination=${events}`,
    `--test-timeout=${Math.ceil(timeoutSeconds * 900)}`,
  ]
  const child = startFollower(node, [...flags, ...args], {
    cwd: root,
    env: environmentFor(root, node, env),
    stdio: ['ignore', 'pipe', 'pipe'],
    inside,
  })
  const how = await follow(child, timeoutSeconds)
  return { ...how, events: await readEvents(events) }
}

function follow(child, timeoutSeconds) {
  let output = ''
  let late = false
  const keep = (text) => {
    output = (output + text).slice(-KEPT)
  }
  const gate = collectGateLines(child.stdout)
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', keep)
  const timer = setTimeout(() => {
    late = true
    void endGroup(child, GRACE_SECONDS)
  }, timeoutSeconds * 1000)
  return new Promise((resolve) => {
    const end = (ended) => {
      clearTimeout(timer)
      resolve({ ended, output, gateLines: gate })
    }
    child.once('error', (error) => end(`did not start (${error.message})`))
    child.once('exit', (code, signal) => {
      const words = late
        ? `took longer than ${timeoutSeconds} s`
        : signal
          ? `was ended by ${signal}`
          : code === 0
            ? null
            : `ended with code ${code}`
      // What the file left behind in its own group is ours to end; it may also hold the pipes open.
      const patience = setTimeout(() => signalGroup(child, 'SIGKILL'), 1000)
      const last = setTimeout(() => end(words), 3000)
      child.once('close', () => {
        signalGroup(child, 'SIGKILL')
        for (const timeout of [patience, last]) clearTimeout(timeout)
        end(words)
      })
    })
  })
}

function collectGateLines(stream) {
  const lines = []
  let rest = ''
  stream?.on('data', (text) => {
    const parts = (rest + text).split('\n')
    rest = parts.pop()
    for (const line of parts) if (line.startsWith('[gate] ')) lines.push(line.slice(7).trimEnd())
  })
  return lines
}

async function readEvents(file) {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line)]
    } catch {
      return []
    }
  })
}
