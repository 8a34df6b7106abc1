/** Why noise cannot be suppressed on this device: it is too slow, or the suppression has not come or has stopped. */
export class SoundTrouble extends Error {
  readonly kind: 'slow' | 'failed'

  constructor(kind: 'slow' | 'failed', cause?: unknown) {
    super(`Noise suppression: ${kind}`, { cause })
    this.kind = kind
  }
}
