import path from 'node:path'
import { filesBelow } from '../fingerprint.mjs'

const FOLDERS = ['contract', 'server', 'web', 'testkit', 'bench']
const BROWSER_FOLDER = 'testkit/e2e/'

/** @typedef {{ path: string, kind: 'test' | 'e2e' | 'gate' }} TestFile */

/**
 * The test files of the tree in the order in which they run: tests, then browser stories; or, for the gate, the long proofs.
 *
 * @param {string} root
 * @param {{ gate: boolean, options: import('./options.mjs').Options, cwd?: string }} wish
 * @returns {Promise<TestFile[]>}
 */
export async function findTestFiles(root, { gate, options, cwd = process.cwd() }) {
  const below = await Promise.all(FOLDERS.map((folder) => filesBelow(root, folder)))
  const all = below.flat().filter((file) => (needsBrowser(file) ? options.browser : options.rest))
  const kinds = gate ? ['gate'] : ['test', 'e2e']
  const files = kinds.flatMap((kind) => all.filter((file) => belongs(file, kind)).map((file) => ({ path: file, kind })))
  if (options.patterns.length === 0) return files
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
