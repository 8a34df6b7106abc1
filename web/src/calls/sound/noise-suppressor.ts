import { loadRnnoise } from '@sapphi-red/web-noise-suppressor'
import plainUrl from '@sapphi-red/web-noise-suppressor/rnnoise.wasm?url'
import simdUrl from '@sapphi-red/web-noise-suppressor/rnnoise_simd.wasm?url'
import { COST_MAX } from './cost.ts'
import { PROCESSOR, type ProcessorOptions, type ProcessorTells } from './processor.ts'
import { RATE } from './rnnoise.ts'
import { SoundTrouble } from './sound-trouble.ts'
import workletUrl from './suppressor.worklet.ts?worker&url'
import type { Suppressor } from './treat-microphone.ts'

/** A suppression that has not come by then is not waited for. Milliseconds. */
const PATIENCE_MS = 15_000
/** So long sound may stand still, as when a phone rings, before the browser's own suppression takes over. Milliseconds. */
const STILL_MS = 3_000

/** RNNoise in the audio thread of a context of its own, which has the rate that it needs whatever the devices have. */
export class NoiseSuppressor implements Suppressor {
  readonly name = PROCESSOR
  processedTrack: MediaStreamTrack | undefined
  readonly #context: AudioContext
  readonly #node: AudioWorkletNode
  readonly #onLost: () => void
  #source: MediaStreamAudioSourceNode | null = null

  private constructor(context: AudioContext, node: AudioWorkletNode, onLost: () => void) {
    this.#context = context
    this.#node = node
    this.#onLost = onLost
    const destination = new MediaStreamAudioDestinationNode(context, { channelCount: 1 })
    node.connect(destination)
    this.processedTrack = destination.stream.getAudioTracks()[0]
    node.onprocessorerror = () => this.#lose()
    context.onstatechange = () => void this.#goOn()
  }

  /**
   * Loads it and tries it on this device.
   *
   * @param onLost it has stopped: a voice would go silent
   * @throws SoundTrouble
   */
  static async open(onLost: () => void): Promise<NoiseSuppressor> {
    const context = new AudioContext({ sampleRate: RATE, latencyHint: 'interactive' })
    try {
      const node = await within(PATIENCE_MS, openNode(context))
      return new NoiseSuppressor(context, node, onLost)
    } catch (error) {
      await context.close()
      throw error
    }
  }

  async init({ track }: { track: MediaStreamTrack }): Promise<void> {
    this.#hear(track)
  }

  /** Another microphone goes through the same suppression; one that cannot is sent as it is, until the browser's own is on. */
  async restart({ track }: { track: MediaStreamTrack }): Promise<void> {
    try {
      this.#hear(track)
    } catch {
      this.processedTrack = undefined
      this.#lose()
    }
  }

  async destroy(): Promise<void> {
    this.#context.onstatechange = null
    this.#node.onprocessorerror = null
    this.#node.port.postMessage('over')
    this.#source?.disconnect()
    if (this.#context.state !== 'closed') await this.#context.close()
  }

  #hear(track: MediaStreamTrack): void {
    this.#source?.disconnect()
    this.#source = this.#context.createMediaStreamSource(new MediaStream([track]))
    this.#source.connect(this.#node)
  }

  async #goOn(): Promise<void> {
    if (this.#runs()) return
    void this.#context.resume().catch(() => {})
    await new Promise((resolve) => setTimeout(resolve, STILL_MS))
    if (this.#context.onstatechange !== null && !this.#runs()) this.#lose()
  }

  #runs(): boolean {
    return this.#context.state === 'running'
  }

  #lose(): void {
    this.#onLost()
  }
}

async function openNode(context: AudioContext): Promise<AudioWorkletNode> {
  const [wasm] = await Promise.all([
    loadRnnoise({ url: plainUrl, simdUrl }),
    context.audioWorklet.addModule(workletUrl),
    context.resume(),
  ])
  const node = new AudioWorkletNode(context, PROCESSOR, {
    numberOfInputs: 1,
    numberOfOutputs: 1,
    // Two channels become one before and stay one after: nobody is heard on the left alone.
    channelCount: 1,
    channelCountMode: 'explicit',
    outputChannelCount: [1],
    processorOptions: { wasm } satisfies ProcessorOptions,
  })
  const { cost } = await toldBy(node)
  if (cost > COST_MAX) throw new SoundTrouble('slow')
  return node
}

function toldBy(node: AudioWorkletNode): Promise<ProcessorTells> {
  return new Promise((resolve, reject) => {
    node.port.onmessage = ({ data }: MessageEvent<ProcessorTells>) => resolve(data)
    node.onprocessorerror = () => reject(new SoundTrouble('failed'))
  })
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SoundTrouble('failed')), ms)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
