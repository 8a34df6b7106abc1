import path from 'node:path'
import { beginStep, say } from '../console.mjs'
import { LauncherFailure } from '../failure.mjs'
import { ensureInstalled } from '../installation.mjs'
import { findNode24 } from '../node24.mjs'
import { endAll, exitCodeOf, onSignal } from '../processes.mjs'
import { readAllowedSkips } from './allowed-skips.mjs'
import { runChecks } from './checks.mjs'
import { openGateRows } from './gate-rows.mjs'
import { startGlobalSetup } from './global-setup.mjs'
import { HELP, readOptions } from './options.mjs'
import { checkOutcome } from './outcome.mjs'
import { prepareWorld } from './prepare.mjs'
import { reportOutcome, reportTotals } from './report.mjs'
import { runFiles } from './run-files.mjs'
import { sealNetwork } from './sealed-network.mjs'
import { findTestFiles, needsBrowser, needsMediaServer } from './test-files.mjs'

/**
 * Prepares and runs the tests, or the long proofs; the totals are the last line of what it writes.
 *
 * @param {object} wish
 * @param {string} wish.root
 * @param {string[]} wish.args
 * @param {boolean} wish.gate whether the long proofs run instead of the tests
 * @param {number} [wish.limitSeconds] the run ends as failed after this time
 * @returns {Promise<number>} exit code
 */
export async function runSuite({ root, args, gate, limitSeconds }) {
  const outcomes = []
  const state = { stopped: false, exitCode: null }
  const stop = async (reason, exitCode) => {
    if (state.stopped) return
    Object.assign(state, { stopped: true, exitCode })
    add(outcomes, [checkOutcome('the run', 0, reason)])
    await endAll(5)
  }
  onSignal((signal) => void stop(`The run was stopped by ${signal}.`, exitCodeOf(null, signal)))
  if (limitSeconds !== undefined) {
    setTimeout(() => void stop(`The run took longer than ${limitSeconds / 60} min.`, 1), limitSeconds * 1000).unref()
  }
  try {
    const options = readOptions(args)
    if (options.help) {
      say(HELP)
      return 0
    }
    await runEverything({ root, gate, options, state }, outcomes)
  } catch (error) {
    if (!state.stopped) {
      const text = error instanceof LauncherFailure ? error.message : error.stack
      add(outcomes, [checkOutcome('the run', 0, text)])
    }
  }
  const good = reportTotals(outcomes)
  return state.exitCode ?? (good ? 0 : 1)
}

async function runEverything({ root, gate, options, state }, outcomes) {
  const allowedSkips = process.env.CI === 'true' ? await readAllowedSkips(root) : null
  await ensureInstalled(root)
  const node = await findNode24(root)
  const files = await findTestFiles(root, { gate, options })
  const chosen = options.patterns.length > 0
  if (chosen && files.length === 0) throw new LauncherFailure(`No test file matches ${options.patterns.join(' or ')}.`)
  const browser = files.some((file) => needsBrowser(file.path))
  const calls = !chosen || files.some((file) => needsMediaServer(file.path))
  const world = await prepareWorld({ root, node, media: !chosen, calls, browser, pages: !chosen || browser })
  add(outcomes, world.outcomes)
  if (!chosen && options.rest && !state.stopped) add(outcomes, await runChecks(root, node, beginStep))
  if (state.stopped) return
  const rows = gate ? await openGateRows(root) : null
  const done = rows === null || chosen ? [] : rows.passed
  add(outcomes, done)
  const isDone = (file) => done.some(({ name }) => name === file.path)
  const runnable = files.filter((file) => (!needsBrowser(file.path) || world.browserReady) && !isDone(file))
  await runSealed(
    runnable,
    { root, node, env: testEnvironment(root, gate), allowedSkips, state, keep: rows?.keep, again: !gate && !chosen },
    outcomes,
  )
  const executed = outcomes.some(({ kind, passed, failures }) => kind !== 'check' && passed + failures.length > 0)
  if (!executed && !state.stopped) add(outcomes, [checkOutcome('the run', 0, 'Not a single test was executed.')])
}

async function runSealed(files, world, outcomes) {
  if (files.length === 0) return
  const network = await sealNetwork({ isRoot: process.getuid?.() === 0, env: process.env })
  try {
    await runWithSetup(files, { ...world, inside: network.command, env: { ...world.env, ...network.env } }, outcomes)
  } finally {
    await network.open()
  }
}

async function runWithSetup(files, world, outcomes) {
  const setup = await startGlobalSetup(world)
  if (world.state.stopped) return
  if (setup.problem !== null) {
    add(outcomes, [checkOutcome('global setup', 0, setup.problem)])
    return
  }
  await runFiles(files, { ...world, env: { ...world.env, ...setup.env } }, outcomes)
  const problem = await setup.stop()
  if (problem !== null && !world.state.stopped) add(outcomes, [checkOutcome('global setup', 0, problem)])
}

function add(outcomes, more) {
  for (const outcome of more) {
    outcomes.push(outcome)
    reportOutcome(outcome)
  }
}

/**
 * A configuration of the person's own product must not reach the tests. What Node compiles is kept from file to file: each
 * runs in a process of its own, and most of them load the whole product.
 */
function testEnvironment(root, gate) {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^PARTA_(?!TEST_)|^FORCE_COLOR$|^NODE_TEST_CONTEXT$/.test(name),
  )
  const kept = { NODE_COMPILE_CACHE: path.join(root, '.cache', 'compiled') }
  return { ...Object.fromEntries(entries), ...kept, ...(gate ? { PARTA_GATE: '1' } : {}) }
}
