import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, release, totalmem, type } from 'node:os'
import path from 'node:path'
import { readCheckedOut } from './checked-out.mjs'
import { sumUp } from './report.mjs'

/**
 * Writes docs/gate.md: when, where and on which commit the long proofs ran, and what they found.
 *
 * @param {string} root
 * @param {import('./outcome.mjs').Outcome[]} outcomes
 */
export async function writeGateReport(root, outcomes) {
  const facts = { date: new Date(), machine: describeMachine(), commit: await describeCommit(root) }
  await mkdir(path.join(root, 'docs'), { recursive: true })
  await writeFile(path.join(root, 'docs', 'gate.md'), formatGateReport(facts, outcomes))
}

/**
 * The text of the report; the same outcomes give the same text in whatever order they ended.
 *
 * @param {{ date: Date, machine: string, commit: string }} facts
 * @param {import('./outcome.mjs').Outcome[]} outcomes
 */
export function formatGateReport({ date, machine, commit }, outcomes) {
  const totals = sumUp(outcomes)
  const rows = [...groupBySuite(outcomes)].map(([suite, members]) => {
    const { passed, failed, skipped } = sumUp(members)
    const seconds = members.reduce((sum, member) => sum + member.seconds, 0)
    return `| ${suite} | ${passed} | ${failed} | ${skipped} | ${seconds.toFixed(0)} |`
  })
  const findings = sorted(outcomes, (outcome) => outcome.name).flatMap(({ name, gateLines }) =>
    gateLines.length === 0 ? [] : ['', `## ${name}`, '', ...gateLines.map((line) => `- ${line}`)],
  )
  const lines = [
    '# Gate',
    '',
    'Written by `npm run gate`; a proof that had passed at the commit is not repeated there.',
    '',
    `- Date: ${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    `- Machine: ${machine}`,
    `- Commit: ${commit}`,
    `- Result: ${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`,
    '',
    '| suite | passed | failed | skipped | seconds |',
    '|---|--:|--:|--:|--:|',
    ...rows,
    ...findings,
  ]
  return `${lines.join('\n')}\n`
}

/** A long proof is a suite of its own; tests are grouped by their part and domain. */
function groupBySuite(outcomes) {
  const suites = new Map()
  const nameOf = ({ kind, name }) => {
    if (kind === 'gate' || kind === 'check') return name
    const folders = name.split('/').slice(0, -1)
    return folders
      .filter((folder) => folder !== 'src')
      .slice(0, 2)
      .join('/')
  }
  for (const outcome of sorted(outcomes, nameOf)) {
    const suite = nameOf(outcome)
    suites.set(suite, [...(suites.get(suite) ?? []), outcome])
  }
  return suites
}

function sorted(list, keyOf) {
  return [...list].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0))
}

function describeMachine() {
  const list = cpus()
  return `${list.length} × ${list[0]?.model.trim() ?? 'processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()} ${release()}`
}

async function describeCommit(root) {
  const { commit, changed } = await readCheckedOut(root)
  if (commit === null) return 'unknown'
  return commit + (changed ? ' with uncommitted changes' : '')
}
