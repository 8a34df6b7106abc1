import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureSystemPackages, SYSTEM_PACKAGES } from './lib/debian.mjs'
import { LauncherFailure } from './lib/failure.mjs'
import { handOver } from './lib/hand-over.mjs'
import { ensureInstalled } from './lib/installation.mjs'
import { ensureMediaServer } from './lib/media-server.mjs'
import { findNode24 } from './lib/node24.mjs'
import { endAll, exitCodeOf, onSignal } from './lib/processes.mjs'
import { ensureWebBundle } from './lib/web-bundle.mjs'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

async function main() {
  const release = onSignal((signal) => void endAll(3).then(() => process.exit(exitCodeOf(null, signal))))
  await ensureInstalled(root)
  const node = await findNode24(root)
  await ensureMedia()
  await ensureCalls()
  await ensureWebBundle(root, node)
  // The heap of a server with thousands of sockets stays near to what it holds, at the price of more collections.
  const flags = JSON.parse(await readFile(path.join(root, 'server/node-flags.json'), 'utf8'))
  const ended = handOver({ root, node, flags, script: 'server/src/main.ts', args: process.argv.slice(2) })
  release()
  return ended
}

/** Without ffmpeg there are no voice messages and no pictures of films; nothing else waits for it. */
async function ensureMedia() {
  try {
    await ensureSystemPackages({
      packages: SYSTEM_PACKAGES.start,
      purpose: 'for voice messages and films',
      root: process.getuid?.() === 0,
      mayInstall: (process.env.PARTA_PUBLIC_URL ?? '') === '',
      env: process.env,
    })
  } catch (error) {
    if (!(error instanceof LauncherFailure)) throw error
    process.stderr.write(`${error.message}\nThe product starts without voice messages and pictures of films.\n`)
  }
}

/** Without the media server there are no calls; nothing else waits for it. */
async function ensureCalls() {
  // The operator has one of his own, or wants none.
  if (!['', 'own'].includes(process.env.PARTA_MEDIA_SERVER ?? '') || (process.env.PARTA_MEDIA_PROGRAM ?? '') !== '')
    return
  try {
    await ensureMediaServer(root, process.env)
  } catch (error) {
    if (!(error instanceof LauncherFailure)) throw error
    process.stderr.write(`${error.message}\nThe product starts without calls.\n`)
  }
}

try {
  process.exit(await main())
} catch (error) {
  process.stderr.write(`${error instanceof LauncherFailure ? error.message : error.stack}\n`)
  process.exit(1)
}
