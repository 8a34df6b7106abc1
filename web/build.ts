import { rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { type BuildEnvironmentOptions, build, type InlineConfig, type Rolldown } from 'vite'
import { assertBudgets, readManifest } from './build/budgets.ts'
import { contractWithoutSchemas } from './build/contract-without-schemas.ts'
import { assertNoCircle, groupsOf, joinChunks, type Place } from './build/joint-chunks.ts'
import { precompress } from './build/precompress.ts'
import { trimVkui } from './build/trim-vkui.ts'
import { writeWebManifest } from './build/web-manifest.ts'
import { buildWorker } from './build/worker.ts'

const WEB = fileURLToPath(new URL('.', import.meta.url))
const DIST = fileURLToPath(new URL('./dist/', import.meta.url))

/** What browsers since about 2021 understand: old phones are part of a school. */
const TARGET = ['chrome96', 'safari15.4', 'firefox102', 'edge96']

const config: InlineConfig = {
  root: WEB,
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  plugins: [contractWithoutSchemas(), trimVkui(), react()],
  build: {
    outDir: DIST,
    emptyOutDir: false,
    assetsDir: 'assets',
    assetsInlineLimit: 0,
    target: TARGET,
    cssTarget: TARGET,
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      input: ['signin.html', 'app.html', 'ops.html', 'guest.html'].map((page) => `${WEB}${page}`),
    },
  },
}

/** What people open first. */
const PLACES: readonly Place[] = [
  { name: 'signin', modules: ['signin.html'] },
  { name: 'guest', modules: ['guest.html'] },
  { name: 'frame', modules: ['app.html', 'src/shell/Shell.tsx'] },
  {
    name: 'chat',
    modules: [
      'app.html',
      'src/shell/Shell.tsx',
      'src/messenger/MessengerPage.tsx',
      'src/messenger/boot/EngineHost.tsx',
    ],
  },
]

await rm(DIST, { recursive: true, force: true })
const joint = joinChunks(await buildWith({ write: false, minify: false }), PLACES)
assertNoCircle(
  await buildWith({
    rolldownOptions: {
      ...config.build?.rolldownOptions,
      // What a module imports is left to its own file: a library that is imported by its index would come whole.
      preserveEntrySignatures: 'allow-extension',
      output: { codeSplitting: { groups: groupsOf(joint), includeDependenciesRecursively: false } },
    },
  }),
)
// The electronic school is another system: nothing of its pages comes with those of the product, nor theirs with its own.
const own = await readManifest(DIST)
await buildWith({ rolldownOptions: { input: [`${WEB}school.html`] } })
const manifest = { ...(await readManifest(DIST)), ...own }
await writeFile(`${DIST}manifest.json`, JSON.stringify(manifest))
await buildWorker({ web: WEB, dist: DIST, manifest, target: TARGET })
await writeWebManifest(DIST, manifest)
const sizes = await assertBudgets(DIST, manifest)
await precompress(DIST)
process.stdout.write(`${sizes.join('\n')}\n`)

async function buildWith(options: BuildEnvironmentOptions): Promise<Rolldown.RolldownOutput['output']> {
  const built = await build({ ...config, build: { ...config.build, ...options } })
  return (built as Rolldown.RolldownOutput).output
}
