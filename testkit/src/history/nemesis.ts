import { setTimeout as delay } from 'node:timers/promises'
import { FAIR_WEATHER, type FaultProxy, type Weather } from '../fault-proxy.ts'
import type { SeededRandom } from '../simulation/seeded-random.ts'
import type { Fault, PlannedFault } from './fault-plan.ts'
import type { HistoryLine } from './history.ts'
import { signalLiving } from './real-database.ts'
import type { RealDevice } from './real-device.ts'
import type { Stand } from './stand.ts'

const SLOW: Weather = { delayMs: 20, jitterMs: 30, bytesPerSecond: 3_000 }
const LATE: Weather = { delayMs: 120, jitterMs: 400, bytesPerSecond: null }

export interface NemesisParts {
  readonly stand: Stand
  readonly devices: readonly RealDevice[]
  /** The network of each device. */
  readonly proxies: readonly FaultProxy[]
  readonly random: SeededRandom
  readonly write: (line: HistoryLine) => void
}

/** Makes go wrong what a plan says; whatever it stops is started again when its time is over. */
export class Nemesis {
  readonly #parts: NemesisParts
  /** The last thing done to each part of the stand: a server is not killed while it is being started. */
  readonly #last = new Map<string, Promise<void>>()

  constructor(parts: NemesisParts) {
    this.#parts = parts
  }

  /** Carries a plan out; returns when everything runs again. */
  async run(plan: readonly PlannedFault[]): Promise<void> {
    const began = performance.now()
    const done: Promise<void>[] = []
    for (const fault of plan) {
      await delay(Math.max(0, began + fault.atMs - performance.now()))
      done.push(this.#inTurn(targetOf(fault), () => this.#strike(fault)))
    }
    await Promise.all(done)
  }

  #inTurn(target: string, strike: () => Promise<void>): Promise<void> {
    const turn = (this.#last.get(target) ?? Promise.resolve()).then(strike)
    this.#last.set(target, turn)
    return turn
  }

  async #strike(fault: Fault): Promise<void> {
    this.#parts.write({ t: 'fault', what: JSON.stringify(fault), at: Date.now() })
    if ('node' in fault) await this.#strikeServer(fault)
    else if ('link' in fault) this.#strikeLink(fault)
    else if ('device' in fault) await this.#strikeDevice(fault)
    else if (/Bus|Subscribers/.test(fault.what)) await this.#strikeBus(fault)
    else await this.#strikeDatabase(fault)
  }

  async #strikeServer({ what, node, forMs }: Extract<Fault, { node: number }>): Promise<void> {
    const { stand } = this.#parts
    const server = stand.nodes[node]!
    if (what === 'killServer') {
      await server.stop('SIGKILL')
      await delay(forMs)
      await stand.startNode(node)
    } else {
      server.signal('SIGSTOP')
      await delay(forMs)
      server.signal('SIGCONT')
    }
  }

  #strikeLink({ what, link }: Extract<Fault, { link: number }>): void {
    const proxy = this.#parts.stand.links[link]!
    if (what === 'cutLinks') proxy.cut('reset')
    else proxy.silence()
  }

  async #strikeDatabase(fault: Fault): Promise<void> {
    const { database } = this.#parts.stand
    if (fault.what === 'killDatabase') {
      await database.kill()
      await delay(fault.forMs)
      await database.startAgain()
    } else if (fault.what === 'pauseDatabase') {
      database.signalAll('SIGSTOP')
      await delay(fault.forMs)
      database.signalAll('SIGCONT')
    } else {
      const backends = database.backends()
      if (backends.length > 0) signalLiving(this.#parts.random.pick(backends), 'SIGKILL')
    }
  }

  async #strikeBus(fault: Fault): Promise<void> {
    const { bus } = this.#parts.stand
    if (bus === null) return
    if (fault.what === 'killBus') {
      await bus.kill()
      await delay(fault.forMs)
      await bus.start()
    } else if (fault.what === 'pauseBus') {
      bus.signal('SIGSTOP')
      await delay(fault.forMs)
      bus.signal('SIGCONT')
    } else await bus.command(fault.what === 'emptyBus' ? 'FLUSHALL' : 'CLIENT KILL TYPE pubsub')
  }

  async #strikeDevice(fault: Extract<Fault, { device: number }>): Promise<void> {
    const proxy = this.#parts.proxies[fault.device]!
    if (fault.what === 'reset' || fault.what === 'end') proxy.cut(fault.what)
    else if (fault.what === 'silence') proxy.silence()
    else if (fault.what === 'reload') this.#parts.devices[fault.device]!.reload()
    else if ('forMs' in fault) {
      if (fault.what === 'refuse') {
        proxy.refusing = true
        proxy.cut('reset')
      } else proxy.weather = fault.what === 'slow' ? SLOW : LATE
      await delay(fault.forMs)
      proxy.refusing = false
      proxy.weather = FAIR_WEATHER
    }
  }
}

function targetOf(fault: Fault): string {
  if ('node' in fault) return `server ${fault.node}`
  if ('link' in fault) return `link ${fault.link}`
  if ('device' in fault) return `device ${fault.device}`
  return /Bus|Subscribers/.test(fault.what) ? 'bus' : 'database'
}
