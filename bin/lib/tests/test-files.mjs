import path from 'node:path'
import { filesBelow } from '../fingerprint.mjs'

const FOLDERS = ['contract', 'server', 'web', 'testkit', 'bench']

/** @typedef {{ path: string, kind: 'test' | 'e2e' | 'gate' }} TestFile */

/**
 * The test files of the tree in the order in which they run: tests, browser stories, long proofs.
 *
 * @param {string} root
 * @param {{ gate: boolean, options: import('./options.mjs').Options, cwd?: string }} wish
 * @returns {Promise<TestFile[]>}
 */
export async function findTestFiles(root, { gate, options, cwd = process.cwd() }) {
  const below = await Promise.all(FOLDERS.map((folder) => filesBelow(root, folder)))
  const kinds = []
  if (options.rest) kinds.push('test')
  if (options.browser) kinds.push('e2e')
  if (gate && options.rest) kinds.push('gate')
  const all = below.flat()
  const files = kinds.flatMap((kind) => all.filter((file) => belongs(file, kind)).map((file) => ({ path: file, kind })))
  if (options.patterns.length === 0) return files
  const tests = options.patterns.map((pattern) => matcher(root, cwd, pattern))
  return files.filter((file) => tests.some((matches) => matches(file.path)))
}

function belongs(file, kind) {
  if (kind === 'gate') return file.endsWith('.gate.ts')
  if (kind === 'e2e') return file.startsWith('testkit/e2e/') && file.endsWith('.e2e.ts')
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
