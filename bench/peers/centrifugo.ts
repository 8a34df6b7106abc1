import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { findFreePort } from '#server/platform/db/cluster/free-port.ts'
import { startContained } from './contained.ts'
import type { Peer, PeerPlace } from './peer.ts'

const VERSION = '6.9.1'
const MODULE = fileURLToPath(new URL('./centrifugo/', import.meta.url))
const PROGRAM = fileURLToPath(new URL(`../../.data/peers/centrifugo-${VERSION}`, import.meta.url))
const BUILD_MS = 600_000
/** Connections of the publisher: as many requests as can be on their way. */
const PUBLISHERS = 16

/** Centrifugo with its broker in PostgreSQL: a delivery layer alone, without people, rights, reading positions. */
export const centrifugo: Peer = {
  name: 'Centrifugo',
  dialect: 'centrifugo',
  counts: { warm: 200, one: 200, sixteen: 1_600 },
  times: { one: 1.3, sixteen: 2.7 },
  storesIn: 'its PostgreSQL broker',
  async prepare(say) {
    if (!existsSync(PROGRAM)) {
      const go = await promisify(execFile)('go', ['version']).catch(() => null)
      if (go === null) return { missing: 'Centrifugo is built from its Go module, and there is no Go (1.26 or newer).' }
      say(`  builds Centrifugo ${VERSION}, some minutes at the first time`)
      const target = ['build', '-trimpath', '-o', PROGRAM, 'github.com/centrifugal/centrifugo/v6']
      const env = { ...process.env, GOFLAGS: '-mod=readonly' }
      const failed = await promisify(execFile)('go', target, { cwd: MODULE, env, timeout: BUILD_MS }).then(
        () => null,
        (error: Error & { stderr?: string }) => error.stderr || error.message,
      )
      if (failed !== null) return { missing: `Centrifugo could not be built: ${failed}` }
    }
    return { version: VERSION }
  },
  async start({ folder, databaseUrl, core }: PeerPlace) {
    const port = await findFreePort()
    const file = path.join(folder, 'centrifugo.json')
    await writeFile(file, JSON.stringify(configuration(port, databaseUrl)))
    const contained = await startContained('Centrifugo', [PROGRAM, '--config', file], {
      ...{ folder, core, port, log: path.join(folder, 'centrifugo.log') },
    })
    return { ...contained, port }
  },
  plan: (room) => ({
    ...room,
    sockets: [...room.sockets, ...Array.from({ length: PUBLISHERS }, () => ({ token: '-', chats: [] }))],
  }),
  countArchived: 'select count(*)::int as n from cf_stream',
}

/** Only what a run needs differs from what it ships with: who may come, the history, where it lies, and silence. */
function configuration(port: number, databaseUrl: string) {
  const dsn = new URL(databaseUrl)
  dsn.searchParams.set('sslmode', 'disable')
  return {
    http_server: { address: '127.0.0.1', port: String(port) },
    log: { level: 'error' },
    client: { insecure: true, allowed_origins: ['*'] },
    http_api: { insecure: true },
    channel: {
      namespaces: [{ name: 'room', history_size: 1_000_000, history_ttl: '24h', force_recovery: true }],
    },
    broker: { enabled: true, type: 'postgres', postgres: { dsn: dsn.href, use_notify: true, num_shards: 2 } },
  }
}
