import { readFile } from 'node:fs/promises'
import path from 'node:path'

/** How many files share a process: loading the product takes longer than most files do with it. */
const LOT = 6

/** Whoever changes or measures his own process has one of his own. */
const TOUCHES_PROCESS =
  /\bprocess\.(env\b[^\n]*[^=!]=[^=]|chdir|exit|on\(|stdout|stderr|memoryUsage|cpuUsage)|delete process\.|\bmock\.|\bglobalThis\.|\bglobal\.gc/
/** Prepares something while it is loaded, and all files of a lot are loaded before the first of their tests. */
const PREPARES_AT_ONCE = /^(const [^\n]*= )?await /m
/** Starts launchers and whole products in processes of their own, and looks at how these end. */
const OF_PROCESSES = /^testkit\/launcher\//

/**
 * Shares test files out to processes: neighbours run in one, files that touch the process itself alone. Towards the end the
 * lots become smaller, so that no process is left alone with a long one.
 *
 * @param {string} root
 * @param {import('./test-files.mjs').TestFile[]} files
 * @param {number} atOnce how many processes run beside each other
 * @returns {Promise<import('./test-files.mjs').TestFile[][]>} each file once, in their order
 */
export async function shareProcesses(root, files, atOnce) {
  const lots = []
  let open = null
  let room = 0
  for (const [place, file] of files.entries()) {
    if (file.kind === 'gate' || (await isAlone(root, file.path))) {
      lots.push([file])
      continue
    }
    if (room === 0) {
      open = []
      room = sizeOfLot(files.length - place, atOnce)
      lots.push(open)
    }
    open.push(file)
    room -= 1
  }
  return lots
}

function sizeOfLot(left, atOnce) {
  return Math.min(LOT, Math.max(2, Math.ceil(left / (2 * atOnce))))
}

async function isAlone(root, file) {
  if (OF_PROCESSES.test(file)) return true
  const source = await readFile(path.join(root, file), 'utf8')
  return TOUCHES_PROCESS.test(source) || PREPARES_AT_ONCE.test(source)
}
