import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beginStep } from '../console.mjs'
import { refuseSkips } from './allowed-skips.mjs'
import { reportOutcome } from './report.mjs'
import { runFile } from './run-file.mjs'

/**
 * Tests wait a good part of their time, for pages and for clocks, so three of them keep two cores busy. Long proofs measure,
 * so they have the machine to themselves.
 */
const KINDS = {
  test: { title: 'Running tests', atOnce: 3, timeoutSeconds: 5 * 60 },
  e2e: { title: 'Running browser stories', atOnce: 3, timeoutSeconds: 5 * 60 },
  gate: { title: 'Running long proofs', atOnce: 1, timeoutSeconds: 40 * 60 },
}

/**
 * Runs test files, kind after kind, and reports each as it ends.
 *
 * @param {import('./test-files.mjs').TestFile[]} files
 * @param {object} world
 * @param {string} world.root
 * @param {string} world.node
 * @param {NodeJS.ProcessEnv} world.env
 * @param {Set<string> | null} world.allowedSkips null when skips do not fail
 * @param {{ stopped: boolean }} world.state `stopped` ends the run early
 * @param {(outcome: import('./outcome.mjs').Outcome) => Promise<void>} [world.keep] is given each outcome
 * @param {import('./outcome.mjs').Outcome[]} outcomes each outcome is added here
 */
export async function runFiles(files, world, outcomes) {
  const scratch = await mkdtemp(path.join(tmpdir(), 'parta-test-'))
  try {
    for (const [kind, rules] of Object.entries(KINDS)) {
      const ofKind = files.filter((file) => file.kind === kind)
      if (ofKind.length > 0 && !world.state.stopped) await runKind(ofKind, rules, { ...world, scratch }, outcomes)
    }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function runKind(files, { title, atOnce, timeoutSeconds }, world, outcomes) {
  const step = beginStep(title)
  const waiting = [...files]
  const running = new Set()
  let finished = 0
  const show = () => step.update(`${finished} of ${files.length} files, now ${[...running].join(' and ')}`)
  const work = async () => {
    while (waiting.length > 0 && !world.state.stopped) {
      const file = waiting.shift()
      running.add(path.basename(file.path))
      show()
      const outcome = await runFile(file, { ...world, timeoutSeconds })
      running.delete(path.basename(file.path))
      finished += 1
      if (world.state.stopped) return
      const judged = world.allowedSkips === null ? outcome : refuseSkips(outcome, world.allowedSkips)
      outcomes.push(judged)
      reportOutcome(judged)
      await world.keep?.(judged)
      show()
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  step.done()
}
