import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beginStep } from '../console.mjs'
import { refuseSkips } from './allowed-skips.mjs'
import { shareProcesses } from './lots.mjs'
import { reportOutcome } from './report.mjs'
import { runFile, runLot } from './run-file.mjs'
import { needsBrowser } from './test-files.mjs'

/**
 * Tests wait a good part of their time, for pages and for clocks, so three of them keep two cores busy. Long proofs measure,
 * so they have the machine to themselves, but for those that look at pages.
 */
const GROUPS = [
  { title: 'Running tests', isIn: ({ kind }) => kind === 'test', atOnce: 3, timeoutSeconds: 5 * 60 },
  { title: 'Running browser stories', isIn: ({ kind }) => kind === 'e2e', atOnce: 3, timeoutSeconds: 5 * 60 },
  { title: 'Running long proofs of pages', isIn: isProofOfPages, atOnce: 2, timeoutSeconds: 60 * 60 },
  {
    title: 'Running long proofs',
    isIn: (file) => file.kind === 'gate' && !isProofOfPages(file),
    atOnce: 1,
    timeoutSeconds: 60 * 60,
  },
]

function isProofOfPages({ kind, path: file }) {
  return kind === 'gate' && needsBrowser(file)
}

/**
 * Runs test files, group after group, and reports each as it ends.
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
    for (const group of GROUPS) {
      const own = files.filter(group.isIn)
      if (own.length > 0 && !world.state.stopped) await runGroup(own, group, { ...world, scratch }, outcomes)
    }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function runGroup(files, { title, atOnce, timeoutSeconds }, world, outcomes) {
  const step = beginStep(title)
  const waiting = await shareProcesses(world.root, files, atOnce)
  const running = new Set()
  let finished = 0
  const show = () => step.update(`${finished} of ${files.length} files, now ${[...running].join(' and ')}`)
  const work = async () => {
    while (waiting.length > 0 && !world.state.stopped) {
      const lot = waiting.shift()
      const name = path.basename(lot[0].path)
      running.add(name)
      show()
      const own = { ...world, timeoutSeconds }
      const ended = lot.length === 1 ? [await runFile(lot[0], own)] : await runLot(lot, own)
      running.delete(name)
      finished += lot.length
      if (world.state.stopped) return
      for (const outcome of ended) {
        const judged = world.allowedSkips === null ? outcome : refuseSkips(outcome, world.allowedSkips)
        outcomes.push(judged)
        reportOutcome(judged)
        if (judged.kind === 'gate') await world.keep?.(judged)
      }
      show()
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  step.done()
}
