import type { Choices } from '../choices.ts'
import { LinkMeter } from './measure.ts'
import { MEASURE_MS, type Strain, StrainJudge } from './strain.ts'

export interface LinkKeeperParts {
  /** Where it begins. */
  readonly strain: Strain
  readonly choices: () => Pick<Choices, 'savesItself'>
  /** What the connections tell of themselves now. */
  readonly reports: () => Promise<readonly RTCStatsReport[]>
  readonly onStrain: (strain: Strain) => void
}

/** Measures the own link while a call lasts, and says what it has to be spared. */
export class LinkKeeper {
  readonly #parts: LinkKeeperParts
  #judge: StrainJudge
  #meter = new LinkMeter()
  #isReading = false
  readonly #timer: ReturnType<typeof setInterval>

  constructor(parts: LinkKeeperParts) {
    this.#parts = parts
    this.#judge = new StrainJudge(parts.strain)
    this.#timer = setInterval(() => void this.#measure(), MEASURE_MS)
  }

  get strain(): Strain {
    return this.#judge.strain
  }

  /** Begins anew: the link is another one, or nothing shall be saved by itself. */
  reset(): void {
    const { strain } = this.#judge
    this.#judge = new StrainJudge()
    this.#meter = new LinkMeter()
    if (strain !== 0) this.#parts.onStrain(0)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  async #measure(): Promise<void> {
    if (this.#isReading || !this.#parts.choices().savesItself) return
    this.#isReading = true
    try {
      const sample = this.#meter.read(await this.#parts.reports())
      if (sample !== null && this.#judge.note(sample)) this.#parts.onStrain(this.#judge.strain)
    } catch {
      // A connection that is going tells nothing more.
    } finally {
      this.#isReading = false
    }
  }
}
