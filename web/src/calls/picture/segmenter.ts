import type { Options, SelfieSegmentation } from '@mediapipe/selfie_segmentation'
import graphUrl from '@mediapipe/selfie_segmentation/selfie_segmentation.binarypb?url'
import scriptUrl from '@mediapipe/selfie_segmentation/selfie_segmentation.js?url'
import modelUrl from '@mediapipe/selfie_segmentation/selfie_segmentation_landscape.tflite?url'
import simdUrl from '@mediapipe/selfie_segmentation/selfie_segmentation_solution_simd_wasm_bin.js?url'
import simdWasmUrl from '@mediapipe/selfie_segmentation/selfie_segmentation_solution_simd_wasm_bin.wasm?url'
import plainUrl from '@mediapipe/selfie_segmentation/selfie_segmentation_solution_wasm_bin.js?url'
import plainWasmUrl from '@mediapipe/selfie_segmentation/selfie_segmentation_solution_wasm_bin.wasm?url'

/** Names under which the library asks for its files, and where they are on our own host; it gets nothing else. */
const FILES: Readonly<Record<string, string>> = {
  'selfie_segmentation.binarypb': graphUrl,
  'selfie_segmentation_landscape.tflite': modelUrl,
  'selfie_segmentation_solution_simd_wasm_bin.js': simdUrl,
  'selfie_segmentation_solution_simd_wasm_bin.wasm': simdWasmUrl,
  'selfie_segmentation_solution_wasm_bin.js': plainUrl,
  'selfie_segmentation_solution_wasm_bin.wasm': plainWasmUrl,
}

/** The picture in which the model looks for a person. */
export const LOOKS_AT = { width: 256, height: 144 } as const
/** Nobody needs it any more after so long: from the page before a call into the call it is carried on. Milliseconds. */
const LINGER_MS = 20_000

export type Mask = CanvasImageSource

/** Finds the person in pictures: a mask that is opaque where he is. One at a time, for the whole page. */
export class Segmenter {
  readonly #library: SelfieSegmentation
  #mask: Mask | null = null
  #work: Promise<unknown> = Promise.resolve()

  private constructor(library: SelfieSegmentation) {
    this.#library = library
    library.onResults(({ segmentationMask }) => {
      this.#mask = segmentationMask
    })
  }

  /** @throws whatever keeps it from coming, or from working here */
  static async open(): Promise<Segmenter> {
    const Library = await loadLibrary()
    const library = new Library({ locateFile: (name) => FILES[name] ?? name })
    // On the processor a picture takes a quarter of what it takes where graphics are made by the processor too, as on
    // many a computer of a school, and about the same elsewhere.
    library.setOptions({ modelSelection: 1, useCpuInference: true } as Options)
    await library.initialize()
    return new Segmenter(library)
  }

  /** The mask of a picture; it holds until the next one is asked for. */
  maskOf(picture: HTMLCanvasElement): Promise<Mask> {
    const asked = this.#work.then(async () => {
      this.#mask = null
      await this.#library.send({ image: picture })
      if (this.#mask === null) throw new Error('There is no mask')
      return this.#mask
    })
    this.#work = asked.catch(() => {})
    return asked
  }

  async close(): Promise<void> {
    await this.#work
    await this.#library.close()
  }
}

let shared: Promise<Segmenter> | null = null
let users = 0
let closing: ReturnType<typeof setTimeout> | undefined

/** The one of this page. Whoever has got it gives it back by {@link giveBack}. */
export async function takeSegmenter(): Promise<Segmenter> {
  clearTimeout(closing)
  shared ??= Segmenter.open()
  users += 1
  try {
    return await shared
  } catch (error) {
    shared = null
    giveBack()
    throw error
  }
}

export function giveBack(): void {
  users -= 1
  if (users > 0) return
  closing = setTimeout(() => {
    void shared?.then((segmenter) => segmenter.close()).catch(() => {})
    shared = null
  }, LINGER_MS)
}

type Library = typeof SelfieSegmentation

/** The library is a script that puts a name into the page; a bundler would take that name from it. */
async function loadLibrary(): Promise<Library> {
  const page = window as unknown as { SelfieSegmentation?: Library }
  if (page.SelfieSegmentation === undefined) {
    await new Promise((resolve, reject) => {
      const script = document.createElement('script')
      script.src = scriptUrl
      script.onload = resolve
      script.onerror = () => reject(new Error('The script has not come'))
      document.head.append(script)
    })
  }
  if (page.SelfieSegmentation === undefined) throw new Error('The script has brought nothing')
  return page.SelfieSegmentation
}
