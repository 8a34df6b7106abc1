import { access } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type MediaServer, OwnMediaServer } from '#server/calls/index.ts'
import { findFreePort } from '#server/platform/db/cluster/free-port.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'

const PROGRAM = fileURLToPath(new URL('../../.cache/media/livekit-server', import.meta.url))

/** The built media server. A run that has none is a failure and no skip: calls are part of the product. */
export async function mediaProgram(): Promise<string> {
  await access(PROGRAM).catch(() => {
    throw new Error('The media server is not built: npm test does that, or npm start, where Go 1.26 or newer is.')
  })
  return PROGRAM
}

export interface TestMediaOptions {
  readonly directory?: string
  readonly program?: string
  readonly durable?: boolean
  /** Names of the networks over which media come; all that lead out of the machine when it is left out. */
  readonly interfaces?: readonly string[]
  readonly drainMs?: number
  readonly silenceMs?: number
  readonly warn?: (sentence: string) => void
}

/** Starts a media server on ports of its own; it dies with this process. */
export async function startTestMedia(options: TestMediaOptions = {}): Promise<OwnMediaServer & MediaServer> {
  const [udp, tcp, turn] = [await findFreePort(), await findFreePort(), await findFreePort()]
  return OwnMediaServer.start({
    program: options.program ?? (await mediaProgram()),
    directory: options.directory ?? (await makeTemporaryFolder('parta-media-')),
    ports: { signal: 0, udp: String(udp), tcp, turn },
    interfaces: options.interfaces ?? [],
    publicAddress: '',
    relayOverTls: null,
    drainMs: options.drainMs ?? 0,
    ...(options.silenceMs === undefined ? {} : { silenceMs: options.silenceMs }),
    durable: options.durable ?? false,
    warn: options.warn ?? (() => undefined),
  })
}

/** Resolves once a media server carries calls. */
export async function untilReady(media: MediaServer): Promise<void> {
  while (media.state() !== 'ready') await delay(20)
}

/** Where clients of tests that are not browsers reach it, ws(s). */
export function signalsOf(media: MediaServer): string {
  return media.access()!.apiUrl.replace(/^http/, 'ws')
}
