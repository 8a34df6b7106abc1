import { access, constants } from 'node:fs/promises'
import path from 'node:path'
import { beginStep, say } from './console.mjs'
import { LauncherFailure } from './failure.mjs'
import { lastLines, runProgram } from './run-program.mjs'

/**
 * What the product itself needs of the system: ffmpeg for voice messages and films; and what the stories need beside it:
 * Chromium, Cyrillic letters, emoji, a network of their own, a bus.
 */
export const SYSTEM_PACKAGES = {
  start: ['ffmpeg'],
  tests: [
    'chromium',
    'chromium-headless-shell',
    'fonts-dejavu-core',
    'fonts-noto-color-emoji',
    'iproute2',
    'redis-server',
  ],
}

const UPDATE_SECONDS = 3 * 60
const INSTALL_SECONDS = 15 * 60

/**
 * Installs missing Debian packages, or says how to.
 *
 * @param {object} question
 * @param {string[]} question.packages
 * @param {string} question.purpose what they are for, as in "for the browser tests"
 * @param {boolean} question.root whether the person may install system packages
 * @param {boolean} question.mayInstall false on a real installation, whose operator decides himself
 * @param {NodeJS.ProcessEnv} question.env
 * @returns {Promise<string[]>} the packages that are still missing
 * @throws LauncherFailure when the installation was tried and failed
 */
export async function ensureSystemPackages({ packages, purpose, root, mayInstall, env }) {
  if (packages.length === 0) return []
  if (!(await onPath('dpkg-query', env)) || !(await onPath('apt-get', env)))
    return withoutDebian(packages, purpose, env)
  const missing = await missingPackages(packages, env)
  if (missing.length === 0) return []
  const command = installCommand(missing)
  if (!root || !mayInstall) {
    say(`System packages are missing ${purpose}: ${missing.join(', ')}. Install them with:`)
    say(`    ${root ? command : command.replaceAll('apt-get', 'sudo apt-get')}`)
    return missing
  }
  await install(missing, command, env)
  return []
}

async function install(missing, command, env) {
  const step = beginStep(`Installing system packages (${missing.join(', ')})`)
  const quiet = { cwd: '/', env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } }
  // Lists that are a little old still serve, so only the installation decides.
  await runProgram('apt-get', ['update'], { ...quiet, timeoutSeconds: UPDATE_SECONDS })
  const args = ['-o', 'DPkg::Lock::Timeout=120', 'install', '-y', '--no-install-recommends', ...missing]
  const outcome = await runProgram('apt-get', args, { ...quiet, timeoutSeconds: INSTALL_SECONDS })
  if (outcome.ok) return step.done()
  step.fail()
  throw new LauncherFailure(
    `The system packages could not be installed: apt-get ${outcome.how}. Its last words:\n` +
      `${lastLines(outcome.output, 12)}\nInstall them by hand with:\n    ${command}`,
  )
}

function installCommand(packages) {
  return `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`
}

async function missingPackages(packages, env) {
  const format = `-f=\${Package} \${db:Status-Status}\n`
  const answer = await runProgram('dpkg-query', ['-W', format, ...packages], { cwd: '/', env, timeoutSeconds: 30 })
  const installed = new Set(answer.stdout.split('\n').filter((line) => line.endsWith(' installed')))
  return packages.filter((name) => !installed.has(`${name} installed`))
}

/** Elsewhere fonts come with the desktop; these two are what can be looked for. */
const ELSEWHERE = [
  { name: 'chromium', title: 'Chromium', programs: ['chromium', 'chromium-browser', 'google-chrome'] },
  { name: 'ffmpeg', title: 'ffmpeg', programs: ['ffmpeg'] },
]

async function withoutDebian(packages, purpose, env) {
  const missing = []
  for (const { name, title, programs } of ELSEWHERE) {
    if (!packages.includes(name)) continue
    const found = await Promise.all(programs.map((program) => onPath(program, env)))
    if (found.includes(true)) continue
    say(`${title} is missing ${purpose}. Install it with the package manager of this system.`)
    missing.push(name)
  }
  return missing
}

async function onPath(name, env) {
  for (const folder of (env.PATH ?? '').split(path.delimiter)) {
    const found = await access(path.join(folder, name), constants.X_OK).then(
      () => true,
      () => false,
    )
    if (found) return true
  }
  return false
}
