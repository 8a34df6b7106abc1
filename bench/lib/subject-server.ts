import { fileURLToPath } from 'node:url'
import { createApp } from '#server/app.ts'
import { readConfig } from '#server/platform/config/config.ts'
import { createLog } from '#server/platform/log/log.ts'

/**
 * The product as it is, in a process of its own. Limits of rates are out of the way, because a benchmark has fewer people
 * than a country; nothing else differs. Arguments: address of the database, `throw-away` for one of the tests.
 */
const [databaseUrl, kind] = process.argv.slice(2)
const app = await createApp({
  config: readConfig({ ...process.env, PARTA_PORT: '0', PARTA_DEMO: 'off' }),
  databaseUrl: databaseUrl!,
  webDist: fileURLToPath(new URL('../../web/dist/', import.meta.url)),
  test: { limitFactor: 1_000_000, log: createLog('error'), ...(kind === 'throw-away' ? { migrated: true } : {}) },
})
process.stdout.write(`${JSON.stringify({ port: app.port })}\n`)
await new Promise<void>((resolve) => {
  process.once('SIGTERM', () => resolve())
  process.once('SIGINT', () => resolve())
  // Whoever started this is gone when its end of the pipe is.
  process.stdin.resume().once('end', () => resolve())
})
await app[Symbol.asyncDispose]()
process.exit(0)
