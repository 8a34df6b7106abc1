/** Samples in a second of the only sound that RNNoise knows. */
export const RATE = 48_000
/** Samples that it takes at a time: ten milliseconds. */
export const FRAME = 480
/** It counts as sixteen bits do. */
const LOUDEST = 32_767
const PAGE_BYTES = 65_536

/** Takes the noise out of one frame of {@link FRAME} samples from -1 to 1, in its place. */
export type Denoise = (frame: Float32Array) => void

/** What we call of the library; addresses are bytes in its memory. */
interface Library {
  memory: WebAssembly.Memory
  emscripten_stack_init(): void
  __wasm_call_ctors(): void
  malloc(bytes: number): number
  rnnoise_get_frame_size(): number
  rnnoise_create(model: number): number
  rnnoise_process_frame(state: number, to: number, from: number): number
}

/**
 * Compiles RNNoise. What comes back makes one denoiser for each voice: each remembers what it has heard.
 *
 * Without the loader that comes with it, because that one compiles later and tells nobody when it has failed: a voice
 * would go silent.
 *
 * @param wasm its program, with or without SIMD
 * @throws when the program is another one, or may not be compiled here
 */
export function openRnnoise(wasm: BufferSource): () => Denoise {
  const env = {
    emscripten_memcpy_big: (to: number, from: number, bytes: number) => {
      new Uint8Array(library.memory.buffer).copyWithin(to, from, from + bytes)
    },
    emscripten_resize_heap: (bytes: number) => {
      library.memory.grow(Math.ceil((bytes - library.memory.buffer.byteLength) / PAGE_BYTES))
      return 1
    },
    __assert_fail: () => {
      throw new Error('RNNoise has met what it does not expect')
    },
  }
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasm), { env })
  const library = exports as unknown as Library
  library.emscripten_stack_init()
  library.__wasm_call_ctors()
  if (library.rnnoise_get_frame_size() !== FRAME) throw new Error('RNNoise takes frames of another length')
  return () => denoiserOf(library)
}

function denoiserOf(library: Library): Denoise {
  const state = library.rnnoise_create(0)
  const from = library.malloc(FRAME * Float32Array.BYTES_PER_ELEMENT)
  const to = library.malloc(FRAME * Float32Array.BYTES_PER_ELEMENT)
  if (state === 0 || from === 0 || to === 0) throw new Error('RNNoise has no memory')
  const memory = new Float32Array(library.memory.buffer)
  const [first, second] = [from / Float32Array.BYTES_PER_ELEMENT, to / Float32Array.BYTES_PER_ELEMENT]
  return (frame) => {
    for (let at = 0; at < FRAME; at += 1) memory[first + at] = frame[at]! * LOUDEST
    library.rnnoise_process_frame(state, to, from)
    for (let at = 0; at < FRAME; at += 1) frame[at] = memory[second + at]! / LOUDEST
  }
}
