import { access, constants, mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { beginStep } from './console.mjs'
import { LauncherFailure } from './failure.mjs'
import { compareWithStamp } from './fingerprint.mjs'
import { lastLines, runProgram } from './run-program.mjs'

/** Where the program lies; the server looks for it here. */
export const MEDIA_SERVER = '.cache/media/livekit-server'
const PACKAGE = 'github.com/livekit/livekit-server/cmd/server'
const LEAST = [1, 26]
/** Fetching a hundred modules and compiling them takes three minutes on two slow cores. */
const BUILD_SECONDS = 20 * 60
/** Where installers put Go although they do not put it on PATH. */
const USUAL_FOLDERS = ['/usr/local/go/bin', '/usr/lib/go/bin', '/opt/homebrew/bin']

/**
 * Builds the media server of calls when media/ has changed since the last build. A program that is there needs no Go any more.
 *
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @param {string[]} [folders] where Go is looked for beside PATH
 * @returns {Promise<string | null>} path of the program; null in a tree that has no media/
 * @throws LauncherFailure with what is missing, or with the words of the build
 */
export async function ensureMediaServer(root, env, folders = USUAL_FOLDERS) {
  if (!(await exists(path.join(root, 'media', 'go.mod')))) return null
  const program = path.join(root, MEDIA_SERVER)
  const state = await compareWithStamp({
    root,
    files: ['media/go.mod', 'media/go.sum'],
    salt: `media ${process.platform} ${process.arch}`,
    stamp: path.join(path.dirname(program), 'built.json'),
  })
  if (state.fresh && (await exists(program))) return program
  const go = await findGo(env, folders)
  await build({ root, program, go, env })
  await state.write()
  return program
}

async function build({ root, program, go, env }) {
  const step = beginStep('Building the media server of calls (a few minutes, once)')
  try {
    await compile({ root, program, go, env, source: PACKAGE, what: 'The media server' })
  } catch (error) {
    step.fail()
    throw error
  }
  step.done()
}

/**
 * Builds the program that is many people in one call, for proofs; what it needs is compiled with the media server.
 *
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string>} path of the program
 * @throws LauncherFailure with what is missing, or with the words of the build
 */
export async function buildCallLoad(root, env) {
  const program = path.join(root, path.dirname(MEDIA_SERVER), 'call-load')
  const go = await findGo(env, USUAL_FOLDERS)
  await compile({ root, program, go, env, source: './load', what: 'The load of a call' })
  return program
}

async function compile({ root, program, go, env, source, what }) {
  const unfinished = `${program}.${process.pid}`
  await mkdir(path.dirname(program), { recursive: true })
  const args = ['build', '-mod=readonly', '-trimpath', '-buildvcs=false', '-ldflags=-s -w', '-o', unfinished, source]
  const outcome = await runProgram(go, args, {
    cwd: path.join(root, 'media'),
    env: plain(env),
    timeoutSeconds: BUILD_SECONDS,
  })
  if (!outcome.ok) {
    await rm(unfinished, { force: true })
    throw new LauncherFailure(
      `${what} could not be built: go build ${outcome.how}. Its last words:\n${lastLines(outcome.output, 20)}`,
    )
  }
  // A server that runs from the old file goes on undisturbed.
  await rename(unfinished, program)
}

/** Nothing that a person has set for Go programs of his own decides what is built, only where modules come from. */
function plain(env) {
  return { ...env, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off', GOTOOLCHAIN: 'local', GO111MODULE: 'on' }
}

/** @throws LauncherFailure when there is no Go that is new enough */
async function findGo(env, folders) {
  const all = [...(env.PATH ?? '').split(path.delimiter), ...folders].filter((folder) => folder !== '')
  const found = []
  for (const folder of new Set(all)) {
    const program = path.join(folder, 'go')
    if (!(await exists(program))) continue
    const version = await versionOf(program, env)
    if (isNewEnough(version)) return program
    found.push(version ?? 'a program that does not run')
  }
  const least = LEAST.join('.')
  throw new LauncherFailure(
    `The media server of calls is built with Go ${least} or newer, and ` +
      `${found.length === 0 ? 'there is no Go on this machine' : `this machine has ${found.join(' and ')}`}. ` +
      `Install Go ${least} (Debian 12 packages an older one) so that "go version" finds it, and start again.`,
  )
}

async function versionOf(program, env) {
  const answer = await runProgram(program, ['env', 'GOVERSION'], { cwd: '/', env: plain(env), timeoutSeconds: 30 })
  return answer.ok ? answer.stdout.trim() : null
}

/** @param {string | null} version such as `go1.26.8` */
function isNewEnough(version) {
  const match = /^go(\d+)\.(\d+)/.exec(version ?? '')
  if (match === null) return false
  const [major, minor] = [Number(match[1]), Number(match[2])]
  return major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])
}

function exists(file) {
  return access(file, constants.R_OK).then(
    () => true,
    () => false,
  )
}
