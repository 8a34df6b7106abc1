import { costOf } from './cost.ts'
import { Frames } from './frames.ts'
import { PROCESSOR, type ProcessorOptions, type ProcessorTells } from './processor.ts'
import { FRAME, openRnnoise } from './rnnoise.ts'

/** What there is where sound is worked on, which is neither a page nor a worker. */
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare function registerProcessor(
  name: string,
  processor: new (options: { processorOptions: ProcessorOptions }) => AudioWorkletProcessor,
): void

/** Takes noise out of one voice. A constructor that throws is told to the page as an error of the processor. */
class NoiseProcessor extends AudioWorkletProcessor {
  readonly #frames: Frames
  #isOver = false

  constructor({ processorOptions }: { processorOptions: ProcessorOptions }) {
    super()
    const makeDenoiser = openRnnoise(processorOptions.wasm)
    const cost = costOf(makeDenoiser())
    this.#frames = new Frames(FRAME, makeDenoiser())
    this.port.onmessage = () => {
      this.#isOver = true
    }
    this.port.postMessage({ cost } satisfies ProcessorTells)
  }

  process([input]: Float32Array[][], [output]: Float32Array[][]): boolean {
    const to = output?.[0]
    if (to !== undefined) this.#frames.pass(input?.[0], to)
    return !this.#isOver
  }
}

registerProcessor(PROCESSOR, NoiseProcessor)
