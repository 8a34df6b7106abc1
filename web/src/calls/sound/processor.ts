/** Under this name the page finds the processor of the worklet. */
export const PROCESSOR = 'noise-suppressor'

/** What the page gives to it. */
export interface ProcessorOptions {
  readonly wasm: ArrayBuffer
}

/** What it says once it can work: the share of real time that it needs. */
export interface ProcessorTells {
  readonly cost: number
}
