import { resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { locateNeighbour, type MediaServer, OwnMediaServer, WatchedMediaServer } from '../calls/index.ts'
import type { Config } from '../platform/config/config.ts'

/** The product does not wait longer for calls at its start. */
const START_MS = 5_000
/** Where the launcher puts what it has built. */
const BUILT = new URL('../../../.cache/media/livekit-server', import.meta.url)

/**
 * The media server of calls: our own, the one that another process of ours keeps on the same data folder, or the operator's
 * cluster. Null where the operator wants no calls.
 *
 * @param warn gets sentences for the operator
 */
export async function openMedia(config: Config, warn: (sentence: string) => void): Promise<MediaServer | null> {
  const directory = resolve(config.data, 'media')
  if (config.mediaServer === 'off') return null
  if (config.mediaServer === 'cluster') {
    const { mediaUrl, mediaApiUrl, mediaKey: key, mediaSecret: secret } = config
    const apiUrl = mediaApiUrl === '' ? mediaUrl.replace(/^ws/, 'http') : mediaApiUrl
    return WatchedMediaServer.start({ browserUrl: mediaUrl, locate: async () => ({ apiUrl, key, secret }) })
  }
  if (!config.roles.includes('media')) {
    return WatchedMediaServer.start({ browserUrl: null, locate: () => locateNeighbour(directory) })
  }
  const media = await OwnMediaServer.start({
    program: config.mediaProgram === '' ? fileURLToPath(BUILT) : resolve(config.mediaProgram),
    directory,
    ports: { signal: 0, udp: config.mediaUdpPorts, tcp: config.mediaTcpPort, turn: config.mediaTurnPort },
    interfaces: config.mediaInterfaces.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()])),
    publicAddress: config.mediaAddress,
    relayOverTls:
      config.mediaTurnDomain === ''
        ? null
        : {
            domain: config.mediaTurnDomain,
            port: config.mediaTurnTlsPort,
            certificate: config.mediaTurnCertificate,
            key: config.mediaTurnKey,
          },
    drainMs: config.mediaDrainSeconds * 1_000,
    warn,
  })
  const deadline = performance.now() + START_MS
  while (media.state() === 'starting' && performance.now() < deadline) await delay(20)
  return media
}
