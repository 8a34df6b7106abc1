/** Time, chance and the wire are passed in, so that the same client runs in a browser, in tests and in the simulation. */
export interface Timers {
  /** Calls back once after `ms`; the answer cancels it. */
  after(ms: number, callback: () => void): () => void
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
}

/** A number from 0 up to, but not including, 1. */
export type Random = () => number

export interface WireHandlers {
  onOpen(): void
  onText(text: string): void
  /** The wire is gone or could never be opened; nothing else is called afterwards. */
  onClose(): void
}

export interface Wire {
  send(text: string): void
  close(): void
}

export interface Transport {
  open(handlers: WireHandlers): Wire
}
