import { createClient } from 'redis'
import type { Clock } from '../clock/clock.ts'
import type { Log } from '../log/log.ts'
import type { Bus } from './bus.ts'
import { busChannels, createNumberedBus } from './numbered-bus.ts'

const RECONNECT_MS_MAX = 2_000

export interface ValkeyBus extends Bus, AsyncDisposable {}

interface Parts {
  /** redis://… of a Valkey or Redis server. */
  url: string
  /** Tells this process from the others; new at every start. */
  nodeId: string
  clock: Clock
  log: Log
}

/**
 * Carries events between nodes over Valkey.
 *
 * @throws Error when the server cannot be reached at the start
 */
export async function createValkeyBus(parts: Parts): Promise<ValkeyBus> {
  const options = {
    url: parts.url,
    disableOfflineQueue: true,
    socket: { reconnectStrategy: (tries: number) => Math.min(100 * tries, RECONNECT_MS_MAX) },
  }
  const publisher = createClient(options)
  const subscriber = createClient({ ...options, disableOfflineQueue: false })
  for (const client of [publisher, subscriber]) {
    client.on('error', (error: unknown) => parts.log.warn({ error }, 'bus.connectionFailed'))
  }
  await publisher.connect()
  await subscriber.connect()
  const bus = createNumberedBus({
    ...parts,
    wire: {
      publish(channel, text) {
        // What cannot be said is noticed by the others from the next beat.
        publisher.publish(channel, text).catch(() => undefined)
      },
    },
  })
  await subscriber.subscribe(busChannels(), (text, channel) => bus.take(text, channel))
  // A new connection has heard nothing of what was said meanwhile.
  subscriber.on('ready', () => bus.lost())
  return {
    ...bus,
    async [Symbol.asyncDispose]() {
      bus.close()
      subscriber.destroy()
      publisher.destroy()
    },
  }
}
