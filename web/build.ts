import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { build, type InlineConfig } from 'vite'
import { assertBudgets, readManifest } from './build/budgets.ts'
import { contractWithoutSchemas } from './build/contract-without-schemas.ts'
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
    rolldownOptions: { input: ['signin.html', 'app.html', 'ops.html'].map((page) => `${WEB}${page}`) },
  },
}

await rm(DIST, { recursive: true, force: true })
await build(config)
const manifest = await readManifest(DIST)
await buildWorker({ web: WEB, dist: DIST, manifest, target: TARGET })
await writeWebManifest(DIST, manifest)
const sizes = await assertBudgets(DIST, manifest)
await precompress(DIST)
process.stdout.write(`${sizes.join('\n')}\n`)
