import { access, readdir } from 'node:fs/promises'
import path from 'node:path'
import { beginStep, say } from './console.mjs'
import { LauncherFailure } from './failure.mjs'
import { compareWithStamp, filesBelow } from './fingerprint.mjs'
import { environmentFor } from './node24.mjs'
import { lastLines, runProgram } from './run-program.mjs'

const BUILD_SECONDS = 5 * 60

/**
 * Builds web/dist when its sources changed since the last build.
 *
 * @param {string} root
 * @param {string} node path of the Node that runs the build
 * @throws LauncherFailure with the words of the build when it fails
 */
export async function ensureWebBundle(root, node) {
  const script = path.join(root, 'web', 'build.ts')
  if (!(await exists(script))) {
    say('There are no pages to build yet: web/build.ts is missing.')
    return
  }
  const state = await compareWithStamp({
    root,
    files: await sources(root),
    salt: 'web',
    stamp: path.join(root, 'web', 'dist', '.parta-built.json'),
  })
  if (state.fresh) return
  const step = beginStep('Building the pages')
  const outcome = await runProgram(node, ['web/build.ts'], {
    cwd: root,
    env: environmentFor(root, node),
    timeoutSeconds: BUILD_SECONDS,
  })
  if (!outcome.ok) {
    step.fail()
    throw new LauncherFailure(
      `The pages could not be built: web/build.ts ${outcome.how}.\n${lastLines(outcome.output, 60)}`,
    )
  }
  await state.write()
  step.done()
}

async function sources(root) {
  const below = [...(await filesBelow(root, 'web')), ...(await filesBelow(root, 'contract'))]
  const top = (await readdir(root)).filter((name) =>
    /^(vite\.config\..*|package-lock\.json|tsconfig.*\.json)$/.test(name),
  )
  return [...below.filter((file) => !/\.(test|e2e|gate)\.tsx?$/.test(file)), ...top.sort()]
}

function exists(file) {
  return access(file).then(
    () => true,
    () => false,
  )
}
