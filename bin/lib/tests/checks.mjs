import path from 'node:path'
import { environmentFor } from '../node24.mjs'
import { runProgram } from '../run-program.mjs'
import { checkOutcome } from './outcome.mjs'

const SECONDS = 5 * 60

const CHECKS = [
  {
    name: 'typecheck',
    tool: 'tsc',
    runs: [
      ['-p', 'tsconfig.json'],
      ['-p', 'tsconfig.web.json'],
    ],
  },
  { name: 'lint', tool: 'biome', runs: [['check', '--colors=off']] },
]

/**
 * Checks types and style; each is one entry of the totals.
 *
 * @param {string} root
 * @param {string} node
 * @param {(title: string) => import('../console.mjs').Step} beginStep
 * @returns {Promise<import('./outcome.mjs').Outcome[]>}
 */
export async function runChecks(root, node, beginStep) {
  const outcomes = []
  for (const check of CHECKS) {
    const begun = performance.now()
    const step = beginStep(check.name === 'lint' ? 'Checking style' : 'Checking types')
    const problem = await firstProblem(root, node, check)
    if (problem === null) step.done()
    else step.fail()
    outcomes.push(checkOutcome(check.name, (performance.now() - begun) / 1000, problem, `npm run ${check.name}`))
  }
  return outcomes
}

async function firstProblem(root, node, { tool, runs }) {
  const problems = []
  for (const args of runs) {
    const outcome = await runProgram(path.join(root, 'node_modules', '.bin', tool), args, {
      cwd: root,
      env: environmentFor(root, node),
      timeoutSeconds: SECONDS,
    })
    if (!outcome.ok) problems.push(`${tool} ${args.join(' ')} ${outcome.how}.\n${outcome.output.trimEnd()}`)
  }
  return problems.length === 0 ? null : problems.join('\n')
}
