import { createClient } from 'redis'
import type { EventFrame } from '#contract/kit/socket.ts'
import type { Clock } from '../clock/clock.ts'
import type { Log } from '../log/log.ts'
import type { Bus, Signal } from './bus.ts'
import { createLocalBus } from './bus.ts'

/** Logs are spread over this many channels of the bus; nodes of one installation agree on the number. */
const CHANNELS = 16
const BEAT_MS = 1_000
const RECONNECT_MS_MAX = 2_000

/** Head of every message: who says it and its number in his stream of that channel. */
interface Head {
  n: string
  q: number
  k: 'frame' | 'signal' | 'beat'
}

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
 * Carries events between nodes. Every publisher numbers its stream in each channel and beats once a second, so that a
 * lost last message is noticed too; whoever notices a loss reads the heads of the logs. The own node is told at once.
 *
 * @throws Error when the server cannot be reached at the start
 */
export async function createValkeyBus(parts: Parts): Promise<ValkeyBus> {
  const local = createLocalBus()
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
  const streams = new Streams(parts.nodeId, local)
  await publisher.connect()
  await subscriber.connect()
  await subscriber.subscribe(channels(), (text, channel) => streams.take(text, channel))
  // A new connection has heard nothing of what was said meanwhile.
  subscriber.on('ready', () => streams.lost())
  const say = (channel: string, kind: Head['k'], body: string) => {
    const text = `${JSON.stringify(streams.nextHead(channel, kind))}\n${body}`
    // What cannot be said is noticed by the others from the next beat.
    publisher.publish(channel, text).catch(() => undefined)
  }
  const stopBeat = parts.clock.every(BEAT_MS, () => {
    for (const channel of channels()) say(channel, 'beat', '')
  })
  return {
    publish(frame) {
      const json = JSON.stringify(frame)
      local.publishEncoded(frame, json)
      say(channelOf(frame.id), 'frame', json)
    },
    publishEncoded(frame, json) {
      local.publishEncoded(frame, json)
      say(channelOf(frame.id), 'frame', json)
    },
    signal(signal) {
      local.signal(signal)
      say(channelOf('signals'), 'signal', JSON.stringify(signal))
    },
    subscribe: local.subscribe,
    lost: () => local.lost(),
    async [Symbol.asyncDispose]() {
      stopBeat()
      subscriber.destroy()
      publisher.destroy()
    },
  }
}

/** Numbers of the own streams, and how far those of the others have been heard. */
class Streams {
  readonly #nodeId: string
  readonly #local: Bus
  readonly #said = new Map<string, number>()
  readonly #heard = new Map<string, number>()

  constructor(nodeId: string, local: Bus) {
    this.#nodeId = nodeId
    this.#local = local
  }

  lost(): void {
    this.#local.lost()
  }

  /** A beat says how far the stream stands and takes no number itself. */
  nextHead(channel: string, kind: Head['k']): Head {
    const q = (this.#said.get(channel) ?? 0) + (kind === 'beat' ? 0 : 1)
    this.#said.set(channel, q)
    return { n: this.#nodeId, q, k: kind }
  }

  take(text: string, channel: string): void {
    const end = text.indexOf('\n')
    const head = JSON.parse(text.slice(0, end)) as Head
    if (head.n === this.#nodeId) return
    const stream = `${head.n} ${channel}`
    const before = this.#heard.get(stream) ?? 0
    const expected = head.k === 'beat' ? before : before + 1
    this.#heard.set(stream, Math.max(before, head.q))
    if (head.q > expected) this.#local.lost()
    const body = text.slice(end + 1)
    if (head.k === 'frame') this.#local.publishEncoded(JSON.parse(body) as EventFrame, body)
    else if (head.k === 'signal') this.#local.signal(JSON.parse(body) as Signal)
  }
}

const channels = () => Array.from({ length: CHANNELS }, (_, i) => `parta:bus:${i}`)

function channelOf(id: string): string {
  let hash = 0
  for (let i = 0; i < id.length; i += 1) hash = (hash * 31 + id.charCodeAt(i)) >>> 0
  return `parta:bus:${hash % CHANNELS}`
}
