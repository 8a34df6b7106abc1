import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { runSuite } from './lib/tests/run-suite.mjs'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

process.exit(
  await runSuite({
    root,
    args: process.argv.slice(2),
    gate: true,
    limitSeconds: 90 * 60,
  }),
)
