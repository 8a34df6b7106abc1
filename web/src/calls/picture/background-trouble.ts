/** Why nothing can be put behind a person on this device: it is too slow, or what finds the person has not come or has stopped. */
export class BackgroundTrouble extends Error {
  readonly kind: 'slow' | 'failed'

  constructor(kind: 'slow' | 'failed', cause?: unknown) {
    super(`Virtual background: ${kind}`, { cause })
    this.kind = kind
  }
}
