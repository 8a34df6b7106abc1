import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { LauncherFailure } from '../failure.mjs'

const FILE = 'testkit/allowed-skips.json'

/**
 * Reads the list of skips that do not fail in CI.
 *
 * @param {string} root
 * @returns {Promise<Set<string>>} whole titles, as the report shows them
 * @throws LauncherFailure when the list is not what it should be
 */
export async function readAllowedSkips(root) {
  const text = await readFile(path.join(root, FILE), 'utf8').catch(() => '[]')
  let list
  try {
    list = JSON.parse(text)
  } catch (error) {
    throw new LauncherFailure(`${FILE} is not JSON: ${error.message}`)
  }
  const sound = (entry) => typeof entry?.title === 'string' && typeof entry.reason === 'string' && entry.reason !== ''
  if (!Array.isArray(list) || !list.every(sound)) {
    throw new LauncherFailure(`${FILE}: expected a list of {"title": "…", "reason": "…"}, each with a reason.`)
  }
  return new Set(list.map((entry) => entry.title))
}

/** In CI a skip that is not on the list becomes a failure of its file. */
export function refuseSkips(outcome, allowed) {
  const refused = outcome.skips.filter((skip) => !allowed.has(skip.title))
  if (refused.length === 0) return outcome
  const failures = refused.map(({ title, reason }) => ({
    title,
    text: `Skipped (${reason}), and in CI a skip fails unless ${FILE} names its title.`,
  }))
  return {
    ...outcome,
    failures: [...outcome.failures, ...failures],
    skips: outcome.skips.filter((skip) => allowed.has(skip.title)),
  }
}
