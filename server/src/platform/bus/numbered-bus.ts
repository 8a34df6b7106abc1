import type { EventFrame } from '#contract/kit/socket.ts'
import type { Clock } from '../clock/clock.ts'
import { type Bus, createLocalBus, type Signal } from './bus.ts'

/** Logs are spread over this many channels; nodes of one installation agree on the number. */
export const BUS_CHANNELS = 16
const BEAT_MS = 1_000
/** A node that has not been heard for so long has ended, perhaps between a commit and its word of it. */
const SILENCE_MS = 2_500

/** Head of every message: who says it and its number in his stream of that channel. */
interface Head {
  n: string
  q: number
  k: 'frame' | 'signal' | 'beat'
}

/** Carries texts between nodes. It may lose, double and reorder them. */
export interface Wire {
  publish(channel: string, text: string): void
}

export interface NumberedBus extends Bus {
  /** Takes what another node, or this one, has published. */
  take(text: string, channel: string): void
  close(): void
}

interface Parts {
  /** Tells this process from the others; new at every start. */
  nodeId: string
  clock: Clock
  wire: Wire
  channels?: number
}

/**
 * Carries events between nodes over a wire that may lose some. Every publisher numbers its stream in each channel and
 * beats once a second, so that a lost last message is noticed too; whoever notices a loss, or misses the beats of a
 * node, reads the heads of the logs.
 * The own node is told at once.
 */
export function createNumberedBus({ nodeId, clock, wire, channels = BUS_CHANNELS }: Parts): NumberedBus {
  const local = createLocalBus()
  const streams = new Streams(nodeId, local)
  const all = busChannels(channels)
  const say = (channel: string, kind: Head['k'], body: string) =>
    wire.publish(channel, `${JSON.stringify(streams.nextHead(channel, kind))}\n${body}`)
  const channelOf = (id: string) => all[hashOf(id) % channels]!
  const publishEncoded = (frame: EventFrame, json: string) => {
    local.publishEncoded(frame, json)
    say(channelOf(frame.id), 'frame', json)
  }
  const stopBeat = clock.every(BEAT_MS, () => {
    streams.forgetSilent(clock.now() - SILENCE_MS)
    for (const channel of all) say(channel, 'beat', '')
  })
  return {
    publish: (frame) => publishEncoded(frame, JSON.stringify(frame)),
    publishEncoded,
    signal(signal) {
      local.signal(signal)
      say(channelOf('signals'), 'signal', JSON.stringify(signal))
    },
    subscribe: local.subscribe,
    lost: () => local.lost(),
    take: (text, channel) => streams.take(text, channel, clock.now()),
    close: stopBeat,
  }
}

/** Names of the channels on which nodes speak. */
export function busChannels(count = BUS_CHANNELS): string[] {
  return Array.from({ length: count }, (_, i) => `parta:bus:${i}`)
}

function hashOf(id: string): number {
  let hash = 0
  for (let i = 0; i < id.length; i += 1) hash = (hash * 31 + id.charCodeAt(i)) >>> 0
  return hash
}

/** Numbers of the own streams, and how far those of the others have been heard. */
class Streams {
  readonly #nodeId: string
  readonly #local: Bus
  readonly #said = new Map<string, number>()
  /** How far the streams of each node have been heard, by channel. */
  readonly #heard = new Map<string, { channels: Map<string, number>; at: number }>()

  constructor(nodeId: string, local: Bus) {
    this.#nodeId = nodeId
    this.#local = local
  }

  /** A beat says how far the stream stands and takes no number itself. */
  nextHead(channel: string, kind: Head['k']): Head {
    const q = (this.#said.get(channel) ?? 0) + (kind === 'beat' ? 0 : 1)
    this.#said.set(channel, q)
    return { n: this.#nodeId, q, k: kind }
  }

  /** Nodes that were last heard before `since` are not waited for any more. */
  forgetSilent(since: number): void {
    for (const [nodeId, { at }] of this.#heard) {
      if (at >= since) continue
      this.#heard.delete(nodeId)
      this.#local.lost()
    }
  }

  take(text: string, channel: string, now: number): void {
    const end = text.indexOf('\n')
    const head = JSON.parse(text.slice(0, end)) as Head
    if (head.n === this.#nodeId) return
    const node = this.#heard.get(head.n) ?? { channels: new Map<string, number>(), at: now }
    this.#heard.set(head.n, node)
    node.at = now
    const before = node.channels.get(channel) ?? 0
    const expected = head.k === 'beat' ? before : before + 1
    node.channels.set(channel, Math.max(before, head.q))
    if (head.q > expected) this.#local.lost()
    const body = text.slice(end + 1)
    if (head.k === 'frame') this.#local.publishEncoded(JSON.parse(body) as EventFrame, body)
    else if (head.k === 'signal') this.#local.signal(JSON.parse(body) as Signal)
  }
}
