import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { createSeededRandom, type SeededRandom } from './simulation/seeded-random.ts'

const CONNECTIONS_MAX = 4_096
/** What waits in one direction of one connection; the sender is not read beyond it. Bytes. */
const WAITING_BYTES_MAX = 1024 * 1024
/** A throttled stream trickles in pieces of this size. Bytes. */
const PIECE_BYTES = 4 * 1024

/** How well the network carries what goes through it. */
export interface Weather {
  /** Every piece waits this long, and up to `jitterMs` longer; the order of bytes stays. Milliseconds. */
  readonly delayMs: number
  readonly jitterMs: number
  /** Bytes a second in each direction of each connection; null for as many as come. */
  readonly bytesPerSecond: number | null
}

export const FAIR_WEATHER: Weather = { delayMs: 0, jitterMs: 0, bytesPerSecond: null }

/** `reset` ends both sides with RST, `end` with FIN after what is on its way. */
export type Cut = 'reset' | 'end'

/**
 * A TCP proxy on loopback that is as bad as it is told: late, slow, cut off, or silent. Whatever is random comes from its
 * seed. It holds at most 4,096 connections and 1 MiB for each direction of each.
 */
export class FaultProxy implements AsyncDisposable {
  readonly port: number
  readonly #server: Server
  readonly #links = new Set<Link>()
  readonly #random: SeededRandom
  readonly #targetPort: number
  weather: Weather = FAIR_WEATHER
  /** New connections are reset at once, as by a host without the program. */
  refusing = false
  /** New connections are silent from their beginning. */
  swallowing = false

  private constructor(server: Server, targetPort: number, random: SeededRandom) {
    this.#server = server
    this.#targetPort = targetPort
    this.#random = random
    this.port = (server.address() as { port: number }).port
    server.on('connection', (socket) => this.#take(socket))
  }

  /** Opens a proxy in front of a port of loopback; `port` is a free one unless it is named. */
  static async open(what: { targetPort: number; seed: number; port?: number }): Promise<FaultProxy> {
    const server = createServer({ allowHalfOpen: true, noDelay: true }).listen(what.port ?? 0, '127.0.0.1')
    await once(server, 'listening')
    return new FaultProxy(server, what.targetPort, createSeededRandom(what.seed))
  }

  /** Connections that are open now, silent ones too. */
  get connections(): number {
    return this.#links.size
  }

  /** Cuts every connection, or a part of them that chance picks. */
  cut(how: Cut, share = 1): void {
    for (const link of this.#some(share)) link.cut(how)
  }

  /**
   * From now on the open connections, or a part of them, are half-open: each side believes that the other is there, and
   * whatever it says is swallowed, its goodbye too.
   */
  silence(share = 1): void {
    for (const link of this.#some(share)) link.silence()
  }

  #some(share: number): Link[] {
    return [...this.#links].filter(() => share >= 1 || this.#random.chance(share))
  }

  #take(client: Socket): void {
    if (this.refusing || this.#links.size >= CONNECTIONS_MAX) {
      client.on('error', () => undefined)
      client.resetAndDestroy()
      return
    }
    const target = connect({ port: this.#targetPort, host: '127.0.0.1', allowHalfOpen: true, noDelay: true })
    const link = new Link(client, target, { random: this.#random.fork(), weather: () => this.weather })
    if (this.swallowing) link.silence()
    this.#links.add(link)
    link.onGone = () => this.#links.delete(link)
  }

  /** Cuts everything off and frees the port. */
  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.cut('reset')
    await closed
  }
}

interface LinkParts {
  readonly random: SeededRandom
  readonly weather: () => Weather
}

/** One connection: two sockets and a stream in each direction. */
class Link {
  readonly #sides: readonly [Socket, Socket]
  #open = 2
  onGone: () => void = () => undefined

  constructor(client: Socket, target: Socket, parts: LinkParts) {
    this.#sides = [client, target]
    new Stream(client, target, parts)
    new Stream(target, client, parts)
    for (const side of this.#sides) {
      side.on('error', () => this.#onLost())
      side.on('close', () => {
        this.#open -= 1
        if (this.#open === 0) this.onGone()
      })
    }
  }

  get isSilent(): boolean {
    return this.#sides[0].listenerCount('data') === 0
  }

  cut(how: Cut): void {
    for (const side of this.#sides) {
      if (how === 'reset') side.resetAndDestroy()
      else side.end(() => side.destroySoon())
    }
  }

  silence(): void {
    for (const side of this.#sides) {
      side.removeAllListeners('data')
      side.removeAllListeners('end')
      side.emit('silenced')
      // Read and thrown away: the system of the sender believes that everything arrives.
      side.resume()
      // A side that leaves is not answered; the other one is not told.
      side.on('end', () => side.end())
    }
  }

  /** One side is gone: so is the other, unless nobody tells it. */
  #onLost(): void {
    if (!this.isSilent) this.cut('reset')
  }
}

/** One direction: what is read from one side is written to the other when its time has come. */
class Stream {
  readonly #from: Socket
  readonly #to: Socket
  readonly #parts: LinkParts
  readonly #waiting: { piece: Buffer | null; at: number }[] = []
  #waitingBytes = 0
  #lastAt = 0
  #timer: NodeJS.Timeout | null = null
  #silenced = false

  constructor(from: Socket, to: Socket, parts: LinkParts) {
    this.#from = from
    this.#to = to
    this.#parts = parts
    from.on('data', (chunk: Buffer) => this.#take(chunk))
    from.on('end', () => this.#push(null))
    from.on('silenced', () => this.#stop())
    to.on('close', () => this.#stop())
    to.on('drain', () => this.#run())
  }

  #take(chunk: Buffer): void {
    const { bytesPerSecond } = this.#parts.weather()
    const size = bytesPerSecond === null ? chunk.length : PIECE_BYTES
    for (let at = 0; at < chunk.length; at += size) this.#push(chunk.subarray(at, at + size))
    if (this.#waitingBytes > WAITING_BYTES_MAX) this.#from.pause()
  }

  /** Puts a piece, or the end, into the queue. */
  #push(piece: Buffer | null): void {
    const { delayMs, jitterMs, bytesPerSecond } = this.#parts.weather()
    const late = delayMs + (jitterMs > 0 ? this.#parts.random.next() * jitterMs : 0)
    const length = piece?.length ?? 0
    const writingMs = bytesPerSecond === null ? 0 : (length / bytesPerSecond) * 1_000
    this.#lastAt = Math.max(this.#lastAt + writingMs, performance.now() + late + writingMs)
    this.#waiting.push({ piece, at: this.#lastAt })
    this.#waitingBytes += length
    this.#run()
  }

  #run(): void {
    if (this.#timer !== null || this.#silenced) return
    while (this.#waiting.length > 0 && !this.#to.writableNeedDrain) {
      const { piece, at } = this.#waiting[0]!
      const waitMs = at - performance.now()
      if (waitMs > 0.5) {
        this.#timer = setTimeout(() => {
          this.#timer = null
          this.#run()
        }, waitMs)
        return
      }
      this.#waiting.shift()
      if (piece === null) this.#to.end()
      else {
        this.#waitingBytes -= piece.length
        this.#to.write(piece)
      }
    }
    if (this.#waitingBytes <= WAITING_BYTES_MAX / 2 && this.#from.isPaused()) this.#from.resume()
  }

  #stop(): void {
    this.#silenced = true
    this.#waiting.length = 0
    this.#waitingBytes = 0
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }
}
