import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { LauncherFailure } from './failure.mjs'

const LEAST = [24, 12]

/** Whether a version such as `24.21.0` or `v24.21.0` runs the product. */
export function isNewEnough(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number)
  return major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])
}

/**
 * The Node that runs the product: the present one when it is new enough, otherwise the one from the lockfile.
 *
 * @param {string} root
 * @param {{ version: string, execPath: string, platform: string, arch: string }} present
 * @returns {Promise<string>} path of the program
 * @throws LauncherFailure when there is none
 */
export async function findNode24(root, { version, execPath, platform, arch } = describeProcess()) {
  if (isNewEnough(version)) return execPath
  const name = `node-${platform}-${arch}`
  const program = path.join(root, 'node_modules', name, 'bin', 'node')
  const answer = await promisify(execFile)(program, ['--version'], { timeout: 20_000 }).catch((error) => error)
  if (answer instanceof Error) {
    const why = answer.code === 'ENOENT' ? `no package ${name} is installed` : `the package ${name} does not run here`
    throw new LauncherFailure(
      `Node ${LEAST.join('.')} or newer is needed. This is Node ${version}, and ${why}. ` +
        'Install a newer Node on this machine and start again.',
    )
  }
  if (isNewEnough(answer.stdout.trim())) return program
  throw new LauncherFailure(
    `Node ${LEAST.join('.')} or newer is needed, but the package ${name} holds ${answer.stdout.trim()}.`,
  )
}

function describeProcess() {
  return {
    version: process.versions.node,
    execPath: process.execPath,
    platform: process.platform,
    arch: process.arch,
  }
}

/** The environment in which `node` and the tools of node_modules are found first and run under the given Node. */
export function environmentFor(root, node, environment = process.env) {
  const folders = [path.dirname(node), path.join(root, 'node_modules', '.bin'), environment.PATH ?? '']
  return { ...environment, PATH: folders.join(path.delimiter) }
}
