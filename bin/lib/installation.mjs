import { lstat, readFile } from 'node:fs/promises'
import path from 'node:path'
import { beginStep, say } from './console.mjs'
import { LauncherFailure } from './failure.mjs'
import { compareWithStamp } from './fingerprint.mjs'
import { lastLines, runProgram } from './run-program.mjs'

const NPM_SECONDS = 15 * 60

/**
 * Runs `npm ci` when the lockfile or the platform differ from what was installed last.
 *
 * @param {string} root
 * @throws LauncherFailure with npm's own words when it fails
 */
export async function ensureInstalled(root) {
  const folder = path.join(root, 'node_modules')
  const state = await compareWithStamp({
    root,
    files: ['package-lock.json'],
    salt: `${process.platform} ${process.arch}`,
    stamp: path.join(folder, '.parta-installed.json'),
  })
  if (state.fresh) return
  if (await holdsLockfile(root, folder)) return state.write()
  const found = await lstat(folder).catch(() => null)
  if (found?.isSymbolicLink()) {
    say('node_modules is a link to another place and does not hold what package-lock.json asks for. It is left alone.')
    return
  }
  await install(root)
  await state.write()
}

async function install(root) {
  const step = beginStep('Installing packages (npm ci)')
  const outcome = await runProgram('npm', ['ci', '--loglevel=notice', '--no-audit', '--no-fund'], {
    cwd: root,
    env: npmEnvironment(root),
    timeoutSeconds: NPM_SECONDS,
  })
  if (outcome.ok) return step.done()
  step.fail()
  throw new LauncherFailure(
    `The packages could not be installed: npm ${outcome.how}.${outcome.output === '' ? '' : ' Its last words:'}\n` +
      `${lastLines(outcome.output, 40)}\nRun "npm ci" by hand to see everything, then start again.`,
  )
}

/** npm takes the system's Node: the one in node_modules disappears while npm works. */
function npmEnvironment(root) {
  const own = path.join(root, 'node_modules')
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  const outside = folders.filter((folder) => !path.resolve(folder).startsWith(own))
  return { ...process.env, PATH: outside.join(path.delimiter) }
}

/**
 * npm leaves a list of what it installed when it ended well. An installation made by hand is as good as ours.
 */
async function holdsLockfile(root, folder) {
  const [wanted, present] = await Promise.all(
    [path.join(root, 'package-lock.json'), path.join(folder, '.package-lock.json')].map(readPackages),
  )
  if (wanted === null || present === null) return false
  for (const [name, entry] of Object.entries(wanted)) {
    if (name === '') continue
    const same = present[name]
    if (same === undefined ? !entry.optional : same.version !== entry.version) return false
  }
  const optional = `node_modules/node-${process.platform}-${process.arch}`
  if (wanted[optional] !== undefined && present[optional] === undefined) return false
  return Object.keys(present).every((name) => wanted[name] !== undefined)
}

async function readPackages(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8')).packages ?? null
  } catch {
    return null
  }
}
