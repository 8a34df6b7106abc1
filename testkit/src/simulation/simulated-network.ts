import type { Transport, Wire, WireHandlers } from '#web/kit/realtime/ports.ts'
import type { SeededRandom } from './seeded-random.ts'
import { SimulatedSocket } from './simulated-socket.ts'
import type { TimeScope } from './virtual-time.ts'

export interface Weather {
  /** Longest time of a text on its way, in milliseconds. */
  latencyMs: number
  /** Chance that a text cuts the connection instead of arriving. */
  cut: number
  /** Chance that a cut is silent: neither side is told. */
  silent: number
}

export const FAIR_WEATHER: Weather = { latencyMs: 5, cut: 0, silent: 0 }

/** A server process as the network sees it. */
export interface Host {
  /** Null while there is no process. */
  accept: ((socket: SimulatedSocket, sessionId: string) => boolean) | null
}

/** One connection: two directions, each in order, both with a way that takes its time; it can break. */
class Link {
  readonly socket: SimulatedSocket
  readonly #network: SimulatedNetwork
  readonly #handlers: WireHandlers
  #arrivesUp = 0
  #arrivesDown = 0
  #clientOpen = true
  /** Texts go nowhere any more, and nobody knows. */
  #silent = false

  readonly host: Host

  constructor(network: SimulatedNetwork, host: Host, handlers: WireHandlers) {
    this.#network = network
    this.host = host
    this.#handlers = handlers
    this.socket = new SimulatedSocket({
      write: (texts) => {
        for (const text of texts) this.#down(text)
      },
      close: () => this.#later('down', () => this.#closeClient()),
      ping: () => this.#later('down', () => this.#later('up', () => this.socket.emit('pong'))),
      unsentBytes: () => 0,
      onceDrained: (callback) => network.time.soon(callback),
    })
  }

  open(): void {
    this.#handlers.onOpen()
  }

  get clientWire(): Wire {
    return {
      send: (text) => this.#up(text),
      close: () => {
        this.#later('up', () => this.socket.drop())
        this.#closeClient()
      },
    }
  }

  /** Breaks the connection. */
  cut(silent: boolean): void {
    if (silent) {
      this.#silent = true
      return
    }
    const { time, random, weather } = this.#network
    time.after(random.below(weather.latencyMs + 1), () => this.#closeClient())
    time.after(random.below(weather.latencyMs + 1), () => this.socket.drop())
    this.#silent = true
  }

  /** The server's process is gone; its system tells the client. */
  reset(): void {
    this.#silent = true
    this.#network.time.after(this.#network.random.below(20), () => this.#closeClient())
  }

  #up(text: string): void {
    if (!this.#breaks()) this.#later('up', () => this.socket.receive(text))
  }

  #down(text: string): void {
    if (this.#breaks()) return
    this.#later('down', () => {
      if (this.#clientOpen) this.#handlers.onText(text)
    })
  }

  #breaks(): boolean {
    const { random, weather } = this.#network
    if (this.#silent || !random.chance(weather.cut)) return this.#silent
    this.cut(random.chance(weather.silent))
    return true
  }

  #later(direction: 'up' | 'down', arrive: () => void): void {
    const { time, random, weather } = this.#network
    const soonest = direction === 'up' ? this.#arrivesUp : this.#arrivesDown
    const at = Math.max(soonest, time.now() + random.below(weather.latencyMs + 1))
    if (direction === 'up') this.#arrivesUp = at
    else this.#arrivesDown = at
    time.after(at - time.now(), () => {
      if (!this.#silent) arrive()
    })
  }

  #closeClient(): void {
    if (!this.#clientOpen) return
    this.#clientOpen = false
    this.#network.links.delete(this)
    this.#handlers.onClose()
  }
}

/** Carries texts between browsers and server processes, in weather that can be made bad. */
export class SimulatedNetwork {
  readonly time: TimeScope
  readonly random: SeededRandom
  readonly links = new Set<Link>()
  readonly #hosts: readonly Host[]
  weather: Weather = FAIR_WEATHER

  constructor(time: TimeScope, random: SeededRandom, hosts: readonly Host[]) {
    this.time = time
    this.random = random
    this.#hosts = hosts
  }

  /** The process of a host is gone: its system closes what was open. */
  resetLinksOf(host: Host): void {
    for (const link of [...this.links]) if (link.host === host) link.reset()
  }

  /** The way out of one browser; `isOnline` says whether its own connection works. */
  transportOf(sessionId: string, isOnline: () => boolean, watch: (text: string) => void): Transport & { cut(): void } {
    const own = new Set<Link>()
    return {
      open: (handlers) => {
        const host = this.random.pick(this.#hosts)
        let link: Link | null = null
        let closed = false
        const watched: WireHandlers = {
          ...handlers,
          onText(text) {
            watch(text)
            handlers.onText(text)
          },
          onClose() {
            if (link !== null) own.delete(link)
            if (!closed) handlers.onClose()
            closed = true
          },
        }
        this.time.after(this.random.below(this.weather.latencyMs + 1), () => {
          if (closed) return
          if (!isOnline() || host.accept === null) {
            watched.onClose()
            return
          }
          link = new Link(this, host, watched)
          own.add(link)
          this.links.add(link)
          link.open()
          if (!host.accept(link.socket, sessionId)) link.cut(false)
        })
        return {
          send: (text) => link?.clientWire.send(text),
          close: () => (link === null ? watched.onClose() : link.clientWire.close()),
        }
      },
      cut: () => {
        for (const link of own) link.cut(false)
      },
    }
  }
}
