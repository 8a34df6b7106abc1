import { startGroup } from './processes.mjs'

const PRELOAD = new URL('./follow-launcher.mjs', import.meta.url).href
const DESCRIPTOR = 3

/**
 * Starts a program under Node 24 in a process group of its own. It gets SIGTERM when the launcher disappears.
 *
 * @param {string} node
 * @param {string[]} args arguments of Node, the script among them
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, stdio: ('inherit' | 'pipe' | 'ignore')[], inside?: string[] }} options
 *   `stdio` of three; `inside` is a command that runs the program in other surroundings
 */
export function startFollower(node, args, { cwd, env, stdio, inside = [] }) {
  const [program, ...rest] = [...inside, node, '--import', PRELOAD, ...args]
  const child = startGroup(program, rest, {
    cwd,
    env: { ...env, PARTA_LAUNCHER_PIPE: String(DESCRIPTOR) },
    stdio: [...stdio, 'pipe'],
  })
  child.stdio[DESCRIPTOR]?.on('error', () => {})
  return child
}
