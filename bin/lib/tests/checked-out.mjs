import { runProgram } from '../run-program.mjs'

const DOCUMENTS = ':(exclude)docs'

/**
 * What is checked out, for results that are worth something only together with it.
 *
 * @param {string} root
 * @returns {Promise<{ commit: string | null, changed: boolean, isSame: (commit: string) => Promise<boolean> }>} `commit` is null
 *   outside a repository; `changed` is whether something but documents is not committed; `isSame` is whether everything but
 *   documents is as it was at that commit
 */
export async function readCheckedOut(root) {
  const git = (...args) => runProgram('git', args, { cwd: root, timeoutSeconds: 30 })
  const [head, changes] = [await git('rev-parse', 'HEAD'), await git('status', '--porcelain', '--', '.', DOCUMENTS)]
  if (!head.ok) return { commit: null, changed: false, isSame: async () => false }
  return {
    commit: head.stdout.trim(),
    changed: changes.stdout.trim() !== '',
    isSame: async (commit) => (await git('diff', '--quiet', commit, 'HEAD', '--', '.', DOCUMENTS)).ok,
  }
}
