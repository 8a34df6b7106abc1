import { startGroup } from './processes.mjs'

const PRELOAD = new URL('./follow-launcher.mjs', import.meta.url).href
const DESCRIPTOR = 3

/**
 * Starts a program under Node 24 in a process group of its own. It gets SIGTERM when the launcher disappears.
 *
 * @param {string} node
 * @param {string[]} args arguments of Node, the script among them
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, stdio: ('inherit' | 'pipe' | 'ignore')[] }} options `stdio` of three
 */
export function startFollower(node, args, { cwd, env, stdio }) {
  const child = startGroup(node, ['--import', PRELOAD, ...args], {
    cwd,
    env: { ...env, PARTA_LAUNCHER_PIPE: String(DESCRIPTOR) },
    stdio: [...stdio, 'pipe'],
  })
  child.stdio[DESCRIPTOR]?.on('error', () => {})
  return child
}
