import path from 'node:path'
import { filesBelow } from '../fingerprint.mjs'

const FOLDERS = ['contract', 'server', 'web', 'testkit', 'bench']
const BROWSER_FOLDER = 'testkit/e2e/'
const DAY_MS = 24 * 3_600_000
/** One browser story of so many rests on each day, or the tests of every day would take longer than anybody waits. */
const TURNS = 3
/** Their screens take turns themselves. */
const TAKES_TURNS_ITSELF = /\/screens-\d+\.e2e\.ts$/

/** @typedef {{ path: string, kind: 'test' | 'e2e' | 'gate' }} TestFile */

/**
 * The test files of the tree in the order in which they run: tests, then the browser stories of today; or, for the gate, the
 * long proofs and the stories that rest today. Whoever asks for files or for all of them gets them on any day.
 *
 * @param {string} root
 * @param {{ gate: boolean, options: import('./options.mjs').Options, cwd?: string, now?: number }} wish
 * @returns {Promise<TestFile[]>}
 */
export async function findTestFiles(root, { gate, options, cwd = process.cwd(), now = Date.now() }) {
  const below = await Promise.all(FOLDERS.map((folder) => filesBelow(root, folder)))
  const all = below.flat().filter((file) => (needsBrowser(file) ? options.browser : options.rest))
  const kinds = gate ? ['gate'] : ['test', 'e2e']
  const files = kinds.flatMap((kind) => ofKind(all, kind))
  if (options.patterns.length === 0) {
    const { today, resting } = takeTurns(ofKind(all, 'e2e'), now)
    if (gate) return [...resting, ...files]
    return options.all || !options.rest ? files : [...ofKind(all, 'test'), ...today]
  }
  const tests = options.patterns.map((pattern) => matcher(root, cwd, pattern))
  return files.filter((file) => tests.some((matches) => matches(file.path)))
}

/**
 * Whether a test file opens pages in a browser.
 *
 * @param {string} file path from the root
 */
export function needsBrowser(file) {
  return file.startsWith(BROWSER_FOLDER)
}

/**
 * Whether a test file starts the media server of calls.
 *
 * @param {string} file path from the root
 */
export function needsMediaServer(file) {
  return /^server\/src\/calls\/|^testkit\/[a-z0-9]+\/calls/.test(file)
}

/**
 * Shares the browser stories out to the days: each rests on one day in three.
 *
 * @param {readonly TestFile[]} stories in an order that stays the same
 * @param {number} now milliseconds since 1970
 * @returns {{ today: TestFile[], resting: TestFile[] }}
 */
export function takeTurns(stories, now) {
  const day = Math.floor(now / DAY_MS)
  const some = stories.length >= TURNS
  const rests = ({ path: file }, place) => some && !TAKES_TURNS_ITSELF.test(file) && (place + day) % TURNS === 0
  return { today: stories.filter((story, place) => !rests(story, place)), resting: stories.filter(rests) }
}

function ofKind(all, kind) {
  return all.filter((file) => belongs(file, kind)).map((file) => ({ path: file, kind }))
}

function belongs(file, kind) {
  if (kind === 'gate') return file.endsWith('.gate.ts')
  if (kind === 'e2e') return needsBrowser(file) && file.endsWith('.e2e.ts')
  return file.endsWith('.test.ts')
}

function matcher(root, cwd, pattern) {
  if (pattern.includes('*')) {
    const source = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    const expression = new RegExp(source.join('.*'))
    return (file) => expression.test(file)
  }
  const exact = path.relative(root, path.resolve(cwd, pattern)).split(path.sep).join('/')
  return (file) => file === exact || file.startsWith(`${exact}/`) || file.includes(pattern)
}
