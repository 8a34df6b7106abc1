import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type Manifest } from 'vite'
import { filesOf } from './budgets.ts'

/**
 * Builds the service worker of the messenger with the list of what it keeps: the page and the files that the messenger
 * needs to open without a network.
 */
export async function buildWorker(place: {
  web: string
  dist: string
  manifest: Manifest
  target: string[]
}): Promise<void> {
  const { web, dist, manifest, target } = place
  const messenger = Object.keys(manifest).filter((key) => /^src\/(shell|messenger|kit\/frame)\//.test(key))
  const needed = filesOf(manifest, ['app.html', ...messenger])
  const files = [...needed.script, ...needed.style].map((file) => `/${file}`).sort()
  const page = await readFile(join(dist, 'app.html'), 'utf8')
  const version = createHash('sha256').update(page).update(files.join()).digest('hex').slice(0, 12)
  await build({
    root: web,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    define: { PARTA_WORKER_FILES: JSON.stringify(files), PARTA_WORKER_VERSION: JSON.stringify(version) },
    build: {
      outDir: join(dist, 'im'),
      emptyOutDir: false,
      target,
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: join(web, 'src/worker/worker.ts'),
        output: { format: 'iife', entryFileNames: 'sw.js' },
      },
    },
  })
}
