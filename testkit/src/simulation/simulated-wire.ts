import type { NumberedBus, Wire } from '#server/platform/bus/numbered-bus.ts'
import type { SeededRandom } from './seeded-random.ts'
import type { TimeScope } from './virtual-time.ts'

export interface WireWeather {
  latencyMs: number
  /** Chances that a text is lost on the way to one node, or comes twice. */
  loss: number
  double: number
}

/** Carries texts between nodes as badly as it is told: late, out of order, twice, or not at all. */
export class SimulatedWire {
  readonly #time: TimeScope
  readonly #random: SeededRandom
  readonly #buses = new Set<NumberedBus>()
  weather: WireWeather = { latencyMs: 2, loss: 0, double: 0 }

  constructor(time: TimeScope, random: SeededRandom) {
    this.#time = time
    this.#random = random
  }

  join(bus: NumberedBus): void {
    this.#buses.add(bus)
  }

  leave(bus: NumberedBus): void {
    this.#buses.delete(bus)
  }

  /** What one node publishes; a dead one publishes nothing. */
  endOf(node: TimeScope): Wire {
    return {
      publish: (channel, text) => {
        if (!node.alive) return
        for (const bus of this.#buses) this.#carry(bus, channel, text)
      },
    }
  }

  #carry(bus: NumberedBus, channel: string, text: string): void {
    const { loss, double, latencyMs } = this.weather
    const copies = this.#random.chance(loss) ? 0 : this.#random.chance(double) ? 2 : 1
    for (let copy = 0; copy < copies; copy += 1) {
      this.#time.after(this.#random.below(latencyMs + 1), () => {
        if (this.#buses.has(bus)) bus.take(text, channel)
      })
    }
  }
}
