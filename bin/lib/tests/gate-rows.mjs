import { access, mkdir, readFile, writeFile } from 'node:fs/promises'
import { cpus, release, totalmem, type } from 'node:os'
import path from 'node:path'
import { readCheckedOut } from './checked-out.mjs'

const ROWS = 'docs/gate.jsonl'
const REPORT = 'docs/gate.md'

/**
 * @typedef {object} GateRow what the last run of a long proof came to
 * @property {string} name path of its file
 * @property {string} date when it ended, UTC
 * @property {string} machine
 * @property {string} commit what was checked out; `unknown` outside a repository
 * @property {boolean} changed whether the sources were other than those of the commit
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {number} seconds
 * @property {string[]} lines what it printed as `[gate] …`
 */

/**
 * The results of the long proofs, each with the commit at which it ran. A gate is longer than many a sitting: what has passed
 * with exactly these sources is not repeated, and whoever runs one proof renews its row alone.
 *
 * @param {string} root
 * @returns {Promise<{ passed: import('./outcome.mjs').Outcome[], keep: (outcome: import('./outcome.mjs').Outcome) => Promise<void> }>}
 *   `passed` are the proofs that need no repeat
 */
export async function openGateRows(root) {
  const checkedOut = await readCheckedOut(root)
  const valid = []
  if (!checkedOut.changed) {
    for (const row of await readRows(root)) {
      if (row.failed + row.skipped === 0 && !row.changed && (await checkedOut.isSame(row.commit))) valid.push(row)
    }
  }
  const keep = async (outcome) => {
    const rows = [...(await readRows(root)).filter(({ name }) => name !== outcome.name), rowOf(outcome, checkedOut)]
    await writeRows(root, rows)
  }
  return { passed: valid.map(outcomeOf), keep }
}

/** @returns {Promise<GateRow[]>} rows of the proofs that there still are */
async function readRows(root) {
  const text = await readFile(path.join(root, ROWS), 'utf8').catch(() => '')
  const rows = text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
  const there = await Promise.all(
    rows.map(({ name }) =>
      access(path.join(root, name)).then(
        () => true,
        () => false,
      ),
    ),
  )
  return rows.filter((_, place) => there[place])
}

async function writeRows(root, rows) {
  const sorted = [...rows].sort((a, b) => (a.name < b.name ? -1 : 1))
  await mkdir(path.join(root, 'docs'), { recursive: true })
  await writeFile(path.join(root, ROWS), `${sorted.map((row) => JSON.stringify(row)).join('\n')}\n`)
  await writeFile(path.join(root, REPORT), formatGateReport(sorted))
}

/**
 * The text of the report.
 *
 * @param {readonly GateRow[]} rows in the order in which they are to stand
 */
export function formatGateReport(rows) {
  const table = rows.map(({ name, passed, failed, skipped, seconds, date, commit, changed }) =>
    [
      '',
      name,
      passed,
      failed,
      skipped,
      seconds.toFixed(0),
      date,
      commit.slice(0, 9) + (changed ? ' + changes' : ''),
      '',
    ]
      .join(' | ')
      .trim(),
  )
  const findings = rows.flatMap(({ name, lines }) =>
    lines.length === 0 ? [] : ['', `## ${name}`, '', ...lines.map((line) => `- ${line}`)],
  )
  const machines = [...new Set(rows.map(({ machine }) => machine))]
  const lines = [
    '# Gate',
    '',
    'The long proofs, written by `npm run gate`: each with the commit at which it ran last. What has passed with the same sources is',
    'not repeated; `npm run gate -- part-of-a-name` repeats some.',
    '',
    ...machines.map((machine) => `- Machine: ${machine}`),
    '',
    '| proof | passed | failed | skipped | seconds | UTC | commit |',
    '|---|--:|--:|--:|--:|---|---|',
    ...table,
    ...findings,
  ]
  return `${lines.join('\n')}\n`
}

/** @returns {GateRow} */
function rowOf({ name, passed, failures, skips, seconds, gateLines }, { commit, changed }) {
  return {
    name,
    date: new Date().toISOString().slice(0, 16).replace('T', ' '),
    machine: describeMachine(),
    commit: commit ?? 'unknown',
    changed,
    passed,
    failed: failures.length,
    skipped: skips.length,
    seconds: Math.round(seconds),
    lines: gateLines,
  }
}

/** @returns {import('./outcome.mjs').Outcome} */
function outcomeOf({ name, passed, seconds, lines }) {
  return { name, kind: 'gate', passed, failures: [], skips: [], seconds, gateLines: lines }
}

function describeMachine() {
  const list = cpus()
  return `${list.length} × ${list[0]?.model.trim() ?? 'processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()} ${release()}`
}
