import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { readCheckedOut } from './checked-out.mjs'

/**
 * The long proofs that passed on this machine with exactly these sources. A gate that was stopped goes on where it was: what
 * passed at a commit is not repeated at that commit. With changed sources nothing is kept.
 *
 * @param {string} root
 * @returns {Promise<{ outcomes: import('./outcome.mjs').Outcome[], keep: (outcome: import('./outcome.mjs').Outcome) => Promise<void> }>}
 */
export async function openKeptProofs(root) {
  const { commit, changed } = await readCheckedOut(root)
  if (commit === null || changed) return { outcomes: [], keep: async () => {} }
  const folder = path.join(root, '.cache', 'gate', commit)
  await mkdir(folder, { recursive: true })
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  const outcomes = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(path.join(folder, name), 'utf8'))),
  )
  return { outcomes, keep: (outcome) => keepIn(folder, outcome) }
}

async function keepIn(folder, outcome) {
  if (outcome.failures.length > 0 || outcome.skips.length > 0) return
  await writeFile(path.join(folder, `${outcome.name.replaceAll('/', '~')}.json`), JSON.stringify(outcome))
}
