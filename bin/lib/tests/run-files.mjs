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

/** What measures how soon people hear each other, with several browsers itself. */
const MEASURES = /\/(call-join|halls|media-killed|weak-network)\.gate\.ts$/

function isProofOfPages({ kind, path: file }) {
  return kind === 'gate' && needsBrowser(file) && !MEASURES.test(file)
}

/**
 * So many files that failed are asked once more. Where more fail, it is no chance, and nobody waits for it.
 * Decision 0050 says what a second time is for.
 */
const ASKED_AGAIN = 8
const ALONE_SECONDS = 10 * 60

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
 * @param {boolean} [world.again] whether a test file that has failed runs once more, alone; a long proof never does
 * @param {import('./outcome.mjs').Outcome[]} outcomes each outcome is added here
 */
export async function runFiles(files, world, outcomes) {
  const scratch = await mkdtemp(path.join(tmpdir(), 'parta-test-'))
  try {
    for (const group of GROUPS) {
      const own = files.filter(group.isIn)
      if (own.length > 0 && !world.state.stopped) await runGroup(own, group, { ...world, scratch }, outcomes)
    }
    if (world.again) await askAgain(files, { ...world, scratch, timeoutSeconds: ALONE_SECONDS }, outcomes)
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
        const judged = judge(outcome, world)
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

function judge(outcome, { allowedSkips }) {
  return allowedSkips === null ? outcome : refuseSkips(outcome, allowedSkips)
}

/** Runs the files that have failed once more with nothing beside them; what each comes to then stands for it. */
async function askAgain(files, world, outcomes) {
  const failed = files.filter(
    ({ path: name, kind }) =>
      kind !== 'gate' && outcomes.some((outcome) => outcome.name === name && outcome.failures.length > 0),
  )
  if (failed.length === 0 || failed.length > ASKED_AGAIN || world.state.stopped) return
  const step = beginStep('Running once more, alone, what has failed')
  for (const file of failed) {
    step.update(file.path)
    const outcome = judge(await runFile(file, world), world)
    if (world.state.stopped) return
    const place = outcomes.findIndex(({ name }) => name === file.path)
    outcomes[place] = { ...outcome, before: outcomes[place].failures }
    reportOutcome(outcomes[place])
  }
  step.done()
}
