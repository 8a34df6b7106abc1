import { runProgram } from '../run-program.mjs'

const WHAT_THE_GATE_WRITES = ' docs/gate.md'

/**
 * What is checked out, for results that are worth something only together with it.
 *
 * @param {string} root
 * @returns {Promise<{ commit: string | null, changed: boolean }>} `commit` is null outside a repository; `changed` does not
 *   count the report of the gate
 */
export async function readCheckedOut(root) {
  const git = (...args) => runProgram('git', args, { cwd: root, timeoutSeconds: 30 })
  const [head, changes] = [await git('rev-parse', 'HEAD'), await git('status', '--porcelain')]
  if (!head.ok) return { commit: null, changed: false }
  const changed = changes.stdout.split('\n').some((line) => line !== '' && !line.endsWith(WHAT_THE_GATE_WRITES))
  return { commit: head.stdout.trim(), changed }
}
